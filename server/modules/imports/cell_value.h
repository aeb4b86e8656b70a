// The text of a cell → the value of a field.
#pragma once

#include <string_view>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"
#include "common/sheet/book.h"
#include "common/sheet/guess.h"

namespace kupets::imports {

/// What the file does not say of each cell.
struct CellFormat {
    sheet::DateOrder dateOrder = sheet::DateOrder::Dmy;
    char decimalSeparator = '.';
    std::string phoneCountry;  // of numbers without a country code; empty: Russia
};

/// Of any field but references; the cell is not empty. What the book says of a cell (it is a date, a number) goes
/// before what its text looks like. Choices by their value or label. The gate makes the normal form. Errors:
/// InvalidValue (value, what is expected).
Result<Value> cellValue(const schema::Field& field, const sheet::Cell& cell, const CellFormat& format);
/// The same of a text that somebody typed.
Result<Value> cellValue(const schema::Field& field, std::string_view text, const CellFormat& format);

/// "a; b, c" → its items, for cells that hold several things.
std::vector<std::string> cellItems(std::string_view text);

/// Which votes a field's cells may take part in.
bool holdsDates(const schema::Field& field);
bool holdsFractions(const schema::Field& field);
/// A value of one column that can be looked up by equality: texts, numbers, dates, references, ids.
bool isKey(const schema::Field& field);
/// The same text for equal values, whatever their scale.
std::string keyText(const Value& value);

}  // namespace kupets::imports
