// Single records: as they are, and as they were.
#include <algorithm>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "server/query/page.h"
#include "server/query/title_cache.h"
#include "server/records/titles.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

constexpr int kMostIds = 1'000;

Result<std::vector<Uuid>> idsOf(const v1::GetRequest& request) {
    if (request.ids_size() > kMostIds) return fail(ErrorCode::LimitExceeded, {"ids", std::to_string(kMostIds)}, "ids");
    std::vector<Uuid> ids;
    for (const std::string& bytes : request.ids()) {
        auto id = wire::idFromProto(bytes, "ids");
        if (!id) return std::unexpected(id.error());
        ids.push_back(*id);
    }
    return ids;
}

std::vector<std::string> columnsOf(const v1::GetRequest& request, const schema::Entity& entity,
                                   const access::AccessScope& scope) {
    std::vector<std::string> columns(request.columns().begin(), request.columns().end());
    if (!columns.empty()) return columns;
    for (const auto& field : entity.fields()) {
        if (field->name() != "id" && field->name() != "version" && scope.canRead(*field))
            columns.push_back(field->name());
    }
    return columns;
}

Result<db::Query> compileGet(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& entity,
                             std::span<const Uuid> ids, const std::vector<std::string>& wanted,
                             std::vector<query::Column>& columns) {
    query::Statement statement(catalog, *reader.scope);
    query::Names names(statement, entity);
    std::string sql = "SELECT " + names.alias() + ".id, " + names.alias() + ".version";
    for (const std::string& spec : wanted) {
        auto column = query::resolveColumn(spec, names, statement, reader, query::TitleSource::Cache);
        if (!column) return std::unexpected(column.error());
        for (const std::string& item : query::selected(*column)) sql += ", " + item;
        columns.push_back(std::move(*column));
    }
    sql += " FROM " + names.from() + " WHERE " + names.alias() + ".id" + statement.oneOf(ids);
    if (!names.allowed().empty()) sql += " AND " + names.allowed();
    return db::Query{std::move(sql), std::move(statement.params), true};
}

/// Cells as a record had them at a time; nothing when it did not exist then.
struct Past {
    bool exists = false;
    bool mayRead = false;
    std::uint64_t version = 0;
    std::vector<std::optional<std::string>> cells;
};

void walkBack(Past& past, const schema::Entity& entity, const db::Rows& rows, std::size_t row,
              const access::AccessScope& scope) {
    const auto kind = static_cast<Kind>(rows.integer(row, 1));
    past.version = static_cast<std::uint64_t>(rows.integer(row, 2)) - 1;
    if (kind == Kind::Create) {
        past.exists = false;
        return;
    }
    if (kind == Kind::Delete) {
        past.exists = true;
        past.cells.assign(entity.storedColumns().size(), std::nullopt);
        const access::Reach reach = scope.reach(entity, access::Action::Read);
        past.mayRead = past.mayRead || reach == access::Reach::All || entity.isDirectory();
        for (const std::string& owner : rows.array(row, 4)) {
            const auto user = Uuid::parse(owner);
            past.mayRead = past.mayRead || (user && scope.includes(reach, *user));
        }
    }
    for (const history::ColumnDiff& column : history::parseDiff(rows.text(row, 3))) {
        const auto at = std::ranges::find(entity.storedColumns(), column.column);
        if (at != entity.storedColumns().end())
            past.cells[static_cast<std::size_t>(at - entity.storedColumns().begin())] = column.before;
    }
}

Value valueOf(const Past& past, const schema::Field& field) {
    const auto text = [&past](std::size_t at) {
        return past.cells[at] ? std::optional<std::string_view>(*past.cells[at]) : std::nullopt;
    };
    return schema::fromCells(field, text(field.storedIndex),
                             field.companionColumn().empty() ? std::nullopt : text(field.storedIndex + 1));
}

void writeValue(wire::ColumnWriter& writer, const schema::Field& field, const Value& value, const Titles& titles) {
    if (isNull(value)) return writer.null();
    switch (schema::valueTypeOf(field.type())) {
        case schema::ValueType::Boolean:
            return writer.integer(std::get<bool>(value) ? 1 : 0);
        case schema::ValueType::Integer:
            return writer.integer(std::get<std::int64_t>(value));
        case schema::ValueType::Duration:
            return writer.integer(std::get<Duration>(value).seconds);
        case schema::ValueType::Date:
            return writer.integer(std::get<Date>(value).days);
        case schema::ValueType::Timestamp:
            return writer.integer(std::get<Timestamp>(value).micros);
        case schema::ValueType::Reference:
            return writer.pair(std::get<Uuid>(value).view(), titles.of(field, value));
        case schema::ValueType::Money:
            return writer.pair(std::get<Money>(value).amount.text(), std::get<Money>(value).currency);
        case schema::ValueType::BankAccount:
            return writer.pair(std::get<BankAccount>(value).account, std::get<BankAccount>(value).bic);
        case schema::ValueType::Texts: {
            std::string joined;
            for (const std::string& item : std::get<Texts>(value))
                joined += (joined.empty() ? "" : std::string(1, wire::kItemSeparator)) + item;
            return writer.bytes(joined);
        }
        case schema::ValueType::References: {
            std::string bytes;
            for (const Uuid& id : std::get<Ids>(value)) bytes.append(id.view());
            return writer.pair(bytes, titles.of(field, value));
        }
        default:
            return writer.bytes(toText(value));
    }
}

