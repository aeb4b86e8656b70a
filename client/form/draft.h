// What a person is changing in one record: a plain object, without widgets and signals; widgets show it and never hold
// the truth. Of each field it knows the value as committed, one's own, and where the difference came from. When others
// save the same record meanwhile, fields untouched here take their values, fields touched here become conflicts with
// all three values. Not thread-safe; owned by the page.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/data/record.h"
#include "common/expr/evaluate.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"

namespace kupets::form {

using data::Cell;

enum class Origin {
    Committed,  // as the server has it
    Mine,       // changed here
    Theirs,     // came from another person while the card was open; until acknowledge()
    Default,    // of a new record: proposed by the program, saved like one's own
};

struct Conflict {
    std::string field;
    Cell original;
    Cell mine;
    Cell theirs;
    std::string changedBy;
};

class Draft {
public:
    /// A record that is to be created; the id is its id for ever.
    static Draft forNew(schema::SnapshotPtr schema, const std::string& entity, const Uuid& id = Uuid::make());
    static Draft forExisting(schema::SnapshotPtr schema, const data::Record& record);

    const data::RecordKey& key() const { return key_; }
    const schema::Entity& entity() const { return *entity_; }
    bool isNew() const { return isNew_; }
    std::uint64_t version() const { return version_; }

    /// What the form shows. Null for a field that is not there.
    const Cell& cell(std::string_view field) const;
    const Value& value(std::string_view field) const { return cell(field).value; }
    const Cell& committed(std::string_view field) const;
    Origin origin(std::string_view field) const;

    /// False when the field may not be written or does not exist. Setting the committed value again makes it untouched.
    bool set(std::string_view field, Cell cell);
    /// A proposal for a new record; does not overwrite what a person typed.
    bool propose(std::string_view field, Cell cell);
    /// Proposes what the schema's default values come to; the server would fill in the same. `myName` is the title of
    /// ME().
    void proposeDefaults(const expr::EvaluationContext& context, const std::string& myName);
    /// Words that were kept across the end of the program: one's own again; a conflict, when the record says another
    /// thing now than it did when they were written (`was`). False when there is nothing to restore.
    bool restore(std::string_view field, Cell mine, const std::optional<Cell>& was);
    void revert(std::string_view field);
    void revertAll();
    bool dirty() const;
    bool dirty(std::string_view field) const;
    std::vector<std::string> dirtyFields() const;

    /// The record as the server has it now, or as it is after what was saved from here. Returns the fields whose shown
    /// value changed. Older versions are ignored.
    std::vector<std::string> takeServer(const data::Record& record, const std::string& changedBy = {});
    /// The server's CONFLICT answer to a save of this draft.
    void takeConflicts(const std::vector<FieldConflictInfo>& conflicts, std::uint64_t serverVersion = 0);
    const std::vector<Conflict>& conflicts() const { return conflicts_; }
    const Conflict* conflict(std::string_view field) const;
    enum class Choice { Mine, Theirs };
    /// Mine: stays, and will be saved over theirs. Theirs: the field is untouched again.
    void resolve(std::string_view field, Choice choice);
    void acknowledge();  // what came from others has been seen

    /// Required fields that are empty and values that break their bounds, by field; what the server would refuse as
    /// well.
    std::map<std::string, Error> problems() const;

    /// Nothing when there is nothing to save or conflicts are open.
    std::optional<v1::RecordChange> toChange() const;
    /// The save was answered: what was sent is committed now; what was typed meanwhile stays one's own.
    void saved(std::uint64_t version, const v1::RecordChange& sent);

    /// For keeping across a restart of the program: values only.
    std::map<std::string, Cell> mine() const;

private:
    struct Slot {
        Cell committed;
        Cell own;
        Origin origin = Origin::Committed;
    };
    Draft(schema::SnapshotPtr schema, const schema::Entity* entity, data::RecordKey key, bool isNew);
    Slot* slot(std::string_view field);
    const Slot* slot(std::string_view field) const;
    void dropConflict(std::string_view field);

    schema::SnapshotPtr schema_;
    const schema::Entity* entity_;
    data::RecordKey key_;
    bool isNew_;
    std::uint64_t version_ = 0;
    std::map<std::string, Slot, std::less<>> slots_;
    std::vector<Conflict> conflicts_;
};

}  // namespace kupets::form
