#include "client/view/rules/rule_value_row.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <charconv>

#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

using From = v1::RuleValue;
constexpr int kFieldWidth = 170;
constexpr int kFromWidth = 116;
constexpr int kLeastWidth = 100;
constexpr int kLeastFrom = 84;

/// Where a field's value may come from, the usual first.
std::vector<From::FromCase> sourcesOf(const schema::Field& field) {
    switch (field.type()) {
        case v1::DATE:
        case v1::DATE_TIME:
            return {From::kMoment, From::kExpression, From::kValue};
        case v1::TEXT:
        case v1::LONG_TEXT:
        case v1::URL:
        case v1::ADDRESS:
            return {From::kText, From::kExpression};
        case v1::PHONES:
        case v1::EMAILS:
        case v1::MULTI_CHOICE:
        case v1::REFERENCES:
        case v1::FILE:
        case v1::BANK_ACCOUNT:
            return {From::kExpression};
        default:
            return {From::kValue, From::kExpression};
    }
}

QString sourceWords(From::FromCase source) {
    switch (source) {
        case From::kText:
            return ValueRow::tr("text");
        case From::kMoment:
            return ValueRow::tr("from now in");
        case From::kExpression:
            return ValueRow::tr("taken from");
        default:
            return ValueRow::tr("this value");
    }
}

bool fitsInto(const schema::Field& into, const schema::Field& from) {
    if (into.isReference()) return from.isReference() && from.target == into.target;
    const bool days = into.type() == v1::DATE || into.type() == v1::DATE_TIME;
    if (days) return from.type() == v1::DATE || from.type() == v1::DATE_TIME || from.type() == v1::FORMULA;
    return true;
}

}  // namespace

std::optional<int> placeIn(const std::string& path, std::string_view list) {
    const std::string start = std::string(list) + "[";
    if (!path.starts_with(start)) return std::nullopt;
    int place = 0;
    const auto read = std::from_chars(path.data() + start.size(), path.data() + path.size(), place);
    return read.ec == std::errc() ? std::optional(place) : std::nullopt;
}

std::string plainText(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* money = std::get_if<Money>(&value)) return money->amount.text();
    if (const auto* span = std::get_if<Duration>(&value)) return std::to_string(span->seconds);
    return toText(value);
}

data::Cell plainCell(const schema::Field& field, const std::string& text, RuleDesk& desk) {
    if (text.empty()) return {};
    switch (field.type()) {
        case v1::REFERENCE:
        case v1::USER:
            if (const auto id = Uuid::parse(text)) return {*id, fromQt(desk.title(field.target->name(), *id))};
            return {};
        case v1::BOOLEAN:
            return {text == "true", {}};
        case v1::MONEY:
            if (const auto number = Decimal::parse(text)) return {Money{*number, "RUB"}, {}};
            return {};
        case v1::DECIMAL:
        case v1::PERCENT:
            if (const auto number = Decimal::parse(text)) return {*number, {}};
            return {};
        case v1::INTEGER:
        case v1::DURATION: {
            std::int64_t number = 0;
            std::from_chars(text.data(), text.data() + text.size(), number);
            return {field.type() == v1::INTEGER ? Value(number) : Value(Duration{number}), {}};
        }
        case v1::DATE:
            if (const auto day = Date::parse(text)) return {*day, {}};
            return {};
        case v1::DATE_TIME:
            if (const auto moment = Timestamp::parse(text)) return {*moment, {}};
            return {};
        default:
            return {text, {}};
    }
}

std::unique_ptr<schema::Field> freeField(const schema::Field& like) {
    auto field = std::make_unique<schema::Field>();
    field->def = like.def;
    field->target = like.target;
    field->owner = like.owner;
    field->def.set_read_only(false);
    field->def.set_required(false);
    return field;
}

