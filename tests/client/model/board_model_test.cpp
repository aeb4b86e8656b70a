#include "client/model/board_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>

#include <catch2/catch.hpp>

#include "common/wire/values.h"
#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

const Uuid kNew = Uuid::fromName("new");
const Uuid kTalks = Uuid::fromName("talks");
const Uuid kWon = Uuid::fromName("won");
const Uuid kSales = Uuid::fromName("sales");

struct Deal {
    Uuid id;
    std::string name;
    Uuid stage;
    int amount = 0;
    std::uint64_t version = 1;
};

struct Fixture : OnlineClient {
    std::vector<Deal> deals;
    std::vector<std::string> filters;
    std::vector<std::string> stageFilters;
    std::vector<std::string> groupFilters;

    Fixture() {
        for (int i = 0; i < 3; ++i) add("Первая " + std::to_string(i), kNew, 100);
        add("Вторая", kTalks, 50);
        peer.on<v1::QueryRequest, v1::QueryReply>(
            v1::METHOD_RECORDS_QUERY,
            [this](const v1::QueryRequest& request) -> Result<v1::QueryReply> { return query(request); });
        peer.on<v1::GroupRequest, v1::GroupReply>(
            v1::METHOD_RECORDS_GROUP,
            [this](const v1::GroupRequest& request) -> Result<v1::GroupReply> { return group(request); });
    }
    Deal& add(const std::string& name, const Uuid& stage, int amount) {
        return deals.emplace_back(Deal{Uuid::fromName(name), name, stage, amount});
    }
    static RowOf row(const Deal& deal) {
        return {deal.id,
                deal.version,
                {{deal.name, {}}, {Uuid::fromName("c"), "ООО «Вектор»"}, {Money{Decimal(deal.amount), "RUB"}, {}}}};
    }
    std::vector<RowOf> rowsOf(const Uuid& stage, std::size_t from, std::size_t most) const {
        std::vector<RowOf> rows;
        for (const Deal& deal : deals) {
            if (deal.stage == stage) rows.push_back(row(deal));
        }
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(from, rows.size())));
        if (rows.size() > most) rows.resize(most);
        return rows;
    }
    v1::QueryReply query(const v1::QueryRequest& request) {
        v1::QueryReply reply;
        if (request.set().entity() == "pipeline") {
            *reply.mutable_rows() = rowSet({"name"}, {{kSales, 1, {{std::string("Продажи"), {}}}}});
        } else if (request.set().entity() == "stage") {
            stageFilters.push_back(request.set().filter());
            const auto stage = [](const Uuid& id, const char* name, const char* kind) {
                return RowOf{id, 1, {{std::string(name), {}}, {Null{}, {}}, {std::string(kind), {}}}};
            };
            *reply.mutable_rows() = rowSet(
                {"name", "color", "kind"},
                {stage(kNew, "Новая", "open"), stage(kTalks, "Переговоры", "open"), stage(kWon, "Успех", "won")});
        } else {
            filters.push_back(request.set().filter());
            const std::size_t from = request.has_after_key() ? std::stoul(request.after_key()) : 0;
            const auto rows = rowsOf(kNew, from, request.limit());
            *reply.mutable_rows() = rowSet({"name", "company", "amount"}, rows);
            reply.set_last_key(std::to_string(from + rows.size()));
            reply.set_more(rowsOf(kNew, from + rows.size(), 1).size() == 1);
        }
        return reply;
    }
    v1::GroupReply group(const v1::GroupRequest& request) {
        const std::string& filter = request.set().filter();
        groupFilters.push_back(filter);
        v1::GroupReply reply;
        for (const Uuid& stage : {kNew, kTalks, kWon}) {
            const bool every = filter.find("stage = ID(") == std::string::npos;
            if (!every && filter.find(stage.text()) == std::string::npos) continue;
            const auto all = rowsOf(stage, 0, 10'000);
            if (all.empty()) continue;
            v1::Group& out = *reply.add_groups();
            *out.add_keys() = wire::toProto(stage);
            out.set_count(all.size());
            int sum = 0;
            for (const Deal& deal : deals) sum += deal.stage == stage ? deal.amount : 0;
            *out.add_aggregates() = wire::toProto(Decimal(sum));  // the server adds up amounts, not currencies
            const auto rows = rowsOf(stage, 0, request.rows_per_group());
            *out.mutable_rows() = rowSet({"name", "company", "amount"}, rows);
            out.set_last_key(std::to_string(rows.size()));
        }
        return reply;
    }
    /// Applies a save to `deals`, as the server would.
    void acceptSaves() {
        peer.on<v1::SaveRequest, v1::SaveReply>(
            v1::METHOD_RECORDS_SAVE, [this](const v1::SaveRequest& request) -> Result<v1::SaveReply> {
                v1::SaveReply reply;
                for (const v1::RecordChange& change : request.changes()) {
                    Deal& deal =
                        *std::ranges::find_if(deals, [&](const Deal& each) { return each.id.view() == change.id(); });
                    deal.stage = *Uuid::fromBytes(change.fields(0).value().id());
                    ++deal.version;
                    v1::SavedRecord& saved = *reply.add_records();
                    saved.set_entity("deal");
                    saved.set_id(change.id());
                    saved.set_version(deal.version);
                }
                return reply;
            });
    }
};

