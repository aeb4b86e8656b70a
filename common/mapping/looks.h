// What the cells of a column look like, whatever it is called. Pure functions, any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/sheet/book.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::mapping {

/// A cell that outlives its row.
struct Sample {
    sheet::CellKind kind = sheet::CellKind::Empty;
    bool percent = false;
    std::string currency = {};
    std::string text = {};
};
Sample sampleOf(const sheet::Cell& cell);

enum class Looks {
    Empty,
    Text,
    LongText,
    Phone,
    Email,
    Url,
    Inn,
    Ogrn,
    Date,
    DateTime,
    Money,
    Integer,
    Decimal,
    Percent,
    Boolean,
    PersonName,
    CompanyName
};

/// By most of the cells that are not empty; some broken ones are usual.
Looks looksOf(std::span<const Sample> cells);
/// The type of a field that could take the column; choices when few values repeat.
v1::FieldType typeFor(std::span<const Sample> cells);
/// Different texts of the cells, in the order in which they come; at most `most`.
std::vector<std::string> distinctTexts(std::span<const Sample> cells, std::size_t most);

}  // namespace kupets::mapping
