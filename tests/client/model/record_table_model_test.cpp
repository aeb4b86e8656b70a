#include "client/model/record_table_model.h"

#include <QAbstractItemModelTester>

#include <catch2/catch.hpp>

#include "tests/client/support/fake_table.h"
#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

/// Takes saves and answers them when the test says so.
class FakeWriter final : public data::Writer {
public:
    Uuid save(data::Operation operation, QObject*, SaveDone done) override {
        operations.push_back(std::move(operation));
        waiting.push_back(std::move(done));
        return Uuid::make();
    }
    void undoChangeSet(const Uuid&, const QString&, QObject*, UndoDone) override {}
    std::vector<data::Operation> operations;
    std::vector<SaveDone> waiting;
};

struct Fixture : OnlineClient {
    FakeWriter writer;
    TableQuery companies{.entity = "company", .columns = {"name", "employees"}};

    data::Context withWriter() {
        data::Context with = context();
        with.writer = &writer;
        return with;
    }
    static QString shown(const RecordTableModel& table, int row, int column = 0) {
        return table.index(row, column).data().toString();
    }
    static bool isLoaded(const RecordTableModel& table, int row) {
        return !table.index(row, 0).data(SkeletonRole).toBool();
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a reference to a record that has a colour says it, as soon as it is known") {
    const Uuid stage = Uuid::fromName("new");
    peer.on<v1::QueryRequest, v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, [stage](const v1::QueryRequest&) -> Result<v1::QueryReply> {
            v1::QueryReply reply;
            *reply.mutable_rows() =
                rowSet({"name", "stage", "company"},
                       {{Uuid::fromName("d"),
                         1,
                         {{std::string("Поставка"), {}}, {stage, "Новая"}, {Uuid::fromName("c"), "Вектор"}}}});
            reply.set_total(1);
            return reply;
        });
    peer.on<v1::GetRequest, v1::GetReply>(
        v1::METHOD_RECORDS_GET, [stage](const v1::GetRequest& request) -> Result<v1::GetReply> {
            CHECK(request.entity() == "stage");
            v1::GetReply reply;
            *reply.mutable_rows() =
                rowSet({"color", "kind"}, {{stage, 1, {{std::string("red"), {}}, {std::string("open"), {}}}}});
            return reply;
        });
    RecordTableModel model(withWriter());
    std::vector<int> recolored;
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                     [&](const QModelIndex& from, const QModelIndex& to, const QList<int>& roles) {
                         if (roles.contains(ChoiceColorNameRole))
                             for (int column = from.column(); column <= to.column(); ++column)
                                 recolored.push_back(column);
                     });
    model.setQuery({.entity = "deal", .columns = {"name", "stage", "company"}});
    REQUIRE(waitFor([&] { return model.rowCount() == 1 && isLoaded(model, 0); }));
    model.setViewport(0, 0);
    CHECK(model.index(0, 1).data(ChoiceColorNameRole).toString().isEmpty());
    CHECK_FALSE(model.index(0, 2).data(ChoiceColorNameRole).isValid());
    REQUIRE(waitFor([&] { return !recolored.empty(); }));
    CHECK(recolored == std::vector<int>{1});
    CHECK(model.index(0, 1).data(ChoiceColorNameRole).toString() == QStringLiteral("red"));
}

