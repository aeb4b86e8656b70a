// The stages that need no database: rights on fields, rules of values (common/rules), defaults.
#include <algorithm>

#include "common/expr/check.h"
#include "common/rules/values.h"
#include "server/records/gate.h"

namespace kupets::records {
namespace {

using access::Action;
using access::Reach;
using schema::Field;

/// A record without fields: default values know only the context.
class NoRecord final : public expr::Record {
public:
    Value value(const Field&) const override { return Null{}; }
    const Record* follow(const Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }
};

Result<void> addDefaults(Change& change, const Actor& actor) {
    for (const auto& field : change.entity->fields()) {
        if (field->def.default_value().empty()) continue;
        const bool given =
            std::ranges::any_of(change.fields, [&](const auto& item) { return item.first == field.get(); });
        if (given) continue;
        auto typed = expr::compile(field->def.default_value(), *change.entity);
        if (!typed) return std::unexpected(Error(typed.error()).within(field->name()));
        Value value = expr::evaluate(*typed, NoRecord(), actor.reader.context);
        if (!isNull(value)) change.fields.emplace_back(field.get(), std::move(value));
    }
    return {};
}

/// Who may create only for himself (or his department) may not create for others.
Result<void> checkOwner(const Change& change, const Actor& actor) {
    const Reach reach = actor.reader.scope->reach(*change.entity, Action::Create);
    if (reach == Reach::None) return fail(ErrorCode::Forbidden, {change.entity->name()});
    if (reach == Reach::All) return {};
    if (change.entity->isDirectory()) return fail(ErrorCode::Forbidden, {change.entity->name()});
    for (const auto& [field, value] : change.fields) {
        const auto& paths = change.entity->def().access().owner_paths();
        const auto* owner = std::get_if<Uuid>(&value);
        if (owner == nullptr || owner->isNil() || std::ranges::find(paths, field->name()) == paths.end()) continue;
        if (actor.reader.scope->includes(reach, *owner)) return {};
    }
    return fail(ErrorCode::Forbidden, {change.entity->name()}, change.entity->def().access().owner_paths(0));
}

Result<void> checkRequired(const Change& change) {
    for (const auto& field : change.entity->fields()) {
        if (!field->def.required()) continue;
        const auto given =
            std::ranges::find_if(change.fields, [&](const auto& item) { return item.first == field.get(); });
        const bool absent = given == change.fields.end() ? change.kind == Kind::Create : isNull(given->second);
        if (absent) return fail(ErrorCode::Required, {}, field->name());
    }
    return {};
}

}  // namespace

Result<void> prepare(Change& change, const Actor& actor, Origin origin) {
    if (change.kind == Kind::Delete) return {};
    const access::AccessScope& scope = *actor.reader.scope;
    const bool keeps = scope.isSystem() || (origin == Origin::Import && scope.isAdministrator());
    std::vector<const Field*> seen;
    for (auto& [field, value] : change.fields) {
        if (!scope.canRead(*field))
            return fail(ErrorCode::UnknownField, {field->name(), change.entity->name()}, field->name());
        if (!field->isStored() || field->system || field->type() == v1::AUTO_NUMBER ||
            (field->def.read_only() ? !keeps : !scope.canWrite(*field))) {
            return fail(ErrorCode::ReadOnly, {}, field->name());
        }
        if (std::ranges::find(seen, field) != seen.end())
            return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
        seen.push_back(field);
        auto normal = rules::normalise(*field, value);
        if (!normal) return std::unexpected(std::move(normal.error()));
        value = std::move(*normal);
    }
    auto parted = rules::partForms(change.fields, [&](const Field& form) {
        return form.def.read_only() ? keeps : scope.canRead(form) && scope.canWrite(form);
    });
    if (!parted.empty()) change.parted = std::move(parted);
    if (change.kind == Kind::Create) {
        if (auto ok = addDefaults(change, actor); !ok) return ok;
        if (auto ok = checkOwner(change, actor); !ok) return ok;
    }
    return checkRequired(change);
}

}  // namespace kupets::records
