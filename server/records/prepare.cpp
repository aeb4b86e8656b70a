// The stages that need no database: rights on fields, rules of values (common/rules), defaults.
#include <algorithm>

#include "common/expr/check.h"
#include "common/rules/values.h"
#include "server/records/prepared.h"

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

/// Fields that must be filled and are not.
std::vector<const Field*> missing(const Change& change) {
    std::vector<const Field*> out;
    for (const auto& field : change.entity->fields()) {
        if (!field->def.required()) continue;
        const auto given =
            std::ranges::find_if(change.fields, [&](const auto& item) { return item.first == field.get(); });
        const bool absent = given == change.fields.end() ? change.kind == Kind::Create : isNull(given->second);
        if (absent) out.push_back(field.get());
    }
    return out;
}

/// Whether the program's own fields may be brought.
bool keepsOwn(const Actor& actor, Origin origin) {
    const access::AccessScope& scope = *actor.reader.scope;
    return scope.isSystem() || (origin == Origin::Import && scope.isAdministrator());
}

Result<void> checkField(const Field& field, const schema::Entity& entity, const access::AccessScope& scope,
                        bool keeps) {
    if (!scope.canRead(field)) return fail(ErrorCode::UnknownField, {field.name(), entity.name()}, field.name());
    const bool own = !field.isStored() || field.system || field.type() == v1::AUTO_NUMBER;
    if (own || (field.def.read_only() ? !keeps : !scope.canWrite(field)))
        return fail(ErrorCode::ReadOnly, {}, field.name());
    return {};
}

void partFormsOf(Change& change, const access::AccessScope& scope, bool keeps) {
    auto parted = rules::partForms(change.fields, [&](const Field& form) {
        return form.def.read_only() ? keeps : scope.canRead(form) && scope.canWrite(form);
    });
    if (!parted.empty()) change.parted = std::move(parted);
}

}  // namespace

Result<void> prepare(Change& change, const Actor& actor, Origin origin) {
    if (change.kind == Kind::Delete) return {};
    const access::AccessScope& scope = *actor.reader.scope;
    const bool keeps = keepsOwn(actor, origin);
    std::vector<const Field*> seen;
    for (auto& [field, value] : change.fields) {
        if (auto may = checkField(*field, *change.entity, scope, keeps); !may) return may;
        if (std::ranges::find(seen, field) != seen.end())
            return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
        seen.push_back(field);
        auto normal = rules::normalise(*field, value);
        if (!normal) return std::unexpected(std::move(normal.error()));
        value = std::move(*normal);
    }
    partFormsOf(change, scope, keeps);
    if (change.kind == Kind::Create) {
        if (auto ok = addDefaults(change, actor); !ok) return ok;
        if (auto ok = checkOwner(change, actor); !ok) return ok;
    }
    if (const auto absent = missing(change); !absent.empty())
        return fail(ErrorCode::Required, {}, absent.front()->name());
    return {};
}

Prepared::Prepared(const Actor& actor, Origin origin, Kind kind, const schema::Entity& entity)
    : actor_(&actor), origin_(origin) {
    change_.kind = kind;
    change_.entity = &entity;
}

const Value* Prepared::value(const Field& field) const {
    const auto found = std::ranges::find(change_.fields, &field, [](const auto& item) { return item.first; });
    return found == change_.fields.end() ? nullptr : &found->second;
}

void Prepared::setKind(Kind kind) {
    finished_ = finished_ && kind == change_.kind;
    change_.kind = kind;
}

void Prepared::set(const Field& field, Value value) {
    finished_ = false;
    const auto found = std::ranges::find(change_.fields, &field, [](const auto& item) { return item.first; });
    if (found == change_.fields.end())
        change_.fields.emplace_back(&field, std::move(value));
    else
        found->second = std::move(value);
}

Result<void> Prepared::put(const Field& field, const Value& value) {
    auto may = checkField(field, *change_.entity, *actor_->reader.scope, keepsOwn(*actor_, origin_));
    if (!may) return may;
    auto normal = rules::normalise(field, value);
    if (!normal) return std::unexpected(std::move(normal.error()));
    set(field, std::move(*normal));
    return {};
}

void Prepared::take(const Field& field, const Prepared& from) {
    if (const Value* value = from.value(field)) set(field, *value);
}

void Prepared::partForms() { partFormsOf(change_, *actor_->reader.scope, keepsOwn(*actor_, origin_)); }

std::vector<Error> Prepared::finish() {
    if (finished_) return {};
    partForms();
    std::vector<Error> wrong;
    if (change_.kind == Kind::Create) {
        if (auto ok = addDefaults(change_, *actor_); !ok) wrong.push_back(std::move(ok.error()));
        if (auto ok = checkOwner(change_, *actor_); !ok) wrong.push_back(std::move(ok.error()));
    }
    for (const Field* field : missing(change_))
        wrong.emplace_back(ErrorCode::Required, std::vector<std::string>{}, field->name());
    finished_ = wrong.empty();
    return wrong;
}

Result<Change> Prepared::changeFor(const Actor& actor, Origin origin) const {
    Change change = change_;
    const bool same = finished_ && origin == origin_ && actor.id == actor_->id &&
                      actor.reader.scope.get() == actor_->reader.scope.get();
    if (same) return change;
    if (auto fine = prepare(change, actor, origin); !fine) return std::unexpected(std::move(fine.error()));
    return change;
}

}  // namespace kupets::records
