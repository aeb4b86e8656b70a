// The tables that a schema needs, less those that are there: what has to be run, and nothing is ever dropped but what
// is derived from other columns (search_text).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/schema/snapshot.h"

namespace kupets::schema {

/// What stands in PostgreSQL's schema `data` now.
struct Existing {
    std::map<std::string, std::map<std::string, std::string>>
        columns;  // table → column → type as format_type() prints it
    std::set<std::string> indexes;
    std::set<std::string> constraints;
    std::map<std::string, std::string> searchDefinitions;  // table → comment of its search_text
};

/// Statements in the order to run them. InvalidValue when a column has another type than its field.
Result<std::vector<std::string>> missingDdl(const Snapshot& snapshot, const Existing& existing);

/// What keeps own fields (of this prefix) that come and go honest: what one left behind holds nobody back (foreign
/// keys, unique indexes), and what comes back finds no references to records that are gone meanwhile. To be run before
/// missingDdl's.
std::vector<std::string> siteDdl(const Snapshot& snapshot, Existing& existing, std::string_view prefix);

/// Only the secondary indexes of one entity: (name, CREATE INDEX …). For bulk loads that build them afterwards.
std::vector<std::pair<std::string, std::string>> secondaryIndexes(const Entity& entity);

/// Columns that make up search_text, as an SQL expression; empty when nothing is searchable. Each word has a space
/// before it.
std::string searchExpression(const Entity& entity);

}  // namespace kupets::schema
