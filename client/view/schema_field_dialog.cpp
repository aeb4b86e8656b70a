#include "client/view/schema_field_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>

#include "client/data/schema_site.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/expr/check.h"

namespace kupets::view {
namespace {

constexpr int kValueRole = Qt::UserRole;
constexpr int kEnglishRole = Qt::UserRole + 1;
constexpr int kWidth = 560;

bool hasChoices(v1::FieldType type) { return type == v1::CHOICE || type == v1::MULTI_CHOICE; }
bool hasTarget(v1::FieldType type) { return type == v1::REFERENCE || type == v1::REFERENCES; }

bool canBeUnique(v1::FieldType type) {
    return type == v1::TEXT || type == v1::INTEGER || type == v1::INN || type == v1::OGRN || type == v1::URL;
}
bool canBeSearched(v1::FieldType type) {
    return type == v1::TEXT || type == v1::PHONES || type == v1::EMAILS || type == v1::INN || type == v1::URL;
}

QString colorWords(const QString& name, data::Language language) {
    struct Words {
        const char *name, *ru, *en;
    };
    static constexpr Words kWords[] = {
        {"gray", "Серый", "Grey"},       {"red", "Красный", "Red"},          {"orange", "Оранжевый", "Orange"},
        {"lime", "Салатовый", "Lime"},   {"yellow", "Жёлтый", "Yellow"},     {"green", "Зелёный", "Green"},
        {"teal", "Бирюзовый", "Teal"},   {"cyan", "Голубой", "Cyan"},        {"blue", "Синий", "Blue"},
        {"indigo", "Индиго", "Indigo"},  {"purple", "Фиолетовый", "Purple"}, {"pink", "Розовый", "Pink"},
        {"brown", "Коричневый", "Brown"}};
    for (const Words& words : kWords)
        if (name == QLatin1String(words.name)) return data::say(language, words.ru, words.en);
    return name;
}

}  // namespace

SchemaFieldDialog::SchemaFieldDialog(Host& host, schema::SnapshotPtr snapshot, const std::string& entity,
                                     const v1::FieldDef* field, QWidget* parent)
    : QDialog(parent),
      host_(host),
      snapshot_(std::move(snapshot)),
      entity_(snapshot_->entity(entity)),
      given_(field != nullptr ? *field : v1::FieldDef()),
      isNew_(field == nullptr),
      isOwn_(field == nullptr || data::isOwnField(*field)) {
    setWindowTitle(isNew_ ? tr("New field") : tr("Field: %1").arg(say(host.context(), given_.label())));
    setModal(true);
    setMinimumWidth(kWidth);
    build();
    if (isNew_) given_.set_type(v1::TEXT);
    fill(given_);
    refresh();
    label_->setFocus();
}

void SchemaFieldDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kPad);
    form_ = new QFormLayout;
    form_->setHorizontalSpacing(16);
    form_->setVerticalSpacing(10);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [this](const QString& words, QWidget* widget) {
        auto* name = ui::label(words, ui::TextStyle::Body, ui::Tone::Secondary, this);
        name->setBuddy(widget);
        widget->setAccessibleName(words);
        form_->addRow(name, widget);
    };
    label_ = new QLineEdit(this);
    label_->setMaxLength(100);
    label_->setPlaceholderText(tr("For example: Make of the car"));
    add(tr("Name"), label_);
    english_ = new QLineEdit(this);
    english_->setMaxLength(100);
    english_->setPlaceholderText(tr("Empty: the same"));
    add(host_.context().language == data::Language::Russian ? tr("Name in English") : tr("Name in Russian"), english_);
    type_ = new QComboBox(this);
    for (const v1::FieldType each : data::ownTypes())
        type_->addItem(data::typeWords(each, host_.context().language), static_cast<int>(each));
    type_->setMaxVisibleItems(14);
    add(tr("What it holds"), type_);
    target_ = new QComboBox(this);
    for (const auto& each : snapshot_->entities())
        target_->addItem(say(host_.context(), each->def().plural()), toQt(each->name()));
    add(tr("Cards of"), target_);
    formula_ = new QLineEdit(this);
    formula_->setPlaceholderText(QStringLiteral("ROUND(amount * 0.2, 2)"));
    add(tr("Formula"), formula_);
    choices_ = buildChoices();
    add(tr("Choices"), choices_);
    hint_ = new QLineEdit(this);
    hint_->setMaxLength(500);
    hint_->setPlaceholderText(tr("Shown when the pointer rests on the field"));
    add(tr("Hint"), hint_);
    required_ = new QCheckBox(tr("Must be filled in"), this);
    unique_ = new QCheckBox(tr("No two cards may have the same"), this);
    searchable_ = new QCheckBox(tr("Found by the search"), this);
    auto* checks = new QVBoxLayout;
    checks->setSpacing(6);
    for (QCheckBox* box : {required_, unique_, searchable_}) checks->addWidget(box);
    form_->addRow(QString(), checks);
    column->addLayout(form_);
    message_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Danger, this);
    message_->setWordWrap(true);
    column->addWidget(message_);
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, isNew_ ? tr("Add field") : tr("Save"), QStringLiteral("check"));
    ok_ = row.go;
    column->addLayout(row.line);
    connect(ok_, &QPushButton::clicked, this, [this] {
        if (trouble().isEmpty())
            Q_EMIT saved();
        else
            showError(trouble());
    });
    connect(label_, &QLineEdit::textChanged, this, [this] { refresh(); });
    connect(formula_, &QLineEdit::textChanged, this, [this] { refresh(); });
    connect(type_, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
}

