#include "server/db/sqlstate.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace kupets::db {
namespace {

struct Row {
    std::string_view state;  // five characters, or two for a class
    ErrorCode code;
};

constexpr std::array kTable{
    Row{"0A000", ErrorCode::Internal},        Row{"22001", ErrorCode::TooLong},
    Row{"22003", ErrorCode::OutOfRange},      Row{"22008", ErrorCode::OutOfRange},
    Row{"22012", ErrorCode::DivisionByZero},  Row{"22021", ErrorCode::BadEncoding},
    Row{"22P05", ErrorCode::BadEncoding},     Row{"23502", ErrorCode::Required},
    Row{"23503", ErrorCode::BrokenReference},  // or StillReferenced: see errorOf
    Row{"23001", ErrorCode::StillReferenced}, Row{"23505", ErrorCode::AlreadyExists},
    Row{"23514", ErrorCode::InvalidValue},    Row{"23P01", ErrorCode::AlreadyExists},
    Row{"25006", ErrorCode::Unavailable},  // a standby
    Row{"25P03", ErrorCode::Unavailable},  // it took us too long to say anything
    Row{"26000", ErrorCode::Unavailable},  // a stale preparation; the next try prepares anew
    Row{"40001", ErrorCode::Conflict},        Row{"40002", ErrorCode::Conflict},
    Row{"40P01", ErrorCode::Conflict},        Row{"55P03", ErrorCode::Conflict},
    Row{"57014", ErrorCode::Cancelled},       Row{"08", ErrorCode::Unavailable},
    Row{"22", ErrorCode::InvalidValue},       Row{"23", ErrorCode::InvalidValue},
    Row{"28", ErrorCode::Unavailable},        Row{"3D", ErrorCode::Unavailable},
    Row{"40", ErrorCode::Unavailable},        Row{"53", ErrorCode::Unavailable},
    Row{"54", ErrorCode::LimitExceeded},      Row{"57", ErrorCode::Unavailable},
    Row{"58", ErrorCode::Unavailable},
};

std::string_view field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

/// 23503 comes from both ends of a reference, with the same constraint and table: only the words tell which one.
/// The names of the commands stand in them in whatever language PostgreSQL speaks.
bool isStillReferenced(std::string_view message) {
    std::string lower(message);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.find("delete") < lower.find("insert");
}

std::string causeOf(const PGresult* result) {
    std::string cause(field(result, PG_DIAG_SQLSTATE));
    for (const int part : {PG_DIAG_MESSAGE_PRIMARY, PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT, PG_DIAG_CONTEXT}) {
        const std::string_view text = field(result, part).substr(0, 1'000);
        if (!text.empty()) (cause += cause.empty() ? "" : "; ") += text;
    }
    return cause.empty() ? std::string(PQresultErrorMessage(result)) : cause;
}

}  // namespace

ErrorCode codeOfSqlState(std::string_view sqlState) {
    for (const std::string_view key : {sqlState, sqlState.substr(0, 2)}) {
        const auto found = std::ranges::find(kTable, key, &Row::state);
        if (found != kTable.end()) return found->code;
    }
    return ErrorCode::Internal;
}

std::string_view sqlStateOf(const PGresult* result) { return field(result, PG_DIAG_SQLSTATE); }

Error errorOf(const PGresult* result) {
    const std::string_view state = sqlStateOf(result);
    // Without a code it is libpq itself that speaks: the connection is gone.
    Error error(state.empty() ? ErrorCode::Unavailable : codeOfSqlState(state));
    if (state == "23503" && isStillReferenced(field(result, PG_DIAG_MESSAGE_PRIMARY)))
        error.code = ErrorCode::StillReferenced;
    if (isStalePlan(result)) error.code = ErrorCode::Unavailable;
    if (state.starts_with("23")) {
        const std::string_view constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
        error.args.emplace_back(constraint.empty() ? field(result, PG_DIAG_COLUMN_NAME) : constraint);
        error.args.emplace_back(field(result, PG_DIAG_TABLE_NAME));
    }
    error.cause = causeOf(result);
    return error;
}

bool isStalePlan(const PGresult* result) {
    const std::string_view state = sqlStateOf(result);
    if (state == "26000") return true;
    // The routine's name is the same in every language; the message is not.
    return state == "0A000" && field(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery";
}

}  // namespace kupets::db
