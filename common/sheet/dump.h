// What a reader sees, as lines of JSON: for `kupetsctl sheet` and for tests.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/sheet/book.h"

namespace kupets::sheet {

/// {"format":"xlsx","sheets":[{"name":"Клиенты"},{"name":"Старое","hidden":true}]}, of CSV also "delimiter" and
/// "encoding".
std::string dumpBook(const Book& book);
/// {"row":2,"cells":{"A":["text","ООО «Ромашка»"],"C":["number","0.125","percent"]}}; "hidden":true, "ragged":true and
/// "bad_encoding":true where it is so. Behind the text of a cell: "formula", "percent", the currency.
std::string dumpRow(const Row& row);
/// {"error":"BAD_FILE","args":["protected"]}
std::string dumpError(const Error& error);

/// All of it, or one sheet, line by line; an error is the last line. False from `line` ends it.
using DumpLine = std::function<bool(std::string line)>;
/// {"sheet":"Клиенты","header":1} before the rows of each. Returns the first error.
Result<void> dumpSheet(Book& book, std::size_t sheet, const DumpLine& line);

}  // namespace kupets::sheet
