#include "client/view/duplicate_rules_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <algorithm>

#include "client/data/schema_site.h"
#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

using v1::DuplicateKey;
using v1::DuplicateRule;

constexpr int kListWidth = 300;

bool isComparable(const schema::Field& field) {
    return field.isStored() && !field.system && field.type() != v1::FILE && field.type() != v1::AUTO_NUMBER;
}
bool isText(const schema::Field& field) { return field.type() == v1::TEXT || field.type() == v1::LONG_TEXT; }

}  // namespace

DuplicateRulesDialog::DuplicateRulesDialog(Host& host, const std::string& entity, QWidget* parent)
    : QDialog(parent), host_(host), snapshot_(host.context().schema->snapshot()), entity_(snapshot_->entity(entity)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Duplicates: %1").arg(say(host.context(), entity_->def().plural())));
    setModal(true);
    resize(860, 520);
    for (const DuplicateRule& rule : entity_->def().duplicate_rules()) rules_.push_back(rule);
    build();
    showList();
    list_->setCurrentRow(0);
    showRule();
}

void DuplicateRulesDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    auto* hint =
        ui::label(tr("Two records are the same when all fields of a rule agree. People are warned while they type, "
                     "imports tell it; a rule that forbids refuses the second one."),
                  ui::TextStyle::Caption, ui::Tone::Secondary, this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto* across = new QHBoxLayout;
    across->setSpacing(16);
    auto* left = new QVBoxLayout;
    list_ = new QListWidget(this);
    list_->setAccessibleName(tr("Rules"));
    list_->setFixedWidth(kListWidth);
    list_->setWordWrap(true);
    left->addWidget(list_, 1);
    auto* tools = new QHBoxLayout;
    auto* add = ui::button(tr("Add a rule"), ui::ButtonKind::Normal, QStringLiteral("plus"), this);
    add->setAutoDefault(false);
    remove_ = ui::button(tr("Remove"), ui::ButtonKind::Ghost, QStringLiteral("trash-2"), this);
    remove_->setAutoDefault(false);
    tools->addWidget(add);
    tools->addWidget(remove_);
    tools->addStretch(1);
    left->addLayout(tools);
    across->addLayout(left);
    rule_ = buildRule();
    across->addWidget(rule_, 1);
    column->addLayout(across, 1);
    trouble_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
    const ui::DialogRow row = ui::dialogRow(this, tr("Save"), QStringLiteral("check"));
    save_ = row.go;
    column->addLayout(row.line);
    connect(save_, &QPushButton::clicked, this, &DuplicateRulesDialog::save);
    connect(add, &QPushButton::clicked, this, &DuplicateRulesDialog::add);
    connect(remove_, &QPushButton::clicked, this, &DuplicateRulesDialog::remove);
    connect(list_, &QListWidget::currentRowChanged, this, &DuplicateRulesDialog::showRule);
}

