// Which records a change of many is about, and what it sets in each: found and locked by one statement, so that the set
// is what it was when the change began, and values are computed from records as they were then.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kupets/v1/records.pb.h"
#include "server/db/database.h"
#include "server/query/reader.h"
#include "server/schema/registry.h"

namespace kupets::query {

/// What a field of each record gets: an expression of the record.
struct Computed {
    const schema::Field* field = nullptr;
    schema::ValueType type = schema::ValueType::Text;  // of the expression
    std::size_t column = 0;                            // of the answer
    std::size_t currency = 0;                          // of money: the column of the record's own currency; 0: none
};

struct Selection {
    const schema::Entity* entity = nullptr;
    db::Query query;  // id, then what `computed` says; locks the records, in the order of their ids
    std::vector<Computed> computed;
};

/// The expression as a value of the field: numbers for money and durations, anything for a text. Errors: those of
/// expr::compile, with the field's name.
Result<expr::Typed> compileFor(const schema::Field& field, const std::string& expression);

/// A set by its filter, fragment and favourites; as_of can not be changed (BadRequest).
Result<Selection> compileSelection(const schema::Catalog& catalog, const Reader& reader, const v1::RecordSet& set,
                                   std::span<const std::pair<const schema::Field*, expr::Typed>> expressions);
/// These, as far as they may be read.
Result<Selection> compileSelection(const schema::Catalog& catalog, const Reader& reader, const schema::Entity& entity,
                                   std::span<const Uuid> ids,
                                   std::span<const std::pair<const schema::Field*, expr::Typed>> expressions);

/// A row's value for one field, not yet normalised.
Value computedValue(const db::Rows& rows, std::size_t row, const Computed& computed);

}  // namespace kupets::query
