#include "server/db/migrations.h"

#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

const std::vector<EmbeddedFile> kTwo{
    {"0001_first.sql",
     "CREATE TABLE kupets.a (x int); -- a comment; with a semicolon\nINSERT INTO kupets.a VALUES (1);"},
    {"0002_second.sql", "DO $$ BEGIN UPDATE kupets.a SET x = x + 1; END $$;"},
};

Result<int> migrate(TestDatabase& db, const std::vector<EmbeddedFile>& files) {
    return runAwaitable(db::migrate(*db, std::span(files), within(20s)));
}

std::int64_t number(TestDatabase& db, const std::string& sql) {
    const auto rows = runAwaitable(db->run({sql, {}}, within(5s)));
    REQUIRE(rows);
    return rows->integer(0, 0);
}

}  // namespace

TEST_CASE("migrations run once, in order of their numbers") {
    TestDatabase db;
    const std::vector<EmbeddedFile> shuffled{kTwo[1], kTwo[0]};
    CHECK(migrate(db, shuffled) == 2);
    CHECK(number(db, "SELECT x FROM kupets.a") == 2);
    CHECK(migrate(db, kTwo) == 0);
    CHECK(number(db, "SELECT x FROM kupets.a") == 2);
    std::vector<EmbeddedFile> three = kTwo;
    three.push_back({"0003_third.sql", "UPDATE kupets.a SET x = 10"});
    CHECK(migrate(db, three) == 1);
    CHECK(number(db, "SELECT x FROM kupets.a") == 10);
    CHECK(number(db, "SELECT count(*) FROM kupets.migration WHERE length(checksum) = 64") == 3);
}

TEST_CASE("a changed migration, an unknown newer one and a gap are refused") {
    TestDatabase db;
    REQUIRE(migrate(db, kTwo) == 2);
    std::vector<EmbeddedFile> changed = kTwo;
    changed[0].text = "CREATE TABLE kupets.b (x int)";
    const auto other = migrate(db, changed);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::ChangedSince);
    CHECK(other.error().args.at(0).find("0001_first.sql") != std::string::npos);
    const auto newer = migrate(db, {kTwo[0]});
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == ErrorCode::UnsupportedVersion);
    CHECK_FALSE(migrate(db, {kTwo[0], kTwo[1], {"0004_gap.sql", "SELECT 1"}}));
    CHECK_FALSE(migrate(db, {{"first.sql", "SELECT 1"}}));
}

TEST_CASE("a migration that fails leaves nothing of itself") {
    TestDatabase db;
    const auto failed = migrate(db, {kTwo[0], {"0002_bad.sql", "UPDATE kupets.a SET x = 50; SELECT 1/0;"}});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::DivisionByZero);
    CHECK(failed.error().cause.find("0002_bad.sql") != std::string::npos);
    CHECK(number(db, "SELECT x FROM kupets.a") == 1);
    CHECK(migrate(db, kTwo) == 1);
    CHECK(number(db, "SELECT x FROM kupets.a") == 2);
}

TEST_CASE("servers that migrate at the same time do it once") {
    TestDatabase db;
    std::vector<std::future<Result<int>>> all;
    for (int i = 0; i < 4; ++i) {
        all.push_back(boost::asio::co_spawn(boost::asio::make_strand(tests::ioContext()),
                                            db::migrate(*db, std::span(kTwo), within(20s)), boost::asio::use_future));
    }
    int sum = 0;
    for (auto& one : all) sum += one.get().value();
    CHECK(sum == 2);
    CHECK(number(db, "SELECT x FROM kupets.a") == 2);
}

TEST_CASE("the program's own migrations run") {
    TestDatabase db;
    const auto ran = runAwaitable(db::migrate(*db, within(20s)));
    if (!ran) FAIL(describe(ran.error()));
    CHECK(*ran >= 1);
    CHECK(runAwaitable(db::migrate(*db, within(20s))) == 0);
}
