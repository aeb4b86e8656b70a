// What the pages of the import share, without them: the plan and its template, the rows and the outcomes on disk.
#include <catch2/catch.hpp>

#include "client/model/import_outcomes.h"
#include "client/model/import_plan.h"
#include "client/model/import_rows.h"
#include "tests/client/support/product_entities.h"

using namespace kupets;
using namespace kupets::model;

namespace {

schema::SnapshotPtr product() {
    static const schema::SnapshotPtr snapshot = schema::Snapshot::build(test::productEntities(), 1).value();
    return snapshot;
}

ImportSheetPlan planOf(const std::vector<std::string>& headers, const std::vector<std::string>& entities) {
    ImportSheetPlan plan;
    plan.headers = headers;
    std::vector<mapping::Column> columns;
    for (const std::string& header : headers) columns.push_back({header, {}});
    setEntities(plan, *product(), entities, columns);
    return plan;
}

}  // namespace

TEST_CASE("a plan becomes a request and is the same when it comes back as a template") {
    ImportSheetPlan plan = planOf({"Организация", "ИНН", "Тел.", "Фамилия", "Имя", "Отчество"}, {"company", "contact"});
    plan.uses.push_back({.part = 0, .path = "country", .constant = "Россия"});
    plan.uses[1].onlyIfEmpty = true;
    plan.uses[1].conversion.add_aliases()->set_from("-");
    plan.parts[1].found = v1::ImportPart::ASK;
    const v1::ImportSheet sent = toProto(plan);
    REQUIRE(sent.parts_size() == 2);
    CHECK(sent.parts(0).columns(1).only_if_empty());
    CHECK(sent.parts(0).constants(0).value() == "Россия");
    CHECK(sent.parts(0).match(0).fields(0) == "inn");
    CHECK(sent.parts(1).links(0).part() == "company");
    REQUIRE(sent.parts(1).columns_size() == 3);
    CHECK(sent.parts(1).columns(0).header() == "Фамилия");  // joined in the order of a name
    CHECK(sent.parts(1).columns(2).header() == "Отчество");

    v1::ImportRequest definition;
    *definition.add_sheets() = sent;
    const auto kept = fromJson(toJson(definition));
    REQUIRE(kept);
    ImportPlan file;
    file.sheets.push_back(planOf({"Тел.", "инн", "Имя", "Отчество", "Фамилия", "Организация", "Новое"}, {"deal"}));
    REQUIRE(apply(file, *kept, *product()));
    const v1::ImportSheet again = toProto(file.sheets.front());
    REQUIRE(again.parts_size() == 2);
    CHECK(again.parts(1).columns(0).header() == "Фамилия");
    CHECK(again.parts(1).when_found() == v1::ImportPart::ASK);
    CHECK(again.parts(0).constants_size() == 1);
    CHECK_FALSE(file.sheets.front().uses.empty());
    CHECK_FALSE(fromJson("{nonsense"));

    ImportPlan other;
    other.sheets.push_back(planOf({"Артикул", "Цена"}, {"product"}));
    CHECK_FALSE(apply(other, *kept, *product()));
}

TEST_CASE("what must be filled and is not, is told") {
    ImportSheetPlan plan = planOf({"Сумма", "Компания"}, {"deal"});
    std::vector<std::string> names;
    for (const schema::Field* field : missingFields(plan, 0, *product())) names.push_back(field->name());
    CHECK(names == std::vector<std::string>{"name", "stage"});
    plan.uses.push_back({.part = 0, .path = "stage.name", .constant = "Новая"});
    CHECK(missingFields(plan, 0, *product()).size() == 1);
    plan.parts[0].missing = v1::ImportPart::LEAVE_OUT;
    CHECK(missingFields(plan, 0, *product()).empty());
}

TEST_CASE("files with the same columns are known again") {
    ImportPlan one, two, three;
    one.sheets.push_back(planOf({"ИНН", "Город"}, {"company"}));
    two.sheets.push_back(planOf({"город", "инн"}, {"company"}));
    three.sheets.push_back(planOf({"Город", "КПП"}, {"company"}));
    CHECK(one.signature() == two.signature());
    CHECK(one.signature() != three.signature());
    CHECK(one.signature().size() == 64);  // as long as the template's field
}

TEST_CASE("rows are found by their number, values are counted without the header") {
    ImportRows rows;
    const auto add = [&rows](std::uint64_t number, std::vector<std::string> texts) {
        std::vector<sheet::Cell> cells;
        for (const std::string& text : texts) cells.push_back({.kind = sheet::CellKind::Text, .text = text});
        sheet::Row row;
        row.number = number;
        row.cells = cells;
        REQUIRE(rows.add(row));
    };
    add(2, {"Город", "Сумма"});
    add(3, {"Тула", "1"});
    add(7, {"Омск"});
    add(8, {"Тула", "3"});
    CHECK(rows.count() == 4);
    CHECK(rows.texts(7) == std::vector<std::string>{"Омск"});
    CHECK(rows.texts(5).empty());
    const auto values = rows.distinct(0, 2);
    REQUIRE(values.size() == 2);
    CHECK(values[0].text == "Тула");
    CHECK(values[0].count == 2);
}

TEST_CASE("a hundred thousand outcomes take little memory and are all there") {
    ImportOutcomes outcomes;
    v1::ImportOutcome outcome;
    v1::ImportCell& cell = *outcome.add_cells();
    cell.set_field("note");
    cell.mutable_after()->set_text(std::string(300, 'x'));
    for (std::uint64_t row = 0; row < 100'000; ++row) {
        outcome.set_row(row);
        outcome.set_kind(row % 10 == 0 ? v1::ImportOutcome::BAD : v1::ImportOutcome::CREATED);
        outcomes.add(outcome);
    }
    const ImportOutcomes::Group group{0, 0};
    CHECK(outcomes.count(group, v1::ImportOutcome::BAD) == 10'000);
    CHECK(outcomes.count(group) == 100'000);
    CHECK(outcomes.outcome(outcomes.entries(group)[77'777]).row() == 77'777);
    CHECK(outcomes.outcome(outcomes.entries(group)[5]).cells(0).after().text().size() == 300);
    CHECK(outcomes.memory() < 8'000'000);
    v1::ImportLikes likes;
    likes.set_row(77'777);
    likes.add_likes()->set_title("Петров");
    outcomes.like(likes);
    CHECK(outcomes.alike(group) == 1);
    CHECK(outcomes.outcome(outcomes.entries(group)[77'777]).likes(0).title() == "Петров");
    outcomes.clear();
    CHECK(outcomes.groups().empty());
}
