// Tasks as the gate keeps them: who sees one, who may do what with it, when it was closed.
#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {

Value text(const char* t) { return std::string(t); }

struct Office {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor anna = kernel.person("Анна", "manager");
    records::Actor boris = kernel.person("Борис", "manager");
    records::Actor vera = kernel.person("Вера", "manager");
    records::Actor head = kernel.person("Глава", "head", {vera.id});
    Uuid task = Uuid::make();

    Office() {
        REQUIRE(kernel.save(
            anna,
            {Kernel::create("task", task,
                            {{"name", text("Отгрузить")}, {"helpers", Ids{boris.id}}, {"watchers", Ids{vera.id}}})}));
    }
    Result<v1::SaveReply> change(const records::Actor& by, const tests::FieldValues& fields) {
        return kernel.save(by, {Kernel::update("task", task, 0, fields)});
    }
    Value now(const char* field) { return kernel.value(admin, "task", task, field); }
};

}  // namespace

TEST_CASE("who helps and who watches sees a task and writes in it, and throws nothing away") {
    Office office;
    Kernel& kernel = office.kernel;
    for (const auto* person : {&office.anna, &office.boris, &office.vera, &office.head})
        CHECK(kernel.count(*person, "task") == 1);
    const auto stranger = kernel.person("Глеб", "manager");
    CHECK(kernel.count(stranger, "task") == 0);
    CHECK(office.change(stranger, {{"result", text("я")}}).error().code == ErrorCode::NotFound);
    CHECK(office.change(office.boris, {{"result", text("Упаковал")}}));
    CHECK(kernel.save(office.boris, {Kernel::remove("task", office.task)}).error().code == ErrorCode::Forbidden);
    CHECK(kernel.save(office.head, {Kernel::remove("task", office.task)}).error().code == ErrorCode::Forbidden);

    SECTION("what belongs to the task goes with it") {
        const Uuid item = Uuid::make();
        const Uuid note = Uuid::make();
        REQUIRE(kernel.save(office.boris, {Kernel::create("checklist_item", item,
                                                          {{"name", text("Коробки")}, {"task", office.task}})}));
        REQUIRE(kernel.save(office.vera,
                            {Kernel::create("activity", note, {{"subject", text("Вопрос")}, {"task", office.task}})}));
        CHECK(kernel.count(office.anna, "checklist_item") == 1);
        CHECK(kernel.count(office.boris, "activity") == 1);
        CHECK(kernel.count(stranger, "checklist_item") == 0);
        CHECK(kernel.count(stranger, "activity") == 0);
        REQUIRE(kernel.save(office.anna, {Kernel::update("checklist_item", item, 0, {{"done", Value(true)}})}));
        CHECK(office.now("steps_done") == Value(std::int64_t{1}));
        REQUIRE(kernel.save(office.anna, {Kernel::remove("task", office.task)}));
        CHECK(kernel.count(office.admin, "checklist_item") == 0);
    }
    SECTION("who is taken off it sees it no more") {
        REQUIRE(office.change(office.anna, {{"helpers", Null{}}, {"watchers", Ids{}}}));
        CHECK(kernel.count(office.boris, "task") == 0);
        CHECK(kernel.count(office.vera, "task") == 0);
    }
}

TEST_CASE("the moment a task was closed is kept by the program, whoever closes it and however often") {
    Office office;
    CHECK(isNull(office.now("done_at")));
    CHECK(office.change(office.anna, {{"done_at", Timestamp{1}}}).error().code == ErrorCode::ReadOnly);
    REQUIRE(office.change(office.anna, {{"status", text("in_progress")}}));
    CHECK(isNull(office.now("done_at")));
    REQUIRE(office.change(office.anna, {{"status", text("done")}}));
    const Value first = office.now("done_at");
    REQUIRE(std::holds_alternative<Timestamp>(first));
    REQUIRE(office.change(office.anna, {{"status", text("declined")}}));  // closed it was already
    CHECK(office.now("done_at") == first);
    REQUIRE(office.change(office.anna, {{"status", text("returned")}}));
    CHECK(isNull(office.now("done_at")));
    const Uuid set = Uuid::make();
    REQUIRE(office.kernel.save(office.anna, {Kernel::update("task", office.task, 0, {{"status", text("done")}})}, set));
    REQUIRE(office.kernel.undo(office.anna, set));
    CHECK(isNull(office.now("done_at")));
    CHECK(office.now("status") == text("returned"));
}

TEST_CASE("a task is overdue while it is open and its time has passed") {
    Office office;
    const std::int64_t hour = 3'600'000'000;
    const Timestamp now = SystemClock().now();
    REQUIRE(office.change(office.anna, {{"due", Timestamp{now.micros - hour}}}));
    CHECK(office.now("overdue") == Value(true));
    for (const char* closed : {"done", "declined"}) {
        REQUIRE(office.change(office.anna, {{"status", text(closed)}}));
        CHECK(office.now("overdue") == Value(false));
    }
    REQUIRE(office.change(office.anna, {{"status", text("returned")}}));
    CHECK(office.now("overdue") == Value(true));
    REQUIRE(office.change(office.anna, {{"due", Timestamp{now.micros + hour}}}));
    CHECK(office.now("overdue") == Value(false));
}