ValueRow::ValueRow(RuleDesk& desk, const schema::Entity& about, const schema::Entity& target,
                   const v1::RuleValue& value, QWidget* parent)
    : QWidget(parent), desk_(desk), about_(about), target_(target) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    field_ = ruleBox(tr("Field"), this);
    field_->setMinimumWidth(kLeastWidth);
    field_->setMaximumWidth(kFieldWidth);
    field_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    field_->setPlaceholderText(tr("Field"));
    for (const auto& field : target.fields())
        if (field->isStored() && !field->system && field->type() != v1::AUTO_NUMBER && field->type() != v1::FILE)
            field_->addItem(say(desk.context(), field->def.label()), toQt(field->name()));
    choose(field_, toQt(value.field()));
    from_ = ruleBox(tr("Where the value comes from"), this);
    from_->setMinimumWidth(kLeastFrom);
    from_->setMaximumWidth(kFromWidth);
    from_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    holder_ = new QWidget(this);
    auto* inner = new QHBoxLayout(holder_);
    inner->setContentsMargins(0, 0, 0, 0);
    auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove the field"), this);
    row->addWidget(field_, 3, Qt::AlignTop);
    row->addWidget(from_, 2, Qt::AlignTop);
    row->addWidget(holder_, 8, Qt::AlignTop);
    row->addWidget(remove, 0, Qt::AlignTop);
    connect(remove, &QToolButton::clicked, this, &ValueRow::removed);
    offerFrom(value.from_case());
    build(value);
    connect(field_, &QComboBox::currentIndexChanged, this, [this] {
        offerFrom(From::FROM_NOT_SET);
        build({});
        Q_EMIT edited();
    });
    connect(from_, &QComboBox::currentIndexChanged, this, [this] {
        build({});
        Q_EMIT edited();
    });
}

const schema::Field* ValueRow::schemaField() const { return target_.field(fromQt(field_->currentData().toString())); }

void ValueRow::offerFrom(From::FromCase wanted) {
    const QSignalBlocker quiet(from_);
    from_->clear();
    const schema::Field* field = schemaField();
    if (field != nullptr)
        for (const From::FromCase source : sourcesOf(*field))
            from_->addItem(sourceWords(source), static_cast<int>(source));
    if (field != nullptr && wanted != From::FROM_NOT_SET && from_->findData(static_cast<int>(wanted)) < 0)
        from_->addItem(sourceWords(wanted), static_cast<int>(wanted));
    from_->setCurrentIndex(wanted == From::FROM_NOT_SET ? 0 : from_->findData(static_cast<int>(wanted)));
    from_->setVisible(from_->count() > 1);
}

void ValueRow::build(const v1::RuleValue& value) {
    ui::clearLayout(holder_->layout());
    editor_ = nullptr;
    span_ = nullptr;
    words_ = nullptr;
    expression_ = nullptr;
    cell_ = {};
    const schema::Field* field = schemaField();
    if (field == nullptr) return;
    QWidget* made = nullptr;
    switch (static_cast<From::FromCase>(from_->currentData().toInt())) {
        case From::kMoment:
            made = span_ = new SpanEdit(say(desk_.context(), field->def.label()), holder_);
            span_->setSpan(value.moment());
            connect(span_, &SpanEdit::edited, this, &ValueRow::edited);
            break;
        case From::kText:
            made = words_ = new WordsEdit(desk_, about_, say(desk_.context(), field->def.label()),
                                          field->type() == v1::LONG_TEXT ? 3 : 1, holder_);
            words_->setWords(value.text());
            connect(words_, &WordsEdit::edited, this, &ValueRow::edited);
            break;
        case From::kExpression:
            made = expression_ = new ExpressionBox(
                desk_, about_, say(desk_.context(), field->def.label()),
                [field](const schema::Field& from) { return fitsInto(*field, from); }, holder_);
            if (field->target == &about_) expression_->addExpression(tr("this record"), "id");
            expression_->setExpression(value.expression());
            connect(expression_, &ExpressionBox::edited, this, &ValueRow::edited);
            break;
        default:
            plain_ = freeField(*field);
            made = editor_ = makeEditor(*plain_, desk_.context(), holder_);
            editor_->setAccessibleName(say(desk_.context(), field->def.label()));
            cell_ = plainCell(*field, value.value(), desk_);
            editor_->setCell(cell_);
            connect(editor_, &FieldEditor::edited, this, [this](const data::Cell& cell) {
                cell_ = cell;
                if (const auto* id = std::get_if<Uuid>(&cell.value)) desk_.learn(*id, toQt(cell.title));
                Q_EMIT edited();
            });
            connect(&desk_, &RuleDesk::changed, editor_, [this, field, text = value.value()] {
                if (plainText(cell_.value) != text || text.empty()) return;
                cell_ = plainCell(*field, text, desk_);
                editor_->setCell(cell_);
            });
    }
    holder_->layout()->addWidget(made);
    if (span_ != nullptr) static_cast<QHBoxLayout*>(holder_->layout())->addStretch(1);
    made->show();
}

