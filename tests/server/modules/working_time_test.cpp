// The working calendar as records: what comes with the product, what the company makes of it.
#include "server/modules/working_time/working_time.h"

#include <catch2/catch.hpp>

#include "server/history/feed.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

db::Deadline soon() { return db::within(30s); }
Date day(std::string_view text) { return *Date::parse(text); }

class Working {
public:
    explicit Working(Kernel& kernel)
        : time(ioContext().get_executor(), kernel.gate(), kernel.registry(), *calendar::Zone::named("Europe/Moscow")) {
        REQUIRE(runAwaitable(time.seed(soon())));
        read();
    }
    void read() { REQUIRE(runAwaitable(time.read(soon()))); }
    bool isWorking(std::string_view text) const { return time.current()->isWorking(day(text)); }

    working_time::WorkingTime time;
};

}  // namespace

TEST_CASE("public holidays and the week come with the product, and are the company's to change") {
    Kernel kernel;
    const records::Actor boss = kernel.person("boss", "administrator");
    Working working(kernel);
    CHECK(kernel.count(boss, "working_hours") == 7);
    CHECK(kernel.count(boss, "calendar_day", "YEAR(day) = 2026") == 22);
    CHECK(!working.isWorking("2026-01-09"));
    CHECK(working.isWorking("2026-01-12"));
    CHECK(working.time.current()->addWorkingTime(*Timestamp::parse("2026-11-20T14:30:00Z"), {7200}) ==
          Timestamp::parse("2026-11-23T07:30:00Z"));

    const Uuid holiday = Uuid::fromName("the special day 2026-01-09");
    REQUIRE(kernel.save(boss, {Kernel::remove("calendar_day", holiday),
                               Kernel::create("calendar_day", Uuid::make(),
                                              {{"day", day("2026-11-24")},
                                               {"kind", std::string("working")},
                                               {"name", std::string("Инвентаризация")},
                                               {"starts", Duration{8 * 3600}},
                                               {"ends", Duration{12 * 3600}}}),
                               Kernel::update("working_hours", Uuid::fromName("the working hours of Суббота"), 1,
                                              {{"starts", Duration{36'000}}, {"ends", Duration{50'400}}})}));
    working.read();
    CHECK(working.isWorking("2026-01-09"));
    CHECK(working.isWorking("2026-11-21"));
    CHECK(working.time.current()->hours(day("2026-11-24")) == calendar::DayHours{{8 * 3600, 12 * 3600}});

    REQUIRE(runAwaitable(working.time.seed(soon())));  // the next start
    working.read();
    CHECK(working.isWorking("2026-01-09"));
    CHECK(kernel.count(boss, "working_hours") == 7);
}

TEST_CASE("a day that the company entered before the product knew it stays as it is") {
    Kernel kernel;
    const records::Actor boss = kernel.person("boss", "administrator");
    REQUIRE(kernel.save(
        boss, {Kernel::create(
                  "calendar_day", Uuid::make(),
                  {{"day", day("2026-06-12")}, {"kind", std::string("working")}, {"name", std::string("Дежурим")}})}));
    Working working(kernel);
    CHECK(working.isWorking("2026-06-12"));
    CHECK(!working.isWorking("2026-11-04"));
    CHECK(kernel.count(boss, "calendar_day", "day = \"2026-06-12\"") == 1);
}

TEST_CASE("hours that cannot be are refused with their reason") {
    Kernel kernel;
    const records::Actor boss = kernel.person("boss", "administrator");
    Working working(kernel);
    const auto change = [&](FieldValues fields) {
        return kernel.save(
            boss, {Kernel::update("working_hours", Uuid::fromName("the working hours of Пятница"), 0, fields)});
    };
    for (const FieldValues& fields : {FieldValues{{"ends", Null{}}}, FieldValues{{"starts", Duration{19 * 3600}}},
                                      FieldValues{{"ends", Duration{90'000}}}, FieldValues{{"break_ends", Null{}}},
                                      FieldValues{{"break_starts", Duration{8 * 3600}}}}) {
        const auto saved = change(fields);
        REQUIRE(!saved);
        CHECK(saved.error().code == ErrorCode::CheckFailed);
    }
    CHECK(change({{"break_starts", Null{}}, {"break_ends", Null{}}, {"ends", Duration{17 * 3600}}}));
    const records::Actor manager = kernel.person("m", "manager");
    CHECK(kernel.count(manager, "calendar_day") > 90);
    CHECK(!kernel.save(manager, {Kernel::remove("calendar_day", Uuid::fromName("the special day 2026-01-09"))}));
}

TEST_CASE("a change of the calendar is in force a moment later") {
    Kernel kernel;
    const records::Actor boss = kernel.person("boss", "administrator");
    Working working(kernel);
    auto ended = boost::asio::co_spawn(ioContext(), working.time.run(), boost::asio::use_future);
    REQUIRE(kernel.save(boss, {Kernel::create("calendar_day", Uuid::make(),
                                              {{"day", day("2026-11-25")}, {"name", std::string("День компании")}})}));
    history::FeedBatch batch;
    batch.changes.push_back({.kind = 1, .entity = "calendar_day"});
    working.time.changed(batch);
    CHECK(eventually([&] { return !working.isWorking("2026-11-25"); }));
    working.time.stop();
    ended.get();
}
