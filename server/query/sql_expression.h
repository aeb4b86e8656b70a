// A typed expression as SQL. Literals and the context's values become parameters with a cast; of the text only names
// that SqlNames gave come from outside this file. The SQL never fails on data: what can not be computed is NULL, as in
// memory.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "common/base/error.h"
#include "common/expr/check.h"
#include "common/expr/evaluate.h"
#include "server/db/database.h"

namespace kupets::query {

class SqlChildren;

/// What the planner of queries knows: how tables are called and joined, and what the reader may see.
class SqlNames {
public:
    virtual ~SqlNames() = default;
    /// The qualified, quoted column of the path's last field (or its companion: currency, BIC); joins what it walks
    /// through. Forbidden or UnknownField for a field that the reader may not see.
    virtual Result<std::string> column(std::span<const schema::Field* const> path, expr::Part part) = 0;
    /// Opens a subquery over the children of the record at the end of `prefix`.
    virtual Result<std::unique_ptr<SqlChildren>> children(std::span<const schema::Field* const> prefix,
                                                          const schema::Reverse& reverse) = 0;
};

/// One correlated subquery: first names() is asked for columns, then from() once.
class SqlChildren {
public:
    virtual ~SqlChildren() = default;
    virtual SqlNames& names() = 0;
    /// "FROM … WHERE …", tied to the parent and narrowed to what the reader may see; more conditions follow with AND.
    virtual Result<std::string> from() = 0;
};

/// An SQL expression, in brackets where it needs them. Types: Integer and Duration int8, Decimal and Money numeric,
/// Text and BankAccount text, Reference uuid, the others by their name. Texts that are computed have the collation of
/// text columns.
Result<std::string> toSql(const expr::Typed& expression, SqlNames& names, db::Params& params,
                          const expr::EvaluationContext& context);

}  // namespace kupets::query