QWidget* SchemaFieldDialog::buildChoices() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    list_ = new QTreeWidget(whole);
    list_->setColumnCount(2);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setProperty("field", true);  // framed, as what is typed into
    list_->setMinimumHeight(150);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->resizeSection(1, 150);
    list_->setDragDropMode(QAbstractItemView::NoDragDrop);
    list_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::SelectedClicked | QAbstractItemView::AnyKeyPressed);
    column->addWidget(list_);
    auto* row = new QHBoxLayout;
    auto* add = ui::button(tr("Add a choice"), ui::ButtonKind::Ghost, QStringLiteral("plus"), whole);
    auto* remove = ui::button(tr("Remove"), ui::ButtonKind::Ghost, QStringLiteral("trash-2"), whole);
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    column->addLayout(row);
    connect(add, &QPushButton::clicked, this, [this] {
        addChoice({});
        QTreeWidgetItem* last = list_->topLevelItem(list_->topLevelItemCount() - 1);
        list_->setCurrentItem(last);
        list_->editItem(last, 0);
        refresh();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        delete list_->currentItem();
        refresh();
    });
    connect(list_, &QTreeWidget::itemChanged, this, [this] { refresh(); });
    return whole;
}

void SchemaFieldDialog::addChoice(const v1::ChoiceDef& choice) {
    auto* item = new QTreeWidgetItem(list_);
    const QString words = say(host_.context(), choice.label());
    item->setText(0, words.isEmpty() ? tr("Choice %1").arg(list_->topLevelItemCount()) : words);
    item->setData(0, kValueRole, toQt(choice.value()));
    item->setData(0, kEnglishRole, QByteArray::fromStdString(choice.SerializeAsString()));
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    auto* color = new QComboBox(list_);
    color->setAccessibleName(tr("Colour"));
    for (const QString& name : ui::chipColorNames()) {
        QPixmap dot(12, 12);
        dot.fill(ui::chipColors(name, ui::tokens()).dot);
        color->addItem(QIcon(dot), colorWords(name, host_.context().language), name);
    }
    const int at = color->findData(toQt(choice.color()));
    color->setCurrentIndex(std::max(0, at));
    list_->setItemWidget(item, 1, color);
}

void SchemaFieldDialog::fill(const v1::FieldDef& field) {
    const bool russian = host_.context().language == data::Language::Russian;
    label_->setText(toQt(russian ? field.label().ru() : field.label().en()));
    const std::string& other = russian ? field.label().en() : field.label().ru();
    if (toQt(other) != label_->text()) english_->setText(toQt(other));
    if (type_->findData(static_cast<int>(field.type())) < 0)
        type_->addItem(data::typeWords(field.type(), host_.context().language), static_cast<int>(field.type()));
    type_->setCurrentIndex(type_->findData(static_cast<int>(field.type())));
    target_->setCurrentIndex(std::max(0, target_->findData(toQt(field.target()))));
    formula_->setText(toQt(field.formula()));
    hint_->setText(say(host_.context(), field.hint()));
    for (const v1::ChoiceDef& choice : field.choices()) addChoice(choice);
    required_->setChecked(field.required());
    unique_->setChecked(field.unique());
    searchable_->setChecked(field.searchable());
    // A column keeps its type: values of another would not fit.
    type_->setEnabled(isNew_);
    target_->setEnabled(isNew_);
    for (QWidget* widget :
         {static_cast<QWidget*>(formula_), static_cast<QWidget*>(unique_), static_cast<QWidget*>(searchable_)})
        widget->setEnabled(isOwn_);
}

