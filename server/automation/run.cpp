#include "server/automation/run.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "common/expr/reads.h"
#include "server/automation/actions.h"
#include "server/automation/notices.h"
#include "server/automation/span.h"
#include "server/automation/waiting.h"

namespace kupets::automation {

namespace {

/// A record as it was: what a change set changed of it as it stood before, the rest as it is.
class Before final : public expr::Record {
public:
    Before(const Sight& now, const std::vector<history::FieldChange>& changes) : now_(now), changes_(changes) {}
    Value value(const schema::Field& field) const override {
        const auto found = std::ranges::find(changes_, &field, &history::FieldChange::field);
        return found == changes_.end() ? now_.value(field.name()) : found->before;
    }
    const Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }

private:
    const Sight& now_;
    const std::vector<history::FieldChange>& changes_;
};

}  // namespace

bool isPassing(const Error& error) {
    switch (error.code) {
        case ErrorCode::Unavailable:
        case ErrorCode::DeadlineExceeded:
        case ErrorCode::Cancelled:
        case ErrorCode::Conflict:
        case ErrorCode::Internal:
            return true;
        default:
            return false;
    }
}

Run::Run(const Services& services, RuleSetPtr rules, jobs::Job& job, const v1::RuleRun& what)
    : case_(services, std::move(rules), what), job_(job), goesOn_(!what.run().empty()) {
    if (!goesOn_) case_.what.set_run(std::string(job.id.view()));
    line_.id = idOf(case_.what.run());
    line_.rule = idOf(what.rule());
    if (case_.rule) line_.ruleName = case_.rule->name;
    line_.entity = what.entity();
    line_.record = case_.record;
    line_.begun = line_.now = case_.now;
    line_.causeSet = idOf(what.change_set());
    line_.actor = idOf(what.actor());
}

records::Header Run::header() const {
    records::Header header{job_.id, records::Origin::Rule, case_.rule->name, {}};
    header.cause = {case_.rule->id, line_.causeSet, job_.cause.depth};
    return header;
}

records::Actor Run::actor() const { return {Uuid(), "Правило «" + case_.rule->name + "»", case_.reader}; }

/// False: there is nothing to do, or not now; line_ says so when it is worth telling.
awaitable<Result<bool>> Run::mayGoOn(const Sight::Look& look) {
    const auto stop = [this](ErrorCode code, std::vector<std::string> args) {
        line_.outcome = Outcome::Stopped;
        line_.error = Error(code, std::move(args));
    };
    const bool there = case_.rule && case_.what.trigger() < static_cast<std::uint32_t>(case_.rule->def.triggers_size());
    if (!there) {
        // What had begun ends here; what had not, never was.
        if (goesOn_) stop(ErrorCode::NotFound, {"rule"});
        co_return false;
    }
    if (job_.cause.depth > kMostDepth) {
        stop(ErrorCode::LimitExceeded, {"chain of rules", std::to_string(kMostDepth)});
        co_return false;
    }
    if (!case_.what.resumes().empty()) {
        auto decided = co_await resume(case_, line_, look);
        if (!decided) co_return std::unexpected(std::move(decided.error()));
        co_return *decided;
    }
    if (goesOn_ || case_.what.straight()) co_return true;
    auto set = co_await isSetOff(look);
    if (!set) co_return std::unexpected(std::move(set.error()));
    if (!*set) line_.outcome = Outcome::NotSo;
    co_return *set;
}

