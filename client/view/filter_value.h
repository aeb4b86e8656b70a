// What a condition asks for, with the editors of forms: a text, a number or two, days, dates, choices, a record.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "client/data/record.h"
#include "client/view/filter_conditions.h"

namespace kupets::view {

class FieldEditor;

class FilterValue : public QWidget {
    Q_OBJECT
public:
    FilterValue(const data::Context& context, QWidget* parent);

    /// Shows the editors that the condition needs; what fits of its values stays.
    void setCondition(const filter::Condition& condition, const schema::Field* field);
    const std::vector<Value>& values() const { return values_; }
    const std::vector<std::string>& titles() const { return titles_; }

    /// The cursor into the first editor.
    void takeFocus();

Q_SIGNALS:
    void edited();
    /// Another condition says it without a value.
    void proposed(filter::Is is);
    /// There are other editors now.
    void rebuilt();

private:
    void build(const filter::Condition& condition, const schema::Field* field);
    void add(std::size_t at, const schema::Field& like, v1::FieldType type);
    void propose(filter::Is is, const schema::Field* field);
    void take(std::size_t at, const data::Cell& cell, bool many);

    data::Context context_;
    std::vector<std::unique_ptr<schema::Field>> fields_;  // as the editors need them
    std::vector<FieldEditor*> editors_;
    std::vector<Value> values_;
    std::vector<std::string> titles_;
};

}  // namespace kupets::view
