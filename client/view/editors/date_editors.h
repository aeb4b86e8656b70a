// A day, or a moment: typed in the person's order, or picked from a calendar.
#pragma once

#include "client/view/editors/field_editor.h"

class QLineEdit;
class QToolButton;

namespace kupets::view {

class DateEditor : public FieldEditor {
    Q_OBJECT
public:
    DateEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openCalendar();
    void take(QDate day);
    QDate day() const;

    QLineEdit* line_;
    QToolButton* open_;
    Value value_;
    bool readOnly_ = false;
};

}  // namespace kupets::view
