// Inside of a ChangeWriter: the stages that talk to the database.
#pragma once

#include <map>
#include <set>
#include <unordered_set>

#include "server/records/current.h"
#include "server/records/demands.h"
#include "server/records/gate.h"
#include "server/records/likes.h"
#include "server/records/watcher.h"

namespace kupets::records {

/// One row of kupets.change in the making.
struct LogRow {
    const schema::Entity* entity = nullptr;
    Uuid record;
    Kind kind = Kind::Create;
    std::uint64_t version = 0;
    std::optional<std::string> diff;  // JSON
    std::vector<Uuid> owners;         // known without asking the database
};

/// A new row of a business table: cells of storedColumns(); a column that is not `given` gets its default.
struct NewRow {
    Uuid id;
    std::uint64_t version = 1;
    std::vector<std::optional<std::string>> cells;
    std::vector<bool> given;
};

/// An update in the making: the new cells of `columns`.
struct RowUpdate {
    Uuid id;
    std::vector<std::optional<std::string>> cells;
};
/// Updates of the same columns.
struct RowUpdates {
    const schema::Entity* entity = nullptr;
    std::vector<std::string> columns;
    std::vector<RowUpdate> rows;
};

struct ChangeWriter::State {
    db::Database& database;
    schema::CatalogPtr catalog;
    Actor actor;
    Header header;
    Timestamp now;
    db::Transaction transaction;
    bool borrowed = false;                // something else was done in it, to be committed in any case
    query::Views* views;
    query::TitleCache* titles;
    std::function<void()> committed;      // may be empty
    Watcher* watcher = nullptr;           // may be null
    std::vector<Written> written;         // that it wants to hear of

    bool checked = false;                 // for a change set of this id
    std::optional<std::uint64_t> repeatedSequence;
    std::vector<db::Query> pending;       // travels with the next statements
    std::uint64_t count = 0;
    /// What was changed or deleted so far: its title may be another.
    std::map<const schema::Entity*, std::vector<Uuid>> touched;
    std::set<std::string> cameOrWent;     // entities with records that were created or deleted
    std::map<std::string, std::set<std::string>> updated;  // fields by entity
    std::unordered_set<Uuid> created;     // in this change set: their references need no look
    std::unordered_set<Uuid> toGo;        // will be deleted by this change set
    std::unordered_set<Uuid> deleted;     // were
    std::vector<Uuid> createdNow;         // of these, by the present piece of a tolerant write
    std::vector<Uuid> deletedNow;
    bool tolerant = false;                // refuse() collects instead of ending the write
    std::map<std::size_t, Error> refused; // of the present write, by place
    struct Mark;

    using Step = awaitable<Result<void>>;
    using Loaded = std::map<const schema::Entity*, std::map<Uuid, Current>>;

    /// What was there comes back as it was, the system's own fields included.
    bool undoing() const { return header.origin == Origin::Undo || header.origin == Origin::Split; }
    /// An undo reaches what its own change set put out of reach (a record given to another owner), as long as nobody
    /// has touched it since.
    bool mayTakeBack(const Change& change, const Current& current) const;

    /// Runs what is pending and then `queries`; their answers only.
    awaitable<Result<std::vector<db::Rows>>> run(std::vector<db::Query> queries, db::Deadline deadline);
    awaitable<Result<Loaded>> load(const std::vector<Change>& changes, db::Deadline deadline);
    Step checkReferences(const std::vector<Change>& changes, db::Deadline deadline);
    Step checkFiles(const std::vector<Change>& changes, const Loaded& loaded, db::Deadline deadline);
    /// Turns the changes of records that others changed meanwhile into merges, or into one Conflict that names all fields.
    Step merge(std::vector<Change>& changes, const Loaded& loaded, std::vector<Saved>& saved, db::Deadline deadline);
    /// What rules say of records in the very save.
    void shape(std::vector<Change>& changes, const Loaded& loaded) const;
    /// A record with a state (TimelineDef.state_field) and a moment `done_at` that people do not write keeps there when it
    /// was closed; open again, it has none.
    void keepClosed(std::vector<Change>& changes, const Loaded& loaded) const;
    /// Records that come into another column of their board: what goes with it is set, and what must be filled is held
    /// against people. `moves` are for checkConditions(), after apply().
    Step enterStages(std::vector<Change>& changes, const Loaded& loaded, std::vector<StageMove>& moves, db::Deadline deadline);
    Step checkConditions(const std::vector<Change>& changes, const std::vector<StageMove>& moves, db::Deadline deadline);
    /// What the company's checks refuse, of the first `count` changes; after apply(). An update is held to those that
    /// read a field which it changes: nobody answers for old gaps.
    Step holdChecks(const std::vector<Change>& changes, std::size_t count, const Loaded& loaded, db::Deadline deadline);
    Step holdChecksOf(const schema::Entity& entity, const std::vector<std::size_t>& places, const std::vector<Change>& changes, const Loaded& loaded,
                      db::Deadline deadline);
    /// What a rule of duplicates forbids; of the first `asked` changes, which are written already.
    Step checkDuplicates(const std::vector<Change>& changes, std::size_t asked, db::Deadline deadline);
    Step checkDuplicatesOf(const std::vector<Change>& changes, const rules::Duplicates& duplicates,
                           const std::vector<std::size_t>& places, db::Deadline deadline);
    awaitable<Result<Error>> duplicateError(const Candidate& twin, const rules::Duplicates::Match& match, db::Deadline deadline);
    /// What deletions mean for records that refer to what goes; `changes` grows by it.
    Step followDeletions(std::vector<Change>& changes, Loaded& loaded, db::Deadline deadline);
    Step apply(const std::vector<Change>& changes, const Loaded& loaded, std::vector<Saved>& saved, db::Deadline deadline);

    /// A record is refused by a stage: an error that names its place, or nothing when the write goes on without it.
    Result<void> refuse(std::size_t index, Error error);
    Step takeBack(Mark mark, db::Deadline deadline);

    /// After the commit, before its answer: whoever saved sees what he saved.
    void forgetStale();
    Step insert(const schema::Entity& entity, std::vector<NewRow> rows, db::Deadline deadline);
    Step update(std::vector<RowUpdates> all, db::Deadline deadline);
    db::Query updateOne(const schema::Entity& entity, const std::vector<std::string>& columns, const RowUpdate& row) const;
    db::Query updateMany(const schema::Entity& entity, const std::vector<std::string>& columns, const std::vector<RowUpdate>& rows) const;
    Step log(std::vector<LogRow> rows, db::Deadline deadline);
    /// Keeps one pipeline from growing without bound.
    Step flushWhenLong(db::Deadline deadline);
    Error explain(Error error) const;
};

}  // namespace kupets::records
