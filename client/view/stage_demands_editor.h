// What a stage asks for, as its administrator says it: fields picked from a list, and a condition that is checked while
// it is typed. Both hold the text that the stage keeps.
#pragma once

#include <QWidget>
#include <functional>

#include "client/data/context.h"
#include "common/schema/snapshot.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

/// Names of fields of an entity, as chips.
class FieldNamesEditor : public QWidget {
    Q_OBJECT
public:
    FieldNamesEditor(const schema::Entity& records, const data::Context& context, const QString& name, QWidget* parent);
    void setText(const QString& text);
    QString text() const;
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited(const QString& text);

private:
    void rebuild();
    void openList();
    void change(std::vector<std::string> names);

    const schema::Entity& records_;
    data::Context context_;
    std::vector<std::string> names_;
    bool readOnly_ = false;
    QWidget* chips_;
    ui::FlowLayout* flow_;
    QPushButton* add_;
};

/// An expression over an entity that is true or false.
class ConditionEditor : public QWidget {
    Q_OBJECT
public:
    ConditionEditor(const schema::Entity& records, const data::Context& context, const QString& name, QWidget* parent);
    void setText(const QString& text);
    QString text() const;
    void setReadOnly(bool readOnly);
    bool isRight() const { return right_; }

Q_SIGNALS:
    /// It is right, and the person has left it.
    void edited(const QString& text);

private:
    void check();

    const schema::Entity& records_;
    data::Context context_;
    QLineEdit* line_;
    QLabel* words_;
    QString told_;
    bool right_ = true;
};

}  // namespace kupets::view
