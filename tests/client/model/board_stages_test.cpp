#include "client/model/board_stages.h"

#include <catch2/catch.hpp>

#include "client/model/board_pipelines.h"
#include "tests/client/support/product_entities.h"

using namespace kupets;
using namespace kupets::model;

namespace {

schema::SnapshotPtr product() { return *schema::Snapshot::build(test::productEntities(), 1); }

BoardStage stage(std::int64_t position, std::vector<std::string> entry, std::vector<std::string> exit) {
    BoardStage made;
    made.position = position;
    made.entryFields = std::move(entry);
    made.exitFields = std::move(exit);
    return made;
}

}  // namespace

TEST_CASE("what is asked for on the way: leaving first, each field once") {
    const BoardStage first = stage(1, {}, {"company", "amount"});
    const BoardStage second = stage(2, {"amount", "product"}, {});
    CHECK(demandedFields(&first, second) == std::vector<std::string>{"company", "amount", "product"});
    CHECK(demandedFields(&second, first).empty());
    CHECK(demandedFields(nullptr, second) == std::vector<std::string>{"amount", "product"});
    BoardStage lost = stage(9, {"refusal_reason"}, {});
    lost.closed = lost.lost = true;
    CHECK(demandedFields(&first, lost) == std::vector<std::string>{"refusal_reason"});
}

TEST_CASE("an entity without a board of its own has one by its choices") {
    const auto schema = product();
    const v1::BoardDef board = boardOf(*schema->entity("company"));
    REQUIRE_FALSE(board.column_field().empty());
    CHECK(schema->entity("company")->field(board.column_field())->type() == v1::CHOICE);
    CHECK(board.tile_fields_size() > 0);
    CHECK(boardOf(*schema->entity("pipeline")).column_field().empty());
    const auto fields = columnFieldsOf(*schema->entity("deal"));
    REQUIRE(fields.size() == 2);
    CHECK(fields[0]->name() == "stage");
    CHECK(fields[1]->name() == "status");
}

TEST_CASE("the tiles of a board depend on what their signs read") {
    const auto schema = product();
    const schema::Entity& deal = *schema->entity("deal");
    CHECK(entitiesRead(deal, "company") == std::set<std::string>{"company"});
    CHECK(entitiesRead(deal, "amount").empty());
    CHECK(entitiesRead(deal, "stuck") == std::set<std::string>{"stage", "task"});
    CHECK(entitiesRead(deal, "=COUNT(activities) > 0") == std::set<std::string>{"activity"});
    CHECK(entitiesRead(deal, "=nonsense").empty());
}

TEST_CASE("a condition is told by the labels of what it names") {
    const auto schema = product();
    const schema::Entity& deal = *schema->entity("deal");
    CHECK(conditionWords(deal, "amount >= 1000 AND company.name <> \"amount\"", data::Language::Russian) ==
          QStringLiteral("Сумма >= 1000 AND Компания · Название <> \"amount\""));
    CHECK(conditionWords(deal, "COUNT(tasks) > 0", data::Language::Russian) == QStringLiteral("COUNT(Задачи) > 0"));
    CHECK(ownFieldsIn(deal, "amount > 5 AND company.city = \"Тверь\" AND NOT(ISBLANK(contract))") ==
          std::vector<std::string>{"amount", "contract"});
    CHECK(ownFieldsIn(deal, "amount >").empty());
}

TEST_CASE("pipelines are what the board of another entity stands on") {
    const auto schema = product();
    REQUIRE(recordsOfLane(*schema, "pipeline") != nullptr);
    CHECK(recordsOfLane(*schema, "pipeline")->name() == "deal");
    CHECK(recordsOfLane(*schema, "stage") == nullptr);
    CHECK(recordsOfLane(*schema, "company") == nullptr);
}
