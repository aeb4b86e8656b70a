// The names of a file's columns: told apart, compared, and remembered. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kupets::mapping {

/// As sheet::headersOf, of texts that outlived their cells: each one different: the second "Телефон" is "Телефон (2)"; a column without a name is called by its letter, "A".
std::vector<std::string> distinctHeaders(const std::vector<std::string>& cells);
/// For comparisons: folded, only letters and digits, single spaces: "Sales_Agent" → "sales agent", "Тел. (моб.)" → "тел
/// моб".
std::string plainHeader(std::string_view header);
/// Equal for files with the same columns, in any order and case.
std::string signatureOf(const std::vector<std::string>& headers);

}  // namespace kupets::mapping
