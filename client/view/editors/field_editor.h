// The widget that edits one field of a form. It shows what the draft holds and tells what the person did; the draft is
// the truth. A field type brings its editor from `makeEditor`, the one registry.
#pragma once

#include <QWidget>
#include <functional>

#include "client/data/context.h"
#include "client/data/record.h"
#include "common/base/error.h"
#include "common/schema/snapshot.h"

namespace kupets::view {

class FieldEditor : public QWidget {
    Q_OBJECT
public:
    FieldEditor(const schema::Field& field, const data::Context& context, QWidget* parent);

    const schema::Field& field() const { return field_; }
    const std::string& name() const { return field_.name(); }
    QString label() const;
    /// Shows a value; never emits.
    virtual void setCell(const data::Cell& cell) = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    /// Red border on and off.
    virtual void setInvalid(bool invalid) = 0;
    /// Needs the whole width of a form.
    virtual bool isWide() const { return false; }
    /// Something is on its way that will become the value: who saves waits for it.
    virtual bool isBusy() const { return false; }
    /// Stops that: the person takes all changes back.
    virtual void giveUp() {}
    /// What one types into is spread over several lines; Enter belongs to it.
    virtual bool takesEnter() const { return false; }

Q_SIGNALS:
    /// The person made it this.
    void edited(const kupets::data::Cell& cell);
    /// What the person typed is not a value (yet); the draft keeps the last good one.
    void refused(const kupets::Error& error);
    void openRequested(const kupets::data::RecordKey& key);
    void leftField();
    /// `ok`: it did become the value.
    void busyChanged(bool busy, bool ok);

protected:
    const data::Context& context() const { return context_; }

private:
    const schema::Field& field_;
    data::Context context_;
};

/// The editor of a field; read-only ones for formulas, numbers given by the server and the system's fields.
FieldEditor* makeEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
bool isEditable(const schema::Field& field);

}  // namespace kupets::view
