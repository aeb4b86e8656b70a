#include "common/rules/stages.h"

#include <algorithm>

#include "common/rules/values.h"

namespace kupets::rules {

std::vector<std::string> namesIn(std::string_view text) {
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",; \t\r\n"), text.size());
        if (end > 0) names.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
}

bool isFilled(const Value& value) {
    const auto* tick = std::get_if<bool>(&value);
    return !isBlank(value) && (tick == nullptr || *tick);
}

bool asksToLeave(const Standing& from, const Standing& to) {
    if (to.lost) return false;
    if (to.closed && !from.closed) return true;
    const auto* here = std::get_if<std::int64_t>(&from.position);
    const auto* there = std::get_if<std::int64_t>(&to.position);
    return from.lane == to.lane && here != nullptr && there != nullptr && *there > *here;
}

}  // namespace kupets::rules
