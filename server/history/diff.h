// What one change did to one record, by column, in PostgreSQL's own text; and its form in kupets.change.diff.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/value.h"
#include "common/schema/snapshot.h"

namespace kupets::history {

struct ColumnDiff {
    std::string column;
    std::optional<std::string> before;
    std::optional<std::string> after;
};
using Diff = std::vector<ColumnDiff>;

/// Of an update: {"column": [before, after], …}.
std::string updateJson(const Diff& diff);
/// Of a deletion: {"column": before, …}, nulls left out.
std::string deletionJson(const Diff& diff);
/// Either form; empty when the text is neither.
Diff parseDiff(std::string_view json);

/// The same by field: companion columns joined to theirs. Columns that are no fields any more are left out.
struct FieldChange {
    const schema::Field* field = nullptr;
    Value before;
    Value after;
};
std::vector<FieldChange> byField(const schema::Entity& entity, const Diff& diff);

}  // namespace kupets::history
