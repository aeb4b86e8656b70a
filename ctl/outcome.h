// What a sub-command comes to: nothing to complain about, or words for a person and an exit code for a script.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace kupets::ctl {

enum ExitCode : int {
    kOk = 0,
    kFailed = 1,
    kUsage = 2,
    kNotFound = 3,
    kConflict = 4,
    kNoConnection = 5,
    kForbidden = 6,
};

struct Failure {
    ExitCode code = kFailed;
    std::string message;
};

template <typename T>
using Outcome = std::expected<T, Failure>;

inline std::unexpected<Failure> failed(ExitCode code, std::string message) {
    return std::unexpected(Failure{code, std::move(message)});
}
inline std::unexpected<Failure> misused(std::string message) { return failed(kUsage, std::move(message)); }

/// The language of the person: English when the locale says so (LC_ALL, LC_MESSAGES, LANG), else Russian.
bool speaksRussian();
/// One of the two.
std::string_view say(std::string_view russian, std::string_view english);

/// The server's error in words, its code in brackets.
Failure failureOf(const Error& error);
std::string wordsOf(const Error& error);

}  // namespace kupets::ctl
