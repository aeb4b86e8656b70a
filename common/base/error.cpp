#include "common/base/error.h"

#include "common/base/value.h"

namespace kupets {

Error::Error(ErrorCode code_, std::vector<std::string> args_, std::string fieldPath_)
    : code(code_), fieldPath(std::move(fieldPath_)), args(std::move(args_)) {}
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

Error Error::because(std::string why) && {
    cause = std::move(why);
    return std::move(*this);
}

Error Error::within(std::string_view prefix) && {
    fieldPath = fieldPath.empty() ? std::string(prefix) : std::string(prefix) + "." + fieldPath;
    return std::move(*this);
}

std::string_view errorCodeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::Internal:
            return "INTERNAL";
        case ErrorCode::Unavailable:
            return "UNAVAILABLE";
        case ErrorCode::DeadlineExceeded:
            return "DEADLINE_EXCEEDED";
        case ErrorCode::Cancelled:
            return "CANCELLED";
        case ErrorCode::TooManyRequests:
            return "TOO_MANY_REQUESTS";
        case ErrorCode::BadFrame:
            return "BAD_FRAME";
        case ErrorCode::FrameTooLarge:
            return "FRAME_TOO_LARGE";
        case ErrorCode::UnknownMethod:
            return "UNKNOWN_METHOD";
        case ErrorCode::BadRequest:
            return "BAD_REQUEST";
        case ErrorCode::UnsupportedVersion:
            return "UNSUPPORTED_VERSION";
        case ErrorCode::LimitExceeded:
            return "LIMIT_EXCEEDED";
        case ErrorCode::NotLoggedIn:
            return "NOT_LOGGED_IN";
        case ErrorCode::WrongPassword:
            return "WRONG_PASSWORD";
        case ErrorCode::SessionExpired:
            return "SESSION_EXPIRED";
        case ErrorCode::Forbidden:
            return "FORBIDDEN";
        case ErrorCode::WeakPassword:
            return "WEAK_PASSWORD";
        case ErrorCode::UserDisabled:
            return "USER_DISABLED";
        case ErrorCode::UnknownEntity:
            return "UNKNOWN_ENTITY";
        case ErrorCode::UnknownField:
            return "UNKNOWN_FIELD";
        case ErrorCode::NotFound:
            return "NOT_FOUND";
        case ErrorCode::AlreadyExists:
            return "ALREADY_EXISTS";
        case ErrorCode::Conflict:
            return "CONFLICT";
        case ErrorCode::Required:
            return "REQUIRED";
        case ErrorCode::InvalidValue:
            return "INVALID_VALUE";
        case ErrorCode::TooLong:
            return "TOO_LONG";
        case ErrorCode::OutOfRange:
            return "OUT_OF_RANGE";
        case ErrorCode::StillReferenced:
            return "STILL_REFERENCED";
        case ErrorCode::ReadOnly:
            return "READ_ONLY";
        case ErrorCode::BrokenReference:
            return "BROKEN_REFERENCE";
        case ErrorCode::AlreadyUndone:
            return "ALREADY_UNDONE";
        case ErrorCode::ChangedSince:
            return "CHANGED_SINCE";
        case ErrorCode::Duplicate:
            return "DUPLICATE";
        case ErrorCode::CheckFailed:
            return "CHECK_FAILED";
        case ErrorCode::Syntax:
            return "SYNTAX";
        case ErrorCode::UnknownFunction:
            return "UNKNOWN_FUNCTION";
        case ErrorCode::WrongType:
            return "WRONG_TYPE";
        case ErrorCode::WrongArgumentCount:
            return "WRONG_ARGUMENT_COUNT";
        case ErrorCode::DivisionByZero:
            return "DIVISION_BY_ZERO";
        case ErrorCode::BadFile:
            return "BAD_FILE";
        case ErrorCode::BadEncoding:
            return "BAD_ENCODING";
        case ErrorCode::Ambiguous:
            return "AMBIGUOUS";
    }
    return "INTERNAL";
}

std::string describe(const Error& error) {
    std::string line(errorCodeName(error.code));
    if (!error.fieldPath.empty()) line += " at " + error.fieldPath;
    for (const std::string& arg : error.args) line += " [" + arg + "]";
    for (const FieldConflictInfo& conflict : error.conflicts)
        line += " {" + conflict.entity + "." + conflict.field + "}";
    if (!error.cause.empty()) line += ": " + error.cause;
    return line;
}

}  // namespace kupets
