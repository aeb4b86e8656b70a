// Small parts of which the sentence of a rule is made: spans of time, people, words with fields in them, conditions.
// Each holds its value and tells when the person changed it.
#pragma once

#include <QComboBox>
#include <QWidget>
#include <functional>

#include "client/view/rules/rule_desk.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class FilterBar;

/// A drop-down as wide as its words, whose lines carry texts.
QComboBox* ruleBox(const QString& name, QWidget* parent);
/// Chooses the line with this text; adds it when it is not there, so that nothing is lost.
void choose(QComboBox* box, const QString& data, const QString& wordsWhenMissing = {});
/// Paths of an entity that a field passes, in words, across references.
void addPaths(QComboBox* box, const schema::Entity& entity, const data::Context& context,
              const std::function<bool(const schema::Field&)>& fits);

/// "2 рабочих часа".
class SpanEdit : public QWidget {
    Q_OBJECT
public:
    SpanEdit(const QString& name, QWidget* parent);
    void setSpan(const v1::RuleSpan& span);
    v1::RuleSpan span() const;
    QSpinBox* number() const { return number_; }
    QComboBox* unit() const { return unit_; }

Q_SIGNALS:
    void edited();

private:
    QSpinBox* number_;
    QComboBox* unit_;
};

/// Several of what a drop-down offers, as chips in the order in which they were chosen.
class ChipsEdit : public QWidget {
    Q_OBJECT
public:
    struct Offer {
        QString key;
        QString words;
        QString color = QStringLiteral("blue");
    };
    ChipsEdit(const QString& add, QWidget* parent);
    /// A nameless offer is a line between two groups.
    void setOffers(std::vector<Offer> offers);
    void setKeys(QStringList keys);
    const QStringList& keys() const { return keys_; }
    QComboBox* addBox() const { return add_; }
    void add(const QString& key);

Q_SIGNALS:
    void edited();

private:
    void rebuild();

    QString words_;
    std::vector<Offer> offers_;
    QStringList keys_;
    QWidget* chips_;
    ui::FlowLayout* flow_;
    QComboBox* add_;
};

/// Whom: paths of the record that lead to people, and employees by name.
class PeopleEdit : public ChipsEdit {
    Q_OBJECT
public:
    /// Without an entity: employees only.
    PeopleEdit(RuleDesk& desk, const schema::Entity* entity, QWidget* parent);
    void setPeople(const google::protobuf::RepeatedPtrField<std::string>& paths,
                   const google::protobuf::RepeatedPtrField<std::string>& users);
    void write(google::protobuf::RepeatedPtrField<std::string>* paths,
               google::protobuf::RepeatedPtrField<std::string>* users) const;

private:
    void fill();

    RuleDesk& desk_;
    const schema::Entity* entity_;
};

/// An expression: a field of the record by its label, or a formula as it is typed.
class ExpressionBox : public QComboBox {
    Q_OBJECT
public:
    ExpressionBox(RuleDesk& desk, const schema::Entity& entity, const QString& name,
                  const std::function<bool(const schema::Field&)>& fits, QWidget* parent);
    void addExpression(const QString& words, const std::string& expression);
    void setExpression(const std::string& expression);
    std::string expression() const;
    void setInvalid(bool invalid);

Q_SIGNALS:
    void edited();
};

/// A text with {fields} of the record in it, shown by their labels.
class WordsEdit : public QWidget {
    Q_OBJECT
public:
    WordsEdit(RuleDesk& desk, const schema::Entity& entity, const QString& name, int lines, QWidget* parent);
    void setWords(const std::string& text);
    std::string words() const;
    void setInvalid(bool invalid);
    QPlainTextEdit* line() const { return edit_; }

Q_SIGNALS:
    void edited();

private:
    void openFields(QWidget* anchor);

    RuleDesk& desk_;
    const schema::Entity& entity_;
    QPlainTextEdit* edit_;
};

/// A condition: the filter bar's rows behind its chips, or a word to begin with.
class ConditionPart : public QWidget {
    Q_OBJECT
public:
    ConditionPart(RuleDesk& desk, const schema::Entity& entity, const QString& add, QWidget* parent);
    void setText(const std::string& expression);
    /// What stands there now, also what was typed a moment ago.
    std::string text();
    /// Nothing is typed that is wrong.
    bool isGood() const;
    FilterBar* bar() const { return bar_; }
    QPushButton* addButton() const { return add_; }

Q_SIGNALS:
    void edited();

private:
    void refresh();

    FilterBar* bar_;
    QPushButton* add_;
};

/// The header of a list: small and quiet.
void tidyHeader(QTreeWidget& list);
/// Paths that lead to people, also to the head of their department.
std::vector<std::pair<std::string, QString>> pathsToPeople(const schema::Entity& entity, const data::Context& context);
/// The entities that rules are about, in words, the usual first.
std::vector<const schema::Entity*> ruleEntities(const schema::Snapshot& schema);

}  // namespace kupets::view