void SchemaFieldDialog::propose(const v1::FieldDef& field) {
    fill(field);
    refresh();
}

v1::FieldType SchemaFieldDialog::type() const { return static_cast<v1::FieldType>(type_->currentData().toInt()); }

void SchemaFieldDialog::setRowVisible(QWidget* field, bool visible) {
    field->setVisible(visible);
    if (QWidget* label = form_->labelForField(field)) label->setVisible(visible);
}

void SchemaFieldDialog::refresh() {
    setRowVisible(target_, hasTarget(type()));
    setRowVisible(formula_, type() == v1::FORMULA);
    setRowVisible(choices_, hasChoices(type()));
    required_->setVisible(type() != v1::FORMULA && type() != v1::AUTO_NUMBER);
    unique_->setVisible(canBeUnique(type()));
    searchable_->setVisible(canBeSearched(type()));
    const QString wrong = type() == v1::FORMULA && !formula_->text().isEmpty() ? trouble() : QString();
    message_->setText(wrong);
    ui::restyle(formula_, "invalid", !wrong.isEmpty());
}

QString SchemaFieldDialog::trouble() const {
    if (label_->text().trimmed().isEmpty()) return tr("The field needs a name.");
    if (hasChoices(type()) && list_->topLevelItemCount() == 0) return tr("A list needs at least one choice.");
    if (type() != v1::FORMULA || !isOwn_) return {};
    if (formula_->text().trimmed().isEmpty()) return tr("The formula is missing.");
    const auto checked = expr::compile(fromQt(formula_->text()), *entity_);
    return checked ? QString() : wordsOf(host_.context(), checked.error(), entity_->name());
}

v1::FieldDef SchemaFieldDialog::field() const {
    v1::FieldDef out = given_;
    const bool russian = host_.context().language == data::Language::Russian;
    const std::string mine = fromQt(label_->text().trimmed());
    const std::string other = english_->text().trimmed().isEmpty() ? mine : fromQt(english_->text().trimmed());
    out.mutable_label()->set_ru(russian ? mine : other);
    out.mutable_label()->set_en(russian ? other : mine);
    if (isNew_) {
        out.set_name(data::ownName(label_->text(), entity_->def()));
        out.set_type(type());
        if (hasTarget(type())) out.set_target(fromQt(target_->currentData().toString()));
    }
    if (const std::string hint = fromQt(hint_->text().trimmed()); !hint.empty()) {
        out.mutable_hint()->set_ru(hint);
        out.mutable_hint()->set_en(hint);
    } else {
        out.clear_hint();
    }
    if (type() == v1::FORMULA && isOwn_) out.set_formula(fromQt(formula_->text().trimmed()));
    out.set_required(required_->isVisibleTo(this) && required_->isChecked());
    if (isOwn_) {
        out.set_unique(canBeUnique(type()) && unique_->isChecked());
        out.set_searchable(canBeSearched(type()) && searchable_->isChecked());
    }
    out.clear_choices();
    if (!hasChoices(type())) return out;
    std::vector<std::string> taken;
    for (int i = 0; i < list_->topLevelItemCount(); ++i)
        taken.push_back(fromQt(list_->topLevelItem(i)->data(0, kValueRole).toString()));
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        v1::ChoiceDef& choice = *out.add_choices();
        choice.ParseFromString(item->data(0, kEnglishRole).toByteArray().toStdString());
        const QString words = item->text(0).trimmed();
        if (choice.value().empty()) {
            choice.set_value(data::choiceValue(words, taken));
            taken.push_back(choice.value());
        }
        if (words != say(host_.context(), choice.label())) {
            (russian ? *choice.mutable_label()->mutable_ru() : *choice.mutable_label()->mutable_en()) = fromQt(words);
            std::string& second =
                russian ? *choice.mutable_label()->mutable_en() : *choice.mutable_label()->mutable_ru();
            if (second.empty()) second = fromQt(words);
        }
        choice.set_color(fromQt(static_cast<QComboBox*>(list_->itemWidget(item, 1))->currentData().toString()));
    }
    return out;
}

void SchemaFieldDialog::showError(const QString& words) {
    message_->setText(words);
    if (label_->text().trimmed().isEmpty()) label_->setFocus();
}

void SchemaFieldDialog::setBusy(bool busy) { ok_->setEnabled(!busy); }

}  // namespace kupets::view
