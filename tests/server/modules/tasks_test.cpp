// What follows from tasks: mentions are told, repeats come, mornings have a letter, and the load of people is counted.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>

#include "common/calendar/russia.h"
#include "server/jobs/worker.h"
#include "server/modules/tasks/digest.h"
#include "server/modules/tasks/follow_ups.h"
#include "server/modules/tasks/load.h"
#include "server/modules/tasks/mentions.h"
#include "server/modules/tasks/repeats.h"
#include "tests/support/kernel_fixture.h"
#include "tests/support/moved_clock.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

Value text(const char* words) { return std::string(words); }
constexpr std::int64_t kHour = 3'600'000'000;

std::shared_ptr<const calendar::WorkingCalendar> moscow() {
    std::vector<calendar::SpecialDay> days;
    for (const calendar::NamedDay& each : calendar::russianDays()) days.push_back(each.day);
    return std::make_shared<const calendar::WorkingCalendar>(*calendar::Zone::named("Europe/Moscow"),
                                                             calendar::commonWeek(), days);
}

/// The kernel with what follows at work.
class Office {
public:
    Kernel kernel;
    MovedClock clock;
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor anna = kernel.person("Анна Петрова", "manager");
    records::Actor boris = kernel.person("Борис", "manager");

    Office() {
        queue_ = std::make_unique<jobs::Queue>(kinds_, clock);
        followUps_ = std::make_unique<tasks::FollowUps>(
            tasks::FollowUps::Services{kernel.database(), kernel.registry(), kernel.gate(), *queue_, clock, moscow});
        followUps_->registerJobs(kinds_);
        kernel.gate().setWatcher(followUps_.get());
        worker_ = std::make_unique<jobs::Worker>(ioContext().get_executor(), kernel.database(), *queue_,
                                                 jobs::Worker::Options{.name = "test", .poll = 20ms});
        ended_ = boost::asio::co_spawn(ioContext(), worker_->run(), boost::asio::use_future);
    }
    ~Office() {
        worker_->stop();
        ended_.get();
        kernel.gate().setWatcher(nullptr);
    }
    Uuid make(const char* entity, const FieldValues& fields, const records::Actor& by) {
        const Uuid id = Uuid::make();
        const auto saved = kernel.save(by, {Kernel::create(entity, id, fields)});
        INFO((saved ? std::string() : describe(saved.error())));
        REQUIRE(saved);
        return id;
    }
    void change(const char* entity, const Uuid& id, const FieldValues& fields, const records::Actor& by) {
        REQUIRE(kernel.save(by, {Kernel::update(entity, id, 0, fields)}));
    }
    bool settle() {
        return eventually([this] {
            const auto rows = runAwaitable(
                kernel.database().run({"SELECT count(*) FROM kupets.job WHERE state IN (0, 1)", {}}, db::within(10s)));
            return rows && rows->integer(0, 0) == 0;
        });
    }
    std::vector<std::string> told(const records::Actor& person) {
        return Kernel::texts(
            kernel.query(admin, "notice", "user = ID(\"" + person.id.text() + "\")", {"name"}, {"created_at"})->rows());
    }
    Value value(const char* entity, const Uuid& id, const char* field) {
        return kernel.value(admin, entity, id, field);
    }
    records::Actor now() {
        records::Actor actor = admin;
        actor.reader.context.now = clock.now();
        return actor;
    }

private:
    jobs::Kinds kinds_;
    std::unique_ptr<jobs::Queue> queue_;
    std::unique_ptr<tasks::FollowUps> followUps_;
    std::unique_ptr<jobs::Worker> worker_;
    std::future<void> ended_;
};

}  // namespace

TEST_CASE("names behind the sign are found, the longest that fits, each once, addresses left alone") {
    const Uuid anna = Uuid::make();
    const Uuid petrova = Uuid::make();
    const Uuid boris = Uuid::make();
    const std::vector<tasks::Person> people{{anna, "Анна"}, {petrova, "Анна Петрова"}, {boris, "Борис"}};
    using Found = std::vector<Uuid>;
    CHECK(tasks::mentionedIn("@Анна Петрова, глянь. @Борис! @Анна Петрова", people) == Found{petrova, boris});
    CHECK(tasks::mentionedIn("@Анна, и @Борисов", people) == Found{anna});
    CHECK(tasks::mentionedIn("пишите на info@Борис", people) == Found{boris});
    CHECK(tasks::mentionedIn("Анна, Борис @ нет", people).empty());
    CHECK(tasks::mentionedIn("@", people).empty());
}

