// How fields lie in PostgreSQL: names, types, and values as PostgreSQL's own text (in which the history remembers them
// too).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/value.h"
#include "common/schema/snapshot.h"

namespace kupets::schema {

/// A name of the schema as SQL. Names are lower_snake (Snapshot::build holds that), so that quoting is all they need.
std::string ident(std::string_view name);
/// data."deal"
std::string tableOf(const Entity& entity);

/// "text COLLATE …", "numeric" …; of the companion column "text".
std::string columnType(const Field& field);
/// PostgreSQL's name of a type: "text", "uuid[]" …
std::string_view sqlType(ValueType type);
/// What a parameter is cast to: "text", "uuid[]" …
std::string castType(const Field& field);

/// A field's cells: its column and, of compound types, the companion.
using Cells = std::array<std::optional<std::string>, 2>;
Cells toCells(const Field& field, const Value& value);
/// Null where the cell is null or not what the type promises (then the database was changed by hand).
Value fromCells(const Field& field, std::optional<std::string_view> cell, std::optional<std::string_view> companion);

}  // namespace kupets::schema
