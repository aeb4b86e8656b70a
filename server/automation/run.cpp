#include "server/automation/run.h"

#include <algorithm>
#include <limits>

#include <spdlog/spdlog.h>

#include "common/expr/reads.h"
#include "common/text/fold.h"
#include "server/access/access.h"
#include "server/automation/span.h"

namespace kupets::automation {

namespace {

constexpr std::size_t kLongestTitle = 250;  // characters
constexpr const char* kNotice = "notice";
constexpr std::int64_t kLeastInteger = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMostInteger = std::numeric_limits<std::int64_t>::max();

Uuid idOf(const std::string& bytes) { return Uuid::fromBytes(bytes).value_or(Uuid()); }

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
    : services_(services),
      rules_(std::move(rules)),
      rule_(rules_->find(idOf(what.rule()))),
      job_(job),
      what_(what),
      record_(idOf(what.record())),
      now_(services.clock.now()),
      calendar_(services.calendar()) {
    if (what_.run().empty()) what_.set_run(std::string(job.id.view()));
    line_.id = idOf(what_.run());
    line_.rule = idOf(what_.rule());
    if (rule_) line_.ruleName = rule_->name;
    line_.entity = what_.entity();
    line_.record = record_;
    line_.begun = line_.now = now_;
    line_.causeSet = idOf(what_.change_set());
}

query::Reader Run::reader() const {
    query::Reader reader{access::systemScope("rule of automation"), {}};
    reader.context.now = now_;
    reader.context.me = idOf(what_.actor());
    reader.context.zoneOffset = std::chrono::seconds(calendar_->zone().offset(now_) / 1'000'000);
    return reader;
}

awaitable<Result<void>> Run::go(db::Transaction& transaction) {
    // It was switched off or taken away since.
    if (!rule_ || what_.trigger() >= static_cast<std::uint32_t>(rule_->def.triggers_size())) co_return Result<void>();
    const db::Deadline deadline = job_.deadline;
    const Sight::Look look = [&transaction, deadline](db::Query query) -> awaitable<Result<db::Rows>> {
        co_return co_await transaction.run(std::move(query), deadline);
    };
    if (job_.cause.depth > kMostDepth) {
        line_.outcome = Outcome::Stopped;
        line_.error = Error(ErrorCode::LimitExceeded, {"chain of rules", std::to_string(kMostDepth)});
    } else if (what_.step() == 0) {
        auto set = co_await isSetOff(look);
        if (!set) co_return std::unexpected(std::move(set.error()));
        if (!*set) line_.outcome = Outcome::NotSo;
    }
    if (line_.outcome != Outcome::Done) {
        auto kept = co_await look(writeLine(line_));
        if (!kept) co_return std::unexpected(std::move(kept.error()));
        co_return Result<void>();
    }
    records::Header header{job_.id, records::Origin::Rule, rule_->name, {}};
    header.cause = {rule_->id, line_.causeSet, job_.cause.depth};
    const records::Actor actor{Uuid(), "Правило «" + rule_->name + "»", reader()};
    records::ChangeWriter writer = services_.gate.open(actor, header, std::move(transaction));
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
    const v1::RuleTrigger& trigger = rule_->def.triggers(static_cast<int>(what_.trigger()));
    Sight seen = sight();
    if (!rule_->def.condition().empty()) seen.ask(rule_->def.condition());
    if (!trigger.fields().empty()) seen.ask(trigger.fields(0));
    if (rule_->was)
        for (const schema::Field* field : expr::ownFields(rule_->was)) seen.ask(field->name());
    auto there = co_await seen.look(record_, look);
    if (!there || !*there) co_return there;
    if (trigger.kind() == v1::RuleTrigger::ENTERED) {
        const Value& now = seen.value(trigger.fields(0));
        if (toText(now) != trigger.value()) co_return false;  // it went on meanwhile
    }
    if (trigger.kind() == v1::RuleTrigger::AT) {
        const Value& now = seen.value(trigger.fields(0));
        const auto* day = std::get_if<Date>(&now);
        const auto* moment = std::get_if<Timestamp>(&now);
        const Timestamp named = day ? calendar_->zone().moment({*day, 0}) : moment ? *moment : Timestamp{-1};
        if (named.micros != what_.expected()) co_return false;  // it is planned for another moment
    }
    if (rule_->was) {
        auto was = co_await wasSo(seen, look);
        if (!was || !*was) co_return was;
    }
    co_return rule_->def.condition().empty() || seen.holds(rule_->def.condition());
}

awaitable<Result<bool>> Run::wasSo(const Sight& now, Sight::Look look) {
    db::Query query{"SELECT kind, diff FROM kupets.change WHERE set_id = $1::uuid AND record = $2::uuid", {}};
    query.params.add(line_.causeSet).add(record_);
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty() || rows->isNull(0, 1)) co_return false;  // what was made just now was nothing before
    const auto changes = history::byField(*rule_->entity, history::parseDiff(rows->text(0, 1)));
    co_return expr::holds(rule_->was, Before(now, changes), reader().context);
}

awaitable<Result<void>> Run::steps(records::ChangeWriter& writer, Sight::Look look) {
    const int first = static_cast<int>(what_.step());
    for (int i = first; i < rule_->def.steps_size(); ++i) {
        const v1::RuleStep& step = rule_->def.steps(i);
        line_.step = i;
        const bool waited = i == first && first > 0;
        if (step.after().amount() > 0 && !waited) co_return co_await wait(writer.transaction(), i);
        if (auto done = co_await perform(step, writer, look); !done)
            co_return std::unexpected(std::move(done.error()).within("steps[" + std::to_string(i) + "]"));
    }
    co_return Result<void>();
}

awaitable<Result<void>> Run::wait(db::Transaction& transaction, int step) {
    const auto at = add(now_, rule_->def.steps(step).after(), *calendar_);
    if (!at) co_return kupets::fail(ErrorCode::OutOfRange, {"", "10"}, "steps[" + std::to_string(step) + "].after");
    line_.outcome = Outcome::Waits;
    v1::RuleRun next = what_;
    next.set_step(static_cast<std::uint32_t>(step));
    auto id =
        co_await services_.queue.enqueue(transaction, kRunRule, next, {.at = at, .cause = job_.cause}, job_.deadline);
    if (!id) co_return std::unexpected(std::move(id.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Run::perform(const v1::RuleStep& step, records::ChangeWriter& writer, const Sight::Look& look) {
    Sight seen = sight();
    if (!step.when().empty()) seen.ask(step.when());
    const auto askFor = [&seen](const google::protobuf::RepeatedPtrField<v1::RuleValue>& values) -> Result<void> {
        for (const v1::RuleValue& value : values) {
            if (value.has_expression()) seen.ask(value.expression());
            if (!value.has_text()) continue;
            if (auto ok = seen.askTemplate(value.text()); !ok) return ok;
        }
        return {};
    };
    Result<void> asked = step.has_set()      ? askFor(step.set().values())
                         : step.has_create() ? askFor(step.create().values())
                                             : seen.askTemplate(step.notify().text());
    if (!asked) co_return asked;
    for (const std::string& path : step.notify().whom()) seen.ask(path);
    auto there = co_await seen.look(record_, look);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (!*there || (!step.when().empty() && !seen.holds(step.when()))) co_return Result<void>();
    std::vector<records::Change> changes;
    if (step.has_set()) {
        records::Change change{records::Kind::Update, rule_->entity, record_, 0, {}, 0};
        for (const v1::RuleValue& value : step.set().values()) {
            const schema::Field* field = rule_->entity->field(value.field());
            auto made = valueOf(value, *field, seen);
            if (!made) co_return std::unexpected(std::move(made.error()));
            change.fields.emplace_back(field, std::move(*made));
        }
        changes.push_back(std::move(change));
    } else if (step.has_create()) {
        auto change = creation(step.create(), seen);
        if (!change) co_return std::unexpected(std::move(change.error()));
        changes.push_back(std::move(*change));
    } else {
        changes = notices(step.notify(), seen);
    }
    auto saved = co_await writer.write(std::move(changes), job_.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    co_return Result<void>();
}

/// What an expression came to as the field takes it: figures without a fraction for whole numbers, days and moments
/// for one another.
Value Run::fitted(const schema::Field& field, Value value) const {
    if (const auto* figure = std::get_if<Decimal>(&value); figure && field.type() == v1::INTEGER) {
        const Decimal whole = figure->trimmed();
        const bool fits = whole.scale() == 0 && whole.units() >= kLeastInteger && whole.units() <= kMostInteger;
        if (fits) return static_cast<std::int64_t>(whole.units());
    }
    if (const auto* moment = std::get_if<Timestamp>(&value); moment && field.type() == v1::DATE)
        return calendar_->zone().local(*moment).day;
    if (const auto* day = std::get_if<Date>(&value); day && field.type() == v1::DATE_TIME)
        return calendar_->zone().moment({*day, 0});
    return value;
}

Result<Value> Run::valueOf(const v1::RuleValue& value, const schema::Field& field, const Sight& seen) const {
    if (value.has_expression()) return fitted(field, seen.value(value.expression()));
    if (value.has_text()) return seen.fill(value.text());
    const auto at = add(now_, value.moment(), *calendar_);
    if (!at) return kupets::fail(ErrorCode::OutOfRange, {"", "10"}, value.field());
    return fitted(field, *at);
}

Result<records::Change> Run::creation(const v1::RuleCreate& create, const Sight& seen) const {
    const schema::Entity* entity = rules_->catalog()->entity(create.entity());
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
    for (const v1::RuleValue& value : create.values()) {
        const schema::Field* field = entity->field(value.field());
        auto made = valueOf(value, *field, seen);
        if (!made) return std::unexpected(std::move(made.error()));
        if (!isNull(*made)) change.fields.emplace_back(field, std::move(*made));
    }
    return change;
}

std::vector<records::Change> Run::notices(const v1::RuleNotify& notify, const Sight& seen) const {
    std::vector<Uuid> people;
    const auto add = [&people](const Uuid& user) {
        if (!user.isNil() && std::ranges::find(people, user) == people.end()) people.push_back(user);
    };
    for (const std::string& path : notify.whom()) std::ranges::for_each(seen.people(path), add);
    for (const std::string& user : notify.users()) add(Uuid::parse(user).value_or(Uuid()));
    std::vector<records::Change> changes;
    for (const Uuid& user : people) changes.push_back(notice(user, seen.fill(notify.text()), notify.kind()));
    return changes;
}

records::Change Run::notice(const Uuid& user, std::string words, const std::string& kind) const {
    const schema::Entity* entity = rules_->catalog()->entity(kNotice);
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
    const auto give = [&](const char* name, Value value) {
        change.fields.emplace_back(entity->field(name), std::move(value));
    };
    give("name", std::string(text::slice(words, 0, kLongestTitle)));
    give("kind", kind.empty() ? std::string("rule") : kind);
    give("user", user);
    give("link", "record/" + what_.entity() + "/" + record_.text());
    give("at", now_);
    return change;
}

awaitable<void> Run::fail(const Error& error) {
    spdlog::warn("rule {} failed: {}", line_.ruleName, describe(error));
    line_.outcome = Outcome::Failed;
    line_.error = error;
    // The job's own transaction is gone with the attempt.
    auto transaction = co_await services_.database.begin(job_.deadline);
    if (!transaction) co_return;
    auto kept = co_await transaction->run(writeLine(line_), job_.deadline);
    if (!kept) co_return;
    if (!rule_ || rule_->author.isNil()) {
        (void)co_await transaction->commit({}, job_.deadline);
        co_return;
    }
    records::Header header{Uuid::make(), records::Origin::Rule, rule_->name, {}};
    header.cause = {rule_->id, line_.causeSet, job_.cause.depth};
    records::ChangeWriter writer =
        services_.gate.open({Uuid(), "Правило «" + rule_->name + "»", reader()}, header, std::move(*transaction));
    std::vector<records::Change> changes;
    changes.push_back(notice(rule_->author, "Правило «" + rule_->name + "» не сработало", "trouble"));
    auto told = co_await writer.write(std::move(changes), job_.deadline);
    if (told) (void)co_await writer.commit(job_.deadline);
}

}  // namespace kupets::automation
