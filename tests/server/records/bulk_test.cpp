#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::FieldValues;
using tests::Kernel;
using tests::runAwaitable;

namespace {

Value text(const char* t) { return std::string(t); }

struct Told {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> steps;
    std::uint64_t stopAfter = 1'000'000;
};

Result<v1::BulkReply> bulk(Kernel& kernel, const records::Actor& actor, v1::BulkRequest request, Told* told = nullptr) {
    if (request.change_set_id().empty()) request.set_change_set_id(std::string(Uuid::make().view()));
    const records::BulkProgress progress = [told](std::uint64_t done,
                                                  std::uint64_t total) -> boost::asio::awaitable<Result<void>> {
        if (told == nullptr) co_return Result<void>();
        told->steps.emplace_back(done, total);
        if (told->steps.size() >= told->stopAfter) co_return fail(ErrorCode::Cancelled);
        co_return Result<void>();
    };
    return runAwaitable(kernel.gate().bulk(actor, request, progress, db::within(std::chrono::seconds(60))));
}

v1::BulkRequest of(const std::string& entity, const std::string& filter) {
    v1::BulkRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    return request;
}
v1::BulkRequest of(const std::string& entity, const std::vector<Uuid>& ids) {
    v1::BulkRequest request;
    request.mutable_ids()->set_entity(entity);
    for (const Uuid& id : ids) request.mutable_ids()->add_ids(std::string(id.view()));
    return request;
}
v1::BulkRequest&& setting(v1::BulkRequest&& request, const std::string& field, const Value& value) {
    v1::BulkAssignment& item = *request.add_assignments();
    item.set_field(field);
    *item.mutable_value() = wire::toProto(value);
    return std::move(request);
}
v1::BulkRequest&& computing(v1::BulkRequest&& request, const std::string& field, const std::string& expression) {
    v1::BulkAssignment& item = *request.add_assignments();
    item.set_field(field);
    item.set_expression(expression);
    return std::move(request);
}
v1::BulkRequest&& skipping(v1::BulkRequest&& request) {
    request.set_skip_refused(true);
    return std::move(request);
}
v1::BulkRequest&& removing(v1::BulkRequest&& request) {
    request.set_remove(true);
    return std::move(request);
}

struct Counts {
    std::uint64_t changed, unchanged, refused;
    bool operator==(const Counts&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Counts& c) {
    return out << c.changed << " changed, " << c.unchanged << " unchanged, " << c.refused << " refused";
}
Counts counts(const Result<v1::BulkReply>& reply) {
    INFO((reply ? std::string() : describe(reply.error())));
    REQUIRE(reply);
    return {reply->changed(), reply->unchanged(), reply->refused()};
}

/// Companies "К0", "К1" … in Пермь, numbered by `employees`.
std::vector<Uuid> companies(Kernel& kernel, const records::Actor& actor, std::size_t count) {
    std::vector<Uuid> ids;
    std::vector<v1::RecordChange> changes;
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(Uuid::make());
        changes.push_back(Kernel::create(
            "company", ids.back(),
            {{"name", "К" + std::to_string(i)}, {"city", text("Пермь")}, {"employees", static_cast<std::int64_t>(i)}}));
    }
    REQUIRE(kernel.save(actor, std::move(changes)));
    return ids;
}

}  // namespace

