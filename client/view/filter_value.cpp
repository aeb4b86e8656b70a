#include "client/view/filter_value.h"

#include <QHBoxLayout>

#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {

using filter::Asks;

FilterValue::FilterValue(const data::Context& context, QWidget* parent) : QWidget(parent), context_(context) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
}

void FilterValue::add(std::size_t at, const schema::Field& like, v1::FieldType type) {
    auto field = std::make_unique<schema::Field>();
    field->def = like.def;
    field->target = like.target;
    field->def.set_type(type);
    field->def.set_read_only(false);
    field->def.set_required(false);
    field->def.clear_least();
    field->def.clear_most();
    field->def.clear_standard();  // a fragment that one looks for is nothing to be mended
    if (type == v1::DECIMAL) field->def.set_scale(6);
    FieldEditor* editor = makeEditor(*field, context_, this);
    editor->setAccessibleName(tr("Value"));
    const Value& value = values_[at];
    data::Cell cell{value, titles_[at]};
    if (type == v1::MULTI_CHOICE) {
        Texts codes;
        for (const Value& each : values_)
            if (const auto* code = std::get_if<std::string>(&each)) codes.push_back(*code);
        cell = {codes.empty() ? Value() : Value(codes), {}};
    } else if (const auto* whole = std::get_if<std::int64_t>(&value); whole && type == v1::DECIMAL) {
        cell.value = Decimal(*whole);
    }
    editor->setCell(cell);
    const bool many = type == v1::MULTI_CHOICE;
    connect(editor, &FieldEditor::edited, this, [this, at, many](const data::Cell& now) { take(at, now, many); });
    connect(editor, &FieldEditor::refused, this, [this, at, editor] {
        editor->setInvalid(true);
        take(at, {}, false);
    });
    layout()->addWidget(editor);
    editor->show();
    fields_.push_back(std::move(field));
    editors_.push_back(editor);
}

void FilterValue::take(std::size_t at, const data::Cell& cell, bool many) {
    if (many) {
        values_.clear();
        if (const auto* codes = std::get_if<Texts>(&cell.value)) values_.assign(codes->begin(), codes->end());
        titles_.assign(values_.size(), {});
    } else {
        values_[at] = cell.value;
        titles_[at] = cell.title;
        if (!isNull(cell.value)) editors_[std::min(at, editors_.size() - 1)]->setInvalid(false);
    }
    Q_EMIT edited();
    if (many) Q_EMIT rebuilt();  // it stands in chips, made anew
}

void FilterValue::takeFocus() {
    if (!editors_.empty()) editors_.front()->setFocus(Qt::OtherFocusReason);
}

void FilterValue::setCondition(const filter::Condition& condition, const schema::Field* field) {
    build(condition, field);
    Q_EMIT rebuilt();
}

/// Beside the editor, in words: nobody has to look for himself in a list.
void FilterValue::propose(filter::Is is, const schema::Field* field) {
    for (const filter::Is each : filter::proposalsFor(is, field)) {
        QString words = each == filter::Is::MyDepartment ? tr("My department") : tr("Me");
        auto* button = ui::button(words, ui::ButtonKind::Link, {}, this);
        button->setAccessibleName(filter::nameOf(each, field));
        connect(button, &QPushButton::clicked, this, [this, each] { Q_EMIT proposed(each); });
        layout()->addWidget(button);
    }
}

void FilterValue::build(const filter::Condition& condition, const schema::Field* field) {
    ui::clearLayout(layout());
    editors_.clear();
    fields_.clear();
    values_ = condition.values;
    titles_ = condition.titles;
    const Asks wants = filter::asks(condition.is, field);
    const bool two = wants == Asks::TwoNumbers || wants == Asks::TwoDays;
    const std::size_t count = wants == Asks::Nothing ? 0 : two ? 2 : 1;
    if (wants != Asks::Choices) values_.resize(count);
    titles_.resize(std::max(count, values_.size()));
    if (count == 0 || !field) return;
    if (wants == Asks::Choices && values_.empty()) values_.resize(1);
    switch (wants) {
        case Asks::Number:
            return add(0, *field, v1::DECIMAL);
        case Asks::Days:
            return add(0, *field, v1::INTEGER);
        case Asks::Day:
            return add(0, *field, v1::DATE);
        case Asks::Choice:
            return add(0, *field, v1::CHOICE);
        case Asks::Choices:
            return add(0, *field, v1::MULTI_CHOICE);
        case Asks::Record:
            add(0, *field, field->type() == v1::REFERENCES ? v1::REFERENCE : field->type());
            return propose(condition.is, field);
        case Asks::TwoNumbers:
        case Asks::TwoDays: {
            const v1::FieldType type = wants == Asks::TwoNumbers ? v1::DECIMAL : v1::DATE;
            add(0, *field, type);
            layout()->addWidget(ui::label(QStringLiteral("–"), ui::TextStyle::Body, ui::Tone::Secondary, this));
            return add(1, *field, type);
        }
        default:
            return add(0, *field, v1::TEXT);
    }
}

}  // namespace kupets::view
