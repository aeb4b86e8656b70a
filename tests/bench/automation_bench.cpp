// Rules at work: what 10,000 of them add to a save that sets none of them off, how fast a rule is rehearsed over
// 100,000 changes, and how late people are told with 100,000 other moments waiting. Prints, never asserts.
//
//     automation_bench [CHANGES]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <spdlog/spdlog.h>

#include "tests/server/automation/automation_fixture.h"

namespace {

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

Value text(std::string words) { return words; }

double milliseconds(Steady::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

double median(std::vector<double> all, double share = 0.5) {
    std::ranges::sort(all);
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
}

void manyRules(AutomationFixture& f, std::vector<automation::RulePtr>& rules) {
    for (int i = 0; i < 10'000; ++i) {
        auto def = automation::readDefinition(
            R"({entity: "company", condition: "employees > 10", steps: [{notify: {whom: ["owner"], text: "{name}"}}]})");
        v1::RuleTrigger& trigger = *def->add_triggers();
        if (i % 2 == 0) {
            trigger.set_kind(v1::RuleTrigger::ENTERED);
            trigger.add_fields("kind");
            trigger.set_value("kind " + std::to_string(i));
        } else {
            trigger.set_kind(v1::RuleTrigger::CHANGED);
            trigger.add_fields("employees");
        }
        auto rule =
            automation::compile(Uuid::make(), std::to_string(i), {}, std::move(*def), *f.kernel.catalog().snapshot);
        if (!rule) std::exit((std::fprintf(stderr, "%s\n", describe(rule.error()).c_str()), 1));
        rules.push_back(std::move(*rule));
    }
}

void saves(AutomationFixture& f) {
    std::vector<automation::RulePtr> rules;
    manyRules(f, rules);
    const Uuid company = f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < 10; ++round)
        for (auto* times : {&without, &with}) {
            f.engine().use(times == &with ? rules : std::vector<automation::RulePtr>());
            for (int i = 0; i < 100; ++i) {
                const auto begun = Steady::now();
                f.change("company", company,
                         {{"city", text("Город " + std::to_string(round * 100 + i))},
                          {"kind", text(i % 2 == 0 ? "client" : "partner")}},
                         f.admin);
                times->push_back(milliseconds(Steady::now() - begun));
            }
        }
    std::printf("a save of two fields, no rules                  %.3f ms\n", median(without));
    std::printf("the same beside 10,000 rules of its entity     %.3f ms\n", median(with));
    f.engine().use({});
}

/// Companies that change their city and their size.
void history(AutomationFixture& f, int changes) {
    std::vector<Uuid> ids;
    const schema::Entity* company = f.kernel.catalog().entity("company");
    for (int done = 0; done < changes;) {
        const auto written = runAwaitable([&]() -> boost::asio::awaitable<Result<std::uint64_t>> {
            auto writer = co_await f.kernel.gate().open(f.admin, {Uuid::make(), records::Origin::Person, {}, {}},
                                                        db::within(60s));
            std::vector<records::Change> some;
            for (int i = 0; i < 1000; ++i) {
                const bool isNew = done < changes / 5;
                if (isNew) ids.push_back(Uuid::make());
                const Uuid id = isNew ? ids.back() : ids[static_cast<std::size_t>(done + i) % ids.size()];
                records::Change change{isNew ? records::Kind::Create : records::Kind::Update, company, id, 0, {}, 0};
                if (isNew) change.fields.emplace_back(company->field("name"), text("К" + std::to_string(done + i)));
                change.fields.emplace_back(company->field("employees"),
                                           std::int64_t{(done / 1000 * 13 + i * 7) % 1000});
                change.fields.emplace_back(company->field("city"), text("Город " + std::to_string((done + i) % 77)));
                some.push_back(std::move(change));
            }
            auto saved = co_await writer->write(std::move(some), db::within(60s));
            if (!saved) co_return std::unexpected(std::move(saved.error()));
            co_return co_await writer->commit(db::within(60s));
        }());
        if (!written) std::exit((std::fprintf(stderr, "%s\n", describe(written.error()).c_str()), 1));
        done += 1000;
    }
}

void rehearsals(AutomationFixture& f, int changes) {
    history(f, changes);
    const char* const rules[] = {
        R"({entity: "company", triggers: [{kind: "CHANGED", fields: ["employees"]}], condition: "employees > 900",
            was: "employees <= 900", steps: [{notify: {whom: ["owner"], text: "{name}"}}]})",
        R"({entity: "company", triggers: [{kind: "CREATED"}, {kind: "CHANGED"}], condition: "owner.role <> \"head\"",
            steps: [{notify: {whom: ["owner"], text: "{name}"}}]})"};
    for (const char* rule : rules) {
        v1::RehearseRequest request;
        *request.mutable_definition() = *automation::readDefinition(rule);
        const auto begun = Steady::now();
        const auto reply = runAwaitable(f.engine().rehearse(
            f.admin.reader, request,
            [](std::uint64_t, std::uint64_t) -> boost::asio::awaitable<Result<void>> { co_return Result<void>(); },
            db::within(300s)));
        if (!reply) std::exit((std::fprintf(stderr, "%s\n", describe(reply.error()).c_str()), 1));
        std::printf("rehearsed %llu changes, would have fired %llu times%s   %.2f s\n",
                    static_cast<unsigned long long>(reply->events()), static_cast<unsigned long long>(reply->fired()),
                    reply->as_of_today() ? ", by today" : "", milliseconds(Steady::now() - begun) / 1000);
    }
}

