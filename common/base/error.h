// Expected failures are values: Result<T> carries either a T or an Error. The server sends the code and its arguments, the
// client makes the words. Exceptions mean bugs.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kupets {

/// The same numbers and meanings as kupets.v1.ErrorCode (proto/kupets/v1/error.proto says what each means and its arguments).
enum class ErrorCode : std::uint32_t {
    Internal = 1,
    Unavailable = 2,
    DeadlineExceeded = 3,
    Cancelled = 4,
    TooManyRequests = 5,
    BadFrame = 6,
    FrameTooLarge = 7,
    UnknownMethod = 8,
    BadRequest = 9,
    UnsupportedVersion = 10,
    LimitExceeded = 11,

    NotLoggedIn = 20,
    WrongPassword = 21,
    SessionExpired = 22,
    Forbidden = 23,
    WeakPassword = 24,
    UserDisabled = 25,

    UnknownEntity = 40,
    UnknownField = 41,
    NotFound = 42,
    AlreadyExists = 43,
    Conflict = 44,
    Required = 45,
    InvalidValue = 46,
    TooLong = 47,
    OutOfRange = 48,
    StillReferenced = 49,
    ReadOnly = 50,
    BrokenReference = 51,
    AlreadyUndone = 52,
    ChangedSince = 53,
    Duplicate = 54,
    CheckFailed = 55,

    Syntax = 60,
    UnknownFunction = 61,
    WrongType = 62,
    WrongArgumentCount = 63,
    DivisionByZero = 64,

    BadFile = 80,
    BadEncoding = 81,
    Ambiguous = 82,
};

/// The code's name in the contract without its prefix: "NOT_FOUND". For logs and for programs that read kupetsctl's output.
std::string_view errorCodeName(ErrorCode code);

struct FieldConflictInfo;

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string fieldPath;          // "changes[0].amount"; empty when no field is to blame
    std::vector<std::string> args;  // what the code's comment in error.proto promises
    std::string cause;              // for the server's log only, never sent to a client
    std::vector<FieldConflictInfo> conflicts;

    Error() = default;
    explicit Error(ErrorCode code_, std::vector<std::string> args_ = {}, std::string fieldPath_ = {});
    Error(const Error&);
    Error(Error&&) noexcept;
    Error& operator=(const Error&);
    Error& operator=(Error&&) noexcept;
    ~Error();

    /// The same error with a cause for the log.
    Error because(std::string why) &&;
    /// The same error with `prefix` before its field path: "changes[3]" + "amount" = "changes[3].amount".
    Error within(std::string_view prefix) &&;
};

template <typename T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::Required, {}, "name");`
inline std::unexpected<Error> fail(ErrorCode code, std::vector<std::string> args = {}, std::string fieldPath = {}) {
    return std::unexpected(Error(code, std::move(args), std::move(fieldPath)));
}

/// A line for logs and developers; users see the client's words.
std::string describe(const Error& error);

}  // namespace kupets
