// Tables, joins and rights of one statement. Every table that a statement reads comes from here, narrowed to what the
// scope may see: there is no other way to name one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/access/scope.h"
#include "server/db/database.h"
#include "server/query/dependencies.h"
#include "server/query/sql_expression.h"
#include "server/schema/registry.h"

namespace kupets::query {

/// What all parts of one statement share.
struct Statement {
    Statement(const schema::Catalog& catalog_, const access::AccessScope& scope_) : catalog(catalog_), scope(scope_) {}

    const schema::Catalog& catalog;
    const access::AccessScope& scope;
    db::Params params;
    int aliases = 0;
    std::map<access::Reach, std::string> userLists;  // parameter of each reach in use
    Dependencies dependencies;
    std::string with;  // "WITH … " of what the statement reads beside tables; goes before it

    std::string newAlias() { return "a" + std::to_string(aliases++); }
    /// "$7" after adding the value.
    template <typename T>
    std::string parameter(const T& value) {
        params.add(value);
        return "$" + std::to_string(params.size());
    }
    /// " = $n" or " = ANY($n)": for a single id PostgreSQL keeps one plan, for an array it would plan each time.
    std::string oneOf(std::span<const Uuid> ids);
    /// A condition on `alias` (of `entity`) that holds for what the scope may do `action` with; empty when everything.
    std::string allowed(const schema::Entity& entity, const std::string& alias, access::Action action);

    /// "ARRAY[…]::uuid[]": the users whose record it is, by the entity's owner paths; nulls among them, and nil
    /// where everybody may read it.
    std::string owners(const schema::Entity& entity, const std::string& alias);

private:
    std::string userList(access::Reach reach);
    static bool isListOfOwners(const schema::Entity& entity, std::string_view path);
    std::string ownerColumn(const schema::Entity& entity, const std::string& alias, std::string_view path);
};

class Names final : public SqlNames {
public:
    Names(Statement& statement, const schema::Entity& root);
    Names(Statement& statement, const schema::Entity& root, std::string alias);

    Result<std::string> column(std::span<const schema::Field* const> path, expr::Part part) override;
    Result<std::unique_ptr<SqlChildren>> children(std::span<const schema::Field* const> prefix, const schema::Reverse& reverse) override;

    /// The alias of the table at the end of a chain of references; joined when it is not yet.
    Result<std::string> tableAt(std::span<const schema::Field* const> references);
    const std::string& alias() const { return alias_; }
    const schema::Entity& root() const { return root_; }
    /// "data.x a0 LEFT JOIN …"; `rootRows`: a subquery to read instead of the root's whole table.
    std::string from(const std::string& rootRows = {}) const;
    /// The root's own condition of access; empty when there is none.
    std::string allowed() const { return allowed_; }

private:
    Statement& statement_;
    const schema::Entity& root_;
    std::string alias_;
    std::string allowed_;
    std::map<std::string, std::string> joined_;  // "company.owner" → alias
    std::string joins_;
};

}  // namespace kupets::query
