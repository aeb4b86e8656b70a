#include <catch2/catch.hpp>

#include "client/form/draft.h"
#include "client/model/board_model.h"
#include "client/model/chronology_model.h"
#include "client/model/reference_completer.h"
#include "client/model/search_model.h"
#include "common/wire/values.h"
#include "tests/client/live/live_client.h"

using namespace kupets;
using namespace kupets::test;

namespace {

struct Office {
    tests::ServerFixture server;
    LiveClient anna{server};
    LiveClient boris{server};
    Uuid pipeline = Uuid::make(), first = Uuid::make(), second = Uuid::make(), company = Uuid::make(),
         deal = Uuid::make();

    Office() {
        data::Operation operation;
        const auto stage = [&](const Uuid& id, const char* name, std::int64_t position) {
            return creation("stage", id, {{"name", std::string(name)}, {"pipeline", pipeline}, {"position", position}});
        };
        operation.changes = {
            creation("pipeline", pipeline, {{"name", std::string("Пробная")}}), stage(first, "Первый", 1),
            stage(second, "Второй", 2),
            creation("company", company, {{"name", std::string("ООО «Ромашка»")}, {"city", std::string("Пермь")}}),
            creation("deal", deal,
                     {{"name", std::string("Поставка труб")},
                      {"company", company},
                      {"stage", first},
                      {"amount", Money{Decimal(1500), "RUB"}}})};
        anna.commands.save(std::move(operation), &anna.commands, {});
        if (!anna.idle() || !anna.refusals.empty())
            throw std::runtime_error(anna.refusals.empty() ? "slow" : anna.refusals.front());
    }
};

}  // namespace

TEST_CASE_METHOD(Office, "a board, a card, its chronology and the search show one deal alike") {
    model::BoardModel board(anna.context());
    board.setEntity("deal");
    board.setLane(pipeline);
    REQUIRE(waitFor([&] { return board.columns().size() == 2 && board.columns()[0]->rowCount() == 1; }));
    CHECK(board.columns()[0]->title() == "Первый");
    CHECK(board.columns()[0]->sumText().remove(QChar(0x00A0)) == "1500₽");

    model::BoardModel theirs(boris.context());
    theirs.setEntity("deal");
    theirs.setLane(pipeline);
    REQUIRE(waitFor([&] { return theirs.columnOf(deal) != nullptr; }));
    REQUIRE(board.move(deal, board.columns()[1]));
    REQUIRE(waitFor([&] { return theirs.columnOf(deal) == theirs.columns()[1]; }));
    REQUIRE(anna.idle());
    CHECK(anna.refusals.empty());

    const std::unique_ptr<data::RecordWatch> watch(boris.records.watch({"deal", deal}, nullptr));
    REQUIRE(waitFor([&] { return watch->record() != nullptr; }));
    CHECK(watch->record()->cell("stage").title == "Второй");
    CHECK(watch->record()->cell("company").title == "Ромашка");  // its legal form stands apart

    model::ChronologyModel chronology(boris.context());
    chronology.setRecord({"deal", deal});
    REQUIRE(waitFor([&] { return chronology.rowCount() == 2; }));
    const QString moved = chronology.index(0).data().toString();  // and what the stage brings with it
    INFO(moved.toStdString());
    CHECK(moved.startsWith("Изменение\n"));
    CHECK(moved.contains("Этап: Первый → Второй"));
    CHECK(chronology.entry(1).headline == "Создание");
    chronology.undo(0);
    REQUIRE(waitFor([&] { return board.columnOf(deal) == board.columns()[0] && chronology.rowCount() == 3; }));
    REQUIRE(waitFor([&] { return chronology.entry(1).undone; }));
    CHECK(chronology.entry(0).headline == "Отмена");

    model::SearchModel search(anna.context());
    search.setText("ромаш");
    REQUIRE(waitFor([&] { return search.rowCount() == 1; }));
    CHECK(search.keyAt(0) == data::RecordKey{"company", company});
    model::ReferenceCompleter completer(anna.context(), "stage");
    completer.setText("втор");
    REQUIRE(waitFor([&] { return completer.rowCount() == 1; }));
    CHECK(completer.idAt(0) == second);
}

TEST_CASE_METHOD(Office,
                 "two people edit one card: other fields merge, the same field is a conflict that one resolves") {
    const std::unique_ptr<data::RecordWatch> watch(anna.records.watch({"company", company}, nullptr));
    REQUIRE(waitFor([&] { return watch->record() != nullptr; }));
    form::Draft draft = form::Draft::forExisting(anna.schema.snapshot(), *watch->record());
    draft.set("city", {std::string("Киров"), {}});
    boris.commands.setField("company", {company}, "website", std::string("romashka.ru"), &boris.commands, {});
    boris.commands.setField("company", {company}, "city", std::string("Омск"), &boris.commands, {});
    REQUIRE(boris.idle());
    CHECK(boris.refusals.empty());

    std::optional<Result<data::Saved>> answer;
    const auto save = [&] {
        answer.reset();
        data::Operation operation;
        operation.changes.push_back(draft.toChange().value());
        anna.commands.save(std::move(operation), &anna.commands,
                           [&](const Result<data::Saved>& saved) { answer = saved; });
        return waitFor([&] { return answer.has_value(); });
    };
    REQUIRE(save());
    REQUIRE_FALSE(answer->has_value());
    CHECK(answer->error().code == ErrorCode::Conflict);
    REQUIRE(answer->error().conflicts.size() == 1);
    draft.takeConflicts(answer->error().conflicts);
    REQUIRE(draft.conflict("city") != nullptr);
    CHECK(draft.conflict("city")->theirs.value == Value(std::string("Омск")));
    CHECK(draft.conflict("city")->original.value == Value(std::string("Пермь")));
    REQUIRE(waitFor([&] { return watch->record()->version >= 3; }));
    draft.takeServer(*watch->record(), "Борис");
    CHECK(draft.value("website") == Value(std::string("https://romashka.ru")));
    draft.resolve("city", form::Draft::Choice::Mine);
    REQUIRE(save());
    REQUIRE(answer->has_value());
    REQUIRE(waitFor([&] { return watch->record()->cell("city").value == Value(std::string("Киров")); }));
    CHECK(watch->record()->cell("website").value == Value(std::string("https://romashka.ru")));
}
