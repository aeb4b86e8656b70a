// What needs no PostgreSQL: arrays, the statement cache, the table of SQLSTATEs.
#include <catch2/catch.hpp>

#include "server/db/database.h"
#include "server/db/sqlstate.h"
#include "server/db/statement_cache.h"

using namespace kupets;
using db::StatementCache;

TEST_CASE("arrays are read as PostgreSQL writes them") {
    using Items = std::vector<std::string>;
    CHECK(db::parseArray("{}").empty());
    CHECK(db::parseArray("{a,b c}") == Items{"a", "b c"});
    CHECK(db::parseArray(R"({"a,b","c\"d","\\",NULL,"NULL",""})") == Items{"a,b", "c\"d", "\\", "", "NULL", ""});
    const Items items{"x", "", "a\\\"b", "{,}", "NULL", "ёж"};
    CHECK(db::parseArray(db::arrayLiteral(items)) == items);
    CHECK(db::arrayLiteral({}) == "{}");
    db::Params params;
    params.addArray(std::vector<std::int64_t>{1, -2});
    CHECK(*params.values()[0] == "{1,-2}");
}

TEST_CASE("the statement cache forgets the least recently used") {
    StatementCache cache(2);
    const std::string a = cache.add("a").name;
    cache.add("b");
    REQUIRE(cache.find("a") != nullptr);
    cache.add("c");
    CHECK(cache.find("b") == nullptr);
    REQUIRE(cache.find("a") != nullptr);
    CHECK(cache.find("a")->name == a);
    CHECK(cache.takeUnwanted().size() == 1);
    CHECK_FALSE(cache.hasUnwanted());

    cache.remove(a);
    CHECK(cache.find("a") == nullptr);
    CHECK_FALSE(cache.hasUnwanted());
    CHECK(cache.add("a").name != a);
    cache.discard("a", true);
    CHECK(cache.takeUnwanted().size() == 1);
    cache.discard("c", false);
    CHECK_FALSE(cache.hasUnwanted());
    CHECK(cache.size() == 0);
}

TEST_CASE("a statement pushed out before its preparation failed is not deallocated") {
    StatementCache cache(1);
    const std::string a = cache.add("a").name;
    cache.add("b");
    REQUIRE(cache.hasUnwanted());
    cache.remove(a);
    CHECK_FALSE(cache.hasUnwanted());
}

TEST_CASE("SQLSTATEs become codes, the exact one before its class") {
    CHECK(db::codeOfSqlState("23505") == ErrorCode::AlreadyExists);
    CHECK(db::codeOfSqlState("23502") == ErrorCode::Required);
    CHECK(db::codeOfSqlState("23999") == ErrorCode::InvalidValue);
    CHECK(db::codeOfSqlState("40P01") == ErrorCode::Conflict);
    CHECK(db::codeOfSqlState("57014") == ErrorCode::Cancelled);
    CHECK(db::codeOfSqlState("57P01") == ErrorCode::Unavailable);
    CHECK(db::codeOfSqlState("08006") == ErrorCode::Unavailable);
    CHECK(db::codeOfSqlState("22003") == ErrorCode::OutOfRange);
    CHECK(db::codeOfSqlState("42601") == ErrorCode::Internal);
    CHECK(db::codeOfSqlState("") == ErrorCode::Internal);
}
