#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::tests;

namespace {

struct Office {
    Kernel kernel;
    records::Actor admin = kernel.person("Анна", "administrator");
    Uuid company = Uuid::make();

    Office() {
        REQUIRE(kernel.save(admin, {Kernel::create("company", company, {{"name", std::string("Ромашка")}})}));
        for (int i = 1; i <= 5; ++i) {
            const FieldValues city{{"city", "Город " + std::to_string(i)}};
            REQUIRE(kernel.save(admin, {Kernel::update("company", company, 0, city)}));
        }
    }
    v1::HistoryRequest asked() const {
        v1::HistoryRequest request;
        request.set_entity("company");
        request.set_id(std::string(company.view()));
        return request;
    }
    std::vector<v1::ChangeSet> read(const v1::HistoryRequest& request, bool more = false) {
        const auto reply = kernel.history(admin, request);
        REQUIRE(reply);
        CHECK(reply->more() == more);
        return {reply->change_sets().begin(), reply->change_sets().end()};
    }
};

}  // namespace

TEST_CASE_METHOD(Office, "a record's history is read from either end and from any moment") {
    const auto all = read(asked());  // newest first
    REQUIRE(all.size() == 6);
    const auto numbers = [](const std::vector<v1::ChangeSet>& sets) {
        std::vector<std::uint64_t> out;
        for (const v1::ChangeSet& set : sets) out.push_back(set.sequence());
        return out;
    };
    const std::vector<std::uint64_t> seq = numbers(all);

    v1::HistoryRequest older = asked();
    older.set_before_sequence(seq[2]);
    older.set_limit(2);
    CHECK(numbers(read(older, true)) == std::vector{seq[3], seq[4]});

    v1::HistoryRequest newer = asked();
    newer.set_after_sequence(seq[4]);
    newer.set_oldest_first(true);
    newer.set_limit(3);
    CHECK(numbers(read(newer, true)) == std::vector{seq[3], seq[2], seq[1]});
    newer.set_after_sequence(seq[1]);
    CHECK(numbers(read(newer)) == std::vector{seq[0]});

    v1::HistoryRequest until = asked();
    until.set_until(all[3].at());
    CHECK(numbers(read(until)) == std::vector{seq[3], seq[4], seq[5]});
    v1::HistoryRequest since = asked();
    since.set_since(all[3].at());
    since.set_oldest_first(true);
    CHECK(numbers(read(since)) == std::vector{seq[2], seq[1], seq[0]});
}

TEST_CASE_METHOD(Office, "a moment beyond all years is refused") {
    v1::HistoryRequest request = asked();
    request.set_until(std::numeric_limits<std::int64_t>::max());
    CHECK(kernel.history(admin, request).error().code == ErrorCode::BadRequest);
    request.clear_until();
    request.set_since(std::numeric_limits<std::int64_t>::min());
    CHECK(kernel.history(admin, request).error().code == ErrorCode::BadRequest);
}
