// A file that travels inside the program; cmake/embed.cmake makes lists of them.
#pragma once

#include <span>
#include <string_view>

namespace kupets {

struct EmbeddedFile {
    std::string_view name;
    std::string_view text;
};

}  // namespace kupets
