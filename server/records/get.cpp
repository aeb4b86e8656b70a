// Single records: as they are, and as they were.
#include <algorithm>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "server/query/page.h"
#include "server/query/past.h"
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
                             std::span<const Uuid> ids, const v1::GetRequest& request,
                             std::vector<query::Column>& columns) {
    query::Statement statement(catalog, *reader.scope);
    query::Names names(statement, entity);
    std::string sql = "SELECT " + names.alias() + ".id, " + names.alias() + ".version";
    for (const std::string& spec : columnsOf(request, entity, *reader.scope)) {
        auto column = query::resolveColumn(spec, names, statement, reader, query::TitleSource::Cache);
        if (!column) return std::unexpected(column.error());
        for (const std::string& item : query::selected(*column)) sql += ", " + item;
        columns.push_back(std::move(*column));
    }
    if (request.has_as_of()) {
        auto moment = query::momentOf(request.as_of());
        if (!moment) return std::unexpected(moment.error());
        moment->ids = ids;
        sql += " FROM " + names.from(query::pastRows(entity, *moment, false, statement));
    } else {
        sql += " FROM " + names.from() + " WHERE " + names.alias() + ".id" + statement.oneOf(ids);
        if (!names.allowed().empty()) sql += " AND " + names.allowed();
    }
    return db::Query{statement.with + sql, std::move(statement.params), true};
}

}  // namespace

awaitable<Result<v1::GetReply>> Gate::get(const query::Reader& reader, const v1::GetRequest& request,
                                          db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry_.current();
    auto entity = query::entityOf(*catalog, reader, request.entity());
    if (!entity) co_return std::unexpected(entity.error());
    v1::RecordSet moment;
    if (request.has_as_of()) moment.set_as_of(request.as_of());
    const query::Reader then = query::readerAt(reader, moment);
    auto ids = idsOf(request);
    if (!ids) co_return std::unexpected(ids.error());
    std::vector<query::Column> columns;
    auto compiled = compileGet(*catalog, then, **entity, *ids, request, columns);
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
    auto titles = co_await titles_->titlesOf(*catalog, then, refs, columns, 2, deadline);
    if (!titles) co_return std::unexpected(titles.error());
    query::readRows(refs, columns, *titles, *reply.mutable_rows());
    co_return reply;
}

}  // namespace kupets::records
