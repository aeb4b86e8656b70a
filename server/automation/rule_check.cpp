#include "server/automation/rule_check.h"

#include <algorithm>

#include "common/calendar/recurrence.h"
#include "common/expr/check.h"
#include "common/expr/reads.h"
#include "server/automation/rule.h"
#include "server/automation/template.h"

namespace kupets::automation {

namespace {

using schema::ValueType;
using Steps = google::protobuf::RepeatedPtrField<v1::RuleStep>;
using Triggers = google::protobuf::RepeatedPtrField<v1::RuleTrigger>;
using Values = google::protobuf::RepeatedPtrField<v1::RuleValue>;
using Texts = google::protobuf::RepeatedPtrField<std::string>;
constexpr int kMostValues = 50;
constexpr const char* kChannels[] = {"sms", "email", "messenger", "webhook", "document"};

std::string place(std::string_view list, int at) { return std::string(list) + "[" + std::to_string(at) + "]"; }

Result<void> within(Result<void> result, std::string_view name) {
    if (result) return result;
    return std::unexpected(std::move(result.error()).within(name));
}

bool isDay(const schema::Field& field) { return field.type() == v1::DATE || field.type() == v1::DATE_TIME; }

/// What a rule may know of.
enum class Knows { Everything, OwnFields };

class Checker {
public:
    Checker(const schema::Snapshot& snapshot, const schema::Entity& entity, Knows knows, bool inSave)
        : snapshot_(snapshot), entity_(entity), gone_(knows == Knows::OwnFields && !inSave), inSave_(inSave) {}

    Result<void> triggers(const Triggers& all, std::string_view name) const;
    Result<void> condition(const std::string& text, std::string_view name) const;
    Result<void> steps(const Steps& all, const std::string& name, int nesting);

private:
    Result<expr::Typed> expression(const std::string& text, std::optional<ValueType> type = std::nullopt) const;
    Result<const schema::Field*> fieldOf(const schema::Entity& entity, const std::string& name) const;
    Result<void> trigger(const v1::RuleTrigger& trigger) const;
    Result<void> fields(const v1::RuleTrigger& trigger) const;
    Result<void> values(const schema::Entity& target, const Values& all) const;
    Result<void> value(const schema::Entity& target, const v1::RuleValue& value) const;
    Result<void> from(const schema::Field& field, const v1::RuleValue& value) const;
    Result<void> words(const std::string& text, std::string_view name) const;
    Result<void> people(const Texts& whom, const Texts& users) const;
    Result<void> notify(const v1::RuleNotify& notify) const;
    Result<void> assign(const v1::RuleAssign& assign) const;
    Result<void> send(const v1::RuleSend& send) const;
    Result<void> start(const v1::RuleStart& start) const;
    Result<void> wait(const v1::RuleWait& wait, const std::string& name, int nesting);
    Result<void> ask(const v1::RuleAsk& ask, const std::string& name, int nesting);
    Result<void> step(const v1::RuleStep& step, const std::string& name, int nesting);

