#include "server/automation/template.h"

namespace kupets::automation {

namespace {

/// The brace that closes what begins at `at`; quotes within keep theirs.
std::size_t closing(std::string_view text, std::size_t at) {
    bool quoted = false;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == '}' && !quoted) return i;
    }
    return std::string_view::npos;
}

}  // namespace

Result<std::vector<TemplatePart>> parseTemplate(std::string_view text) {
    std::vector<TemplatePart> parts;
    std::string words;
    const auto flush = [&] {
        if (!words.empty()) parts.push_back({std::exchange(words, {}), false});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool twice = i + 1 < text.size() && text[i + 1] == text[i];
        if ((text[i] == '{' || text[i] == '}') && twice) {
            words += text[i++];
            continue;
        }
        if (text[i] != '{') {
            words += text[i];
            continue;
        }
        const std::size_t end = closing(text, i + 1);
        if (end == std::string_view::npos) return fail(ErrorCode::Syntax, {"}", std::to_string(i)});
        flush();
        parts.push_back({std::string(text.substr(i + 1, end - i - 1)), true});
        i = end;
    }
    flush();
    return parts;
}

}  // namespace kupets::automation