QWidget* DuplicateRulesDialog::buildRule() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    const auto caption = [&](const QString& text) {
        column->addWidget(ui::label(text, ui::TextStyle::Caption, ui::Tone::Secondary, whole));
    };
    caption(tr("What people read"));
    label_ = new QLineEdit(whole);
    label_->setAccessibleName(tr("What people read"));
    label_->setMaxLength(80);
    column->addWidget(label_);
    auto* row = new QHBoxLayout;
    action_ = new QComboBox(whole);
    action_->setAccessibleName(tr("What happens"));
    action_->addItem(tr("warns"), DuplicateRule::WARN);
    action_->addItem(tr("forbids the second one"), DuplicateRule::FORBID);
    action_->addItem(tr("is off"), DuplicateRule::OFF);
    confidence_ = new QSpinBox(whole);
    confidence_->setAccessibleName(tr("How sure"));
    confidence_->setRange(50, 100);
    confidence_->setSuffix(QStringLiteral(" %"));
    row->addWidget(ui::label(tr("The rule"), ui::TextStyle::Body, ui::Tone::Normal, whole));
    row->addWidget(action_, 1);
    row->addWidget(ui::label(tr("sure by"), ui::TextStyle::Body, ui::Tone::Normal, whole));
    row->addWidget(confidence_);
    column->addLayout(row);
    column->addSpacing(8);
    caption(tr("Fields that must agree"));
    for (int i = 0; i < kMostKeys; ++i) {
        auto* line = new QHBoxLayout;
        KeyRow key{new QComboBox(whole), new QComboBox(whole), new QCheckBox(tr("or empty"), whole)};
        key.field->setAccessibleName(tr("Field %1").arg(i + 1));
        key.likeness->setAccessibleName(tr("How field %1 agrees").arg(i + 1));
        key.field->addItem(i == 0 ? tr("Choose a field") : tr("no more"), QString());
        for (const auto& field : entity_->fields())
            if (isComparable(*field)) key.field->addItem(say(host_.context(), field->def.label()), toQt(field->name()));
        key.likeness->addItem(tr("exactly"), DuplicateKey::EXACT);
        key.likeness->addItem(tr("as names of companies"), DuplicateKey::COMPANY_NAME);
        key.likeness->addItem(tr("as names of people"), DuplicateKey::PERSON_NAME);
        key.likeness->addItem(tr("word by word"), DuplicateKey::WORDS);
        key.blank->setToolTip(tr("An empty value agrees with any"));
        line->addWidget(key.field, 3);
        line->addWidget(key.likeness, 2);
        line->addWidget(key.blank);
        column->addLayout(line);
        connect(key.field, &QComboBox::currentIndexChanged, this, &DuplicateRulesDialog::takeRule);
        connect(key.likeness, &QComboBox::currentIndexChanged, this, &DuplicateRulesDialog::takeRule);
        connect(key.blank, &QCheckBox::toggled, this, &DuplicateRulesDialog::takeRule);
        keys_.push_back(key);
    }
    column->addStretch(1);
    connect(label_, &QLineEdit::textEdited, this, &DuplicateRulesDialog::takeRule);
    connect(action_, &QComboBox::currentIndexChanged, this, &DuplicateRulesDialog::takeRule);
    connect(confidence_, &QSpinBox::valueChanged, this, &DuplicateRulesDialog::takeRule);
    return whole;
}

bool DuplicateRulesDialog::isOwn(const DuplicateRule& rule) const { return rule.name().starts_with("my_"); }
int DuplicateRulesDialog::current() const { return list_->currentRow(); }

/// "Тот же ИНН — предупреждает, 98 %"
QString DuplicateRulesDialog::words(const DuplicateRule& rule) const {
    const int at = action_->findData(rule.action());
    const QString label = say(host_.context(), rule.label());
    return tr("%1 — %2, %3 %")
        .arg(label.isEmpty() ? tr("New rule") : label, action_->itemText(std::max(0, at)))
        .arg(rule.confidence());
}

void DuplicateRulesDialog::showList() {
    const QSignalBlocker quiet(list_);
    const int row = current();
    list_->clear();
    for (const DuplicateRule& rule : rules_) {
        auto* item = new QListWidgetItem(words(rule), list_);
        item->setToolTip(item->text());
        if (rule.action() == DuplicateRule::OFF) item->setForeground(ui::tokens().muted);
    }
    list_->setCurrentRow(std::clamp(row, 0, static_cast<int>(rules_.size()) - 1));
}

void DuplicateRulesDialog::showRule() {
    const int at = current();
    rule_->setEnabled(at >= 0);
    remove_->setEnabled(at >= 0 && isOwn(rules_[static_cast<std::size_t>(at)]));
    if (at < 0) return;
    showing_ = true;
    const DuplicateRule& rule = rules_[static_cast<std::size_t>(at)];
    label_->setText(say(host_.context(), rule.label()));
    action_->setCurrentIndex(action_->findData(rule.action()));
    confidence_->setValue(static_cast<int>(rule.confidence()));
    for (int i = 0; i < kMostKeys; ++i) {
        KeyRow& row = keys_[static_cast<std::size_t>(i)];
        const bool used = i < rule.keys_size();
        row.field->setCurrentIndex(used ? std::max(0, row.field->findData(toQt(rule.keys(i).field()))) : 0);
        row.likeness->setCurrentIndex(used ? row.likeness->findData(rule.keys(i).likeness()) : 0);
        row.blank->setChecked(used && rule.keys(i).blank_agrees());
    }
    showing_ = false;
    takeRule();
}

