#include "common/text/spelling.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/text/utf8.h"

namespace kupets::text {
namespace {

using Row = std::vector<std::size_t>;

std::u32string codePoints(std::string_view utf8) {
    std::u32string out;
    for (std::size_t at = 0; at < utf8.size();) out += decode(utf8, at);
    return out;
}

}  // namespace

/// The "optimal string alignment" distance, a row of its table at a time.
std::size_t slips(std::string_view a, std::string_view b, std::size_t most) {
    const std::u32string x = codePoints(a);
    const std::u32string y = codePoints(b);
    const std::size_t longer = std::max(x.size(), y.size());
    if (longer - std::min(x.size(), y.size()) > most) return most + 1;
    Row before(y.size() + 1);
    Row above(y.size() + 1);
    Row row(y.size() + 1);
    for (std::size_t j = 0; j <= y.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= x.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= y.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return std::min(above[y.size()], most + 1);
}

}  // namespace kupets::text
