#include "server/modules/imports/lookup.h"

#include <set>

#include "server/modules/imports/cell_value.h"
#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kKeysAtOnce = 5'000;
constexpr std::size_t kRecordsKept = 10;  // of an ambiguous key
constexpr char kBetween = '\x1f';

std::string castOf(const schema::Field& field) { return field.name() == "id" ? "uuid" : schema::castType(field); }

Value readKey(const schema::Field& field, std::string_view cell) {
    if (field.name() != "id") return schema::fromCells(field, cell, std::nullopt);
    const auto id = Uuid::parse(cell);
    return id ? Value(*id) : Value(Null{});
}

void note(Matches& matches, const std::string& key, const Uuid& id, std::uint64_t version) {
    Match& match = matches[key];
    if (match.count == 0) {
        match.id = id;
        match.version = version;
    }
    ++match.count;
    if (match.records.size() < kRecordsKept) match.records.push_back(id);
}

}  // namespace

std::string keyText(const Key& key) {
    std::string out;
    for (const Value& value : key) {
        out += keyText(value);
        out += kBetween;
    }
    return out;
}

awaitable<Result<Matches>> LookUp::find(const schema::Entity& entity, std::vector<const schema::Field*> fields,
                                        std::vector<Key> keys) const {
    Matches matches;
    for (std::size_t at = 0; at < keys.size(); at += kKeysAtOnce) {
        const auto some = std::span<const Key>(keys).subspan(at, std::min(kKeysAtOnce, keys.size() - at));
        auto found = co_await findSome(entity, fields, some, matches);
        if (!found) co_return std::unexpected(std::move(found.error()));
    }
    co_return matches;
}

/// PostgreSQL is asked by the field that tells the keys apart best, for of the others one value may stand in each
/// record, and it would read them all for each key. What it finds besides has other keys and does no harm.
awaitable<Result<void>> LookUp::findSome(const schema::Entity& entity, const std::vector<const schema::Field*>& fields,
                                         std::span<const Key> keys, Matches& matches) const {
    query::Statement statement(catalog, scope);
    query::Names names(statement, entity);
    std::string columns;
    std::string best;
    std::size_t most = 0;
    std::vector<std::string> wanted;
    const schema::Field* by = nullptr;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto column = names.column(std::span(&fields[i], 1), expr::Part::Main);
        if (!column) co_return std::unexpected(std::move(column.error()));
        std::set<std::string> values;
        for (const Key& key : keys) {
            const schema::Cells both = fields[i]->name() == "id" ? schema::Cells{toText(key[i]), std::nullopt}
                                                                 : schema::toCells(*fields[i], key[i]);
            values.insert(both[0].value_or(""));
        }
        columns += ", " + *column;
        if (values.size() <= most) continue;
        most = values.size();
        best = *column;
        by = fields[i];
        wanted.assign(values.begin(), values.end());
    }
    if (by == nullptr) co_return Result<void>();
    statement.params.addArray(std::span<const std::string>(wanted));
    std::string sql = "SELECT " + names.alias() + ".id, " + names.alias() + ".version" + columns + " FROM " +
                      names.from() + " WHERE " + best + " = ANY($" + std::to_string(statement.params.size()) +
                      "::" + castOf(*by) + "[])";
    if (!names.allowed().empty()) sql += " AND " + names.allowed();
    auto rows = co_await writer.look({std::move(sql), std::move(statement.params)}, deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        Key key;
        for (std::size_t i = 0; i < fields.size() && !rows->isNull(row, 2 + i); ++i)
            key.push_back(readKey(*fields[i], rows->text(row, 2 + i)));
        if (key.size() < fields.size()) continue;
        note(matches, keyText(key), rows->uuid(row, 0), static_cast<std::uint64_t>(rows->integer(row, 1)));
    }
    co_return Result<void>();
}

awaitable<Result<std::map<Uuid, records::Current>>> LookUp::read(const schema::Entity& entity,
                                                                 std::span<const Uuid> ids) const {
    if (ids.empty()) co_return std::map<Uuid, records::Current>();
    auto rows = co_await writer.look(records::currentQuery(catalog, scope, entity, ids, false), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    auto found = records::readCurrent(entity, *rows);
    std::erase_if(found, [](const auto& item) { return !item.second.mayRead; });
    co_return found;
}

awaitable<Result<std::map<Uuid, std::string>>> LookUp::titles(const schema::Entity& entity,
                                                              std::span<const Uuid> ids) const {
    std::map<Uuid, std::string> titles;
    auto found = co_await read(entity, ids);
    if (!found) co_return std::unexpected(std::move(found.error()));
    for (const auto& [id, current] : *found) titles.emplace(id, toText(current.value(entity.titleField())));
    co_return titles;
}

}  // namespace kupets::imports