void DuplicateRulesDialog::takeRule() {
    const int at = current();
    if (showing_ || at < 0) return;
    DuplicateRule& rule = rules_[static_cast<std::size_t>(at)];
    const std::string label = fromQt(label_->text().trimmed());
    if (say(host_.context(), rule.label()) != label_->text().trimmed()) {
        rule.mutable_label()->set_ru(label);
        rule.mutable_label()->set_en(label);
    }
    rule.set_action(static_cast<DuplicateRule::Action>(action_->currentData().toInt()));
    rule.set_confidence(static_cast<std::uint32_t>(confidence_->value()));
    rule.clear_keys();
    for (KeyRow& row : keys_) {
        const schema::Field* field = entity_->field(fromQt(row.field->currentData().toString()));
        row.likeness->setEnabled(field && isText(*field));
        row.blank->setEnabled(field != nullptr);
        if (!field) continue;
        DuplicateKey& key = *rule.add_keys();
        key.set_field(field->name());
        if (isText(*field)) key.set_likeness(static_cast<DuplicateKey::Likeness>(row.likeness->currentData().toInt()));
        key.set_blank_agrees(row.blank->isChecked());
    }
    list_->item(at)->setText(words(rule));
    save_->setEnabled(std::ranges::all_of(
        rules_, [](const DuplicateRule& each) { return each.keys_size() > 0 && !each.label().ru().empty(); }));
}

void DuplicateRulesDialog::add() {
    DuplicateRule rule;
    for (int i = 1; rule.name().empty(); ++i) {
        const std::string name = "my_rule_" + std::to_string(i);
        if (std::ranges::find(rules_, name, &DuplicateRule::name) == rules_.end()) rule.set_name(name);
    }
    rule.set_confidence(90);
    rules_.push_back(std::move(rule));
    showList();
    list_->setCurrentRow(static_cast<int>(rules_.size()) - 1);
    label_->setFocus();
}

void DuplicateRulesDialog::remove() {
    const int at = current();
    if (at < 0 || !isOwn(rules_[static_cast<std::size_t>(at)])) return;
    rules_.erase(rules_.begin() + at);
    showList();
    showRule();
}

void DuplicateRulesDialog::save() {
    v1::SchemaSaveRequest request;
    request.set_base_version(snapshot_->version());
    *request.mutable_site() = data::siteOf(entity_->def());
    auto& site = *request.mutable_site();
    site.clear_duplicate_rules();
    for (const DuplicateRule& rule : rules_) {
        const auto& known = entity_->def().duplicate_rules();
        const auto before = std::ranges::find(known, rule.name(), &DuplicateRule::name);
        // The product's own stay its own until they are changed.
        const bool same = before != known.end() && before->SerializeAsString() == rule.SerializeAsString();
        if (!same || rule.layer() == v1::LAYER_SITE) *site.add_duplicate_rules() = rule;
    }
    save_->setEnabled(false);
    call_ = host_.context().connection->call<v1::SchemaReply>(
        v1::METHOD_SCHEMA_SAVE, request, this, [this](const Result<v1::SchemaReply>& reply) {
            save_->setEnabled(true);
            if (!reply) {
                trouble_->setText(wordsOf(host_.context(), reply.error(), entity_->name()));
                trouble_->show();
                return;
            }
            host_.toast(ui::ToastHost::Kind::Done, tr("The rules of duplicates are saved"));
            QDialog::accept();
        });
}

QString DuplicateRulesDialog::troubleText() const { return trouble_->isHidden() ? QString() : trouble_->text(); }

}  // namespace kupets::view