    const schema::Snapshot& snapshot_;
    const schema::Entity& entity_;
    bool gone_;    // there is no record any more: only what it said itself
    bool inSave_;  // nor is there yet
    int count_ = 0;
};

Result<expr::Typed> Checker::expression(const std::string& text, std::optional<ValueType> type) const {
    auto typed = type ? expr::compile(text, entity_, *type) : expr::compile(text, entity_);
    if (!typed) return std::unexpected(Error(typed.error()));
    if ((gone_ || inSave_) && !expr::readsOwnAlone(*typed))
        return fail(ErrorCode::InvalidValue, {text, "fields of its own"});
    return *typed;
}

Result<void> Checker::condition(const std::string& text, std::string_view name) const {
    if (text.empty()) return {};
    if (auto typed = expression(text, ValueType::Boolean); !typed)
        return std::unexpected(std::move(typed.error()).within(name));
    return {};
}

Result<const schema::Field*> Checker::fieldOf(const schema::Entity& entity, const std::string& name) const {
    const schema::Field* field = entity.field(name);
    if (field == nullptr) return fail(ErrorCode::UnknownField, {name, entity.name()});
    return field;
}

Result<void> Checker::fields(const v1::RuleTrigger& trigger) const {
    for (const std::string& name : trigger.fields())
        if (auto field = fieldOf(entity_, name); !field) return std::unexpected(std::move(field.error()));
    if (trigger.kind() == v1::RuleTrigger::CHANGED) return {};
    if (trigger.fields_size() != 1) return fail(ErrorCode::Required);
    const schema::Field& field = *entity_.field(trigger.fields(0));
    if (trigger.kind() == v1::RuleTrigger::AT)
        return field.isStored() && isDay(field) ? Result<void>()
                                                : fail(ErrorCode::InvalidValue, {field.name(), "date"});
    if (!field.isReference() && field.type() != v1::CHOICE)
        return fail(ErrorCode::InvalidValue, {field.name(), "reference"});
    return {};
}

Result<void> Checker::trigger(const v1::RuleTrigger& trigger) const {
    using Kind = v1::RuleTrigger;
    switch (trigger.kind()) {
        case Kind::CREATED:
        case Kind::PRESSED:
        case Kind::DELETED:
            return {};
        case Kind::CHANGED:
        case Kind::AT:
            return within(fields(trigger), "fields");
        case Kind::ENTERED:
        case Kind::LEFT:
            if (auto ok = within(fields(trigger), "fields"); !ok) return ok;
            return trigger.value().empty() ? fail(ErrorCode::Required, {}, "value") : Result<void>();
        case Kind::IDLE: {
            auto typed = expression(trigger.moment());
            if (!typed) return std::unexpected(std::move(typed.error()).within("moment"));
            const bool isMoment = (*typed)->type() == ValueType::Date || (*typed)->type() == ValueType::Timestamp;
            if (!isMoment) return fail(ErrorCode::InvalidValue, {trigger.moment(), "date"}, "moment");
            return trigger.offset().amount() <= 0 ? fail(ErrorCode::OutOfRange, {"1", ""}, "offset") : Result<void>();
        }
        case Kind::SCHEDULE:
            if (trigger.times().empty()) return fail(ErrorCode::Required, {}, "times");
            if (auto times = calendar::Recurrence::parse(trigger.times()); !times)
                return std::unexpected(std::move(times.error()).within("times"));
            return {};
        default:
            return fail(ErrorCode::Required, {}, "kind");
    }
}

Result<void> Checker::triggers(const Triggers& all, std::string_view name) const {
    for (int i = 0; i < all.size(); ++i)
        if (auto ok = within(trigger(all[i]), place(name, i)); !ok) return ok;
    return {};
}

Result<void> Checker::words(const std::string& text, std::string_view name) const {
    auto parts = parseTemplate(text);
    if (!parts) return std::unexpected(std::move(parts.error()).within(name));
    for (const TemplatePart& part : *parts) {
        if (!part.isExpression) continue;
        if (auto typed = expression(part.text); !typed) return std::unexpected(std::move(typed.error()).within(name));
    }
    return {};
}

Result<void> Checker::from(const schema::Field& field, const v1::RuleValue& value) const {
    switch (value.from_case()) {
        case v1::RuleValue::kExpression:
            if (auto typed = expression(value.expression()); !typed)
                return std::unexpected(std::move(typed.error()).within("expression"));
            return {};
        case v1::RuleValue::kText:
            return words(value.text(), "text");
        case v1::RuleValue::kMoment:
            return isDay(field) ? Result<void>() : fail(ErrorCode::InvalidValue, {field.name(), "date"}, "field");
        case v1::RuleValue::kValue:
            if (auto constant = constantOf(field, value.value()); !constant) {
                constant.error().fieldPath = "value";
                return std::unexpected(std::move(constant.error()));
            }
            return {};
        default:
            return fail(ErrorCode::Required, {}, "from");
    }
}

Result<void> Checker::value(const schema::Entity& target, const v1::RuleValue& value) const {
    auto field = fieldOf(target, value.field());
    if (!field) return std::unexpected(std::move(field.error()).within("field"));
    if (!(*field)->isStored() || (*field)->system || (*field)->type() == v1::AUTO_NUMBER)
        return fail(ErrorCode::ReadOnly, {}, "field");
    // A save is refused by the database for what is taken already, or refers to nothing; a rule may refuse none.
    const bool mayClash = (*field)->def.unique() || ((*field)->isReference() && value.has_value());
    if (inSave_ && mayClash) return fail(ErrorCode::InvalidValue, {(*field)->name(), "in_save"}, "field");
    return from(**field, value);
}

Result<void> Checker::values(const schema::Entity& target, const Values& all) const {
    if (all.empty()) return fail(ErrorCode::Required, {}, "values");
    if (all.size() > kMostValues)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostValues)}, "values");
    for (int i = 0; i < all.size(); ++i)
        if (auto ok = within(value(target, all[i]), place("values", i)); !ok) return ok;
    return {};
}

