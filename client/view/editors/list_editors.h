// Editors of several values: phones and e-mails line by line, many references as chips.
#pragma once

#include <QPointer>
#include <vector>

#include "client/view/editors/field_editor.h"

class QLineEdit;
class QVBoxLayout;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class ReferenceEditor;

class LinesEditor : public FieldEditor {
    Q_OBJECT
public:
    LinesEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    struct Line {
        QWidget* row;
        QLineEdit* text;
        QWidget* act;
    };
    void addLine(const QString& text);
    void tidy(QLineEdit& line) const;
    void removeLine(QWidget* row);
    void read();
    void follow(const QString& text) const;
    QString shown(const std::string& item) const;

    QVBoxLayout* column_;
    QWidget* add_;
    std::vector<Line> lines_;
    Texts items_;
    bool readOnly_ = false;
};

class ReferencesEditor : public FieldEditor {
    Q_OBJECT
public:
    ReferencesEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    void rebuild();
    void change();

    Ids ids_;
    std::vector<std::string> titles_;
    QWidget* chips_;
    ui::FlowLayout* flow_;
    ReferenceEditor* picker_;
    bool readOnly_ = false;
};

}  // namespace kupets::view
