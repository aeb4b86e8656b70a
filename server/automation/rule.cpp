#include "server/automation/rule.h"

#include <google/protobuf/util/json_util.h>

#include "common/expr/reads.h"
#include "server/automation/template.h"

namespace kupets::automation {

namespace {

using schema::ValueType;
constexpr std::size_t kLongestDefinition = 100'000;  // bytes of JSON
constexpr int kMostValues = 50;

std::string place(std::string_view list, int at) { return std::string(list) + "[" + std::to_string(at) + "]"; }

/// Checks one definition; every error names its part.
class Checker {
public:
    Checker(const schema::Snapshot& snapshot, const schema::Entity& entity) : snapshot_(snapshot), entity_(entity) {}

    Result<void> trigger(const v1::RuleTrigger& trigger) const;
    Result<void> step(const v1::RuleStep& step) const;
    Result<void> condition(const std::string& text, std::string_view name) const;

private:
    Result<const schema::Field*> fieldOf(const schema::Entity& entity, const std::string& name) const;
    Result<void> values(const schema::Entity& target,
                        const google::protobuf::RepeatedPtrField<v1::RuleValue>& all) const;
    Result<void> value(const schema::Entity& target, const v1::RuleValue& value) const;
    Result<void> words(const std::string& text) const;
    Result<void> notify(const v1::RuleNotify& notify) const;

    const schema::Snapshot& snapshot_;
    const schema::Entity& entity_;
};

Result<void> Checker::condition(const std::string& text, std::string_view name) const {
    if (text.empty()) return {};
    auto typed = expr::compile(text, entity_, ValueType::Boolean);
    if (!typed) return std::unexpected(Error(typed.error()).within(name));
    return {};
}

Result<const schema::Field*> Checker::fieldOf(const schema::Entity& entity, const std::string& name) const {
    const schema::Field* field = entity.field(name);
    if (field == nullptr) return fail(ErrorCode::UnknownField, {name, entity.name()});
    return field;
}

Result<void> Checker::trigger(const v1::RuleTrigger& trigger) const {
    using Kind = v1::RuleTrigger;
    for (const std::string& name : trigger.fields())
        if (auto field = fieldOf(entity_, name); !field)
            return std::unexpected(std::move(field.error()).within("fields"));
    switch (trigger.kind()) {
        case Kind::CREATED:
        case Kind::CHANGED:
            return {};
        case Kind::ENTERED:
        case Kind::LEFT: {
            if (trigger.fields_size() != 1) return fail(ErrorCode::Required, {}, "fields");
            if (trigger.value().empty()) return fail(ErrorCode::Required, {}, "value");
            const schema::Field& field = *entity_.field(trigger.fields(0));
            if (!field.isReference() && field.type() != v1::CHOICE)
                return fail(ErrorCode::InvalidValue, {field.name(), "reference"}, "fields");
            return {};
        }
        case Kind::AT: {
            if (trigger.fields_size() != 1) return fail(ErrorCode::Required, {}, "fields");
            const schema::Field& field = *entity_.field(trigger.fields(0));
            if (!field.isStored() || (field.type() != v1::DATE && field.type() != v1::DATE_TIME))
                return fail(ErrorCode::InvalidValue, {field.name(), "date"}, "fields");
            return {};
        }
        default:
            return fail(ErrorCode::Required, {}, "kind");
    }
}

Result<void> Checker::words(const std::string& text) const {
    auto parts = parseTemplate(text);
    if (!parts) return std::unexpected(std::move(parts.error()));
    for (const TemplatePart& part : *parts) {
        if (!part.isExpression) continue;
        if (auto typed = expr::compile(part.text, entity_); !typed) return std::unexpected(std::move(typed.error()));
    }
    return {};
}

Result<void> Checker::value(const schema::Entity& target, const v1::RuleValue& value) const {
    auto field = fieldOf(target, value.field());
    if (!field) return std::unexpected(std::move(field.error()).within("field"));
    if (!(*field)->isStored() || (*field)->system || (*field)->type() == v1::AUTO_NUMBER)
        return fail(ErrorCode::ReadOnly, {}, "field");
    switch (value.from_case()) {
        case v1::RuleValue::kExpression:
            if (auto typed = expr::compile(value.expression(), entity_); !typed)
                return std::unexpected(Error(typed.error()).within("expression"));
            return {};
        case v1::RuleValue::kText:
            if (auto ok = words(value.text()); !ok) return std::unexpected(std::move(ok.error()).within("text"));
            return {};
        case v1::RuleValue::kMoment:
            if ((*field)->type() != v1::DATE && (*field)->type() != v1::DATE_TIME)
                return fail(ErrorCode::InvalidValue, {(*field)->name(), "date"}, "field");
            return {};
        default:
            return fail(ErrorCode::Required, {}, "from");
    }
}

Result<void> Checker::values(const schema::Entity& target,
                             const google::protobuf::RepeatedPtrField<v1::RuleValue>& all) const {
    if (all.empty()) return fail(ErrorCode::Required, {}, "values");
    if (all.size() > kMostValues)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostValues)}, "values");
    for (int i = 0; i < all.size(); ++i)
        if (auto ok = value(target, all[i]); !ok)
            return std::unexpected(std::move(ok.error()).within(place("values", i)));
    return {};
}

