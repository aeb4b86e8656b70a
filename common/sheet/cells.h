// The text of a cell as people and spreadsheets write it, read as a value. Nothing is guessed beyond what a person
// would read there: what is not clearly of the type is refused. Blanks around the text do not matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/decimal.h"
#include "common/base/time.h"
#include "common/base/value.h"
#include "common/sheet/guess.h"

namespace kupets::sheet {

/// Without spaces, tabs and no-break spaces at both ends.
std::string_view trim(std::string_view text);

/// "1 234,50", "1'234.50", "-12", "−12", "(12,00)" as accountants write a negative; blanks of every kind group digits,
/// and so does the separator that is not the decimal one, when its groups have three digits. No exponents: a
/// spreadsheet that wrote 7,70708E+11 has lost the rest.
std::optional<Decimal> parseDecimal(std::string_view text, char decimalSeparator);
/// A decimal without a fraction.
std::optional<std::int64_t> parseInteger(std::string_view text, char decimalSeparator);
/// "12,5 %" and "12,5" alike.
std::optional<Decimal> parsePercent(std::string_view text, char decimalSeparator);
/// With ₽, руб., р., $, €, or an ISO code before or behind; without one: `currency`.
std::optional<Money> parseMoney(std::string_view text, char decimalSeparator, std::string_view currency);
/// да/нет, yes/no, true/false, истина/ложь, 1/0, +/-, д/н, y/n; any case.
std::optional<bool> parseBoolean(std::string_view text);
/// 21.11.2026, 21-11-26, 2026-11-21, 21/11/2026, "21 ноября 2026 г.", "21 Nov 2026"; a time behind it is left out.
/// Years of two digits: 00–69 are 2000–2069.
std::optional<Date> parseDate(std::string_view text, DateOrder order);
/// A date, and a time when there is one: "21.11.2026 10:30", "2026-11-21T10:30:00.5+03:00". Without an offset it is the
/// time of the place where this runs.
std::optional<Timestamp> parseTimestamp(std::string_view text, DateOrder order);
/// "1:30:00", "1:30" (hours and minutes), "90" (seconds), "1 ч 30 мин", "2h", "45 min".
std::optional<Duration> parseDuration(std::string_view text);

/// Lower case for ASCII and Russian letters; the rest stays.
std::string lowerCase(std::string_view text);

}  // namespace kupets::sheet
