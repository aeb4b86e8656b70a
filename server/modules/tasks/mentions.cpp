#include "server/modules/tasks/mentions.h"

#include <algorithm>

namespace kupets::tasks {
namespace {

/// A letter or a digit goes on: any byte of a longer UTF-8 sequence counts as one.
bool goesOn(std::string_view rest) {
    if (rest.empty()) return false;
    const auto byte = static_cast<unsigned char>(rest.front());
    const bool ascii = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    // Cyrillic letters; not quotes, dashes and other signs of three bytes.
    return ascii || byte == 0xD0 || byte == 0xD1;
}

}  // namespace

std::vector<Uuid> mentionedIn(std::string_view text, std::span<const Person> people) {
    std::vector<Uuid> found;
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        const std::string_view rest = text.substr(at + 1);
        const Person* best = nullptr;
        for (const Person& person : people) {
            if (person.name.empty() || !rest.starts_with(person.name) || goesOn(rest.substr(person.name.size())))
                continue;
            if (best == nullptr || person.name.size() > best->name.size()) best = &person;
        }
        if (best != nullptr && std::ranges::find(found, best->id) == found.end()) found.push_back(best->id);
    }
    return found;
}

}  // namespace kupets::tasks
