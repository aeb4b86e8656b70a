// The names of a table's columns, as people and requests call them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/sheet/book.h"

namespace kupets::sheet {

/// One name a cell: its text in one line; "C" for the third when it has none; the second "Телефон" is "Телефон (2)".
std::vector<std::string> headersOf(std::span<const Cell> cells);

}  // namespace kupets::sheet
