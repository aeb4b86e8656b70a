#include "client/data/record_store.h"

#include <catch2/catch.hpp>

#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::data;
using namespace kupets::test;

namespace {

const RecordKey kVector{"company", Uuid::fromName("vector")};
const RecordKey kOther{"company", Uuid::fromName("other")};

struct Fixture : OnlineClient {
    std::map<Uuid, RowOf> base;
    std::vector<int> asked;

    Fixture() {
        put(kVector, 1, "Вектор", "Москва");
        put(kOther, 1, "Другая", "Тверь");
        peer.on<v1::GetRequest, v1::GetReply>(
            v1::METHOD_RECORDS_GET, [this](const v1::GetRequest& request) -> Result<v1::GetReply> {
                asked.push_back(request.ids_size());
                std::vector<RowOf> rows;
                for (const std::string& id : request.ids()) {
                    if (const auto at = base.find(*Uuid::fromBytes(id)); at != base.end()) rows.push_back(at->second);
                }
                v1::GetReply reply;
                *reply.mutable_rows() = rowSet({"name", "city"}, rows);
                return reply;
            });
    }
    void put(const RecordKey& key, std::uint64_t version, const char* name, const char* city) {
        base[key.id] = {key.id, version, {{std::string(name), {}}, {std::string(city), {}}}};
    }
};

struct Seen {
    std::vector<std::string> paths;
    QString by;
    int changes = 0;
    int removals = 0;
    explicit Seen(RecordWatch& watch) {
        QObject::connect(&watch, &RecordWatch::changed, &watch,
                         [this](const std::vector<std::string>& changed, const QString& who) {
                             paths = changed;
                             by = who;
                             ++changes;
                         });
        QObject::connect(&watch, &RecordWatch::removed, &watch, [this](const QString& who) {
            by = who;
            ++removals;
        });
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a record is in memory once, and comes by one request for all that are wanted together") {
    const std::unique_ptr<RecordWatch> first(records.watch(kVector, nullptr));
    const std::unique_ptr<RecordWatch> again(records.watch(kVector, nullptr));
    const std::unique_ptr<RecordWatch> other(records.watch(kOther, nullptr));
    CHECK(first->isLoading());
    REQUIRE(waitFor([&] { return first->record() && other->record(); }));
    CHECK(asked.size() == 1);
    CHECK(first->record() == again->record());
    CHECK(first->record()->cell("city").value == Value(std::string("Москва")));
    CHECK(records.size() == 2);
}

TEST_CASE_METHOD(Fixture, "watches learn what others change and who did it") {
    const std::unique_ptr<RecordWatch> watch(records.watch(kVector, nullptr));
    REQUIRE(waitFor([&] { return watch->record() != nullptr; }));
    Seen seen(*watch);
    SECTION("a change") {
        put(kVector, 2, "Вектор", "Казань");
        event(v1::RecordChange::KIND_UPDATE, "company", kVector.id, 2, {"city"}, "Борис");
        REQUIRE(waitFor([&] { return seen.changes == 1; }));
        CHECK(seen.paths == std::vector<std::string>{"city"});
        CHECK(seen.by == "Борис");
        CHECK(watch->record()->version == 2);
    }
    SECTION("an event of a version that is here already asks nothing") {
        asked.clear();
        event(v1::RecordChange::KIND_UPDATE, "company", kVector.id, 1, {"city"});
        settle();
        CHECK(asked.empty());
    }
    SECTION("a deletion, and a return under the same id") {
        base.erase(kVector.id);
        event(v1::RecordChange::KIND_DELETE, "company", kVector.id, 2);
        REQUIRE(waitFor([&] { return seen.removals == 1; }));
        CHECK(watch->record()->deleted);
        CHECK(watch->record()->cell("name").value == Value(std::string("Вектор")));
        put(kVector, 3, "Вектор", "Москва");
        event(v1::RecordChange::KIND_CREATE, "company", kVector.id, 3);
        REQUIRE(waitFor([&] { return seen.changes == 1; }));
        CHECK_FALSE(watch->record()->deleted);
    }
    SECTION("an own save shows before its event, and the server's word follows") {
        put(kVector, 2, "Вектор", "Омск!");
        records.takeSaved(kVector, 2, {{"city", {std::string("Омск"), {}}}});
        CHECK(watch->record()->cell("city").value == Value(std::string("Омск")));
        REQUIRE(waitFor([&] { return watch->record()->version == 2; }));
        CHECK(watch->record()->cell("city").value == Value(std::string("Омск!")));
    }
}

TEST_CASE_METHOD(Fixture, "what may not be seen is as if it were not there") {
    base.erase(kVector.id);
    const std::unique_ptr<RecordWatch> watch(records.watch(kVector, nullptr));
    Seen seen(*watch);
    REQUIRE(waitFor([&] { return seen.removals == 1; }));
}

TEST_CASE_METHOD(Fixture, "what nobody watches stays for a while, but not for ever") {
    delete records.watch(kVector, nullptr);
    settle();
    REQUIRE(records.size() == 1);
    CHECK(records.peek(kVector) != nullptr);
    for (int i = 0; i < 600; ++i) delete records.watch({"company", Uuid::fromName(std::to_string(i))}, nullptr);
    CHECK(records.size() == RecordStore::kUnwatched);
    CHECK(records.peek(kVector) == nullptr);
}
