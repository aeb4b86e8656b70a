// The kernel on a real database: migrations run, tables made, a gate, and people who use it. Waits inside, so that
// tests read like a conversation.
#pragma once

#include <string>
#include <vector>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "server/history/feed.h"
#include "server/records/gate.h"
#include "tests/support/database_fixture.h"

namespace kupets::tests {

using FieldValues = std::vector<std::pair<std::string, Value>>;

class Kernel {
public:
    Kernel();
    ~Kernel();

    records::Gate& gate() { return *gate_; }
    /// As of another server on the same database.
    std::unique_ptr<records::Gate> anotherGate();
    history::Feed& feed() { return *feed_; }
    /// The gate hears of what was saved since it last heard, as the feed's reader of a server tells it.
    void hear();
    db::Database& database() { return *database_; }
    const schema::Catalog& catalog() { return *catalog_; }
    const schema::Registry& registry() { return *registry_; }

    records::Actor system();
    /// A user of this role ("administrator", "head", "manager") who is there as a record too; `department`: its people.
    records::Actor person(const std::string& name, const std::string& role, std::vector<Uuid> department = {});

    static v1::RecordChange create(const std::string& entity, const Uuid& id, const FieldValues& fields);
    static v1::RecordChange update(const std::string& entity, const Uuid& id, std::uint64_t baseVersion,
                                   const FieldValues& fields);
    static v1::RecordChange remove(const std::string& entity, const Uuid& id, std::uint64_t baseVersion = 0);

    Result<v1::SaveReply> save(const records::Actor& actor, std::vector<v1::RecordChange> changes,
                               Uuid set = Uuid::make());
    Result<v1::UndoReply> undo(const records::Actor& actor, const Uuid& set, Uuid by = Uuid::make());
    Result<v1::QueryReply> query(const records::Actor& actor, v1::QueryRequest request);
    Result<v1::QueryReply> query(const records::Actor& actor, const std::string& entity, const std::string& filter,
                                 std::vector<std::string> columns, std::vector<std::string> sort = {});
    Result<v1::GroupReply> group(const records::Actor& actor, const v1::GroupRequest& request);
    std::uint64_t count(const records::Actor& actor, const std::string& entity, const std::string& filter = {});
    Result<v1::GetReply> get(const records::Actor& actor, const v1::GetRequest& request);
    /// One field of one record; Null also when there is no such record.
    Value value(const records::Actor& actor, const std::string& entity, const Uuid& id, const std::string& column);
    Result<v1::HistoryReply> history(const records::Actor& actor, const std::string& entity, const Uuid& id);
    Result<v1::HistoryReply> history(const records::Actor& actor, const v1::HistoryRequest& request);
    Result<v1::SearchReply> search(const records::Actor& actor, const std::string& text);

    /// All cells of a column as text.
    static std::vector<std::string> texts(const v1::RowSet& rows, std::size_t column = 0);

    /// A pipeline with stages Open, Won, Lost; the ids of the stages.
    struct Stages {
        Uuid pipeline, open, won, lost;
    };
    Stages stages();

private:
    SystemClock clock_;
    TestDatabase database_;
    std::unique_ptr<schema::Registry> registry_;
    schema::CatalogPtr catalog_;
    std::unique_ptr<records::Gate> gate_;
    std::unique_ptr<history::Feed> feed_;
    std::string heard_;  // token
};

}  // namespace kupets::tests
