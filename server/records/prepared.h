// A change that was prepared for the gate by whoever had to see its values first: an import compares them with what is
// there. A value is made normal once, when it comes in; nothing gets in otherwise, so the gate need not look again.
#pragma once

#include <vector>

#include "server/records/gate.h"

namespace kupets::records {

/// For one actor, who outlives it. For a thread at a time.
class Prepared {
public:
    Prepared() = default;
    Prepared(const Actor& actor, Origin origin, Kind kind, const schema::Entity& entity);

    const Change& change() const { return change_; }
    const Change* operator->() const { return &change_; }
    /// Null when it is not given.
    const Value* value(const schema::Field& field) const;

    void setId(const Uuid& id) { change_.id = id; }
    void setKind(Kind kind);
    /// Instead of what was given before. Errors: UnknownField, ReadOnly, those of rules::normalise.
    Result<void> put(const schema::Field& field, const Value& value);
    /// A value of another change of the same actor, as it is.
    void take(const schema::Field& field, const Prepared& from);
    /// Names of companies without their legal form, where the person may write both.
    void partForms();
    /// What a whole record needs: parted forms, defaults, the right to make it, required fields. What is wrong with it;
    /// nothing when it is ready.
    std::vector<Error> finish();

    /// As it was prepared when that was for this actor and purpose, else prepared now.
    Result<Change> changeFor(const Actor& actor, Origin origin) const;

private:
    void set(const schema::Field& field, Value value);

    const Actor* actor_ = nullptr;
    Origin origin_ = Origin::Import;
    Change change_;
    bool finished_ = false;  // and nothing was put in since
};

}  // namespace kupets::records