QString plain(QString text) { return text.replace(QChar(0x00A0), u' '); }

}  // namespace

TEST_CASE_METHOD(Fixture, "a board has every stage in its order, with counts, sums and tiles") {
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3 && !board.lanes().empty(); }));
    const auto& columns = board.columns();
    CHECK(columns[0]->title() == "Новая");
    CHECK(columns[0]->count() == 3);
    CHECK(plain(columns[0]->sumText()) == "300 ₽");
    CHECK(columns[1]->rowCount() == 1);
    CHECK(columns[2]->rowCount() == 0);
    CHECK(columns[2]->isClosed());
    CHECK(columns[2]->colorName() == "green");
    const QModelIndex tile = columns[1]->index(0);
    CHECK(tile.data().toString() == "Вторая");
    CHECK(tile.data(SubtitleRole).toString() == "ООО «Вектор»");
    const auto cells = tile.data(TileCellsRole).value<QList<TileCell>>();
    REQUIRE(cells.size() == 2);
    CHECK(cells[1].label == "Сумма");
    CHECK(plain(cells[1].text) == "50 ₽");
    CHECK(board.lanes().front().second == "Продажи");

    board.setLane(kSales);
    REQUIRE(waitFor([&] {
        return std::ranges::any_of(stageFilters,
                                   [](const std::string& f) { return f.find("pipeline = ID(") != std::string::npos; });
    }));
}

TEST_CASE_METHOD(Fixture, "columns that end the way come after the others, whose count does not wait for them") {
    add("Удача", kWon, 70);
    BoardModel board(context());
    peer.hold(v1::METHOD_RECORDS_GROUP);
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    CHECK(peer.held().size() == 1);
    peer.release(v1::METHOD_RECORDS_GROUP);
    REQUIRE(waitFor([&] { return board.columns().size() == 3 && board.columns()[2]->isCounted(); }));
    REQUIRE(groupFilters.size() == 2);
    const auto names = [&](std::size_t part, const Uuid& stage) {
        return groupFilters[part].find(stage.text()) != std::string::npos;
    };
    CHECK((names(0, kNew) && names(0, kTalks) && !names(0, kWon)));
    CHECK((!names(1, kNew) && !names(1, kTalks) && names(1, kWon)));
    CHECK(board.columns()[0]->count() == 3);
    CHECK(board.columns()[2]->count() == 1);
    CHECK(plain(board.columns()[2]->sumText()) == "70 ₽");

    // It was quick: from now on all at once.
    event(v1::RecordChange::KIND_UPDATE, "deal", deals[1].id, 2, {"amount"});
    REQUIRE(waitFor([&] { return groupFilters.size() == 3; }));
    CHECK_FALSE(names(2, kNew));
    CHECK_FALSE(names(2, kWon));
}

