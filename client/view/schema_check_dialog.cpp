#include "client/view/schema_check_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <algorithm>

#include "client/data/schema_site.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/table_formula_edit.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 620;

bool isOwnCheck(const v1::CheckDef& check) { return check.name().starts_with("my_"); }

}  // namespace

QString severityWords(v1::Severity severity) {
    switch (severity) {
        case v1::SEVERITY_REFUSE:
            return QCoreApplication::translate("SchemaCheck", "Do not save");
        case v1::SEVERITY_OFF:
            return QCoreApplication::translate("SchemaCheck", "Off");
        default:
            return QCoreApplication::translate("SchemaCheck", "Warn");
    }
}

void addSeverities(QComboBox& box) {
    for (const v1::Severity each : {v1::SEVERITY_WARN, v1::SEVERITY_REFUSE, v1::SEVERITY_OFF})
        box.addItem(severityWords(each), static_cast<int>(each));
}

SchemaCheckDialog::SchemaCheckDialog(Host& host, schema::SnapshotPtr snapshot, const std::string& entity,
                                     const v1::CheckDef* check, QWidget* parent)
    : QDialog(parent),
      host_(host),
      snapshot_(std::move(snapshot)),
      entity_(snapshot_->entity(entity)),
      given_(check != nullptr ? *check : v1::CheckDef()),
      isNew_(check == nullptr),
      isOwn_(check == nullptr || isOwnCheck(*check)) {
    setWindowTitle(isNew_ ? tr("New check") : tr("Check: %1").arg(say(host.context(), given_.label())));
    setModal(true);
    setMinimumWidth(kWidth);
    build();
    fill();
    isOwn_ ? label_->setFocus() : severity_->setFocus();
}

bool SchemaCheckDialog::isRussian() const { return host_.context().language == data::Language::Russian; }

void SchemaCheckDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kPad);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [this, form](const QString& words, QWidget* widget) {
        auto* name = ui::label(words, ui::TextStyle::Body, ui::Tone::Secondary, this);
        name->setBuddy(widget);
        widget->setAccessibleName(words);
        form->addRow(name, widget);
    };
    label_ = new QLineEdit(this);
    label_->setMaxLength(100);
    label_->setPlaceholderText(tr("For example: INN of a client"));
    add(tr("Name"), label_);
    condition_ = new FormulaEdit(host_.context(), *entity_, this, schema::ValueType::Boolean);
    condition_->setPlaceholder(isRussian() ? QStringLiteral("НЕ(ЕПУСТО(inn))") : QStringLiteral("NOT(ISBLANK(inn))"));
    add(tr("What must hold"), condition_);
    field_ = new QComboBox(this);
    for (const auto& field : entity_->fields())
        if (isEditable(*field)) field_->addItem(say(host_.context(), field->def.label()), toQt(field->name()));
    field_->setMaxVisibleItems(16);
    add(tr("Said beside the field"), field_);
    message_ = new QLineEdit(this);
    message_->setMaxLength(400);
    message_->setPlaceholderText(tr("What to do, in your words"));
    add(tr("Words"), message_);
    other_ = new QLineEdit(this);
    other_->setMaxLength(400);
    other_->setPlaceholderText(tr("Empty: the same"));
    add(isRussian() ? tr("Words in English") : tr("Words in Russian"), other_);
    severity_ = new QComboBox(this);
    addSeverities(*severity_);
    add(tr("If it does not hold"), severity_);
    form->addRow(ui::label(tr("Held against"), ui::TextStyle::Body, ui::Tone::Secondary, this), buildRoles());
    column->addLayout(form);
    trouble_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    column->addWidget(trouble_);
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, isNew_ ? tr("Add check") : tr("Save"), QStringLiteral("check"));
    ok_ = row.go;
    column->addLayout(row.line);
    connect(ok_, &QPushButton::clicked, this, [this] {
        const QString words = trouble();
        if (words.isEmpty()) return Q_EMIT saved();
        showError(words);
    });
}

QWidget* SchemaCheckDialog::buildRoles() {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    const schema::Entity* users = snapshot_->entity("user");
    const schema::Field* role = users != nullptr ? users->field("role") : nullptr;
    if (role != nullptr)
        for (const v1::ChoiceDef& choice : role->def.choices()) {
            auto* box = new QCheckBox(say(host_.context(), choice.label()), whole);
            box->setProperty("role", toQt(choice.value()));
            row->addWidget(box);
            roles_.push_back(box);
        }
    row->addWidget(ui::label(tr("none: everybody"), ui::TextStyle::Caption, ui::Tone::Muted, whole));
    row->addStretch(1);
    return whole;
}

void SchemaCheckDialog::fill() {
    label_->setText(say(host_.context(), given_.label()));
    condition_->setText(toQt(given_.condition()));
    field_->setCurrentIndex(std::max(0, field_->findData(toQt(given_.field()))));
    const v1::Label& words = given_.message();
    message_->setText(toQt(isRussian() ? words.ru() : words.en()));
    const QString other = toQt(isRussian() ? words.en() : words.ru());
    if (other != message_->text()) other_->setText(other);
    severity_->setCurrentIndex(severity_->findData(static_cast<int>(given_.severity())));
    for (QCheckBox* box : roles_) {
        const std::string role = fromQt(box->property("role").toString());
        box->setChecked(std::ranges::find(given_.roles(), role) != given_.roles().end());
    }
    label_->setReadOnly(!isOwn_);
    condition_->setEnabled(isOwn_);
    field_->setEnabled(isOwn_);
}

QString SchemaCheckDialog::trouble() const {
    if (label_->text().trimmed().isEmpty()) return tr("The check needs a name.");
    if (condition_->text().trimmed().isEmpty()) return tr("Say what must hold.");
    return condition_->isGood() ? QString() : condition_->problem();
}

v1::CheckDef SchemaCheckDialog::check() const {
    v1::CheckDef out = given_;
    const auto both = [this](v1::Label& label, const std::string& mine, const std::string& second) {
        label.set_ru(isRussian() ? mine : second);
        label.set_en(isRussian() ? second : mine);
    };
    if (isOwn_) {
        const std::string name = fromQt(label_->text().trimmed());
        if (name != fromQt(say(host_.context(), given_.label()))) both(*out.mutable_label(), name, name);
        if (isNew_) out.set_name(data::ownCheckName(label_->text(), entity_->def()));
        out.set_condition(fromQt(condition_->text().trimmed()));
        out.set_field(fromQt(field_->currentData().toString()));
    }
    const std::string words = fromQt(message_->text().trimmed());
    const std::string other = fromQt(other_->text().trimmed());
    both(*out.mutable_message(), words, other.empty() ? words : other);
    out.set_severity(static_cast<v1::Severity>(severity_->currentData().toInt()));
    out.clear_roles();
    for (const QCheckBox* box : roles_)
        if (box->isChecked()) out.add_roles(fromQt(box->property("role").toString()));
    return out;
}

void SchemaCheckDialog::showError(const QString& words) { trouble_->setText(words); }
void SchemaCheckDialog::setBusy(bool busy) { ok_->setEnabled(!busy); }

}  // namespace kupets::view
