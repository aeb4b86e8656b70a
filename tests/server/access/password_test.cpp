#include "server/access/password.h"

#include <chrono>
#include <set>

#include <catch2/catch.hpp>

#include "server/access/access.h"
#include "tests/support/database_fixture.h"

using namespace kupets;
using tests::runAwaitable;

TEST_CASE("a hash costs what it should: long for a thief, bearable for a person") {
    const access::Options options;
    access::PasswordHasher hasher(options.hashPasses, options.hashMemory);
    const std::string hash = runAwaitable(hasher.hash("пароль")).value();
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=10,p=1$"));
    // The least of several: other programs may be at work. Twice the usual cost is what the slowest machine may take.
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 3; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        CHECK(runAwaitable(hasher.verify(hash, "пароль")).value());
        best = std::min(best, std::chrono::steady_clock::now() - begun);
    }
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(best).count();
    INFO(milliseconds << " ms a check");
    CHECK(milliseconds >= 50);
    CHECK(!runAwaitable(hasher.verify(hash, "Пароль")).value());
}

TEST_CASE("a login that does not exist is checked for as long, and in vain") {
    access::PasswordHasher hasher(1, 8 * 1024);
    CHECK(!runAwaitable(hasher.verify("", "anything")).value());
    CHECK(!runAwaitable(hasher.verify("", "")).value());
}

TEST_CASE("a hash of another cost is outdated") {
    access::PasswordHasher cheap(1, 8 * 1024), dear(2, 16 * 1024);
    const std::string hash = runAwaitable(cheap.hash("x")).value();
    CHECK(!cheap.outdated(hash));
    CHECK(dear.outdated(hash));
    CHECK(runAwaitable(dear.verify(hash, "x")).value());
}

TEST_CASE("tokens and first passwords differ") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        seen.insert(access::makeToken());
        seen.insert(access::makePassword());
    }
    CHECK(seen.size() == 2000);
    CHECK(access::makePassword().size() == 24);
    CHECK(access::tokenHash("a").size() == 2 + 64);
    CHECK(access::tokenHash("a") != access::tokenHash("b"));
}
