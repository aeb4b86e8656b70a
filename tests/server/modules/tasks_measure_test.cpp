// What the board by time, the calendar and the load of people cost over 100,000 tasks. Hidden: prints, asserts nothing.
//     build/bin/server_modules_tests "[.tasks]"
#include <algorithm>
#include <chrono>
#include <cstdio>

#include <catch2/catch.hpp>

#include "server/modules/tasks/load.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

/// The median of twenty, in milliseconds.
template <typename Act>
double median(Act act) {
    std::vector<double> all;
    for (int i = 0; i < 20; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        act();
        all.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    std::ranges::nth_element(all, all.begin() + 10);
    return all[10];
}

void run(Kernel& kernel, const std::string& sql) {
    const auto done = runAwaitable(kernel.database().run({sql, {}}, db::within(120s)));
    if (!done) throw std::runtime_error(describe(done.error()));
}

}  // namespace

TEST_CASE("tasks by time and the load of people over 100,000 tasks", "[.tasks]") {
    Kernel kernel;
    const records::Actor admin = kernel.person("Админ", "administrator");
    const records::Actor manager = kernel.person("Менеджер 1", "manager");
    for (int i = 2; i <= 50; ++i) (void)kernel.person("Менеджер " + std::to_string(i), "manager");
    const int total = 100'000;
    // One in ten is open and due within a month of today, the others were done in the last three years.
    run(kernel,
        "INSERT INTO data.task (id, version, created_at, updated_at, name, owner, author, status, due, effort, "
        "done_at) "
        "SELECT gen_random_uuid(), 1, now() - g * interval '15 minutes' - interval '3 days', now(), 'Задача ' || g, "
        "u.id, "
        "u.id, CASE WHEN g % 10 = 0 THEN 'open' ELSE 'done' END, CASE WHEN g % 10 = 0 THEN now() + ((g / 10) % 60 - "
        "20) * "
        "interval '1 day' ELSE now() - g * interval '15 minutes' END, 1800 + g % 5 * 1800, CASE WHEN g % 10 = 0 THEN "
        "NULL "
        "ELSE now() - g * interval '15 minutes' + (g % 7 - 3) * interval '5 hours' END FROM generate_series(1, " +
            std::to_string(total) +
            ") g JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS c FROM data.\"user\") u "
            "ON u.n = 1 + g % u.c");
    run(kernel, "ANALYZE");
    const calendar::WorkingCalendar work(*calendar::Zone::named("Europe/Moscow"), calendar::commonWeek(), {});
    for (const records::Actor* who : {&admin, &manager}) {
        query::Reader reader = who->reader;
        reader.context.now = SystemClock().now();
        reader.context.me = who->id;
        v1::LoadRequest request;
        request.set_from(reader.context.now.date().days);
        const double load = median([&] {
            const auto reply = runAwaitable(tasks::load(kernel.gate(), kernel.database(), kernel.registry(), work,
                                                        reader, request, db::within(30s)));
            if (!reply) throw std::runtime_error(describe(reply.error()));
        });
        const std::string open = "status IN (\"open\", \"in_progress\", \"returned\")";
        v1::GroupRequest board;
        board.mutable_set()->set_entity("task");
        board.mutable_set()->set_filter(open);
        board.add_by(
            "=IF(ISBLANK(due), 5, IF(due < NOW(), 0, IF(due < TODAY() + 1, 1, IF(due < TODAY() + 2, 2, "
            "IF(due < TODAY() + (8 - WEEKDAY(TODAY())), 3, 4)))))");
        board.set_rows_per_group(100);
        for (const char* column :
             {"name", "due", "owner", "priority", "deal", "company", "contact", "lead", "steps_done", "steps_total"})
            board.add_columns(column);
        board.add_sort()->set_path("due");
        records::Actor actor = *who;
        actor.reader = reader;
        const double all = median([&] {
            const auto reply = kernel.group(actor, board);
            if (!reply) throw std::runtime_error(describe(reply.error()));
        });
        board.mutable_set()->set_filter(open + " AND (owner = ME() OR HAS(helpers, ME()))");
        const double mine = median([&] { (void)kernel.group(actor, board); });
        v1::QueryRequest calendar;
        calendar.mutable_set()->set_entity("task");
        calendar.mutable_set()->set_filter(
            "due >= TODAY() AND due < TODAY() + 7 AND status <> \"declined\" AND (owner = ME() OR HAS(helpers, ME()))");
        for (const char* column : {"name", "due", "effort", "owner", "deal", "company", "is_open", "overdue"})
            calendar.add_columns(column);
        calendar.add_sort()->set_path("due");
        calendar.set_limit(1000);
        const double week = median([&] { (void)kernel.query(actor, calendar); });
        std::printf("%s: load %.1f ms, board of all %.1f ms, board of mine %.1f ms, week of mine %.1f ms\n",
                    who == &admin ? "administrator" : "manager", load, all, mine, week);
    }
}
