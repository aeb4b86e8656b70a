// One field that a rule writes, and where its value comes from: a value, words with fields in them, a moment from now,
// another field or a formula.
#pragma once

#include <memory>

#include "client/view/rules/rule_parts.h"

class QToolButton;

namespace kupets::view {

class FieldEditor;

class ValueRow : public QWidget {
    Q_OBJECT
public:
    /// `about`: the record that the rule runs for; `target`: whose field it is.
    ValueRow(RuleDesk& desk, const schema::Entity& about, const schema::Entity& target, const v1::RuleValue& value,
             QWidget* parent);

    v1::RuleValue value() const;
    void setInvalid(bool invalid);
    QComboBox* fieldBox() const { return field_; }
    QComboBox* fromBox() const { return from_; }
    FieldEditor* editor() const { return editor_; }
    SpanEdit* span() const { return span_; }
    WordsEdit* words() const { return words_; }
    ExpressionBox* expression() const { return expression_; }

Q_SIGNALS:
    void edited();
    void removed();

private:
    const schema::Field* schemaField() const;
    void offerFrom(v1::RuleValue::FromCase wanted);
    void build(const v1::RuleValue& value);

    RuleDesk& desk_;
    const schema::Entity& about_;
    const schema::Entity& target_;
    QComboBox* field_;
    QComboBox* from_;
    QWidget* holder_;
    FieldEditor* editor_ = nullptr;
    std::unique_ptr<schema::Field> plain_;  // as the editor needs it
    data::Cell cell_;
    SpanEdit* span_ = nullptr;
    WordsEdit* words_ = nullptr;
    ExpressionBox* expression_ = nullptr;
};

/// Several of them, with a way to add one.
class ValueRows : public QWidget {
    Q_OBJECT
public:
    ValueRows(RuleDesk& desk, const schema::Entity& about, QWidget* parent);
    void setValues(const schema::Entity& target, const google::protobuf::RepeatedPtrField<v1::RuleValue>& values);
    void write(google::protobuf::RepeatedPtrField<v1::RuleValue>* values) const;
    /// "values[1].text": marks the row. False when it is about none of them.
    bool markWrong(const std::string& path);
    void clearMarks();
    ValueRow* addRow(const v1::RuleValue& value);
    const std::vector<ValueRow*>& rows() const { return rows_; }

Q_SIGNALS:
    void edited();

private:
    RuleDesk& desk_;
    const schema::Entity& about_;
    const schema::Entity* target_ = nullptr;
    QVBoxLayout* column_;
    std::vector<ValueRow*> rows_;
};

/// A value as RuleValue.value and RuleTrigger.value write it, and as an editor holds it.
std::string plainText(const Value& value);
data::Cell plainCell(const schema::Field& field, const std::string& text, RuleDesk& desk);
/// A copy of a field for an editor in which nothing is required and everything may be typed.
std::unique_ptr<schema::Field> freeField(const schema::Field& field);
/// "values[3].text" begins with "values[": 3. Nothing when it does not.
std::optional<int> placeIn(const std::string& path, std::string_view list);

}  // namespace kupets::view