awaitable<Result<void>> Run::go(db::Transaction& transaction) {
    const db::Deadline deadline = job_.deadline;
    const Sight::Look look = [&transaction, deadline](db::Query query) -> awaitable<Result<db::Rows>> {
        co_return co_await transaction.run(std::move(query), deadline);
    };
    auto goes = co_await mayGoOn(look);
    if (!goes) co_return std::unexpected(std::move(goes.error()));
    if (!*goes) {
        if (line_.outcome == Outcome::Done) co_return Result<void>();
        auto kept = co_await look(writeLine(line_));
        if (!kept) co_return std::unexpected(std::move(kept.error()));
        co_return Result<void>();
    }
    records::ChangeWriter writer = case_.services.gate.open(actor(), header(), std::move(transaction));
    const Sight::Look within = [&writer, deadline](db::Query query) -> awaitable<Result<db::Rows>> {
        co_return co_await writer.look(std::move(query), deadline);
    };
    if (auto done = co_await steps(writer, within); !done) co_return done;
    if (writer.count() > 0) line_.changeSet = job_.id;
    auto kept = co_await within(writeLine(line_));
    if (!kept) co_return std::unexpected(std::move(kept.error()));
    auto committed = co_await writer.commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

awaitable<Result<bool>> Run::isSetOff(Sight::Look look) {
    const Rule& rule = *case_.rule;
    const v1::RuleTrigger& trigger = rule.def.triggers(static_cast<int>(case_.what.trigger()));
    Sight seen = case_.sight();
    if (!rule.def.condition().empty()) seen.ask(rule.def.condition());
    if (!trigger.fields().empty()) seen.ask(trigger.fields(0));
    if (!trigger.moment().empty()) seen.ask(trigger.moment());
    if (rule.was)
        for (const schema::Field* field : expr::ownFields(rule.was)) seen.ask(field->name());
    auto there = co_await case_.see(seen, look);
    if (!there || !*there) co_return there;
    auto due = co_await isDue(trigger, seen, look);
    if (!due || !*due) {
        line_.part = "triggers[" + std::to_string(case_.what.trigger()) + "]";
        co_return due;
    }
    if (rule.was) {
        auto was = co_await wasSo(seen, look);
        if (!was || !*was) {
            line_.part = "was";
            co_return was;
        }
    }
    line_.part = "condition";
    co_return rule.def.condition().empty() || seen.holds(rule.def.condition());
}

/// Whether what set it off is still so, and comes for the first time.
awaitable<Result<bool>> Run::isDue(const v1::RuleTrigger& trigger, const Sight& seen, Sight::Look look) {
    if (trigger.kind() == v1::RuleTrigger::ENTERED)
        co_return toText(seen.value(trigger.fields(0))) == trigger.value();  // it may have gone on meanwhile
    const bool at = trigger.kind() == v1::RuleTrigger::AT;
    if (!at && trigger.kind() != v1::RuleTrigger::IDLE) co_return true;
    const Value& value = seen.value(at ? trigger.fields(0) : trigger.moment());
    const Timestamp named = momentOf(value, case_.calendar->zone());
    // A day begins elsewhere when the company's zone is another since.
    const std::int64_t apart = std::holds_alternative<Date>(value) ? 15 * 3'600'000'000LL : 0;
    if (std::abs(named.micros - case_.what.expected()) > apart) co_return false;
    if (!at) co_return true;
    const Timestamp key = std::holds_alternative<Date>(value) ? Timestamp::fromDate(std::get<Date>(value)) : named;
    auto first = co_await look(firedOnce(case_.rule->id, case_.what.trigger(), case_.record, key));
    if (!first) co_return std::unexpected(std::move(first.error()));
    co_return !first->empty();
}

awaitable<Result<bool>> Run::wasSo(const Sight& now, Sight::Look look) {
    db::Query query{"SELECT kind, diff FROM kupets.change WHERE set_id = $1::uuid AND record = $2::uuid", {}};
    query.params.add(line_.causeSet).add(case_.record);
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty() || rows->isNull(0, 1)) co_return false;  // what was made just now was nothing before
    const auto changes = history::byField(*case_.rule->entity, history::parseDiff(rows->text(0, 1)));
    co_return expr::holds(case_.rule->was, Before(now, changes), case_.reader.context);
}

