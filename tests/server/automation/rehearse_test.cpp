// A rule rehearsed on the past tells what it would have done, as if it had been there.
#include <catch2/catch.hpp>

#include "tests/server/automation/automation_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;
using automation::Outcome;

namespace {

Value text(const std::string& words) { return words; }

Result<v1::RehearseReply> rehearse(AutomationFixture& f, const std::string& definition) {
    v1::RehearseRequest request;
    auto def = automation::readDefinition(definition);
    if (!def) throw std::runtime_error(describe(def.error()));
    *request.mutable_definition() = *def;
    request.set_until(f.clock.now().micros);
    const auto progress = [](std::uint64_t, std::uint64_t) -> boost::asio::awaitable<Result<void>> {
        co_return Result<void>();
    };
    return runAwaitable(f.engine().rehearse(f.admin.reader, request, progress, db::within(60s)));
}

const std::string kTell = R"(steps: [{notify: {whom: ["owner"], text: "{name}"}}]})";

}  // namespace

TEST_CASE("a rehearsal counts what the rule then really does, with values as they were") {
    // The same changes once with the rule at work and once rehearsed.
    const std::string rules[] = {
        R"({entity: "company", triggers: [{kind: "CREATED"}], )" + kTell,
        R"({entity: "company", triggers: [{kind: "CREATED"}], condition: "city = \"Тверь\"", )" + kTell,
        R"({entity: "company", triggers: [{kind: "CHANGED", fields: ["city"]}], was: "city = \"Тверь\"", )" + kTell,
        R"({entity: "company", triggers: [{kind: "ENTERED", fields: ["kind"], value: "partner"}], )" + kTell,
        R"({entity: "company", triggers: [{kind: "LEFT", fields: ["kind"], value: "partner"}], condition: "employees > 5", )" +
            kTell,
        R"({entity: "company", triggers: [{kind: "DELETED"}], condition: "employees = 7",
            steps: [{create: {entity: "task", values: [{field: "name", text: "{name}"}]}}]})",
    };
    AutomationFixture f;
    std::vector<std::int64_t> done;
    for (const std::string& rule : rules) f.rule(rule.substr(0, 60), rule);
    const Uuid a = f.make("company", {{"name", text("А")}, {"city", text("Тверь")}, {"owner", f.ivanova.id}});
    const Uuid b = f.make("company", {{"name", text("Б")}, {"kind", text("partner")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    const auto change = [&](const Uuid& id, const FieldValues& fields) {
        f.change("company", id, fields, f.admin);
        REQUIRE(f.settle());
    };
    change(a, {{"city", text("Омск")}});
    change(a, {{"city", text("Тверь")}, {"kind", text("partner")}});
    change(b, {{"employees", std::int64_t{7}}});
    change(b, {{"kind", text("supplier")}});
    change(a, {{"kind", text("supplier")}});
    change(a, {{"employees", std::int64_t{9}}, {"city", text("Пермь")}});
    REQUIRE(f.kernel.save(f.admin, {Kernel::remove("company", b)}));
    REQUIRE(f.settle());
    const std::int64_t expected[] = {2, 1, 2, 2, 1, 1};
    for (std::size_t i = 0; i < std::size(rules); ++i) {
        INFO(rules[i]);
        const auto reply = rehearse(f, rules[i]);
        REQUIRE(reply);
        CHECK(reply->fired() == static_cast<std::uint64_t>(expected[i]));
        const std::string name = rules[i].substr(0, 60);
        db::Query query{"SELECT count(*) FROM kupets.rule_run WHERE rule_name = $1 AND outcome = 1", {}};
        query.params.add(name);
        auto rows = runAwaitable(f.kernel.database().run(std::move(query), db::within(10s)));
        REQUIRE(rows);
        // Two of the rules share their beginning, and so their name.
        if (i > 1) CHECK(rows->integer(0, 0) == expected[i]);
        CHECK(reply->runs_size() == expected[i]);
        CHECK_FALSE(reply->as_of_today());
    }
    const auto reply = rehearse(f, rules[2]);
    CHECK(reply->events() == 9);
    CHECK(reply->runs(0).title() == "А");
    CHECK(reply->runs(0).actor_name() == f.admin.name);
    CHECK(reply->records() == 1);
}

TEST_CASE("a rehearsal changes nothing, knows moments and times, and says when it had to ask today") {
    AutomationFixture f;
    const auto ago = [&](std::chrono::hours span) {
        return Value(Timestamp{f.clock.now().micros - std::chrono::microseconds(span).count()});
    };
    for (const int hours : {5, 100, 10'000})
        f.make("task", {{"name", text("Задача")}, {"owner", f.ivanova.id}, {"due", ago(std::chrono::hours(hours))}});
    const auto due = rehearse(
        f,
        R"({entity: "task", triggers: [{kind: "AT", fields: ["due"], offset: {amount: 1, unit: "HOURS"}}], )" + kTell);
    REQUIRE(due);
    CHECK(due->fired() == 2);
    CHECK(due->as_of_today());
    const auto often = rehearse(
        f, R"({entity: "user", triggers: [{kind: "SCHEDULE", times: "0 8 * * *"}], condition: "role = \"head\"",
        steps: [{notify: {whom: ["manager"], text: "{name}"}}]})");
    REQUIRE(often);
    CHECK(often->fired() == 30);
    CHECK(often->records() == 1);
    const auto others = rehearse(
        f, R"({entity: "task", triggers: [{kind: "CREATED"}], condition: "owner.name = \"Иванова\"", )" + kTell);
    REQUIRE(others);
    CHECK(others->fired() == 3);
    CHECK(others->as_of_today());
    CHECK(f.told(f.ivanova).empty());
    CHECK(f.number("SELECT count(*) FROM kupets.rule_run") == 0);
    const auto wrong =
        rehearse(f, R"({entity: "task", triggers: [{kind: "CREATED"}], condition: "nonsense", )" + kTell);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().fieldPath.starts_with("definition.condition"));
}
