#include "server/db/literals.h"

#include <charconv>
#include <memory>

namespace kupets::db {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNamePart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The end of what is quoted by `quote`; a doubled quote simply begins the next piece. In an E'' string \' does not end
/// it.
std::size_t endOfQuoted(std::string_view sql, std::size_t begin, bool backslashes) {
    const char quote = sql[begin];
    for (std::size_t i = begin + 1; i < sql.size(); ++i) {
        if (backslashes && sql[i] == '\\') {
            ++i;
        } else if (sql[i] == quote) {
            return i + 1;
        }
    }
    return sql.size();
}

/// Block comments nest.
std::size_t endOfComment(std::string_view sql, std::size_t begin) {
    int depth = 0;
    for (std::size_t i = begin; i + 1 < sql.size(); ++i) {
        if (sql[i] == '/' && sql[i + 1] == '*') {
            ++depth, ++i;
        } else if (sql[i] == '*' && sql[i + 1] == '/') {
            ++i;
            if (--depth == 0) return i + 1;
        }
    }
    return sql.size();
}

/// $tag$ … $tag$; just the dollar when it begins no dollar quote.
std::size_t endOfDollarQuote(std::string_view sql, std::size_t begin) {
    std::size_t tagEnd = begin + 1;
    while (tagEnd < sql.size() && isNamePart(sql[tagEnd])) ++tagEnd;
    if (tagEnd >= sql.size() || sql[tagEnd] != '$') return begin + 1;
    const std::string_view tag = sql.substr(begin, tagEnd + 1 - begin);
    const std::size_t close = sql.find(tag, tagEnd + 1);
    return close == std::string_view::npos ? sql.size() : close + tag.size();
}

std::size_t endOfToken(std::string_view sql, std::size_t begin) {
    const char c = sql[begin];
    const std::string_view two = sql.substr(begin, 2);
    if (two == "--") return std::min(sql.find('\n', begin), sql.size());
    if (two == "/*") return endOfComment(sql, begin);
    if (c == '$') return endOfDollarQuote(sql, begin);
    if (c == '\'' || c == '"') return endOfQuoted(sql, begin, false);
    if ((c == 'e' || c == 'E') && two.ends_with('\'') && two.size() == 2) return endOfQuoted(sql, begin + 1, true);
    if (!isNamePart(c)) return begin + 1;
    std::size_t end = begin + 1;
    while (end < sql.size() && (isNamePart(sql[end]) || sql[end] == '$')) ++end;
    return end;
}

Result<std::string> quoted(PGconn* connection, const std::optional<std::string>& value) {
    if (!value) return std::string("NULL");
    const std::unique_ptr<char, decltype(&PQfreemem)> text(PQescapeLiteral(connection, value->data(), value->size()),
                                                           &PQfreemem);
    if (text == nullptr) return std::unexpected(Error(ErrorCode::InvalidValue).because(PQerrorMessage(connection)));
    return std::string(text.get());
}

}  // namespace

Result<std::string> withLiterals(PGconn* connection, std::string_view sql, const Params& params) {
    std::string out;
    for (std::size_t i = 0; i < sql.size();) {
        if (sql[i] != '$' || i + 1 >= sql.size() || !isDigit(sql[i + 1])) {
            const std::size_t end = endOfToken(sql, i);
            out += sql.substr(i, end - i);
            i = end;
            continue;
        }
        std::size_t number = 0;
        const auto parsed = std::from_chars(sql.data() + i + 1, sql.data() + sql.size(), number);
        if (number < 1 || number > params.size()) {
            return std::unexpected(Error(ErrorCode::InvalidValue).because("no parameter $" + std::to_string(number)));
        }
        const Result<std::string> value = quoted(connection, params.values()[number - 1]);
        if (!value) return value;
        // The spaces keep it apart from its neighbours: "LIMIT$1", and E'…' after a name.
        out += " " + *value + " ";
        i = static_cast<std::size_t>(parsed.ptr - sql.data());
    }
    return out;
}

}  // namespace kupets::db