TEST_CASE("a task repeats at the same hour of the next day it falls on") {
    const auto work = moscow();
    const auto next = [&](const char* repeat, const char* due, const char* now) {
        const auto found = tasks::nextDue(repeat, *Timestamp::parse(due), *Timestamp::parse(now), *work);
        return found ? found->text() : std::string();
    };
    CHECK(next("day", "2026-11-20T10:30:00+03:00", "2026-11-20T09:00:00+03:00") == "2026-11-21T07:30:00Z");
    CHECK(next("workday", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2026-11-23T07:30:00Z");
    CHECK(next("week", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2026-11-27T07:30:00Z");
    CHECK(next("month", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2026-12-20T07:30:00Z");
    CHECK(next("month", "2026-11-30T10:30:00+03:00", "2026-11-30T11:00:00+03:00") == "2026-12-31T07:30:00Z");
    CHECK(next("quarter", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2027-02-20T07:30:00Z");
    CHECK(next("year", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2027-11-20T07:30:00Z");
    // What one was late with is not due twice in a row.
    CHECK(next("day", "2026-11-10T10:30:00+03:00", "2026-11-20T11:00:00+03:00") == "2026-11-21T07:30:00Z");
    CHECK(next("", "2026-11-20T10:30:00+03:00", "2026-11-20T11:00:00+03:00").empty());
}

TEST_CASE("whoever is mentioned is told once, and sees the task from then on") {
    Office office;
    const Uuid task = office.make("task", {{"name", text("Смета")}}, office.anna);
    CHECK(office.kernel.count(office.boris, "task") == 0);
    const Uuid note = office.make(
        "activity",
        {{"subject", text("Вопрос")}, {"text", text("@Борис, где цены?\n@Анна Петрова тоже")}, {"task", task}},
        office.anna);
    REQUIRE(office.settle());
    CHECK(office.told(office.boris) ==
          std::vector<std::string>{"Анна Петрова: Вопрос @Борис, где цены? @Анна Петрова тоже"});
    CHECK(office.told(office.anna).empty());
    CHECK(office.kernel.count(office.boris, "task") == 1);
    CHECK(office.kernel.count(office.boris, "notice",
                              "kind = \"mention\" AND link = \"record/task/" + task.text() + "\"") == 1);
    office.change("activity", note, {{"text", text("@Борис, где цены и сроки?")}}, office.anna);
    REQUIRE(office.settle());
    CHECK(office.told(office.boris).size() == 1);
}

TEST_CASE("a task that repeats makes the next one when it is done, once, with its checklist") {
    Office office;
    const Timestamp due{office.clock.now().micros + kHour};
    const Uuid task = office.make("task",
                                  {{"name", text("Отчёт")},
                                   {"repeat", text("week")},
                                   {"due", due},
                                   {"remind_at", Timestamp{due.micros - kHour / 2}},
                                   {"helpers", Ids{office.boris.id}}},
                                  office.anna);
    office.make("checklist_item", {{"name", text("Цифры")}, {"task", task}, {"done", Value(true)}}, office.anna);
    office.change("task", task, {{"status", text("done")}}, office.anna);
    REQUIRE(office.settle());
    CHECK(office.kernel.count(office.boris, "task", "name = \"Отчёт\"") == 2);
    const auto next =
        office.kernel.query(office.admin, "task", "is_open", {"due", "remind_at", "repeat", "steps_total"});
    REQUIRE(next);
    REQUIRE(next->rows().row_count() == 1);
    const auto rows = wire::RowSetView::open(next->rows());
    CHECK(rows->integer(0, 0) == due.micros / 60'000'000 * 60'000'000 + 7 * 24 * kHour);
    CHECK(rows->integer(0, 0) - rows->integer(0, 1) >= kHour / 2 - 60'000'000);
    CHECK(rows->text(0, 2) == "week");
    CHECK(office.kernel.count(office.admin, "checklist_item", "NOT(done) AND task.is_open") == 1);
    // Taken back and done again: there is a next one already.
    office.change("task", task, {{"status", text("returned")}}, office.anna);
    office.change("task", task, {{"status", text("done")}}, office.anna);
    REQUIRE(office.settle());
    CHECK(office.kernel.count(office.admin, "task") == 2);
}

TEST_CASE("the morning has a letter for everybody who has something to do, once a day") {
    Office office;
    office.change("user", office.anna.id, {{"emails", Texts{"anna@example.ru"}}}, office.admin);
    office.change("user", office.boris.id, {{"emails", Texts{"boris@example.ru"}}}, office.admin);
    const Timestamp now = office.clock.now();
    office.make("task", {{"name", text("Просроченное")}, {"due", Timestamp{now.micros - 48 * kHour}}}, office.anna);
    office.make("task", {{"name", text("Нескорое")}, {"due", Timestamp{now.micros + 72 * kHour}}}, office.boris);
    const auto write = [&] {
        const auto made =
            runAwaitable(tasks::writeDigests(office.kernel.gate(), office.kernel.database(), office.kernel.registry(),
                                             *moscow(), office.clock.now(), db::within(30s)));
        REQUIRE(made);
        return *made;
    };
    CHECK(write() == 1);
    CHECK(write() == 0);
    const auto letters = office.kernel.query(office.admin, "message", "", {"recipient", "text", "channel", "state"});
    REQUIRE(letters->rows().row_count() == 1);
    CHECK(Kernel::texts(letters->rows(), 0).front() == "anna@example.ru");
    CHECK(Kernel::texts(letters->rows(), 1).front().find("Просроченное") != std::string::npos);
    CHECK(Kernel::texts(letters->rows(), 3).front() == "waiting");
    // Who wants none gets none.
    office.make("preference", {{"digest", Value(false)}}, office.anna);
    office.clock.move(24h);
    CHECK(write() == 0);
}

TEST_CASE("the load of people is counted by day, and whoever is late most stands first") {
    Office office;
    const Timestamp now = office.clock.now();
    const auto work = moscow();
    const auto task = [&](const records::Actor& owner, std::int64_t hours, const char* status, std::int64_t effort) {
        FieldValues fields{{"name", text("Дело")}, {"due", Timestamp{now.micros + hours * kHour}}};
        if (effort > 0) fields.emplace_back("effort", Duration{effort});
        const Uuid id = office.make("task", fields, owner);
        if (std::string(status) != "open") office.change("task", id, {{"status", text(status)}}, owner);
    };
    task(office.anna, 30, "open", 7200);
    task(office.anna, 30, "open", 0);
    task(office.anna, -30, "open", 0);
    task(office.boris, -10, "done", 0);
    task(office.boris, 10, "declined", 0);
    office.make("task", {{"name", text("Когда-нибудь")}}, office.boris);
    const auto load = [&](const records::Actor& who, std::uint32_t days) {
        v1::LoadRequest request;
        request.set_from(work->zone().local(now).day.days);
        request.set_days(days);
        query::Reader reader = who.reader;
        reader.context.now = now;
        return runAwaitable(tasks::load(office.kernel.gate(), office.kernel.database(), office.kernel.registry(), *work,
                                        reader, request, db::within(10s)));
    };
    const auto all = load(office.admin, 7);
    REQUIRE(all);
    REQUIRE(all->people_size() >= 3);
    CHECK(all->working_minutes_size() == 7);
    const v1::PersonLoad& boris = all->people(0);
    CHECK(boris.name() == "Борис");
    CHECK(boris.open() == 1);
    CHECK(boris.undated() == 1);
    CHECK(boris.done() == 1);
    CHECK(boris.done_late() == 1);
    CHECK(boris.lateness() >= 9 * 3600);
    const v1::PersonLoad& anna = all->people(1);
    CHECK(anna.name() == "Анна Петрова");
    CHECK(anna.open() == 3);
    CHECK(anna.overdue() == 1);
    const int day = work->zone().local(Timestamp{now.micros + 30 * kHour}).day.days - work->zone().local(now).day.days;
    CHECK(anna.planned(day).tasks() == 2);
    CHECK(anna.planned(day).minutes() == 150);
    // A manager sees what he may see, and limits are named.
    const auto his = load(office.boris, 7);
    REQUIRE(his);
    for (const v1::PersonLoad& person : his->people())
        if (person.name() == "Анна Петрова") CHECK(person.open() == 0);
    CHECK(load(office.admin, 93).error().code == ErrorCode::LimitExceeded);
}
