// Code points of UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kupets::text {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point at `at`, which moves behind it. An invalid byte gives kReplacement and moves by one.
char32_t decode(std::string_view utf8, std::size_t& at);
void append(std::string& utf8, char32_t c);

}  // namespace kupets::text