awaitable<Result<void>> Run::steps(records::ChangeWriter& writer, const Sight::Look& look) {
    const std::vector<Op>& ops = case_.rule->ops;
    Actions actions(case_, writer, look, job_);
    if (auto withdrawn = co_await actions.withdraw(); !withdrawn) co_return withdrawn;
    bool waited = goesOn_ && case_.what.resumes().empty();
    std::size_t at = case_.what.step();
    while (at < ops.size()) {
        const Op& op = ops[at];
        line_.step = static_cast<int>(at);
        if (op.step->after().amount() > 0 && !waited) co_return co_await wait(writer.transaction(), line_.step);
        waited = false;
        auto next = co_await actions.perform(op, line_.step);
        if (!next) co_return std::unexpected(std::move(next.error()).within(op.place));
        if (*next == kWaits) {
            line_.outcome = Outcome::Waits;
            break;
        }
        at = static_cast<std::size_t>(*next);
    }
    co_return Result<void>();
}

awaitable<Result<void>> Run::wait(db::Transaction& transaction, int step) {
    const Op& op = case_.rule->ops[static_cast<std::size_t>(step)];
    const auto at = add(case_.now, op.step->after(), *case_.calendar);
    if (!at) co_return kupets::fail(ErrorCode::OutOfRange, {"", "10"}, op.place + ".after");
    line_.outcome = Outcome::Waits;
    v1::RuleRun next = case_.what;
    next.set_step(static_cast<std::uint32_t>(step));
    next.clear_resumes();
    auto id = co_await case_.services.queue.enqueue(transaction, kRunRule, next, {.at = at, .cause = job_.cause},
                                                    job_.deadline);
    if (!id) co_return std::unexpected(std::move(id.error()));
    co_return Result<void>();
}

awaitable<void> Run::fail(const Error& error) {
    spdlog::warn("rule {} failed: {}", line_.ruleName, describe(error));
    line_.outcome = error.code == ErrorCode::LimitExceeded ? Outcome::Stopped : Outcome::Failed;
    line_.error = error;
    // The job's own transaction is gone with the attempt.
    auto transaction = co_await case_.services.database.begin(job_.deadline);
    if (!transaction) co_return;
    auto kept = co_await transaction->run(writeLine(line_), job_.deadline);
    if (!kept) co_return;
    auto told = co_await tellAuthor(std::move(*transaction));
    if (!told) spdlog::warn("nobody is told that rule {} failed: {}", line_.ruleName, describe(told.error()));
}

/// Once an hour about a rule; and when all its last runs failed, that it is off.
awaitable<Result<void>> Run::tellAuthor(db::Transaction transaction) {
    const db::Deadline deadline = job_.deadline;
    if (!case_.rule) {
        auto done = co_await transaction.commit({}, deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));
        co_return Result<void>();
    }
    const Rule& rule = *case_.rule;
    const Sight::Look look = [&transaction, deadline](db::Query query) -> awaitable<Result<db::Rows>> {
        co_return co_await transaction.run(std::move(query), deadline);
    };
    auto off = co_await onlyFails(rule.id, look);
    if (!off) co_return std::unexpected(std::move(off.error()));
    auto knows = co_await toldLately(case_, rule.author, look);
    if (!knows) co_return std::unexpected(std::move(knows.error()));
    records::Header head = header();
    head.id = Uuid::make();
    records::ChangeWriter writer = case_.services.gate.open(actor(), head, std::move(transaction));
    std::vector<records::Change> changes;
    const schema::Entity* rules = case_.rules->catalog()->entity("rule");
    if (*off) changes.push_back({records::Kind::Update, rules, rule.id, 0, {{rules->field("enabled"), false}}});
    const std::string words = "Правило «" + rule.name + (*off ? "» выключено: оно только сбоило" : "» не сработало");
    if (!rule.author.isNil() && (*off || !*knows)) {
        changes.push_back(notice(case_, rule.author, words, "trouble", "record/rule/" + rule.id.text()));
    }
    auto told = co_await writer.write(std::move(changes), deadline);
    if (!told) co_return std::unexpected(std::move(told.error()));
    auto done = co_await writer.commit(deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::automation
