// Editors of choices, one or several, in their colours.
#pragma once

#include "client/view/editors/field_editor.h"

class QComboBox;
class QFrame;
class QToolButton;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class ChoiceEditor : public FieldEditor {
    Q_OBJECT
public:
    ChoiceEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    QComboBox* box_;
};

class MultiChoiceEditor : public FieldEditor {
    Q_OBJECT
public:
    MultiChoiceEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    void rebuild();
    void offer();
    void change(Texts codes);

    Texts codes_;
    QFrame* frame_;
    ui::FlowLayout* flow_;
    bool readOnly_ = false;
};

/// A round mark in a choice's colour, for combo boxes and menus.
QIcon choiceDot(const QString& color);

}  // namespace kupets::view