TEST_CASE_METHOD(Fixture, "a tile that is moved is there at once, saved, and counted") {
    acceptSaves();
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    BoardColumn* from = board.columns()[0];
    BoardColumn* to = board.columns()[1];
    const QAbstractItemModelTester first(from, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester second(to, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const Uuid id = from->idAt(1);

    const std::unique_ptr<QMimeData> dragged(from->mimeData({from->index(1)}));
    REQUIRE(to->dropMimeData(dragged.get(), Qt::MoveAction, -1, -1, {}));
    CHECK(board.columnOf(id) == to);
    CHECK(from->count() == 2);
    CHECK(to->count() == 2);
    CHECK(plain(to->sumText()) == "150 ₽");
    CHECK(to->index(0).data(PendingRole).toBool());
    REQUIRE(waitFor([&] { return !to->index(to->rowOf(id)).data(PendingRole).toBool(); }));
    CHECK(commands->undoText() == "Сделка «Первая 1» — Этап");
    REQUIRE(waitFor([&] { return to->index(to->rowOf(id)).data(VersionRole).toInt() == 2; }));
    CHECK(board.columnOf(id) == to);
    CHECK_FALSE(board.move(id, to));
}

TEST_CASE_METHOD(Fixture, "an answer from before a move does not put the tile back while the move is on its way") {
    acceptSaves();
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    peer.hold(v1::METHOD_RECORDS_SAVE);
    const Uuid id = board.columns()[0]->idAt(0);
    REQUIRE(board.move(id, board.columns()[1]));
    const int asked = peer.count(v1::METHOD_RECORDS_GROUP);
    event(v1::RecordChange::KIND_UPDATE, "deal", deals[1].id, 2, {"amount"});
    REQUIRE(waitFor([&] { return peer.count(v1::METHOD_RECORDS_GROUP) > asked; }));
    settle();
    CHECK(board.columnOf(id) == board.columns()[1]);
    peer.release(v1::METHOD_RECORDS_SAVE);
    REQUIRE(waitFor(
        [&] { return board.columns()[1]->index(board.columns()[1]->rowOf(id)).data(VersionRole).toInt() == 2; }));
}

TEST_CASE_METHOD(Fixture, "a move that is refused goes back") {
    peer.on<v1::SaveRequest, v1::SaveReply>(
        v1::METHOD_RECORDS_SAVE,
        [](const v1::SaveRequest&) -> Result<v1::SaveReply> { return fail(ErrorCode::Forbidden); });
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    ErrorCode code{};
    QObject::connect(&board, &BoardModel::moveRefused, &board,
                     [&](const Uuid&, const Error& error) { code = error.code; });
    const Uuid id = board.columns()[0]->idAt(0);
    REQUIRE(board.move(id, board.columns()[2]));
    CHECK(board.columns()[2]->rowCount() == 1);
    REQUIRE(waitFor([&] { return board.columns()[0]->rowOf(id) == 0; }));
    CHECK(code == ErrorCode::Forbidden);
    CHECK(board.columns()[2]->count() == 0);
}

TEST_CASE_METHOD(Fixture, "another person's move arrives and shines, more tiles come when asked for") {
    for (int i = 0; i < 30; ++i) add("Ещё " + std::to_string(i), kNew, 1);
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    BoardColumn* column = board.columns()[0];
    CHECK(column->rowCount() == 20);
    REQUIRE(column->canFetchMore({}));
    column->fetchMore({});
    REQUIRE(waitFor([&] { return column->rowCount() == 33; }));
    CHECK(filters.back().find("stage = ID(") != std::string::npos);
    CHECK_FALSE(column->canFetchMore({}));

    deals[0].stage = kTalks;
    deals[0].version = 2;
    event(v1::RecordChange::KIND_UPDATE, "deal", deals[0].id, 2, {"stage"});
    REQUIRE(waitFor([&] { return board.columnOf(deals[0].id) == board.columns()[1]; }));
    CHECK(column->rowCount() == 32);  // what was fetched stays
    const int row = board.columns()[1]->rowOf(deals[0].id);
    CHECK(board.columns()[1]->index(row).data(HighlightRole).toDouble() > 0.3);
}

TEST_CASE_METHOD(Fixture, "who has scrolled far keeps his place when something changes") {
    for (int i = 0; i < 250; ++i) add("Ещё " + std::to_string(i), kNew, 1);
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    BoardColumn* column = board.columns()[0];
    while (column->rowCount() < 200) {
        const int before = column->rowCount();
        column->fetchMore({});
        REQUIRE(waitFor([&] { return column->rowCount() > before; }));
    }
    const int shown = column->rowCount();
    int least = shown;
    QObject::connect(column, &QAbstractItemModel::rowsRemoved, &board,
                     [&] { least = std::min(least, column->rowCount()); });
    deals[1].name = "Другая";
    deals[1].version = 2;
    event(v1::RecordChange::KIND_UPDATE, "deal", deals[1].id, 2, {"name"});
    REQUIRE(waitFor([&] { return column->index(1).data().toString() == "Другая"; }));
    CHECK(column->rowCount() == shown);
    CHECK(least == shown);
}

TEST_CASE_METHOD(Fixture, "a move of another person is told before it is shown, one's own is not") {
    acceptSaves();
    BoardModel board(context());
    board.setEntity("deal");
    REQUIRE(waitFor([&] { return board.columns().size() == 3; }));
    std::vector<Uuid> told;
    bool wasThere = false;
    QObject::connect(&board, &BoardModel::aboutToMove, &board, [&](const Uuid& id, BoardColumn* from, BoardColumn*) {
        told.push_back(id);
        wasThere = from->rowOf(id) >= 0;
    });
    REQUIRE(board.move(board.columns()[0]->idAt(2), board.columns()[1]));
    settle();
    CHECK(told.empty());
    deals[0].stage = kTalks;
    deals[0].version = 2;
    event(v1::RecordChange::KIND_UPDATE, "deal", deals[0].id, 2, {"stage"});
    REQUIRE(waitFor([&] { return !told.empty(); }));
    CHECK(told.front() == deals[0].id);
    CHECK(wasThere);
}