TEST_CASE("all that a filter finds is changed, in one change set that one undo takes back") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const std::vector<Uuid> ids = companies(kernel, admin, 50);
    const Uuid set = Uuid::make();
    v1::BulkRequest request = setting(of("company", "employees >= 10"), "city", text("Тула"));
    request.set_change_set_id(std::string(set.view()));
    request.set_reason("Переезд");
    Told told;
    const auto reply = bulk(kernel, admin, request, &told);
    CHECK(counts(reply) == Counts{40, 0, 0});
    CHECK(reply->sequence() > 0);
    CHECK(told.steps == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{0, 40}, {40, 40}});
    CHECK(kernel.count(admin, "company", "city = \"Тула\"") == 40);
    const auto history = kernel.history(admin, "company", ids[20]);
    REQUIRE(history);
    CHECK(history->change_sets(0).reason() == "Переезд");
    CHECK(kernel.value(admin, "company", ids[20], "version") == Value(std::int64_t{2}));

    SECTION("sent again, it does nothing and answers the same") {
        REQUIRE(kernel.save(admin, {Kernel::update("company", ids[20], 0, {{"city", text("Омск")}})}));
        const auto again = bulk(kernel, admin, request);
        CHECK(counts(again) == Counts{40, 0, 0});
        CHECK(again->sequence() == reply->sequence());
        CHECK(kernel.value(admin, "company", ids[20], "city") == text("Омск"));
    }
    SECTION("one undo") {
        REQUIRE(kernel.undo(admin, set));
        CHECK(kernel.count(admin, "company", "city = \"Пермь\"") == 50);
    }
    SECTION("what is so already is counted, not changed") {
        CHECK(counts(bulk(kernel, admin, setting(of("company", ""), "city", text("Тула")))) == Counts{10, 40, 0});
        const auto nothing = bulk(kernel, admin, setting(of("company", ""), "city", text("Тула")));
        CHECK(counts(nothing) == Counts{0, 50, 0});
        CHECK(nothing->sequence() == 0);
    }
}

TEST_CASE("each record gets what an expression makes of it as it was") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const std::vector<Uuid> ids = companies(kernel, admin, 3);
    const auto of3 = [&] { return of("company", ids); };
    const auto value = [&](std::size_t i, const char* field) { return kernel.value(admin, "company", ids[i], field); };

    CHECK(counts(bulk(kernel, admin, computing(of3(), "city", "SUBSTITUTE(city, \"П\", \"Т\") & employees"))) ==
          Counts{3, 0, 0});
    CHECK(value(2, "city") == text("Термь2"));
    CHECK(counts(bulk(kernel, admin, computing(of3(), "employees", "employees * 2 + 1"))) == Counts{3, 0, 0});
    CHECK(value(2, "employees") == Value(std::int64_t{5}));
    CHECK(counts(bulk(kernel, admin, computing(of3(), "note", "employees"))) == Counts{3, 0, 0});
    CHECK(value(1, "note") == text("3"));

    SECTION("money keeps its currency, and a record without gets the country's own") {
        REQUIRE(kernel.save(admin, {Kernel::update("company", ids[0], 0, {{"revenue", Money{Decimal(100), "USD"}}}),
                                    Kernel::update("company", ids[1], 0, {{"revenue", Money{Decimal(10), "RUB"}}})}));
        CHECK(counts(bulk(kernel, admin, computing(of3(), "revenue", "COALESCE(revenue, 1) * 2"))) == Counts{3, 0, 0});
        CHECK(value(0, "revenue") == Value(Money{*Decimal::parse("200.00"), "USD"}));
        CHECK(value(2, "revenue") == Value(Money{*Decimal::parse("2.00"), "RUB"}));
    }
    SECTION("one field from another, a reference too, and all by what was there before") {
        REQUIRE(kernel.save(admin, {Kernel::update("company", ids[1], 0, {{"parent", ids[0]}}),
                                    Kernel::update("company", ids[2], 0, {{"parent", ids[1]}})}));
        CHECK(counts(bulk(kernel, admin, computing(of3(), "name", "COALESCE(parent.name, \"-\") & name"))) ==
              Counts{3, 0, 0});
        CHECK(value(0, "name") == text("-К0"));
        CHECK(value(2, "name") == text("К1К2"));
        CHECK(counts(bulk(kernel, admin, computing(of3(), "parent", "parent.parent"))) == Counts{2, 1, 0});
        CHECK(value(2, "parent") == Value(ids[0]));
    }
    SECTION("what fits no field of this type is an error at once") {
        for (const auto& [field, expression] : {std::pair{"employees", "name"},
                                                {"city", "no_such"},
                                                {"city", "1 +"},
                                                {"parent", "owner"},
                                                {"bank_account", "name"},
                                                {"deals_won", "1"}}) {
            const auto refused = bulk(kernel, admin, computing(of3(), field, expression));
            INFO(field << " = " << expression);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().fieldPath.starts_with(field));
        }
    }
}

