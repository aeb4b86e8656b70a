// Words with {expressions} in them: "Перезвонить: {contact.name}, {phones}". "{{" is a brace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"

namespace kupets::automation {

struct TemplatePart {
    std::string text;  // words, or an expression
    bool isExpression = false;
    bool operator==(const TemplatePart&) const = default;
};

/// Errors: Syntax with the position in bytes of a brace that is not closed.
Result<std::vector<TemplatePart>> parseTemplate(std::string_view text);

}  // namespace kupets::automation