Result<void> Checker::people(const Texts& whom, const Texts& users) const {
    if (whom.empty() && users.empty()) return fail(ErrorCode::Required, {}, "whom");
    for (const std::string& path : whom) {
        auto typed = expression(path);
        if (!typed) return std::unexpected(std::move(typed.error()).within("whom"));
        const schema::Entity* target = (*typed)->target();
        if (target == nullptr || target->name() != "user") return fail(ErrorCode::InvalidValue, {path, "user"}, "whom");
    }
    for (const std::string& user : users)
        if (!Uuid::parse(user)) return fail(ErrorCode::InvalidValue, {user, "id"}, "users");
    return {};
}

Result<void> Checker::notify(const v1::RuleNotify& notify) const {
    if (auto ok = people(notify.whom(), notify.users()); !ok) return ok;
    if (notify.text().empty()) return fail(ErrorCode::Required, {}, "text");
    return words(notify.text(), "text");
}

Result<void> Checker::assign(const v1::RuleAssign& assign) const {
    auto field = fieldOf(entity_, assign.field().empty() ? "owner" : assign.field());
    if (!field) return std::unexpected(std::move(field.error()).within("field"));
    if ((*field)->type() != v1::USER) return fail(ErrorCode::InvalidValue, {(*field)->name(), "user"}, "field");
    if (assign.users().empty() && assign.pool().empty()) return fail(ErrorCode::Required, {}, "users");
    for (const std::string& user : assign.users())
        if (!Uuid::parse(user)) return fail(ErrorCode::InvalidValue, {user, "id"}, "users");
    if (!assign.pool().empty())
        if (auto typed = expr::compile(assign.pool(), *snapshot_.entity("user"), ValueType::Boolean); !typed)
            return std::unexpected(Error(typed.error()).within("pool"));
    if (!assign.load().empty())
        if (auto typed = expr::compile(assign.load(), entity_, ValueType::Boolean); !typed)
            return std::unexpected(Error(typed.error()).within("load"));
    return {};
}

Result<void> Checker::send(const v1::RuleSend& send) const {
    if (std::ranges::find(kChannels, send.channel()) == std::end(kChannels))
        return fail(
            send.channel().empty() ? ErrorCode::Required : ErrorCode::InvalidValue,
            send.channel().empty() ? std::vector<std::string>() : std::vector{send.channel(), std::string("choice")},
            "channel");
    if (send.to().empty() && send.address().empty()) return fail(ErrorCode::Required, {}, "to");
    for (const std::string& path : send.to()) {
        auto typed = expression(path);
        if (!typed) return std::unexpected(std::move(typed.error()).within("to"));
        if ((*typed)->type() != ValueType::Text && (*typed)->type() != ValueType::Texts)
            return fail(ErrorCode::InvalidValue, {path, "text"}, "to");
    }
    if (send.text().empty()) return fail(ErrorCode::Required, {}, "text");
    if (auto ok = words(send.address(), "address"); !ok) return ok;
    if (auto ok = words(send.subject(), "subject"); !ok) return ok;
    return words(send.text(), "text");
}

Result<void> Checker::start(const v1::RuleStart& start) const {
    if (!Uuid::parse(start.rule()))
        return start.rule().empty() ? fail(ErrorCode::Required, {}, "rule")
                                    : fail(ErrorCode::InvalidValue, {start.rule(), "id"}, "rule");
    if (start.record().empty()) return {};
    auto typed = expression(start.record());
    if (!typed) return std::unexpected(std::move(typed.error()).within("record"));
    return (*typed)->target() ? Result<void>() : fail(ErrorCode::InvalidValue, {start.record(), "reference"}, "record");
}

Result<void> Checker::wait(const v1::RuleWait& wait, const std::string& name, int nesting) {
    if (wait.events().empty()) return fail(ErrorCode::Required, {}, name + ".events");
    if (wait.events_size() > kMostTriggers)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostTriggers)}, name + ".events");
    for (int i = 0; i < wait.events_size(); ++i) {
        const auto kind = wait.events(i).kind();
        const bool happens =
            kind == v1::RuleTrigger::CHANGED || kind == v1::RuleTrigger::ENTERED || kind == v1::RuleTrigger::LEFT;
        if (!happens)
            return fail(ErrorCode::InvalidValue, {v1::RuleTrigger::Kind_Name(kind), "CHANGED"},
                        place(name + ".events", i));
    }
    if (auto ok = triggers(wait.events(), name + ".events"); !ok) return ok;
    if (wait.at_most().amount() < 0) return fail(ErrorCode::OutOfRange, {"0", ""}, name + ".at_most");
    return steps(wait.late(), name + ".late", nesting + 1);
}

