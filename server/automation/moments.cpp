#include "server/automation/moments.h"

#include <algorithm>

#include "server/access/access.h"
#include "server/automation/run_log.h"
#include "server/automation/span.h"
#include "server/query/columns.h"

namespace kupets::automation {

namespace {

/// A rule was saved.
constexpr jobs::Kind<v1::RuleRun> kPlanRule{"automation.plan"};
/// Records that were there before a rule was switched on: their moments, some at a time.
constexpr jobs::Kind<v1::RuleRun> kPlanSome{"automation.plan_some"};
/// All records are looked at, some at a time.
constexpr jobs::Kind<v1::RuleRun> kSweep{"automation.sweep"};
constexpr int kPlannedAtOnce = 1'000;
constexpr int kSweptAtOnce = 500;
constexpr const char* kMornings = "0 7 * * *";
constexpr std::int64_t kDay = 86'400'000'000;  // microseconds
/// What should have been done longer ago is not done: old records that come in by the thousand are history.
constexpr std::int64_t kTooLate = kDay;

v1::RuleRun payloadOf(const Spring& spring, const Uuid& record) {
    v1::RuleRun run;
    run.set_rule(bytesOf(spring.rule->id));
    run.set_entity(spring.rule->entity->name());
    run.set_record(bytesOf(record));
    run.set_trigger(spring.trigger);
    return run;
}

std::string nameOf(const Spring& spring) {
    return "rule/" + spring.rule->id.text() + "/" + std::to_string(spring.trigger);
}

/// One moment of a trigger and record waits at a time.
std::string momentKey(const Spring& spring, const Uuid& record) {
    return spring.rule->id.text() + "/" + std::to_string(spring.trigger) + "/" + record.text();
}

/// The rule's trigger that a job is about; nothing when it is gone.
std::optional<Spring> springOf(const RuleSet& rules, const v1::RuleRun& what) {
    const RulePtr rule = rules.find(idOf(what.rule()));
    if (!rule || what.trigger() >= static_cast<std::uint32_t>(rule->def.triggers_size())) return std::nullopt;
    return Spring{rule.get(), what.trigger()};
}

/// Not later than this is what lies so long ago; working time takes at least as long as the calendar's.
Timestamp latest(Timestamp now, const v1::RuleSpan& span) {
    using Span = v1::RuleSpan;
    const std::int64_t amount = span.amount();
    if (span.unit() == Span::MINUTES) return {now.micros - amount * 60'000'000};
    if (span.unit() == Span::HOURS || span.unit() == Span::WORKING_HOURS) return {now.micros - amount * 3'600'000'000};
    return {now.micros - (amount - 1) * kDay};
}

query::Reader readerAt(Timestamp now, const calendar::WorkingCalendar& calendar) {
    query::Reader reader{access::systemScope("moments of automation"), {}};
    reader.context.now = now;
    reader.context.zoneOffset = std::chrono::seconds(calendar.zone().offset(now) / 1'000'000);
    return reader;
}

/// A day stands for its beginning in UTC in kupets.rule_fired: the same one whatever zone the company goes by.
std::string asMoment(const query::Column& column) {
    return column.cast == "date" ? "((" + column.sql + ")::timestamp AT TIME ZONE 'UTC')" : "(" + column.sql + ")";
}
Timestamp asMoment(const Value& value) {
    if (const auto* day = std::get_if<Date>(&value)) return Timestamp::fromDate(*day);
    const auto* moment = std::get_if<Timestamp>(&value);
    return moment ? *moment : Timestamp{};
}

}  // namespace

void Moments::registerJobs(jobs::Kinds& kinds, const jobs::Terms& terms, Rules rules, Reload reload) {
    rules_ = std::move(rules);
    reload_ = std::move(reload);
    kinds.inside(kPlanRule, terms, [this](jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction) {
        return spread(job, what, transaction);
    });
    kinds.inside(kPlanSome, terms, [this](jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction) {
        return planSome(job, what, transaction);
    });
    kinds.inside(kSweep, terms, [this](jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction) {
        return sweep(job, what, transaction);
    });
}

awaitable<Result<void>> Moments::planRule(db::Transaction& transaction, const Uuid& rule, db::Deadline deadline) {
    v1::RuleRun what;
    what.set_rule(bytesOf(rule));
    auto id = co_await services_.queue.enqueue(transaction, kPlanRule, what, {.key = rule.text()}, deadline);
    if (!id) co_return std::unexpected(std::move(id.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Moments::spread(jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction) {
    if (auto read = co_await reload_(job.deadline); !read) co_return read;
    const RuleSetPtr rules = rules_();
    const RulePtr rule = rules->find(idOf(what.rule()));
    if (!rule) co_return Result<void>();
    for (int i = 0; i < rule->def.triggers_size(); ++i) {
        const Spring spring{rule.get(), static_cast<std::uint32_t>(i)};
        const auto kind = spring.def().kind();
        if (kind == v1::RuleTrigger::AT) {
            auto id = co_await services_.queue.enqueue(transaction, kPlanSome, payloadOf(spring, {}),
                                                       {.key = momentKey(spring, {})}, job.deadline);
            if (!id) co_return std::unexpected(std::move(id.error()));
        }
        const bool looks = kind == v1::RuleTrigger::IDLE || kind == v1::RuleTrigger::SCHEDULE;
        if (!looks || schedules_ == nullptr) continue;
        jobs::Times times{kind == v1::RuleTrigger::IDLE ? kMornings : spring.def().times(),
                          services_.calendar()->zone().name()};
        auto put = co_await schedules_->put(transaction, nameOf(spring), kSweep, payloadOf(spring, {}),
                                            std::move(times), job.deadline);
        if (!put) co_return put;
        if (kind != v1::RuleTrigger::IDLE) continue;
        // What has been idle for long need not wait for the morning.
        auto now = co_await services_.queue.enqueue(transaction, kSweep, payloadOf(spring, {}),
                                                    {.key = momentKey(spring, {})}, job.deadline);
        if (!now) co_return std::unexpected(std::move(now.error()));
    }
    co_return Result<void>();
}

/// The next records in the order of their ids, and a job for those after them.
awaitable<Result<void>> Moments::planSome(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction) {
    const RuleSetPtr rules = rules_();
    const auto spring = springOf(*rules, what);
    if (!spring) co_return Result<void>();
    const schema::CatalogPtr catalog = services_.registry.current();
    const access::ScopePtr scope = access::systemScope("moments of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *spring->rule->entity);
    const schema::Field* field = spring->rule->entity->field(spring->def().fields(0));
    auto column = names.column(std::span(&field, 1), expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    const std::string last = statement.parameter(idOf(what.record()));
    auto rows = co_await transaction.run(
        {"SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " + names.alias() + ".id > " + last +
             "::uuid AND " + *column + " IS NOT NULL ORDER BY 1 LIMIT " + std::to_string(kPlannedAtOnce),
         std::move(statement.params)},
        job.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return Result<void>();
    std::vector<Uuid> records;
    for (std::size_t row = 0; row < rows->size(); ++row) records.push_back(rows->uuid(row, 0));
    if (records.size() == kPlannedAtOnce) {
        what.set_record(bytesOf(records.back()));
        auto next = co_await services_.queue.enqueue(transaction, kPlanSome, what,
                                                     {.key = momentKey(*spring, records.back())}, job.deadline);
        if (!next) co_return std::unexpected(std::move(next.error()));
    }
    co_return co_await plan(transaction, *spring, std::move(records), job.deadline);
}

awaitable<Result<void>> Moments::plan(db::Transaction& transaction, const Spring& spring, std::vector<Uuid> records,
                                      db::Deadline deadline) {
    const auto calendar = services_.calendar();
    const schema::CatalogPtr catalog = services_.registry.current();
    const access::ScopePtr scope = access::systemScope("moments of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *spring.rule->entity);
    const schema::Field* field = spring.rule->entity->field(spring.def().fields(0));
    auto column = names.column(std::span(&field, 1), expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    const std::string which = statement.oneOf(records);
    auto rows = co_await transaction.run({"SELECT " + names.alias() + ".id, " + *column + " FROM " + names.from() +
                                              " WHERE " + names.alias() + ".id" + which,
                                          std::move(statement.params)},
                                         deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<jobs::NewJob> moments;
    const Timestamp now = services_.clock.now();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (rows->isNull(row, 1)) continue;
        const Timestamp named =
            field->type() == v1::DATE ? calendar->zone().moment({rows->date(row, 1), 0}) : rows->timestamp(row, 1);
        const auto at = add(named, spring.def().offset(), *calendar);
        if (!at || at->micros < now.micros - kTooLate) continue;
        const Uuid record = rows->uuid(row, 0);
        std::erase(records, record);
        v1::RuleRun run = payloadOf(spring, record);
        run.set_expected(named.micros);
        moments.push_back(
            jobs::newJob(kMomentCame, run, {.at = at, .key = momentKey(spring, record), .twin = jobs::Twin::Replace}));
    }
    for (const Uuid& record : records) {
        auto gone = co_await services_.queue.cancel(transaction, kMomentCame, momentKey(spring, record), deadline);
        if (!gone) co_return std::unexpected(std::move(gone.error()));
    }
    if (moments.empty()) co_return Result<void>();
    auto ids = co_await services_.queue.enqueue(transaction, std::move(moments), deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    co_return Result<void>();
}

/// The next records that the rule is to run for, and a job for those after them.
awaitable<Result<void>> Moments::sweep(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction) {
    const RuleSetPtr rules = rules_();
    const auto spring = springOf(*rules, what);
    if (!spring) {
        const std::string name = "rule/" + idOf(what.rule()).text() + "/" + std::to_string(what.trigger());
        co_return co_await schedules_->remove(transaction, name, job.deadline);
    }
    const auto calendar = services_.calendar();
    const Timestamp now = services_.clock.now();
    const bool idle = spring->def().kind() == v1::RuleTrigger::IDLE;
    const query::Reader reader = readerAt(now, *calendar);
    query::Statement statement(*rules->catalog(), *reader.scope);
    query::Names names(statement, *spring->rule->entity);
    std::optional<query::Column> moment;
    std::string where = names.alias() + ".id > " + statement.parameter(idOf(what.record())) + "::uuid";
    auto filter = query::resolveFilter(spring->rule->def.condition(), names, statement, reader);
    if (!filter) co_return std::unexpected(std::move(filter.error()));
    if (!filter->empty()) where += " AND " + *filter;
    if (idle) {
        auto column = query::resolveColumn(spring->def().moment(), names, statement, reader);
        if (!column) co_return std::unexpected(std::move(column.error()));
        moment = std::move(*column);
        const std::string at = asMoment(*moment);
        where += " AND " + at + " <= " + statement.parameter(latest(now, spring->def().offset())) +
                 "::timestamptz AND NOT EXISTS (SELECT 1 FROM kupets.rule_fired f WHERE f.rule = " +
                 statement.parameter(spring->rule->id) +
                 "::uuid AND f.trigger = " + statement.parameter(static_cast<int>(spring->trigger)) +
                 "::int4 AND f.record = " + names.alias() + ".id AND f.moment = " + at + ")";
    }
    const std::string select = names.alias() + ".id" + (moment ? ", " + query::selected(*moment).front() : "");
    auto rows = co_await transaction.run({"SELECT " + select + " FROM " + names.from() + " WHERE " + where +
                                              " ORDER BY 1 LIMIT " + std::to_string(kSweptAtOnce),
                                          std::move(statement.params)},
                                         job.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Uuid> records;
    std::vector<Value> moments;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (moment) {
            const Value named = query::readValue(*rows, row, 1, *moment);
            const auto at = add(momentOf(named, calendar->zone()), spring->def().offset(), *calendar);
            if (!at || *at > now) continue;
            moments.push_back(named);
        }
        records.push_back(rows->uuid(row, 0));
    }
    if (auto fired = co_await fire(job, *spring, records, moments, transaction); !fired) co_return fired;
    const std::uint32_t sofar = what.step() + static_cast<std::uint32_t>(records.size());
    if (rows->size() < kSweptAtOnce || sofar >= kMostAtOnce) co_return Result<void>();
    what.set_record(bytesOf(rows->uuid(rows->size() - 1, 0)));
    what.set_step(sofar);
    auto next = co_await services_.queue.enqueue(transaction, kSweep, what, {}, job.deadline);
    if (!next) co_return std::unexpected(std::move(next.error()));
    co_return Result<void>();
}

/// Of IDLE, those that it has not fired for yet at this moment of theirs.
awaitable<Result<void>> Moments::fire(jobs::Job& job, const Spring& spring, const std::vector<Uuid>& records,
                                      const std::vector<Value>& moments, db::Transaction& transaction) {
    std::vector<jobs::NewJob> found;
    for (std::size_t i = 0; i < records.size(); ++i) {
        v1::RuleRun run = payloadOf(spring, records[i]);
        if (!moments.empty()) {
            auto first = co_await transaction.run(
                firedOnce(spring.rule->id, spring.trigger, records[i], asMoment(moments[i])), job.deadline);
            if (!first) co_return std::unexpected(std::move(first.error()));
            if (first->empty()) continue;
            run.set_expected(momentOf(moments[i], services_.calendar()->zone()).micros);
        }
        found.push_back(jobs::newJob(kRunRule, run));
    }
    if (found.empty()) co_return Result<void>();
    auto ids = co_await services_.queue.enqueue(transaction, std::move(found), job.deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    co_return Result<void>();
}

}  // namespace kupets::automation
