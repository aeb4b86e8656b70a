// The one gate to business data. Whoever asks (a person, an import, an undo) passes the same stages in one transaction:
// permission → normalise → validate → lock → merge or conflict → write → history → change feed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/expr/evaluate.h"
#include "common/rules/standards.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"
#include "server/access/scope.h"
#include "server/db/database.h"
#include "server/query/reader.h"
#include "server/schema/registry.h"

namespace kupets::query {
class TitleCache;
class Views;
}  // namespace kupets::query
namespace kupets::history {
struct FeedBatch;
}

namespace kupets::records {

class Watcher;
class Words;

using boost::asio::awaitable;

/// Who does it. `reader.scope` says what he may.
struct Actor {
    Uuid id;  // nil: the system
    std::string name;
    query::Reader reader;
};

enum class Kind { Create = 1, Update = 2, Delete = 3 };  // v1::RecordChange::Kind
enum class Origin { Person = 1, Import = 2, Undo = 3, System = 4, Merge = 5, Split = 6, Rule = 7 };  // v1::ChangeSet::Origin

/// What led to a change set that nobody made by hand.
struct Cause {
    Uuid rule;       // nil: none
    Uuid changeSet;  // nil: time led to it
    int depth = 0;   // how long the chain is from a person's or the clock's doing
};

struct Change {
    Kind kind = Kind::Create;
    const schema::Entity* entity = nullptr;
    Uuid id;
    std::uint64_t baseVersion = 0;  // 0: whatever is there now
    std::vector<std::pair<const schema::Field*, Value>> fields;
    std::uint64_t restoredVersion = 0;  // of a deleted record that comes back: its first version is this one
    bool evenSo = false;                // an update that changes nothing is an entry of the history all the same
    std::vector<rules::PartedForm> parted = {};  // by prepare(): names whose legal form goes into a field of its own
};

struct Header {
    Uuid id;  // of the change set, made by whoever asks
    Origin origin = Origin::Person;
    std::string reason;
    Uuid undoes;  // nil: nothing
    Cause cause = {};
};

struct Saved {
    const schema::Entity* entity = nullptr;
    Uuid id;
    std::uint64_t version = 0;
    bool merged = false;
    bool changed = false;  // is another one than before
};

/// One of several changes that is left out, and why.
struct Refusal {
    std::size_t index = 0;
    Error error;
};

/// Normalises the values in place, brings them to the standards of data and checks what can be checked without the database: rights on fields, types,
/// required fields, lengths, ranges, choices, defaults. Errors name the field. An import of an administrator may bring
/// what the program itself keeps.
Result<void> prepare(Change& change, const Actor& actor, Origin origin = Origin::Person);

class Gate;
class Prepared;

/// One change set in the making, in one transaction: any number of write()s, then commit(). Dropped without commit it
/// leaves nothing. For a coroutine at a time.
class ChangeWriter {
public:
    ChangeWriter(ChangeWriter&&) noexcept;
    ~ChangeWriter();

    /// The change set of this id was committed before: nothing has to be done, commit() tells its sequence.
    bool repeated() const;
    /// Runs the changes through the stages. They are in the database after this (seen by this transaction); errors name
    /// "changes[i].field". After an error the writer is of no more use.
    awaitable<Result<std::vector<Saved>>> write(std::vector<Change> changes, db::Deadline deadline);
    /// The same, but what is refused is left out and told: `refusals`, and no `changed` in what is returned for it.
    awaitable<Result<std::vector<Saved>>> write(std::vector<Change> changes, std::vector<Refusal>& refusals,
                                                db::Deadline deadline);
    /// The same; changes of one group (not 0; they stand one behind the other) are written or refused together.
    awaitable<Result<std::vector<Saved>>> write(std::vector<Change> changes, std::span<const std::size_t> groups,
                                                std::vector<Refusal>& refusals, db::Deadline deadline);
    /// The same of changes that were prepared already (prepared.h).
    awaitable<Result<std::vector<Saved>>> write(std::span<const Prepared> changes, std::span<const std::size_t> groups,
                                                std::vector<Refusal>& refusals, db::Deadline deadline);
    /// These will be deleted by later write()s: what of them refers to what goes earlier needs no update for it.
    void willDelete(std::span<const Uuid> ids);
    /// Whether a record went by this change set already, by itself or with another.
    bool deleted(const Uuid& id) const;
    /// For look-ups that must see what was written.
    awaitable<Result<db::Rows>> look(db::Query query, db::Deadline deadline);
    /// For what belongs to this change set but is no record: jobs that it causes.
    db::Transaction& transaction();
    /// The change set's sequence number. A change set in which nothing changed leaves no trace: 0.
    awaitable<Result<std::uint64_t>> commit(db::Deadline deadline);
    awaitable<void> rollback();
    /// Records changed so far, those that deletions touched included.
    std::uint64_t count() const;

private:
    friend class Gate;
    struct State;
    explicit ChangeWriter(std::unique_ptr<State> state);
    /// The stages behind prepare().
    awaitable<Result<std::vector<Saved>>> writePrepared(std::vector<Change> changes, db::Deadline deadline);
    /// `take(index)` gives the change, prepared.
    template <typename Take>
    awaitable<Result<std::vector<Saved>>> writeSome(std::vector<Saved> saved, Take take,
                                                    std::span<const std::size_t> groups,
                                                    std::vector<Refusal>& refusals, db::Deadline deadline);
    std::unique_ptr<State> state_;
};

using BulkProgress = std::function<awaitable<Result<void>>(std::uint64_t done, std::uint64_t total)>;

class Gate {
public:
    Gate(const boost::asio::any_io_executor& executor, db::Database& database, const schema::Registry& registry,
         const Clock& clock);
    ~Gate();