awaitable<Result<v1::GetReply>> asOf(db::Database& database, const schema::Catalog& catalog,
                                     const query::Reader& reader, const schema::Entity& entity,
                                     const std::vector<Uuid>& ids, const v1::GetRequest& request,
                                     db::Deadline deadline) {
    std::vector<const schema::Field*> fields;
    for (const std::string& name : columnsOf(request, entity, *reader.scope)) {
        const schema::Field* field = entity.field(name);
        if (field == nullptr || !reader.scope->canRead(*field))
            co_return fail(ErrorCode::UnknownField, {name, entity.name()}, name);
        if (field->isStored()) fields.push_back(field);
    }
    db::Query later{
        "SELECT c.record, c.kind, c.version, c.diff, c.owners FROM kupets.change c JOIN kupets.change_set s ON s.id = "
        "c.set_id "
        "WHERE c.record = ANY($1::uuid[]) AND c.entity = $2 AND s.at > $3::timestamptz ORDER BY c.version DESC",
        {}};
    later.params.addArray(std::span<const Uuid>(ids)).add(entity.name()).add(Timestamp{request.as_of()});
    std::vector<db::Query> queries;
    queries.push_back(currentQuery(catalog, *reader.scope, entity, ids, false));
    queries.push_back(std::move(later));
    auto rows = co_await database.runAll(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::map<Uuid, Past> past;
    for (auto& [id, current] : readCurrent(entity, (*rows)[0]))
        past[id] = {true, current.mayRead, current.version, std::move(current.cells)};
    for (std::size_t row = 0; row < (*rows)[1].size(); ++row)
        walkBack(past[(*rows)[1].uuid(row, 0)], entity, (*rows)[1], row, *reader.scope);

    Titles titles;
    std::vector<std::pair<Uuid, const Past*>> found;
    for (const Uuid& id : ids) {
        const auto at = past.find(id);
        if (at == past.end() || !at->second.exists || !at->second.mayRead) continue;
        found.emplace_back(id, &at->second);
        for (const schema::Field* field : fields) titles.want(*field, valueOf(at->second, *field));
    }
    if (auto ok = co_await titles.fetch(database, catalog, reader, deadline); !ok)
        co_return std::unexpected(ok.error());
    v1::GetReply reply;
    v1::RowSet& set = *reply.mutable_rows();
    set.set_row_count(static_cast<std::uint32_t>(found.size()));
    for (const auto& [id, record] : found) {
        set.mutable_ids()->append(id.view());
        set.add_versions(record->version);
    }
    for (const schema::Field* field : fields) {
        v1::Column& column = *set.add_columns();
        column.set_path(field->name());
        wire::ColumnWriter writer(column, query::kindOf(schema::valueTypeOf(field->type())));
        for (const auto& [id, record] : found) writeValue(writer, *field, valueOf(*record, *field), titles);
    }
    co_return reply;
}

}  // namespace

awaitable<Result<v1::GetReply>> Gate::get(const query::Reader& reader, const v1::GetRequest& request,
                                          db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry_.current();
    auto entity = query::entityOf(*catalog, reader, request.entity());
    if (!entity) co_return std::unexpected(entity.error());
    auto ids = idsOf(request);
    if (!ids) co_return std::unexpected(ids.error());
    if (request.has_as_of()) co_return co_await asOf(database_, *catalog, reader, **entity, *ids, request, deadline);
    std::vector<query::Column> columns;
    auto compiled = compileGet(*catalog, reader, **entity, *ids, columnsOf(request, **entity, *reader.scope), columns);
    if (!compiled) co_return std::unexpected(compiled.error());
    auto rows = co_await database_.run(std::move(*compiled), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::map<Uuid, std::size_t> places;
    for (std::size_t row = 0; row < rows->size(); ++row) places[rows->uuid(row, 0)] = row;
    std::vector<query::RowRef> refs;
    for (const Uuid& id : *ids) {
        const auto found = places.find(id);
        if (found != places.end()) refs.push_back({&*rows, found->second});
    }
    v1::GetReply reply;
    auto titles = co_await titles_->titlesOf(*catalog, reader, refs, columns, 2, deadline);
    if (!titles) co_return std::unexpected(titles.error());
    query::readRows(refs, columns, *titles, *reply.mutable_rows());
    co_return reply;
}

}  // namespace kupets::records
