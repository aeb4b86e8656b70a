#include "server/history/diff.h"

#include <algorithm>

#include <boost/json.hpp>

#include "server/schema/columns.h"

namespace kupets::history {
namespace {

namespace json = boost::json;

json::value cell(const std::optional<std::string>& text) { return text ? json::value(*text) : json::value(nullptr); }

std::optional<std::string> cellOf(const json::value& value) {
    if (!value.is_string()) return std::nullopt;
    return std::string(value.get_string());
}

}  // namespace

std::string updateJson(const Diff& diff) {
    json::object object;
    for (const ColumnDiff& column : diff) object[column.column] = json::array{cell(column.before), cell(column.after)};
    return json::serialize(object);
}

std::string deletionJson(const Diff& diff) {
    json::object object;
    for (const ColumnDiff& column : diff) {
        if (column.before) object[column.column] = *column.before;
    }
    return json::serialize(object);
}

Diff parseDiff(std::string_view text) {
    boost::system::error_code error;
    const json::value parsed = json::parse({text.data(), text.size()}, error);
    Diff diff;
    if (error || !parsed.is_object()) return diff;
    for (const auto& [key, value] : parsed.get_object()) {
        ColumnDiff column{std::string(key), std::nullopt, std::nullopt};
        if (value.is_array() && value.get_array().size() == 2) {
            column.before = cellOf(value.get_array()[0]);
            column.after = cellOf(value.get_array()[1]);
        } else {
            column.before = cellOf(value);
        }
        diff.push_back(std::move(column));
    }
    return diff;
}

std::vector<FieldChange> byField(const schema::Entity& entity, const Diff& diff) {
    std::vector<FieldChange> out;
    for (const auto& field : entity.fields()) {
        const auto find = [&diff](const std::string& name) {
            return std::ranges::find(diff, name, &ColumnDiff::column);
        };
        const auto main = find(field->name());
        const std::string companionName = field->companionColumn();
        const auto companion = companionName.empty() ? diff.end() : find(companionName);
        if (main == diff.end() && companion == diff.end()) continue;
        const auto value = [&](std::optional<std::string> ColumnDiff::* side) {
            const auto text = [&](auto at) -> std::optional<std::string_view> {
                if (at == diff.end() || !((*at).*side)) return std::nullopt;
                return std::string_view(*((*at).*side));
            };
            return schema::fromCells(*field, text(main), text(companion));
        };
        out.push_back({field.get(), value(&ColumnDiff::before), value(&ColumnDiff::after)});
    }
    return out;
}

}  // namespace kupets::history
