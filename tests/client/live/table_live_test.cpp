#include <map>

#include <catch2/catch.hpp>

#include "client/model/record_table_model.h"
#include "tests/client/live/live_client.h"

using namespace kupets;
using namespace kupets::test;
using model::RecordTableModel;

namespace {

constexpr int kRecords = 3'000;

QString nameOf(int number) { return QStringLiteral("Компания %1").arg(number, 4, 10, QLatin1Char('0')); }

std::vector<Uuid> createCompanies(LiveClient& client) {
    std::vector<Uuid> ids;
    for (int batch = 0; batch < kRecords / 1000; ++batch) {
        data::Operation operation;
        for (int i = 0; i < 1000; ++i) {
            ids.push_back(Uuid::make());
            const std::string name = fromQt(nameOf(batch * 1000 + i));
            operation.changes.push_back(
                creation("company", ids.back(), {{"name", name}, {"city", std::string("Москва")}}));
        }
        client.commands.save(std::move(operation), &client.commands, {});
    }
    return ids;
}

bool isLoaded(const RecordTableModel& table, int row) {
    return !table.index(row, 0).data(model::SkeletonRole).toBool();
}

}  // namespace

TEST_CASE("a table of the real server: created in batches, scrolled, changed by another, undone") {
    const tests::ServerFixture server;
    LiveClient anna(server);
    LiveClient boris(server);
    RecordTableModel table(anna.context());
    table.setQuery({.entity = "company", .columns = {"name", "city", "owner"}, .sort = {{"name", false}}});
    REQUIRE(waitFor([&] { return table.isTotalKnown(); }));
    const int before = table.rowCount();

    const std::vector<Uuid> ids = createCompanies(anna);
    REQUIRE(anna.idle());
    CHECK(anna.refusals.empty());
    REQUIRE(waitFor([&] { return table.isTotalKnown() && table.rowCount() == before + kRecords; }, 20'000));

    // Every row, by scrolling: in order, none twice, none missing.
    std::map<QString, int> seen;
    for (int row = 0; row < table.rowCount(); row += 40) {
        table.setViewport(row, std::min(row + 45, table.rowCount() - 1));
        REQUIRE(
            waitFor([&] { return isLoaded(table, row) && isLoaded(table, std::min(row + 39, table.rowCount() - 1)); }));
        for (int i = row; i < std::min(row + 40, table.rowCount()); ++i) ++seen[table.index(i, 0).data().toString()];
    }
    for (int i = 0; i < kRecords; ++i) REQUIRE(seen[nameOf(i)] == 1);

    // A jump back to the top, and a change of another person there.
    table.setViewport(before, before + 40);
    REQUIRE(waitFor([&] { return table.rowOf(ids[5]) >= 0; }));
    boris.commands.setField("company", {ids[5]}, "city", std::string("Казань"), &boris.commands, {});
    const auto city = [&] { return table.index(table.rowOf(ids[5]), 1).data().toString(); };
    REQUIRE(waitFor([&] { return city() == "Казань"; }));
    CHECK(waitFor([&] { return table.index(table.rowOf(ids[5]), 1).data(model::HighlightRole).isValid(); }));

    // An edit in place: here at once, there by the feed.
    RecordTableModel theirs(boris.context());
    theirs.setQuery({.entity = "company", .columns = {"name", "city"}, .sort = {{"name", false}}});
    REQUIRE(waitFor([&] { return theirs.rowOf(ids[7]) >= 0; }));
    REQUIRE(table.setData(table.index(table.rowOf(ids[7]), 1), "Тверь"));
    CHECK(table.index(table.rowOf(ids[7]), 1).data().toString() == "Тверь");
    REQUIRE(waitFor([&] { return theirs.index(theirs.rowOf(ids[7]), 1).data().toString() == "Тверь"; }));
    REQUIRE(anna.idle());
    CHECK(waitFor([&] { return anna.commands.undoText() == "Компания «Компания 0007» — Город: Москва → Тверь"; }));
    anna.commands.undo();
    REQUIRE(waitFor([&] { return theirs.index(theirs.rowOf(ids[7]), 1).data().toString() == "Москва"; }));

    // Others delete; Ctrl+Z takes a whole batch back, and redo brings it again.
    boris.commands.remove("company", {ids[9]}, "Компания 0009", &boris.commands, {});
    REQUIRE(waitFor([&] { return table.rowCount() == before + kRecords - 1 && table.isTotalKnown(); }));
    anna.commands.undo();
    REQUIRE(anna.idle());
    REQUIRE(waitFor([&] { return table.rowCount() == before + kRecords - 1 - 1000 && table.isTotalKnown(); }, 20'000));
    anna.commands.redo();
    REQUIRE(anna.idle());
    REQUIRE(waitFor([&] { return table.rowCount() == before + kRecords - 1 && table.isTotalKnown(); }, 20'000));
    CHECK(anna.refusals.empty());

    table.setSearch("компания 2999");
    REQUIRE(waitFor([&] { return table.isTotalKnown() && table.rowCount() == 1; }));
    CHECK(table.index(0, 0).data().toString() == "Компания 2999");
    int place = -1;
    QObject::connect(&theirs, &RecordTableModel::located, &theirs, [&](const Uuid&, int row) { place = row; });
    theirs.locate(ids[2'500]);
    REQUIRE(waitFor([&] { return place >= 0; }));
    theirs.setViewport(place, place + 5);
    REQUIRE(waitFor([&] { return theirs.idAt(place) == ids[2'500]; }));
}
