// Text → tokens; a part of parse().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"

namespace kupets::expr {

enum class TokenKind : std::uint8_t { Name, QuotedName, Number, Text, Symbol, End };

struct Token {
    TokenKind kind;
    std::string text;        // of texts: what is between the quotes; of symbols: "<>" also for "!="
    std::uint32_t position;  // in characters
};

/// Ends with an End token. Errors as parse().
Result<std::vector<Token>> tokenize(std::string_view utf8);

}  // namespace kupets::expr