TEST_CASE_METHOD(Fixture, "a table knows its true total and loads windows around what is visible") {
    FakeTable table(peer, 100'000);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 100'000; }));
    CHECK(model.isTotalKnown());
    CHECK(model.columnCount() == 2);
    CHECK(model.headerData(1, Qt::Horizontal, Qt::DisplayRole) == "Сотрудников");
    CHECK(shown(model, 0) == "Компания 0");
    CHECK(model.index(7, 1).data(ValueRole).value<Value>() == Value(std::int64_t{7}));
    CHECK(model.index(7, 1).data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight));

    SECTION("a jump asks by position, neighbours by key") {
        model.setViewport(50'000, 50'030);
        CHECK(model.index(50'000, 0).data(SkeletonRole).toBool());
        REQUIRE(waitFor([&] { return isLoaded(model, 50'000) && model.openRequests() == 0; }));
        CHECK(shown(model, 50'000) == "Компания 50000");
        table.asked.clear();
        model.setViewport(50'300, 50'330);
        REQUIRE(waitFor([&] { return isLoaded(model, 50'330) && model.openRequests() == 0; }));
        CHECK(shown(model, 50'330) == "Компания 50330");
        REQUIRE_FALSE(table.asked.empty());
        CHECK(table.asked.front().has_after_key());
    }
    SECTION("scrolling up asks backwards by key") {
        model.setViewport(50'000, 50'030);
        REQUIRE(waitFor([&] { return isLoaded(model, 50'000) && model.openRequests() == 0; }));
        table.asked.clear();
        model.setViewport(49'700, 49'730);
        REQUIRE(waitFor([&] { return isLoaded(model, 49'700) && model.openRequests() == 0; }));
        CHECK(shown(model, 49'700) == "Компания 49700");
        CHECK(std::ranges::any_of(table.asked, [](const auto& request) { return request.has_before_key(); }));
    }
    SECTION("memory stays bounded however far one scrolls") {
        for (int row = 0; row < 20'000; row += 60) {
            model.setViewport(row, row + 40);
            REQUIRE(waitFor([&] { return isLoaded(model, row); }));
            REQUIRE(model.loadedWindows() <= RecordTableModel::kMostWindows);
        }
        CHECK_FALSE(isLoaded(model, 5'000));
        CHECK(shown(model, 19'980) == "Компания 19980");
    }
}

TEST_CASE_METHOD(Fixture, "the newest viewport wins: what scrolled away is cancelled") {
    FakeTable table(peer, 100'000);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 100'000 && model.openRequests() == 0; }));
    peer.hold(v1::METHOD_RECORDS_QUERY);
    model.setViewport(10'000, 10'030);
    REQUIRE(waitFor([&] { return !peer.held().empty(); }));
    const quint64 first = peer.held().front().id;
    model.setViewport(70'000, 70'030);
    REQUIRE(waitFor([&] { return std::ranges::find(peer.cancelled(), first) != peer.cancelled().end(); }));
    peer.release(v1::METHOD_RECORDS_QUERY);
    REQUIRE(waitFor([&] { return isLoaded(model, 70'000); }));
    settle();
    CHECK_FALSE(isLoaded(model, 10'000));
}

TEST_CASE_METHOD(Fixture, "without a count the table grows as it is seen, and the end is the total") {
    FakeTable table(peer, 300);
    peer.hold(v1::METHOD_RECORDS_COUNT);
    RecordTableModel model(withWriter());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() > 0; }));
    CHECK(model.rowCount() < 300 + RecordTableModel::kWindowRows);
    model.setViewport(0, 30);
    REQUIRE(waitFor([&] { return model.rowCount() == 300; }));
    CHECK(model.isTotalKnown());
}

TEST_CASE_METHOD(Fixture, "another search keeps the old rows until its first page is here") {
    FakeTable table(peer, 5'000);
    RecordTableModel model(withWriter());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 5'000; }));
    peer.hold(v1::METHOD_RECORDS_QUERY);
    model.setSearch("99");
    settle();
    CHECK(shown(model, 0) == "Компания 0");
    CHECK(model.rowCount() == 5'000);
    int shownTimes = 0;
    QObject::connect(&model, &RecordTableModel::queryShown, &model, [&] { ++shownTimes; });
    peer.release(v1::METHOD_RECORDS_QUERY);
    REQUIRE(waitFor([&] { return shownTimes == 1; }));
    CHECK(shown(model, 0) == "Компания 99");
    REQUIRE(waitFor([&] { return model.isTotalKnown() && model.rowCount() < 200; }));
}

TEST_CASE_METHOD(Fixture, "of a search typed quickly only the last one is shown") {
    FakeTable table(peer, 5'000);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 5'000; }));
    std::vector<QString> tops;
    QObject::connect(&model, &RecordTableModel::queryShown, &model, [&] { tops.push_back(shown(model, 0)); });
    for (const QString text : {"1", "12", "123"}) model.setSearch(text);
    REQUIRE(waitFor([&] { return model.isTotalKnown() && model.rowCount() < 100; }));
    settle();
    CHECK(tops == std::vector<QString>{"Компания 123"});
}

TEST_CASE_METHOD(Fixture, "a change of another person is fetched where it is visible, and shines") {
    FakeTable table(peer, 10'000);
    RecordTableModel model(withWriter());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    companies.sort = {{"name", false}};
    model.setQuery(companies);
    model.setViewport(0, 30);
    REQUIRE(waitFor([&] { return model.rowCount() == 10'000 && model.openRequests() == 0; }));
    table.asked.clear();

    SECTION("a value in place: only its window is asked for") {
        table.rows[5].employees = 777;
        table.rows[5].version = 2;
        event(v1::RecordChange::KIND_UPDATE, "company", table.rows[5].id, 2, {"employees"});
        REQUIRE(waitFor([&] { return shown(model, 5, 1) == "777"; }));
        CHECK(table.asked.size() == 1);
        CHECK(model.index(5, 0).data(HighlightRole).toDouble() > 0.5);
        CHECK_FALSE(model.index(6, 0).data(HighlightRole).isValid());
    }
    SECTION("a record that is not loaded and does not move costs nothing") {
        event(v1::RecordChange::KIND_UPDATE, "company", FakeTable::idOf(9'000), 2, {"employees"});
        event(v1::RecordChange::KIND_UPDATE, "deal", FakeTable::idOf(1), 2, {"name"});
        settle(60);
        CHECK(table.asked.empty());
    }
    SECTION("a new record moves the others, and a selection follows its record") {
        const QPersistentModelIndex held(model.index(5, 0));
        table.rows.insert(table.rows.begin(), {FakeTable::idOf(77'777), 1, "Альфа", 1});
        event(v1::RecordChange::KIND_CREATE, "company", FakeTable::idOf(77'777), 1);
        REQUIRE(waitFor([&] { return model.rowCount() == 10'001 && shown(model, 0) == "Альфа"; }));
        CHECK(held.row() == 6);
        CHECK(held.data().toString() == "Компания 5");
        CHECK(model.index(0, 0).data(HighlightRole).toDouble() > 0.5);
    }
    SECTION("a deleted record goes") {
        const QPersistentModelIndex held(model.index(2, 0));
        const Uuid id = table.rows[2].id;
        table.rows.erase(table.rows.begin() + 2);
        event(v1::RecordChange::KIND_DELETE, "company", id, 2);
        REQUIRE(waitFor([&] { return model.rowCount() == 9'999 && shown(model, 2) == "Компания 3"; }));
        CHECK_FALSE(held.isValid());
    }
    SECTION("many changes in a moment cost a few pages") {
        for (int i = 0; i < 100; ++i) {
            table.rows[static_cast<std::size_t>(i)].version = 2;
            event(v1::RecordChange::KIND_UPDATE, "company", table.rows[static_cast<std::size_t>(i)].id, 2,
                  {"employees"});
        }
        settle(100);
        CHECK(table.asked.size() <= 4);
    }
    SECTION("a bulk change asks for what is visible") {
        table.rows[0].name = "Другое";
        v1::ChangesEvent bulk;
        bulk.set_token("b");
        bulk.add_bulk()->set_entity("company");
        peer.send(bulk);
        REQUIRE(waitFor([&] { return shown(model, 0) == "Другое"; }));
    }
}

TEST_CASE_METHOD(Fixture, "an edit in place shows at once, is saved by a command, and goes back when refused") {
    FakeTable table(peer, 500);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    model.setViewport(0, 30);
    REQUIRE(waitFor([&] { return model.rowCount() == 500 && model.openRequests() == 0; }));
    const QModelIndex cell = model.index(3, 1);
    REQUIRE(model.flags(cell).testFlag(Qt::ItemIsEditable));
    REQUIRE(model.setData(cell, "1 234"));
    CHECK(shown(model, 3, 1) == "1234");
    CHECK(cell.data(PendingRole).toBool());
    REQUIRE(writer.operations.size() == 1);
    const v1::RecordChange& change = writer.operations[0].changes.at(0);
    CHECK(change.entity() == "company");
    CHECK(change.base_version() == 1);
    CHECK(change.fields(0).field() == "employees");
    CHECK(change.fields(0).value().integer() == 1234);
    CHECK(writer.operations[0].title == "Компания 3");

    SECTION("accepted") {
        data::Saved saved;
        saved.records.emplace_back().set_version(2);
        table.rows[3].employees = 1234;
        table.rows[3].version = 2;
        writer.waiting[0](saved);
        CHECK(shown(model, 3, 1) == "1234");
        CHECK_FALSE(cell.data(PendingRole).toBool());
        REQUIRE(waitFor([&] { return cell.data(VersionRole).toULongLong() == 2; }));
        CHECK(shown(model, 3, 1) == "1234");
    }
    SECTION("refused") {
        ErrorCode code{};
        QObject::connect(&model, &RecordTableModel::editRefused, &model,
                         [&](const QModelIndex&, const Error& error) { code = error.code; });
        writer.waiting[0](fail(ErrorCode::Conflict));
        CHECK(code == ErrorCode::Conflict);
        CHECK(shown(model, 3, 1) == "3");
    }
    SECTION("what does not parse or break bounds is not sent") {
        ErrorCode code{};
        QObject::connect(&model, &RecordTableModel::editRefused, &model,
                         [&](const QModelIndex&, const Error& error) { code = error.code; });
        CHECK_FALSE(model.setData(model.index(4, 1), "много"));
        CHECK(code == ErrorCode::InvalidValue);
        CHECK_FALSE(model.setData(model.index(4, 1), "-1"));
        CHECK(code == ErrorCode::OutOfRange);
        CHECK(writer.operations.size() == 1);
    }
}

TEST_CASE_METHOD(Fixture, "locate finds the row of a record that is not loaded") {
    FakeTable table(peer, 50'000);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 50'000 && model.openRequests() == 0; }));
    int row = -1;
    QObject::connect(&model, &RecordTableModel::located, &model, [&](const Uuid&, int found) { row = found; });
    ErrorCode code{};
    QObject::connect(&model, &RecordTableModel::failed, &model, [&](const Error& error) { code = error.code; });
    for (const int wanted : {43'210, 49'999, 10'005}) {
        table.asked.clear();
        model.locate(FakeTable::idOf(wanted));
        REQUIRE(waitFor([&] { return row == wanted; }));
        CHECK(table.asked.size() == 1);
    }
    CHECK(code == ErrorCode{});
    model.locate(FakeTable::idOf(70'000));
    REQUIRE(waitFor([&] { return code == ErrorCode::NotFound; }));
}

TEST_CASE_METHOD(Fixture, "a filter that is refused leaves the rows and says why") {
    FakeTable table(peer, 500);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 500; }));
    peer.on<v1::QueryRequest, v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY,
        [](const v1::QueryRequest&) -> Result<v1::QueryReply> { return fail(ErrorCode::Syntax, {"3", ")"}); });
    ErrorCode code{};
    QObject::connect(&model, &RecordTableModel::failed, &model, [&](const Error& error) { code = error.code; });
    model.setFilter("name = (");
    REQUIRE(waitFor([&] { return code == ErrorCode::Syntax; }));
    CHECK(model.rowCount() == 500);
    CHECK_FALSE(model.isLoading());
}

TEST_CASE_METHOD(Fixture, "pages that were lost with the line are asked for again") {
    FakeTable table(peer, 50'000);
    RecordTableModel model(withWriter());
    model.setQuery(companies);
    REQUIRE(waitFor([&] { return model.rowCount() == 50'000; }));
    peer.stopListening();
    peer.cut();
    model.setViewport(30'000, 30'030);
    settle();
    peer.listen();
    REQUIRE(waitFor([&] { return isLoaded(model, 30'000); }));
}
