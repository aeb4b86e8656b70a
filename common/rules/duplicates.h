// Whether two records are the same thing twice, by the rules of their entity (EntityDef.duplicate_rules). What is
// compared is taken from a record once; comparing needs no database. Immutable; any thread. The schema outlives it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"
#include "common/text/likeness.h"

namespace kupets::rules {

/// Names of one field agree from here on.
inline constexpr unsigned kAlike = 80;

class Duplicates {
public:
    struct Key {
        const schema::Field* field = nullptr;
        v1::DuplicateKey::Likeness likeness = v1::DuplicateKey::EXACT;
        bool blankAgrees = false;
        std::size_t feature = 0;  // of a Record
    };
    struct Rule {
        const v1::DuplicateRule* def = nullptr;
        std::vector<Key> keys;
        bool covered = false;  // whatever it finds, stands in the blocks of another rule as well
        bool forbids() const { return def->action() == v1::DuplicateRule::FORBID; }
    };
    /// What one key compares: normal forms, sorted, or a name.
    struct Feature {
        Texts exact;
        text::Name name;
        bool blank() const { return exact.empty() && name.blank(); }
    };
    using Record = std::vector<Feature>;
    struct Match {
        unsigned confidence = 0;  // percent
        const Rule* rule = nullptr;
        Texts fields;  // that agree, by any rule
        bool forbidden = false;
    };
    enum class Which { All, Forbidding };

    /// Rules that are not off. `without`: fields that do not exist for whoever asks; their rules are left out.
    explicit Duplicates(const schema::Entity& entity, Which which = Which::All,
                        std::span<const schema::Field* const> without = {});

    const schema::Entity& entity() const { return *entity_; }
    const std::vector<Rule>& rules() const { return rules_; }
    bool empty() const { return rules_.empty(); }
    /// Whose values a Record is made of, in this order.
    const std::vector<const schema::Field*>& fields() const { return fields_; }
    Record record(std::span<const Value> values) const;

    /// By the rule that is surest. `least`: percent, less is none.
    std::optional<Match> compare(const Record& a, const Record& b, unsigned least = 0) const;
    /// Records that compare() finds have one of these in common, but for a few names with two slips.
    void blocks(const Record& record, std::vector<std::uint64_t>& out) const;
    /// The hashes of the values of exact keys: two records of one exact key have one in common.
    void exactKeys(const Record& record, std::vector<std::uint64_t>& out) const;

private:
    void markCovered();
    std::optional<unsigned> agree(const Rule& rule, const Record& a, const Record& b, Texts& fields) const;

    const schema::Entity* entity_;
    std::vector<Rule> rules_;
    std::vector<const schema::Field*> fields_;
    struct Source {
        std::size_t field = 0;  // of fields_
        v1::DuplicateKey::Likeness likeness = v1::DuplicateKey::EXACT;
    };
    std::vector<Source> sources_;  // of the features
};

/// Normal forms in which values of a field are compared exactly; none for a blank.
Texts exactForms(const schema::Field& field, const Value& value);

/// A rule as an administrator writes it. InvalidValue {where, what}.
Result<void> checkDuplicateRule(const v1::EntityDef& entity, const v1::DuplicateRule& rule);

}  // namespace kupets::rules
