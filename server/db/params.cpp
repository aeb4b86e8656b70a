#include <string>

#include "server/db/database.h"

namespace kupets::db {
namespace {

template <typename Items, typename ToText>
std::string literal(const Items& items, ToText&& toText) {
    std::string out = "{";
    for (const auto& item : items) {
        if (out.size() > 1) out += ',';
        out += toText(item);
    }
    return out + "}";
}

std::string quotedItem(const std::string& item) {
    std::string out = "\"";
    out.reserve(item.size() + 2);
    for (const char c : item) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

}  // namespace

Params& Params::add(std::string_view text) {
    values_.emplace_back(text);
    return *this;
}

Params& Params::add(std::int64_t v) {
    values_.emplace_back(std::to_string(v));
    return *this;
}

Params& Params::add(bool v) { return add(std::string_view(v ? "t" : "f")); }

Params& Params::add(const Uuid& v) {
    values_.emplace_back(v.text());
    return *this;
}

Params& Params::add(const Decimal& v) {
    values_.emplace_back(v.text());
    return *this;
}

Params& Params::add(Date v) {
    values_.emplace_back(v.text());
    return *this;
}

Params& Params::add(Timestamp v) {
    values_.emplace_back(v.text());
    return *this;
}

Params& Params::addNull() {
    values_.emplace_back(std::nullopt);
    return *this;
}

Params& Params::addArray(std::span<const std::string> items) {
    values_.emplace_back(arrayLiteral(items));
    return *this;
}

Params& Params::addArray(std::span<const Uuid> items) {
    values_.emplace_back(literal(items, [](const Uuid& id) { return id.text(); }));
    return *this;
}

Params& Params::addArray(std::span<const std::int64_t> items) {
    values_.emplace_back(literal(items, [](std::int64_t item) { return std::to_string(item); }));
    return *this;
}

std::string arrayLiteral(std::span<const std::string> items) { return literal(items, quotedItem); }

std::vector<std::string> parseArray(std::string_view literal) {
    std::vector<std::string> out;
    if (literal.size() < 2 || literal.front() != '{' || literal.back() != '}') return out;
    literal = literal.substr(1, literal.size() - 2);
    if (literal.empty()) return out;
    std::string item;
    bool inQuotes = false;
    bool wasQuoted = false;
    const auto finish = [&] {
        out.push_back(!wasQuoted && item == "NULL" ? std::string() : std::move(item));
        item.clear();
        wasQuoted = false;
    };
    for (std::size_t i = 0; i < literal.size(); ++i) {
        const char c = literal[i];
        if (c == '\\' && i + 1 < literal.size()) {
            item += literal[++i];
        } else if (c == '"') {
            inQuotes = !inQuotes;
            wasQuoted = true;
        } else if (c == ',' && !inQuotes) {
            finish();
        } else {
            item += c;
        }
    }
    finish();
    return out;
}

}  // namespace kupets::db
