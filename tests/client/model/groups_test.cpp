#include "client/model/groups.h"

#include <QAbstractItemModelTester>

#include <catch2/catch.hpp>

#include "common/wire/values.h"
#include "tests/client/support/fake_table.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

struct Grouped : OnlineClient {
    Grouped() : fake(peer, 300), table(context()), tester(&table) {
        peer.on<v1::GroupRequest, v1::GroupReply>(
            v1::METHOD_RECORDS_GROUP, [this](const v1::GroupRequest& request) -> Result<v1::GroupReply> {
                asked.push_back(request);
                v1::GroupReply reply;
                for (const auto& [city, count] : cities) {
                    v1::Group* group = reply.add_groups();
                    *group->add_keys() = wire::toProto(Value(city));
                    group->add_titles();
                    group->set_count(count);
                    *group->add_aggregates() = wire::toProto(Value(std::int64_t{42}));
                }
                return reply;
            });
        table.setQuery({.entity = "company",
                        .columns = {"name", "employees"},
                        .filter = "employees > 0",
                        .groupBy = {"city"},
                        .totals = {{"employees", v1::Aggregate::FUNCTION_SUM}}});
        REQUIRE(waitFor([&] { return table.isTotalKnown(); }));
    }
    std::vector<std::pair<std::string, std::uint64_t>> cities{{"Москва", 300}, {"Тверь", 300}};
    std::vector<v1::GroupRequest> asked;
    FakeTable fake;
    RecordTableModel table;
    QAbstractItemModelTester tester;
};

}  // namespace

TEST_CASE_METHOD(Grouped, "rows stand under the heads of their groups, asked for when one opens") {
    CHECK(table.rowCount() == 2);
    CHECK(table.recordCount() == 600);
    CHECK(table.isGroup(1));
    CHECK(table.groups()->title(1) == QStringLiteral("Тверь"));
    CHECK(table.groups()->total(1, "employees") == QStringLiteral("42"));
    CHECK(table.idAt(0).isNil());
    CHECK_FALSE(table.flags(table.index(0, 0)).testFlag(Qt::ItemIsEditable));
    CHECK(asked.front().set().filter() == "employees > 0");
    CHECK(fake.asked.empty());

    table.groups()->toggle(0);
    REQUIRE(waitFor([&] { return table.rowCount() == 302; }));
    CHECK(fake.asked.front().set().filter() == "(employees > 0) AND (city = \"Москва\")");
    CHECK(table.idAt(1) == FakeTable::idOf(0));
    CHECK(table.isGroup(301));
    table.setViewport(250, 301);
    REQUIRE(waitFor([&] { return table.idAt(300) == FakeTable::idOf(299); }));
    CHECK(table.rowOf(FakeTable::idOf(299)) == 300);
    CHECK(table.index(300, 0).data().toString() == QStringLiteral("Компания 299"));

    table.groups()->toggle(0);
    CHECK(table.rowCount() == 2);
}

TEST_CASE_METHOD(Grouped, "heads follow what others change, what is open stays open") {
    table.groups()->toggle(1);
    REQUIRE(waitFor([&] { return table.rowCount() == 302; }));
    cities.insert(cities.begin(), {"Абакан", 1});
    event(v1::RecordChange::KIND_CREATE, "company", Uuid::fromName("new"), 1);
    REQUIRE(waitFor([&] { return table.rowCount() == 303; }));
    CHECK(table.groups()->title(0) == QStringLiteral("Абакан"));
    CHECK(table.groups()->isOpen(2));
    table.setQuery({.entity = "company", .columns = {"name", "employees"}});
    REQUIRE(waitFor([&] { return table.rowCount() == 300 && !table.isGrouped(); }));
}