Result<void> Checker::notify(const v1::RuleNotify& notify) const {
    if (notify.whom().empty() && notify.users().empty()) return fail(ErrorCode::Required, {}, "whom");
    for (const std::string& path : notify.whom()) {
        auto typed = expr::compile(path, entity_);
        if (!typed) return std::unexpected(Error(typed.error()).within("whom"));
        const schema::Entity* target = (*typed)->target();
        if (target == nullptr || target->name() != "user") return fail(ErrorCode::InvalidValue, {path, "user"}, "whom");
    }
    for (const std::string& user : notify.users())
        if (!Uuid::parse(user)) return fail(ErrorCode::InvalidValue, {user, "id"}, "users");
    if (notify.text().empty()) return fail(ErrorCode::Required, {}, "text");
    if (auto ok = words(notify.text()); !ok) return std::unexpected(std::move(ok.error()).within("text"));
    return {};
}

Result<void> Checker::step(const v1::RuleStep& step) const {
    if (auto ok = condition(step.when(), "when"); !ok) return ok;
    if (step.after().amount() < 0) return fail(ErrorCode::OutOfRange, {"0", ""}, "after");
    switch (step.action_case()) {
        case v1::RuleStep::kSet: {
            auto ok = values(entity_, step.set().values());
            return ok ? ok : std::unexpected(std::move(ok.error()).within("set"));
        }
        case v1::RuleStep::kCreate: {
            const schema::Entity* target = snapshot_.entity(step.create().entity());
            if (target == nullptr) return fail(ErrorCode::UnknownEntity, {step.create().entity()}, "create.entity");
            auto ok = values(*target, step.create().values());
            return ok ? ok : std::unexpected(std::move(ok.error()).within("create"));
        }
        case v1::RuleStep::kNotify: {
            auto ok = notify(step.notify());
            return ok ? ok : std::unexpected(std::move(ok.error()).within("notify"));
        }
        default:
            return fail(ErrorCode::Required, {}, "action");
    }
}

}  // namespace

Result<RulePtr> compile(const Uuid& id, std::string name, const Uuid& author, v1::RuleDef def,
                        const schema::Snapshot& snapshot) {
    auto rule = std::make_shared<Rule>();
    rule->entity = snapshot.entity(def.entity());
    if (rule->entity == nullptr) return fail(ErrorCode::UnknownEntity, {def.entity()}, "entity");
    if (def.triggers().empty()) return fail(ErrorCode::Required, {}, "triggers");
    if (def.steps().empty()) return fail(ErrorCode::Required, {}, "steps");
    if (def.triggers_size() > kMostTriggers)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostTriggers)}, "triggers");
    if (def.steps_size() > kMostSteps)
        return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostSteps)}, "steps");
    const Checker checker(snapshot, *rule->entity);
    for (int i = 0; i < def.triggers_size(); ++i)
        if (auto ok = checker.trigger(def.triggers(i)); !ok)
            return std::unexpected(std::move(ok.error()).within(place("triggers", i)));
    if (!def.was().empty()) {
        auto was = expr::compile(def.was(), *rule->entity, ValueType::Boolean);
        if (!was) return std::unexpected(Error(was.error()).within("was"));
        if (!expr::readsOwnAlone(*was)) return fail(ErrorCode::InvalidValue, {def.was(), "fields of its own"}, "was");
        rule->was = *was;
    }
    if (auto ok = checker.condition(def.condition(), "condition"); !ok) return std::unexpected(std::move(ok.error()));
    for (int i = 0; i < def.steps_size(); ++i)
        if (auto ok = checker.step(def.steps(i)); !ok)
            return std::unexpected(std::move(ok.error()).within(place("steps", i)));
    rule->id = id;
    rule->name = std::move(name);
    rule->author = author;
    rule->def = std::move(def);
    return rule;
}

Result<v1::RuleDef> readDefinition(std::string_view json) {
    if (json.size() > kLongestDefinition)
        return fail(ErrorCode::LimitExceeded, {"characters", std::to_string(kLongestDefinition)}, "definition");
    v1::RuleDef def;
    const auto read = google::protobuf::util::JsonStringToMessage(std::string(json), &def);
    if (!read.ok()) return fail(ErrorCode::BadRequest, {"definition"}, "definition");
    return def;
}

std::string writeDefinition(const v1::RuleDef& def) {
    std::string json;
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    (void)google::protobuf::util::MessageToJsonString(def, &json, options);
    return json;
}

}  // namespace kupets::automation
