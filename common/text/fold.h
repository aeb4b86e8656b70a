// Texts as people compare and search them. All functions take and give UTF-8 and never fail: invalid bytes become
// U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kupets::text {

/// Lower case and ё→е: the twin of the SQL function kupets.fold(text).
std::string fold(std::string_view utf8);
/// Full case mapping by Unicode, Russian rules: the twin of SQL's lower() and upper() with the collation "ru-RU-x-icu".
std::string lower(std::string_view utf8);
std::string upper(std::string_view utf8);

/// The same keys on the other keyboard layout: "ghbdtn" → "привет", "руддщ" → "hello". Letters of both layouts are
/// swapped, each by its own side; everything else stays.
std::string swapLayout(std::string_view utf8);

/// Only the digits: "8 (916) 123" → "8916123".
std::string digitsOf(std::string_view utf8);

/// Without white space at both ends and with single spaces inside; no-break spaces and tabs count as spaces.
std::string tidy(std::string_view utf8);

/// The number of code points.
std::size_t length(std::string_view utf8);
/// `count` code points from `start` (0-based); less where the text ends.
std::string_view slice(std::string_view utf8, std::size_t start, std::size_t count);
bool isValidUtf8(std::string_view bytes);

}  // namespace kupets::text
