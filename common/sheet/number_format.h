// Numbers of spreadsheets as texts: what a number format makes of them, dates among them.
#pragma once

#include <string>
#include <string_view>

#include "common/sheet/book.h"

namespace kupets::sheet {

/// What a number format says of the values it shows.
struct NumberFormat {
    bool date = false;
    bool time = false;
    bool elapsed = false;  // [h]:mm: hours go on above 23
    bool percent = false;
    std::string_view currency;  // a constant: "RUB"
};

/// By its code: "[$-419]d mmm yyyy;@", "0.00%", "#,##0.00 [$₽-419]" (ECMA-376 part 1, 18.8.31). The first section
/// decides.
NumberFormat numberFormat(std::string_view code);
/// One of the numbers that have no code in the file (18.8.30).
NumberFormat builtInFormat(unsigned id);
/// "RUB" for "₽", "р.", "руб", "RUB"; empty for what is not known.
std::string_view currencyOf(std::string_view symbol);

/// A number as files write it ("7.7E+11", "1.1000000000000001") as a plain decimal; above 15 significant digits rounded
/// to these as Excel shows it, unless it is whole and written out. False: not a number.
bool plainNumber(std::string_view text, std::string& out);

/// Days since the epoch of the 1900 or the 1904 system under a format of dates or times: Date, DateTime or Time with
/// its text. Number when the calendar has no such day.
CellKind serialText(double serial, const NumberFormat& format, bool date1904, std::string& out);

}  // namespace kupets::sheet