Result<void> Checker::ask(const v1::RuleAsk& ask, const std::string& name, int nesting) {
    if (auto ok = within(people(ask.whom(), ask.users()), name); !ok) return ok;
    if (ask.text().empty()) return fail(ErrorCode::Required, {}, name + ".text");
    if (auto ok = within(words(ask.text(), "text"), name); !ok) return ok;
    if (ask.at_most().amount() < 0) return fail(ErrorCode::OutOfRange, {"0", ""}, name + ".at_most");
    return steps(ask.refused(), name + ".refused", nesting + 1);
}

Result<void> Checker::step(const v1::RuleStep& step, const std::string& name, int nesting) {
    if (auto ok = within(condition(step.when(), "when"), name); !ok) return ok;
    if (step.after().amount() < 0) return fail(ErrorCode::OutOfRange, {"0", ""}, name + ".after");
    using Action = v1::RuleStep;
    const bool needsRecord =
        step.has_set() || step.has_assign() || step.has_start() || step.has_wait() || step.has_ask();
    if (gone_ && needsRecord) return fail(ErrorCode::InvalidValue, {"DELETED", "a record that is there"}, name);
    const bool waits = step.after().amount() > 0 || !(step.has_set() || step.has_branch());
    if (inSave_ && waits && step.action_case() != Action::ACTION_NOT_SET)
        return fail(ErrorCode::InvalidValue, {"in_save", "set"}, name);
    switch (step.action_case()) {
        case Action::kSet:
            return within(values(entity_, step.set().values()), name + ".set");
        case Action::kCreate: {
            const schema::Entity* target = snapshot_.entity(step.create().entity());
            if (target == nullptr)
                return fail(ErrorCode::UnknownEntity, {step.create().entity()}, name + ".create.entity");
            return within(values(*target, step.create().values()), name + ".create");
        }
        case Action::kNotify:
            return within(notify(step.notify()), name + ".notify");
        case Action::kAssign:
            return within(assign(step.assign()), name + ".assign");
        case Action::kSend:
            return within(send(step.send()), name + ".send");
        case Action::kStart:
            return within(start(step.start()), name + ".start");
        case Action::kWait:
            return wait(step.wait(), name + ".wait", nesting);
        case Action::kAsk:
            return ask(step.ask(), name + ".ask", nesting);
        case Action::kBranch:
            if (step.branch().condition().empty()) return fail(ErrorCode::Required, {}, name + ".branch.condition");
            if (auto ok = within(condition(step.branch().condition(), "branch.condition"), name); !ok) return ok;
            if (auto ok = steps(step.branch().yes(), name + ".branch.yes", nesting + 1); !ok) return ok;
            return steps(step.branch().no(), name + ".branch.no", nesting + 1);
        default:
            return fail(ErrorCode::Required, {}, name + ".action");
    }
}

Result<void> Checker::steps(const Steps& all, const std::string& name, int nesting) {
    if (nesting > kMostNesting) return fail(ErrorCode::LimitExceeded, {"nesting", std::to_string(kMostNesting)}, name);
    count_ += all.size();
    if (count_ > kMostSteps) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostSteps)}, "steps");
    for (int i = 0; i < all.size(); ++i)
        if (auto ok = step(all[i], place(name, i), nesting); !ok) return ok;
    return {};
}

}  // namespace

Result<void> checkRule(const v1::RuleDef& def, const schema::Entity& entity, const schema::Snapshot& snapshot) {
    if (def.triggers().empty()) return fail(ErrorCode::Required, {}, "triggers");
    if (def.steps().empty()) return fail(ErrorCode::Required, {}, "steps");
    if (def.triggers_size() > kMostTriggers)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostTriggers)}, "triggers");
    const auto isDeletion = [](const v1::RuleTrigger& one) { return one.kind() == v1::RuleTrigger::DELETED; };
    const bool gone = std::ranges::any_of(def.triggers(), isDeletion);
    if (gone && def.triggers_size() > 1) return fail(ErrorCode::InvalidValue, {"DELETED", "alone"}, "triggers");
    const auto isOfSave = [](const v1::RuleTrigger& one) {
        using Kind = v1::RuleTrigger;
        return one.kind() == Kind::CREATED || one.kind() == Kind::CHANGED || one.kind() == Kind::ENTERED ||
               one.kind() == Kind::LEFT;
    };
    if (def.in_save() && !std::ranges::all_of(def.triggers(), isOfSave))
        return fail(ErrorCode::InvalidValue, {"in_save", "CHANGED"}, "triggers");
    Checker checker(snapshot, entity, gone || def.in_save() ? Knows::OwnFields : Knows::Everything, def.in_save());
    if (auto ok = checker.triggers(def.triggers(), "triggers"); !ok) return ok;
    if (auto ok = checker.condition(def.condition(), "condition"); !ok) return ok;
    return checker.steps(def.steps(), "steps", 0);
}

}  // namespace kupets::automation
