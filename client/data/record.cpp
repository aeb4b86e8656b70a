#include "client/data/record.h"

namespace kupets::data {

const Cell& Record::cell(std::string_view path) const {
    static const Cell kNothing;
    const auto found = cells.find(path);
    return found == cells.end() ? kNothing : found->second;
}

}  // namespace kupets::data
