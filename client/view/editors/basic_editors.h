// Editors of what is typed as one text, and of yes and no.
#pragma once

#include "client/view/editors/field_editor.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace kupets::view {

/// Text, numbers, percents, durations, web addresses, INN and the like: all that `form::parseText` reads from a line.
class LineEditor : public FieldEditor {
    Q_OBJECT
public:
    LineEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    QLineEdit* line_;
    QToolButton* open_ = nullptr;
    Value value_;
};

class LongTextEditor : public FieldEditor {
    Q_OBJECT
public:
    LongTextEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;
    bool isWide() const override { return true; }
    bool takesEnter() const override { return true; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QPlainTextEdit* text_;
    bool showing_ = false;
};

class MoneyEditor : public FieldEditor {
    Q_OBJECT
public:
    MoneyEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void read();
    void format();

    QLineEdit* amount_;
    QComboBox* currency_;
    Value value_;
};

class BankAccountEditor : public FieldEditor {
    Q_OBJECT
public:
    BankAccountEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

private:
    void read();

    QLineEdit* account_;
    QLineEdit* bic_;
};

class CheckEditor : public FieldEditor {
    Q_OBJECT
public:
    CheckEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool) override {}

private:
    QCheckBox* box_;
};

/// What the program computes or numbers: shown as text that can be copied.
class ReadOnlyEditor : public FieldEditor {
    Q_OBJECT
public:
    ReadOnlyEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool) override {}
    void setInvalid(bool) override {}

private:
    QLabel* text_;
};

}  // namespace kupets::view
