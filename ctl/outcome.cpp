#include "ctl/outcome.h"

#include <cstdlib>

#include <fmt/format.h>

#include "common/base/value.h"
#include "common/words/errors.h"

namespace kupets::ctl {

namespace {

ExitCode exitCodeOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::NotFound:
            return kNotFound;
        case ErrorCode::Conflict:
        case ErrorCode::ChangedSince:
        case ErrorCode::AlreadyUndone:
        case ErrorCode::AlreadyExists:
            return kConflict;
        case ErrorCode::NotLoggedIn:
        case ErrorCode::WrongPassword:
        case ErrorCode::SessionExpired:
        case ErrorCode::UserDisabled:
        case ErrorCode::Forbidden:
            return kForbidden;
        default:
            return kFailed;
    }
}

}  // namespace

bool speaksRussian() {
    static const bool russian = [] {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            const char* value = std::getenv(name);
            if (value == nullptr || *value == 0) continue;
            const std::string_view locale(value);
            return !locale.starts_with("en") && locale != "C" && !locale.starts_with("C.") && locale != "POSIX";
        }
        return true;
    }();
    return russian;
}

std::string_view say(std::string_view russian, std::string_view english) { return speaksRussian() ? russian : english; }

std::string wordsOf(const Error& error) {
    const auto language = speaksRussian() ? words::Language::Russian : words::Language::English;
    std::string text = error.fieldPath.empty() ? words::sentence(error, language)
                                               : words::sentenceAbout(error.fieldPath, error, language);
    text.pop_back();  // the full stop: the code follows
    for (const auto& conflict : error.conflicts) {
        text += fmt::format("\n  {}.{}: {} {} / {} {} ({})", conflict.entity, conflict.field, say("было", "was"),
                            toText(conflict.original), say("стало", "is"), toText(conflict.theirs), conflict.changedBy);
    }
    return fmt::format("{} ({})", text, errorCodeName(error.code));
}

Failure failureOf(const Error& error) { return {exitCodeOf(error.code), wordsOf(error)}; }

}  // namespace kupets::ctl