    awaitable<Result<v1::QueryReply>> query(const query::Reader& reader, const v1::QueryRequest& request,
                                            db::Deadline deadline);
    awaitable<Result<v1::CountReply>> count(const query::Reader& reader, const v1::CountRequest& request,
                                            db::Deadline deadline);
    awaitable<Result<v1::GroupReply>> group(const query::Reader& reader, const v1::GroupRequest& request,
                                            db::Deadline deadline);
    awaitable<Result<v1::GetReply>> get(const query::Reader& reader, const v1::GetRequest& request,
                                        db::Deadline deadline);
    awaitable<Result<v1::SearchReply>> search(const query::Reader& reader, const v1::SearchRequest& request,
                                              db::Deadline deadline);

    /// A save of a person, from and to the wire.
    awaitable<Result<v1::SaveReply>> save(const Actor& actor, const v1::SaveRequest& request, db::Deadline deadline);
    /// The same for many records in one change set; `progress` is told after each some thousands.
    awaitable<Result<v1::BulkReply>> bulk(const Actor& actor, const v1::BulkRequest& request,
                                          const BulkProgress& progress, db::Deadline deadline);
    awaitable<Result<v1::UndoReply>> undo(const Actor& actor, const v1::UndoRequest& request, db::Deadline deadline);
    awaitable<Result<v1::HistoryReply>> history(const query::Reader& reader, const v1::HistoryRequest& request,
                                                db::Deadline deadline);
    awaitable<Result<v1::HistoryReply>> recent(const Actor& actor, const v1::RecentRequest& request,
                                               db::Deadline deadline);

    /// For imports, seeds and the like.
    awaitable<Result<ChangeWriter>> open(const Actor& actor, Header header, db::Deadline deadline);
    /// In a transaction in which something else was done already (a job's): commit() commits that too, whether or not
    /// there is anything to save.
    ChangeWriter open(const Actor& actor, Header header, db::Transaction transaction);

    /// What was remembered of views that depend on it is stale. Called by the feed's reader.
    void changed(const history::FeedBatch& batch);
    /// Hears of every change set before its commit. Set before the first save; outlives the gate.
    void setWatcher(Watcher* watcher) { watcher_ = watcher; }
    /// Called after each commit, from any thread. Set before the first save.
    void onCommit(std::function<void()> committed) { committed_ = std::move(committed); }
    /// Keeps the words of titles, until stop(); the owner awaits it.
    awaitable<void> keepWords();
    Words& words() { return *words_; }
    /// Waits for what runs in the background.
    awaitable<void> stop();

private:
    std::unique_ptr<ChangeWriter::State> newState(const Actor& actor, Header header, db::Transaction transaction,
                                                  bool borrowed) const;

    db::Database& database_;
    const schema::Registry& registry_;
    const Clock& clock_;
    std::unique_ptr<query::Views> views_;
    std::unique_ptr<query::TitleCache> titles_;
    std::unique_ptr<Words> words_;
    std::function<void()> committed_;
    Watcher* watcher_ = nullptr;
};

}  // namespace kupets::records