void reminders(AutomationFixture& f) {
    f.rule("Срок", R"({entity: "task", triggers: [{kind: "AT", fields: ["due"]}],
        steps: [{notify: {whom: ["owner"], text: "{name}"}}]})");
    const schema::Entity* task = f.kernel.catalog().entity("task");
    const Timestamp start = f.clock.now();
    constexpr int kWaiting = 100'000;
    constexpr int kTold = 500;
    for (int done = 0; done <= kWaiting; done += 1000) {
        const bool soon = done == kWaiting;
        const Timestamp base =
            soon ? Timestamp{f.clock.now().micros + 5'000'000} : Timestamp{start.micros + 86'400'000'000 * 30};
        const auto written = runAwaitable([&]() -> boost::asio::awaitable<Result<std::uint64_t>> {
            auto writer = co_await f.kernel.gate().open(f.admin, {Uuid::make(), records::Origin::Person, {}, {}},
                                                        db::within(60s));
            std::vector<records::Change> some;
            for (int i = 0; i < (soon ? kTold : 1000); ++i)
                some.push_back({records::Kind::Create,
                                task,
                                Uuid::make(),
                                0,
                                {{task->field("name"), text(soon ? "скоро" : "потом")},
                                 {task->field("owner"), f.ivanova.id},
                                 {task->field("due"), Timestamp{base.micros + i * 20'000}}}});
            auto saved = co_await writer->write(std::move(some), db::within(60s));
            if (!saved) co_return std::unexpected(std::move(saved.error()));
            co_return co_await writer->commit(db::within(60s));
        }());
        if (!written) std::exit((std::fprintf(stderr, "%s\n", describe(written.error()).c_str()), 1));
    }
    const auto told = [&] { return f.number("SELECT count(*) FROM kupets.rule_run WHERE outcome = 1"); };
    for (const auto until = Steady::now() + 60s; told() < kTold && Steady::now() < until;)
        std::this_thread::sleep_for(100ms);
    std::vector<double> late;
    auto rows =
        runAwaitable(f.kernel.database().run({"SELECT (extract(epoch FROM n.created_at - t.due) * 1000)::float8::text "
                                              "FROM data.notice n JOIN data.task t ON n.link = "
                                              "'record/task/' || t.id::text",
                                              {}},
                                             db::within(30s)));
    if (!rows) std::exit(1);
    for (std::size_t row = 0; row < rows->size(); ++row) late.push_back(std::stod(std::string(rows->text(row, 0))));
    std::printf("told late, 100,000 moments waiting (%zu told)  %.0f / %.0f / %.0f ms (median / p99 / most)\n",
                late.size(), median(late), median(late, 0.99), median(late, 1));
}

}  // namespace

int main(int argc, char** argv) {
    spdlog::set_level(spdlog::level::warn);
    const int changes = argc > 1 ? std::atoi(argv[1]) : 100'000;
    AutomationFixture f;
    saves(f);
    rehearsals(f, changes);
    reminders(f);
}
