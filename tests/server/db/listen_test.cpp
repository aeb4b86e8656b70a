#include <mutex>

#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

struct Heard {
    std::mutex mutex;
    std::vector<std::string> payloads;

    void add(std::string_view payload) {
        const std::lock_guard lock(mutex);
        payloads.emplace_back(payload);
    }
    bool is(const std::vector<std::string>& expected) {
        const std::lock_guard lock(mutex);
        return payloads == expected;
    }
};

}  // namespace

TEST_CASE("notifications arrive in order, and once more after a reconnect") {
    TestDatabase db;
    Heard heard;
    db->listen("the \"channel\"", [&](std::string_view payload) { heard.add(payload); });
    REQUIRE(tests::eventually([&] { return heard.is({""}); }));
    const auto notify = [&](const char* payload) {
        db::Query query{"SELECT pg_notify('the \"channel\"', $1)", {}};
        query.params.add(payload);
        REQUIRE(runAwaitable(db->run(query, within(5s))));
    };
    notify("a");
    notify("b");
    REQUIRE(tests::eventually([&] { return heard.is({"", "a", "b"}); }));

    db::Query kill{"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = $1",
                   {}};
    kill.params.add(db.name());
    REQUIRE(runAwaitable(db->run(kill, within(5s)))->size() == 1);
    REQUIRE(tests::eventually([&] { return heard.is({"", "a", "b", ""}); }));
    notify("c");
    REQUIRE(tests::eventually([&] { return heard.is({"", "a", "b", "", "c"}); }));
    runAwaitable(db->stop(within(5s)));
    const auto left = std::move(heard.payloads);
    CHECK(left.size() == 5);
}
