// What one session may do, as a type. There is no way to compile a query or a save without an AccessScope; only
// server/access makes one: for a person from his role, or for the system's own work, as a distinct and audited kind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/base/uuid.h"
#include "common/schema/snapshot.h"

namespace kupets::access {

enum class Action { Read, Create, Update, Delete };

/// Of whose records an action is allowed.
enum class Reach { None, Own, Department, All };

class AccessScope {
public:
    Reach reach(const schema::Entity& entity, Action action) const;
    /// Hidden fields exist for nobody but those who may see them: not in select, filter, sort, group, aggregate,
    /// history.
    bool canRead(const schema::Field& field) const;
    bool canWrite(const schema::Field& field) const;
    /// The users whose records count as within `reach`: oneself for Own, the department's people (and those of the
    /// departments below it) for Department.
    const std::vector<Uuid>& users(Reach reach) const;
    /// Nil among the owners of a record is everybody: it is open to whoever may read any of its entity.
    bool includes(Reach reach, const Uuid& user) const;
    bool isAdministrator() const { return administrator_; }
    /// May take what he may read out as a file.
    bool mayExport() const { return mayExport_; }
    /// Acts for the program itself: migrations, imports' own look-ups, the feed. Not for a request of a person.
    bool isSystem() const { return system_; }
    /// Nil for the system.
    const Uuid& userId() const { return user_; }
    /// Of the user, for expressions that ask for it; what he may see does not follow from it. Nil when he has none.
    const Uuid& departmentId() const { return departmentId_; }
    /// Two scopes with the same key see the same records and fields: for caches.
    const std::string& key() const { return key_; }

private:
    friend class ScopeBuilder;
    AccessScope() = default;
    struct EntityRights {
        Reach read = Reach::None, create = Reach::None, update = Reach::None, remove = Reach::None;
    };
    std::unordered_map<std::string, EntityRights> rights_;
    EntityRights otherwise_;
    std::unordered_set<std::string> hidden_;  // "deal.margin"
    std::unordered_set<std::string> frozen_;  // readable, not writable
    std::vector<Uuid> own_;
    std::vector<Uuid> department_;
    std::unordered_set<Uuid> departmentSet_;
    Uuid user_;
    Uuid departmentId_;
    std::string key_;
    bool administrator_ = false;
    bool mayExport_ = false;
    bool system_ = false;
};

using ScopePtr = std::shared_ptr<const AccessScope>;

}  // namespace kupets::access
