// Which fields of which entities an answer depends on, so that a change tells whether what is remembered of it still
// holds.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "server/schema/registry.h"

namespace kupets::query {

class Dependencies {
public:
    /// Records of it that come and go.
    void rows(const schema::Entity& entity) { fields_[entity.name()]; }
    void field(const schema::Field& field);
    /// Whatever changes in it.
    void all(const schema::Entity& entity) { whole_.insert(entity.name()); }

    /// `updated`: the fields that an update changed; nothing for records that came or went, and when it is not known.
    bool touchedBy(const std::string& entity, const std::optional<std::span<const std::string>>& updated) const;

private:
    std::map<std::string, std::set<std::string>> fields_;  // by entity
    std::set<std::string> whole_;
};

}  // namespace kupets::query