TEST_CASE("a large set goes in pieces, and a record that leaves it by the change counts once") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    companies(kernel, admin, 6'000);
    const Uuid set = Uuid::make();
    v1::BulkRequest request = computing(of("company", "employees >= 0"), "employees", "6000 + employees");
    request.set_change_set_id(std::string(set.view()));
    Told told;
    CHECK(counts(bulk(kernel, admin, request, &told)) == Counts{6'000, 0, 0});
    CHECK(told.steps.size() == 3);
    CHECK(kernel.count(admin, "company", "employees >= 6000 AND employees < 12000") == 6'000);
    REQUIRE(kernel.undo(admin, set));
    CHECK(kernel.count(admin, "company", "employees < 6000") == 6'000);

    SECTION("and none of it is left when it is stopped on the way") {
        Told stopped;
        stopped.stopAfter = 2;
        const auto cancelled = bulk(kernel, admin, setting(of("company", ""), "city", text("Тула")), &stopped);
        REQUIRE_FALSE(cancelled);
        CHECK(cancelled.error().code == ErrorCode::Cancelled);
        CHECK(kernel.count(admin, "company", "city = \"Тула\"") == 0);
    }
}

TEST_CASE("one refusal refuses all, unless the others are wanted all the same") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto anna = kernel.person("Анна", "manager");

    SECTION("records that one may read and not change") {
        const auto view = [&](const records::Actor& who, const char* name, FieldValues more) {
            more.insert(more.end(), {{"name", text(name)}, {"entity", text("deal")}});
            REQUIRE(kernel.save(who, {Kernel::create("view", Uuid::make(), more)}));
        };
        view(anna, "Моё", {});
        view(admin, "Общее", {{"shared", true}});
        const auto all = bulk(kernel, anna, setting(of("view", ""), "position", std::int64_t{1}));
        REQUIRE_FALSE(all);
        CHECK(all.error().code == ErrorCode::Forbidden);
        const auto some = bulk(kernel, anna, skipping(setting(of("view", ""), "position", std::int64_t{1})));
        CHECK(counts(some) == Counts{1, 0, 1});
        CHECK(some->refusals(0).title() == "Общее");
        CHECK(static_cast<ErrorCode>(some->refusals(0).error().code()) == ErrorCode::Forbidden);
        CHECK(kernel.count(admin, "view", "position = 1") == 1);
    }
    SECTION("values that some records do not take") {
        const std::vector<Uuid> ids = companies(kernel, admin, 6);
        REQUIRE(kernel.save(admin, {Kernel::update("company", ids[1], 0, {{"city", Null{}}}),
                                    Kernel::update("company", ids[2], 0, {{"city", Null{}}})}));
        const auto all = bulk(kernel, admin, computing(of("company", ""), "name", "city"));
        REQUIRE_FALSE(all);
        CHECK(all.error().code == ErrorCode::Required);
        CHECK(all.error().fieldPath == "name");
        CHECK(kernel.count(admin, "company", "name = city") == 0);
        const auto some = bulk(kernel, admin, skipping(computing(of("company", ""), "name", "city")));
        CHECK(counts(some) == Counts{4, 0, 2});
        CHECK(some->refusals_size() == 2);
        CHECK(kernel.count(admin, "company", "name = \"Пермь\"") == 4);
    }
    SECTION("values that only one may have") {
        std::vector<v1::RecordChange> changes;
        for (const char* name : {"А", "Б", "В", "Г"})
            changes.push_back(Kernel::create("pipeline", Uuid::make(), {{"name", text(name)}}));
        REQUIRE(kernel.save(admin, std::move(changes)));
        const auto all = bulk(kernel, admin, setting(of("pipeline", "name < \"Г\""), "name", text("Одна")));
        REQUIRE_FALSE(all);
        CHECK(all.error().code == ErrorCode::AlreadyExists);
        const auto some = bulk(kernel, admin, skipping(setting(of("pipeline", "name < \"Г\""), "name", text("Одна"))));
        CHECK(counts(some) == Counts{1, 0, 2});
        CHECK(kernel.count(admin, "pipeline", "name = \"Одна\"") == 1);
    }
    SECTION("records that are not there") {
        std::vector<Uuid> ids = companies(kernel, admin, 2);
        ids.push_back(Uuid::make());
        CHECK(bulk(kernel, admin, setting(of("company", ids), "city", text("Тула"))).error().code ==
              ErrorCode::NotFound);
        CHECK(counts(bulk(kernel, admin, skipping(setting(of("company", ids), "city", text("Тула"))))) ==
              Counts{2, 0, 1});
        CHECK(bulk(kernel, anna, setting(of("company", ids), "city", text("Омск"))).error().code ==
              ErrorCode::NotFound);
    }
}

TEST_CASE("many are deleted with what hangs on them, and come back") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto stages = kernel.stages();
    const std::vector<Uuid> ids = companies(kernel, admin, 4);
    const Uuid outside = Uuid::make();
    const Uuid deal = Uuid::make();
    REQUIRE(kernel.save(
        admin, {Kernel::update("company", ids[1], 0, {{"parent", ids[0]}}),
                Kernel::update("company", ids[0], 0, {{"parent", ids[3]}}),
                Kernel::create("company", outside, {{"name", text("Вне")}, {"parent", ids[2]}}),
                Kernel::create("deal", deal, {{"name", text("С")}, {"stage", stages.open}, {"company", ids[2]}})}));
    const Uuid set = Uuid::make();
    v1::BulkRequest request = removing(of("company", ids));
    request.set_change_set_id(std::string(set.view()));
    CHECK(counts(bulk(kernel, admin, request)) == Counts{4, 0, 0});
    CHECK(kernel.count(admin, "company") == 1);
    CHECK(isNull(kernel.value(admin, "company", outside, "parent")));
    CHECK(isNull(kernel.value(admin, "deal", deal, "company")));
    REQUIRE(kernel.undo(admin, set));
    CHECK(kernel.count(admin, "company") == 5);
    CHECK(kernel.value(admin, "company", ids[1], "parent") == Value(ids[0]));
    CHECK(kernel.value(admin, "company", ids[0], "parent") == Value(ids[3]));
    CHECK(kernel.value(admin, "deal", deal, "company") == Value(ids[2]));

    SECTION("what others still need stays, and is told") {
        const auto all = bulk(kernel, admin, removing(of("stage", "")));
        REQUIRE_FALSE(all);
        CHECK(all.error().code == ErrorCode::StillReferenced);
        const auto some = bulk(kernel, admin, removing(skipping(of("stage", ""))));
        CHECK(counts(some) == Counts{2, 0, 1});
        CHECK(some->refusals(0).id() == std::string(stages.open.view()));
    }
    SECTION("to try it leaves everything as it was") {
        v1::BulkRequest trial = removing(of("company", ""));
        trial.set_dry_run(true);
        const auto reply = bulk(kernel, admin, trial);
        CHECK(counts(reply) == Counts{5, 0, 0});
        CHECK(reply->sequence() == 0);
        CHECK(kernel.count(admin, "company") == 5);
    }
}

TEST_CASE("a change of many that says nothing, or too much, is refused") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    CHECK(bulk(kernel, admin, of("company", "")).error().code == ErrorCode::BadRequest);
    CHECK(bulk(kernel, admin, removing(setting(of("company", ""), "city", text("Т")))).error().code ==
          ErrorCode::BadRequest);
    CHECK(bulk(kernel, admin, setting(of("no_such", ""), "city", text("Т"))).error().code == ErrorCode::UnknownEntity);
    CHECK(bulk(kernel, admin, setting(of("company", "no_such = 1"), "city", text("Т"))).error().fieldPath == "filter");
    CHECK(bulk(kernel, admin, setting(of("company", ""), "id", text("Т"))).error().code == ErrorCode::ReadOnly);
    v1::BulkRequest past = setting(of("company", ""), "city", text("Т"));
    past.mutable_set()->set_as_of(1);
    CHECK(bulk(kernel, admin, past).error().fieldPath == "as_of");
}
