#include "server/access/scope.h"

#include <algorithm>

#include "server/access/scope_builder.h"

namespace kupets::access {

namespace {

Reach fromProto(v1::Reach reach) {
    switch (reach) {
        case v1::REACH_OWN:
            return Reach::Own;
        case v1::REACH_DEPARTMENT:
            return Reach::Department;
        case v1::REACH_ALL:
            return Reach::All;
        default:
            return Reach::None;
    }
}

template <typename Predicate>
bool anyReach(const v1::RoleDef& role, Predicate holds) {
    return std::ranges::any_of(role.rights(), [&](const v1::EntityRights& r) {
        return holds(r.read()) || holds(r.create()) || holds(r.update()) || holds(r.delete_());
    });
}

/// Scopes with the same key see the same: role, and what its reaches depend on.
std::string keyOf(const v1::RoleDef& role, const Uuid& user, const std::vector<Uuid>& department) {
    std::string key = role.name();
    if (anyReach(role, [](v1::Reach r) { return r == v1::REACH_OWN; })) key += "/" + user.text();
    if (ScopeBuilder::needsDepartment(role)) {
        std::string members;
        for (const Uuid& member : department) members += member.view();
        key += "/" + Uuid::fromName(members).text();
    }
    return key;
}

std::string pathOf(const schema::Field& field) {
    return (field.owner ? field.owner->name() : std::string()) + "." + field.name();
}

}  // namespace

Reach AccessScope::reach(const schema::Entity& entity, Action action) const {
    if (system_) return Reach::All;
    const auto it = rights_.find(entity.name());
    const EntityRights& rights = it == rights_.end() ? otherwise_ : it->second;
    Reach reach = Reach::None;
    switch (action) {
        case Action::Read:
            reach = rights.read;
            break;
        case Action::Create:
            reach = rights.create;
            break;
        case Action::Update:
            reach = rights.update;
            break;
        case Action::Delete:
            reach = rights.remove;
            break;
    }
    if (!entity.isDirectory()) return reach;
    // Nobody owns the records of a directory: everybody reads it unless his role names it otherwise, and "own" or
    // "department" write none.
    if (action == Action::Read) return it != rights_.end() && reach == Reach::None ? Reach::None : Reach::All;
    return reach == Reach::All ? Reach::All : Reach::None;
}

bool AccessScope::canRead(const schema::Field& field) const {
    return system_ || hidden_.empty() || !hidden_.contains(pathOf(field));
}

bool AccessScope::canWrite(const schema::Field& field) const {
    if (system_) return true;
    if (field.system || field.def.read_only()) return false;
    return canRead(field) && (frozen_.empty() || !frozen_.contains(pathOf(field)));
}

const std::vector<Uuid>& AccessScope::users(Reach reach) const {
    static const std::vector<Uuid> nobody;
    if (reach == Reach::Own) return own_;
    if (reach == Reach::Department) return department_;
    return nobody;
}

bool AccessScope::includes(Reach reach, const Uuid& user) const {
    if (user.isNil()) return reach != Reach::None;
    switch (reach) {
        case Reach::None:
            return false;
        case Reach::Own:
            return user == user_;
        case Reach::Department:
            return departmentSet_.contains(user);
        case Reach::All:
            return true;
    }
    return false;
}

bool ScopeBuilder::needsDepartment(const v1::RoleDef& role) {
    return anyReach(role, [](v1::Reach r) { return r == v1::REACH_DEPARTMENT; });
}

ScopePtr ScopeBuilder::forUser(const v1::RoleDef& role, const Uuid& user, std::vector<Uuid> department,
                               const Uuid& departmentId) {
    department.push_back(user);
    std::ranges::sort(department);
    const auto repeated = std::ranges::unique(department);
    department.erase(repeated.begin(), repeated.end());

    std::shared_ptr<AccessScope> scope(new AccessScope());
    for (const v1::EntityRights& r : role.rights()) {
        const AccessScope::EntityRights rights{fromProto(r.read()), fromProto(r.create()), fromProto(r.update()),
                                               fromProto(r.delete_())};
        if (r.entity() == "*")
            scope->otherwise_ = rights;
        else
            scope->rights_[r.entity()] = rights;
    }
    scope->hidden_.insert(role.hidden_fields().begin(), role.hidden_fields().end());
    scope->frozen_.insert(role.frozen_fields().begin(), role.frozen_fields().end());
    scope->administrator_ = role.administrator();
    scope->mayExport_ = role.may_export();
    scope->user_ = user;
    scope->departmentId_ = departmentId;
    scope->own_ = {user};
    scope->key_ = keyOf(role, user, department);
    scope->departmentSet_.insert(department.begin(), department.end());
    scope->department_ = std::move(department);
    return scope;
}

ScopePtr ScopeBuilder::forSystem() {
    std::shared_ptr<AccessScope> scope(new AccessScope());
    scope->otherwise_ = {Reach::All, Reach::All, Reach::All, Reach::All};
    scope->system_ = true;
    scope->key_ = "system";
    return scope;
}

}  // namespace kupets::access
