#include "server/automation/actions.h"

#include <algorithm>

#include "common/text/fold.h"
#include "server/automation/assign.h"
#include "server/automation/fitted.h"
#include "server/automation/notices.h"
#include "server/automation/rule_check.h"
#include "server/automation/span.h"
#include "server/automation/waiting.h"

namespace kupets::automation {

namespace {

using Values = google::protobuf::RepeatedPtrField<v1::RuleValue>;
using Paths = google::protobuf::RepeatedPtrField<std::string>;
constexpr std::size_t kLongestTitle = 250;  // characters
/// What a message is about, where the rule's record says it.
constexpr const char* kAbout[] = {"deal", "company", "contact", "lead"};

Result<void> askTemplates(std::initializer_list<const std::string*> texts, Sight& seen) {
    for (const std::string* text : texts)
        if (auto ok = seen.askTemplate(*text); !ok) return ok;
    return {};
}

Result<void> askValues(const Values& values, Sight& seen) {
    for (const v1::RuleValue& value : values) {
        if (value.has_expression()) seen.ask(value.expression());
        if (!value.has_text()) continue;
        if (auto ok = seen.askTemplate(value.text()); !ok) return ok;
    }
    return {};
}

void askPaths(const Paths& paths, Sight& seen) {
    for (const std::string& path : paths) seen.ask(path);
}

/// The first that says something; of a list its first item.
std::string firstOf(const Paths& paths, const Sight& seen) {
    for (const std::string& path : paths) {
        const Value& value = seen.value(path);
        if (const auto* many = std::get_if<Texts>(&value); many && !many->empty()) return many->front();
        if (const auto* one = std::get_if<std::string>(&value); one && !one->empty()) return *one;
    }
    return {};
}

}  // namespace

/// Whatever the step reads, its own condition included.
Result<void> Actions::ask(const v1::RuleStep& step, Sight& seen) const {
    if (!step.when().empty()) seen.ask(step.when());
    if (step.has_branch()) seen.ask(step.branch().condition());
    askPaths(step.notify().whom(), seen);
    askPaths(step.ask().whom(), seen);
    askPaths(step.send().to(), seen);
    if (!step.start().record().empty()) seen.ask(step.start().record());
    if (step.has_send())
        for (const char* name : kAbout)
            if (case_.rule->entity->field(name) != nullptr) seen.ask(name);
    if (step.has_send() && case_.rule->entity->field("owner") != nullptr) seen.ask("owner");
    if (auto ok = askValues(step.set().values(), seen); !ok) return ok;
    if (auto ok = askValues(step.create().values(), seen); !ok) return ok;
    return askTemplates({&step.notify().text(), &step.ask().text(), &step.send().address(), &step.send().subject(),
                         &step.send().text()},
                        seen);
}

awaitable<Result<int>> Actions::perform(const Op& op, int step) {
    Sight seen = case_.sight();
    if (auto asked = ask(*op.step, seen); !asked) co_return std::unexpected(std::move(asked.error()));
    auto there = co_await case_.see(seen, look_);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (!*there) co_return kEnd;  // it was deleted meanwhile
    if (!op.step->when().empty() && !seen.holds(op.step->when())) co_return op.skip;
    co_return co_await act(op, step, seen);
}

awaitable<Result<int>> Actions::act(const Op& op, int step, const Sight& seen) {
    const v1::RuleStep& what = *op.step;
    Result<void> done;
    Changes changes;
    const auto add = [&](Result<records::Change> change, const char* part) {
        if (change) changes.push_back(std::move(*change));
        if (!change) done = std::unexpected(std::move(change.error()).within(part));
    };
    switch (what.action_case()) {
        case v1::RuleStep::kSet:
            add(setting(what.set(), seen), "set");
            break;
        case v1::RuleStep::kCreate:
            add(creation(what.create(), seen), "create");
            break;
        case v1::RuleStep::kAssign: {
            auto person = co_await choosePerson(case_, what.assign(), step, look_);
            if (!person) co_return std::unexpected(std::move(person.error()));
            const std::string& name = what.assign().field();
            changes.push_back(change({{case_.rule->entity->field(name.empty() ? "owner" : name), *person}}));
            break;
        }
        case v1::RuleStep::kNotify:
            done = co_await notify(what.notify(), seen);
            break;
        case v1::RuleStep::kSend:
            done = co_await send(what.send(), seen);
            break;
        case v1::RuleStep::kStart:
            done = co_await start(what.start(), seen);
            break;
        case v1::RuleStep::kBranch:
            co_return seen.holds(what.branch().condition()) ? op.next : op.other;
        case v1::RuleStep::kWait: {
            done = co_await beginWaiting(case_, step, what.wait().at_most(), {}, job_, writer_.transaction());
            if (done) co_return kWaits;
            break;
        }
        case v1::RuleStep::kAsk:
            done = co_await askPeople(what.ask(), step, seen);
            if (done) co_return kWaits;
            break;
        default:
            break;
    }
    if (done && !changes.empty()) done = co_await write(std::move(changes));
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return op.next;
}

awaitable<Result<void>> Actions::write(Changes changes) {
    auto saved = co_await writer_.write(std::move(changes), job_.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    co_return Result<void>();
}

Result<Value> Actions::valueOf(const v1::RuleValue& value, const schema::Field& field, const Sight& seen) const {
    if (value.has_value()) return constantOf(field, value.value());
    if (value.has_expression()) return fitted(field, seen.value(value.expression()), case_.calendar->zone());
    if (value.has_text()) return seen.fill(value.text());
    const auto at = automation::add(case_.now, value.moment(), *case_.calendar);
    if (!at) return fail(ErrorCode::OutOfRange, {"", "10"}, value.field());
    return fitted(field, *at, case_.calendar->zone());
}

records::Change Actions::change(std::vector<std::pair<const schema::Field*, Value>> fields) const {
    return {records::Kind::Update, case_.rule->entity, case_.record, 0, std::move(fields)};
}

Result<records::Change> Actions::setting(const v1::RuleSet& set, const Sight& seen) const {
    std::vector<std::pair<const schema::Field*, Value>> fields;
    for (const v1::RuleValue& value : set.values()) {
        const schema::Field* field = case_.rule->entity->field(value.field());
        auto made = valueOf(value, *field, seen);
        if (!made) return std::unexpected(std::move(made.error()));
        fields.emplace_back(field, std::move(*made));
    }
    return change(std::move(fields));
}

Result<records::Change> Actions::creation(const v1::RuleCreate& create, const Sight& seen) const {
    const schema::Entity* entity = case_.rules->catalog()->entity(create.entity());
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
    for (const v1::RuleValue& value : create.values()) {
        const schema::Field* field = entity->field(value.field());
        auto made = valueOf(value, *field, seen);
        if (!made) return std::unexpected(std::move(made.error()));
        if (!isNull(*made)) change.fields.emplace_back(field, std::move(*made));
    }
    return change;
}

/// Each of them once.
std::vector<Uuid> Actions::people(const Paths& paths, const Paths& users, const Sight& seen) const {
    std::vector<Uuid> found;
    const auto add = [&found](const Uuid& user) {
        if (!user.isNil() && std::ranges::find(found, user) == found.end()) found.push_back(user);
    };
    for (const std::string& path : paths) std::ranges::for_each(seen.people(path), add);
    for (const std::string& user : users) add(Uuid::parse(user).value_or(Uuid()));
    return found;
}

awaitable<Result<void>> Actions::notify(const v1::RuleNotify& notify, const Sight& seen) {
    Changes changes;
    for (const Uuid& user : people(notify.whom(), notify.users(), seen))
        changes.push_back(notice(case_, user, seen.fill(notify.text()), notify.kind(), case_.link()));
    if (auto counted = co_await countTold(case_, changes.size(), look_); !counted) co_return counted;
    co_return co_await write(std::move(changes));
}

awaitable<Result<void>> Actions::send(const v1::RuleSend& send, const Sight& seen) {
    if (auto counted = co_await countTold(case_, kMessageWeight, look_); !counted) co_return counted;
    Changes changes;
    changes.push_back(message(send, seen));
    co_return co_await write(std::move(changes));
}

/// Without an address it stands in the outbox all the same, for somebody to see and to mend.
records::Change Actions::message(const v1::RuleSend& send, const Sight& seen) const {
    const schema::Entity* entity = case_.rules->catalog()->entity("message");
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
    const auto give = [&](const char* name, Value value) {
        if (!isNull(value)) change.fields.emplace_back(entity->field(name), std::move(value));
    };
    std::string address = firstOf(send.to(), seen);
    if (address.empty()) address = seen.fill(send.address());
    const std::string text = seen.fill(send.text());
    const std::string subject = send.subject().empty() ? text : seen.fill(send.subject());
    give("name", std::string(text::slice(subject, 0, kLongestTitle)));
    give("channel", send.channel());
    give("recipient", address.empty() ? std::string("—") : address);
    give("text", text);
    if (address.empty()) {
        give("state", std::string("failed"));
        give("trouble", std::string("Не указано, куда отправить"));
    }
    give("rule_name", case_.rule->name);
    if (case_.rule->entity->field("owner") != nullptr) give("owner", seen.value("owner"));
    for (const char* name : kAbout) {
        if (case_.rule->entity->name() == name)
            give(name, case_.record);
        else if (case_.rule->entity->field(name) != nullptr)
            give(name, seen.value(name));
    }
    return change;
}

awaitable<Result<void>> Actions::start(const v1::RuleStart& start, const Sight& seen) {
    const Uuid id = Uuid::parse(start.rule()).value_or(Uuid());
    const RulePtr other = case_.rules->find(id);
    if (!other) co_return fail(ErrorCode::NotFound, {"rule"}, "start.rule");
    Uuid record = case_.record;
    if (!start.record().empty()) {
        const auto* there = std::get_if<Uuid>(&seen.value(start.record()));
        if (there == nullptr) co_return Result<void>();
        record = *there;
    } else if (other->entity->name() != case_.rule->entity->name()) {
        co_return fail(ErrorCode::InvalidValue, {other->entity->name(), case_.rule->entity->name()}, "start.rule");
    }
    v1::RuleRun run;
    run.set_rule(bytesOf(id));
    run.set_entity(other->entity->name());
    run.set_record(bytesOf(record));
    run.set_change_set(case_.what.change_set());
    run.set_actor(case_.what.actor());
    run.set_straight(true);
    const jobs::Cause cause{job_.cause.changeSet, job_.cause.depth + 1};
    auto job =
        co_await case_.services.queue.enqueue(writer_.transaction(), kRunRule, run, {.cause = cause}, job_.deadline);
    if (!job) co_return std::unexpected(std::move(job.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Actions::askPeople(const v1::RuleAsk& ask, int step, const Sight& seen) {
    const std::vector<Uuid> whom = people(ask.whom(), ask.users(), seen);
    if (whom.empty()) co_return fail(ErrorCode::NotFound, {"user"}, "ask.whom");
    if (auto counted = co_await countTold(case_, whom.size(), look_); !counted) co_return counted;
    const schema::Entity* entity = case_.rules->catalog()->entity("approval");
    const std::string words(text::slice(seen.fill(ask.text()), 0, kLongestTitle));
    Changes changes;
    std::vector<Uuid> ids;
    for (const Uuid& user : whom) {
        records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
        change.fields = {{entity->field("name"), words},
                         {entity->field("approver"), user},
                         {entity->field("asked_at"), case_.now},
                         {entity->field("link"), case_.link()},
                         {entity->field("rule_name"), case_.rule->name}};
        const auto due =
            ask.at_most().amount() > 0 ? automation::add(case_.now, ask.at_most(), *case_.calendar) : std::nullopt;
        if (due) change.fields.emplace_back(entity->field("due"), *due);
        ids.push_back(change.id);
        changes.push_back(std::move(change));
        changes.push_back(notice(case_, user, words, "approval", "record/approval/" + ids.back().text()));
    }
    if (auto saved = co_await write(std::move(changes)); !saved) co_return saved;
    co_return co_await beginWaiting(case_, step, ask.at_most(), ids, job_, writer_.transaction());
}

awaitable<Result<void>> Actions::withdraw() {
    if (case_.withdrawn.empty()) co_return Result<void>();
    const schema::Entity* entity = case_.rules->catalog()->entity("approval");
    query::Statement statement(*case_.rules->catalog(), *case_.reader.scope);
    query::Names names(statement, *entity);
    const std::string which = statement.oneOf(case_.withdrawn);
    auto rows = co_await look_({"SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " + names.alias() +
                                    ".id" + which + " AND " + names.alias() + ".state = 'asked'",
                                std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    Changes changes;
    for (std::size_t row = 0; row < rows->size(); ++row)
        changes.push_back({records::Kind::Update,
                           entity,
                           rows->uuid(row, 0),
                           0,
                           {{entity->field("state"), std::string("withdrawn")}}});
    co_return co_await write(std::move(changes));
}

}  // namespace kupets::automation
