#include "server/automation/in_save.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "common/expr/evaluate.h"
#include "common/rules/values.h"
#include "server/automation/fitted.h"
#include "server/automation/rule_check.h"
#include "server/automation/span.h"
#include "server/automation/template.h"
#include "server/records/current.h"
#include "server/schema/columns.h"

namespace kupets::automation {

namespace {

/// A record as it will be after the change.
class After final : public expr::Record {
public:
    After(const records::Change& change, const records::Current* before) : change_(change), before_(before) {}
    Value value(const schema::Field& field) const override {
        if (field.name() == "id") return change_.id;
        const auto given = std::ranges::find(change_.fields, &field, [](const auto& item) { return item.first; });
        if (given != change_.fields.end()) return given->second;
        return before_ != nullptr && field.isStored() ? before_->value(field) : Value(Null{});
    }
    const Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }

private:
    const records::Change& change_;
    const records::Current* before_;
};

class Before final : public expr::Record {
public:
    explicit Before(const records::Current& before) : before_(before) {}
    Value value(const schema::Field& field) const override {
        return field.isStored() ? before_.value(field) : Value(Null{});
    }
    const Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }

private:
    const records::Current& before_;
};

records::Written writtenBy(const records::Change& change, const records::Current* before) {
    records::Written written{change.entity, change.id, change.kind, {}};
    for (const auto& [field, value] : change.fields) {
        const Value was = before != nullptr ? before->value(*field) : Value(Null{});
        if (was == value) continue;
        written.diff.push_back({field->name(), schema::toCells(*field, was)[0], schema::toCells(*field, value)[0]});
    }
    return written;
}

class Shaping {
public:
    Shaping(const Services& services, records::Change& change, const records::Current* before,
            const records::Actor& actor, Timestamp now)
        : change_(change), before_(before), calendar_(services.calendar()), context_(actor.reader.context) {
        context_.now = now;
        context_.me = actor.id;
    }
    void run(const Rule& rule);

private:
    Value evaluate(const std::string& text) const;
    bool holds(const std::string& text) const;
    Result<Value> valueOf(const v1::RuleValue& value, const schema::Field& field) const;
    void set(const Rule& rule, const v1::RuleSet& set);

    records::Change& change_;
    const records::Current* before_;
    std::shared_ptr<const calendar::WorkingCalendar> calendar_;
    expr::EvaluationContext context_;
};

Value Shaping::evaluate(const std::string& text) const {
    const auto typed = expr::compile(text, *change_.entity);
    return typed ? expr::evaluate(*typed, After(change_, before_), context_) : Value(Null{});
}

bool Shaping::holds(const std::string& text) const { return text.empty() || evaluate(text) == Value(true); }

Result<Value> Shaping::valueOf(const v1::RuleValue& value, const schema::Field& field) const {
    if (value.has_value()) return constantOf(field, value.value());
    if (value.has_moment()) {
        const auto at = add(context_.now, value.moment(), *calendar_);
        return at ? fitted(field, *at, calendar_->zone()) : Value(Null{});
    }
    if (value.has_expression()) return fitted(field, evaluate(value.expression()), calendar_->zone());
    std::string words;
    const auto parts = parseTemplate(value.text());
    if (!parts) return std::unexpected(parts.error());
    for (const TemplatePart& part : *parts) words += part.isExpression ? toText(evaluate(part.text)) : part.text;
    return words;
}

void Shaping::set(const Rule& rule, const v1::RuleSet& set) {
    for (const v1::RuleValue& each : set.values()) {
        const schema::Field* field = change_.entity->field(each.field());
        auto value = valueOf(each, *field);
        if (value) value = rules::normaliseRequired(*field, *value);
        if (!value) {
            spdlog::warn("rule {} sets nothing: {}", rule.name, describe(value.error()));
            continue;
        }
        const auto given = std::ranges::find(change_.fields, field, [](const auto& item) { return item.first; });
        if (given != change_.fields.end())
            given->second = std::move(*value);
        else
            change_.fields.emplace_back(field, std::move(*value));
    }
}

void Shaping::run(const Rule& rule) {
    if (rule.was && (before_ == nullptr || !expr::holds(rule.was, Before(*before_), context_))) return;
    if (!holds(rule.def.condition())) return;
    for (std::size_t at = 0; at < rule.ops.size();) {
        const Op& op = rule.ops[at];
        int next = op.next;
        if (!holds(op.step->when()))
            next = op.skip;
        else if (op.step->has_branch())
            next = holds(op.step->branch().condition()) ? op.next : op.other;
        else
            set(rule, op.step->set());
        at = static_cast<std::size_t>(next);
    }
}

}  // namespace

void shapeRecord(const RuleSet& rules, const Services& services, records::Change& change,
                 const records::Current* before, const records::Actor& actor, bool isImport, Timestamp now) {
    const std::vector<Spring> found = rules.shaping(writtenBy(change, before));
    if (found.empty()) return;
    // The gate may go by a newer schema than the rules.
    if (found.front().rule->entity != change.entity) return;
    Shaping shaping(services, change, before, actor, now);
    for (const Spring& spring : found)
        if (!isImport || spring.rule->def.on_import()) shaping.run(*spring.rule);
}

}  // namespace kupets::automation