v1::RuleValue ValueRow::value() const {
    v1::RuleValue out;
    out.set_field(fromQt(field_->currentData().toString()));
    if (span_ != nullptr) *out.mutable_moment() = span_->span();
    if (words_ != nullptr) out.set_text(words_->words());
    if (expression_ != nullptr) out.set_expression(expression_->expression());
    if (editor_ != nullptr) out.set_value(isNull(cell_.value) ? std::string() : plainText(cell_.value));
    return out;
}

void ValueRow::setInvalid(bool invalid) {
    ui::restyle(field_, "invalid", invalid && schemaField() == nullptr);
    if (words_ != nullptr) words_->setInvalid(invalid);
    if (expression_ != nullptr) expression_->setInvalid(invalid);
    if (editor_ != nullptr) editor_->setInvalid(invalid);
}

ValueRows::ValueRows(RuleDesk& desk, const schema::Entity& about, QWidget* parent)
    : QWidget(parent), desk_(desk), about_(about) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(6);
    column_ = new QVBoxLayout;
    column_->setSpacing(6);
    whole->addLayout(column_);
    auto* add = ui::button(tr("Field"), ui::ButtonKind::Link, QStringLiteral("plus"), this);
    add->setAccessibleName(tr("Add a field"));
    whole->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] {
        if (target_ == nullptr) return;
        addRow({})->fieldBox()->setFocus();
        Q_EMIT edited();
    });
}

void ValueRows::setValues(const schema::Entity& target,
                          const google::protobuf::RepeatedPtrField<v1::RuleValue>& values) {
    target_ = &target;
    for (ValueRow* row : std::exchange(rows_, {})) row->deleteLater();
    for (const v1::RuleValue& value : values) addRow(value);
    if (rows_.empty()) addRow({});
}

ValueRow* ValueRows::addRow(const v1::RuleValue& value) {
    auto* row = new ValueRow(desk_, about_, *target_, value, this);
    column_->addWidget(row);
    row->show();
    rows_.push_back(row);
    connect(row, &ValueRow::edited, this, &ValueRows::edited);
    connect(row, &ValueRow::removed, this, [this, row] {
        std::erase(rows_, row);
        row->hide();
        row->deleteLater();
        Q_EMIT edited();
    });
    return row;
}

void ValueRows::write(google::protobuf::RepeatedPtrField<v1::RuleValue>* values) const {
    for (const ValueRow* row : rows_)
        if (v1::RuleValue value = row->value(); !value.field().empty()) *values->Add() = std::move(value);
}

bool ValueRows::markWrong(const std::string& path) {
    const auto at = placeIn(path, "values");
    if (!at) return false;
    int place = 0;  // as they were written: rows without a field are not counted
    for (ValueRow* row : rows_) {
        if (row->value().field().empty()) continue;
        if (place++ != *at) continue;
        row->setInvalid(true);
        return true;
    }
    return false;
}

void ValueRows::clearMarks() {
    for (ValueRow* row : rows_) row->setInvalid(false);
}

}  // namespace kupets::view
