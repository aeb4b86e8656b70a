// The schema as everybody reads it: an immutable, versioned snapshot built from EntityDefs. Server and client hold the same
// class; a change makes a new snapshot, readers of the old one keep it alive by shared_ptr. Thread-safe: nothing changes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/base/error.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::schema {

class Entity;

/// What a value of a field is when it is computed with; several field types share one.
enum class ValueType { Boolean, Integer, Decimal, Text, Date, Timestamp, Duration, Reference, Money, BankAccount, Texts, References };

/// The value type of every field type but FORMULA, whose type is that of its expression (kupets::expr::check tells).
ValueType valueTypeOf(v1::FieldType type);

/// One field of an entity, its own or one of the system's (id, version, created_at, created_by, updated_at, updated_by).
struct Field {
    v1::FieldDef def;
    const Entity* owner = nullptr;
    const Entity* target = nullptr;  // of references and users
    bool system = false;
    std::size_t storedIndex = 0;     // of its column among Entity::storedColumns(); the companion stands behind it

    const std::string& name() const { return def.name(); }
    v1::FieldType type() const { return def.type(); }
    bool isReference() const { return target != nullptr && def.type() != v1::REFERENCES; }
    bool isFormula() const { return def.type() == v1::FORMULA; }
    /// Has a column of its own in the table and may stand in a RecordChange.
    bool isStored() const { return !isFormula() && def.name() != "id" && def.name() != "version"; }
    /// The second column of compound types: "amount_currency", "account_bic"; empty for others.
    std::string companionColumn() const;
};

/// The other direction of a reference: company.deals, from deal.company.
struct Reverse {
    std::string name;
    const Entity* child = nullptr;
    const Field* field = nullptr;  // of the child, points back
};

class Entity {
public:
    const std::string& name() const { return def_.name(); }
    const v1::EntityDef& def() const { return def_; }
    /// Own fields in the file's order, then the system's.
    const std::vector<std::unique_ptr<Field>>& fields() const { return fields_; }
    const std::vector<Reverse>& reverses() const { return reverses_; }
    /// The columns of all stored fields in the fields' order, companions behind theirs.
    const std::vector<std::string>& storedColumns() const { return storedColumns_; }
    /// Null when there is none of this name.
    const Field* field(std::string_view name) const;
    const Reverse* reverse(std::string_view name) const;
    const Field& titleField() const { return *titleField_; }
    bool isDirectory() const { return def_.access().owner_paths().empty(); }

private:
    friend class Snapshot;
    v1::EntityDef def_;
    std::vector<std::unique_ptr<Field>> fields_;
    std::vector<Reverse> reverses_;
    std::vector<std::string> storedColumns_;
    std::unordered_map<std::string_view, const Field*> byName_;
    const Field* titleField_ = nullptr;
};

class Snapshot {
public:
    /// Checks the whole: names, targets, titles, choices, layouts, owner paths. Errors name "company.parent" and what is
    /// wrong with it (InvalidValue). Formulas are checked by kupets::expr::checkSchema.
    static Result<std::shared_ptr<const Snapshot>> build(std::vector<v1::EntityDef> defs, std::uint64_t version);

    std::uint64_t version() const { return version_; }
    /// Null when there is none of this name.
    const Entity* entity(std::string_view name) const;
    const std::vector<std::unique_ptr<Entity>>& entities() const { return entities_; }

private:
    std::uint64_t version_ = 0;
    std::vector<std::unique_ptr<Entity>> entities_;
    std::unordered_map<std::string_view, const Entity*> byName_;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Parses one file in Protobuf's text format. Errors: BadFile with name, line and reason.
Result<v1::EntityDef> parseEntityDef(std::string_view fileName, std::string_view text);

}  // namespace kupets::schema
