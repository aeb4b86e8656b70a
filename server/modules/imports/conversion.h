// What a cell's text goes through before it is read as a value.
#pragma once

#include <string_view>

#include "server/modules/imports/mapping.h"

namespace kupets::imports {

/// `format` holds for what the column does not say itself. Errors: InvalidValue, LimitExceeded ("aliases", limit).
Result<Conversion> conversionOf(const v1::ImportConversion& told, const v1::CsvFormat& format);

/// The part of a cell that the conversion takes: "Иванов" of "Иванов Иван, директор" for the last name. Empty when
/// there is none.
std::string_view takenPart(const Conversion& conversion, std::string_view text);

}  // namespace kupets::imports
