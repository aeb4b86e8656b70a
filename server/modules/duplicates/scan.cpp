#include "server/modules/duplicates/scan.h"

#include <algorithm>

#include "server/query/columns.h"
#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::duplicates {
namespace {

using schema::ident;

constexpr int kPage = 20'000;
constexpr std::size_t kMostAtOnce = 10'000;

/// What is compared of each row, off the threads that serve everybody.
awaitable<Page> takeApart(boost::asio::thread_pool& workers, const rules::Duplicates& duplicates,
                          const db::Rows& rows) {
    Page page;
    co_await db::onWorker(workers, [&] {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            page.ids.push_back(rows.uuid(row, 0));
            page.visible.push_back(rows.boolean(row, 1));
            const auto values = records::comparedValues(duplicates, rows, row, 2);
            page.records.push_back(duplicates.record(values));
        }
    });
    co_return page;
}

std::string subtitleOf(const schema::Entity& entity, query::Names& names, query::Statement& statement,
                       const query::Reader& reader) {
    if (entity.def().subtitle_path().empty()) return "NULL";
    auto column = query::resolveColumn(entity.def().subtitle_path(), names, statement, reader);
    if (!column) return "NULL";
    return column->companion.empty() ? column->sql + "::text" : column->companion;
}

std::string ownerOf(const schema::Entity& entity, query::Names& names, query::Statement& statement,
                    const query::Reader& reader) {
    for (const std::string& path : entity.def().access().owner_paths()) {
        const schema::Field* field = entity.field(path);
        if (field == nullptr || !field->isReference()) continue;
        auto column = query::resolveColumn(path, names, statement, reader);
        if (column && !column->companion.empty()) return column->companion;
    }
    return "NULL";
}

/// Fields with a value, of those that the reader sees.
std::string filledOf(const schema::Entity& entity, const std::string& alias, const query::Reader& reader) {
    std::string out;
    for (const auto& field : entity.fields()) {
        if (!field->isStored() || field->system || !reader.scope->canRead(*field)) continue;
        out += (out.empty() ? "" : ", ") + alias + "." + ident(field->name());
    }
    return out.empty() ? "0" : "num_nonnulls(" + out + ")";
}

}  // namespace

std::vector<const schema::Field*> hiddenFields(const schema::Entity& entity, const query::Reader& reader) {
    std::vector<const schema::Field*> out;
    for (const auto& field : entity.fields()) {
        if (!reader.scope->canRead(*field)) out.push_back(field.get());
    }
    return out;
}

awaitable<Result<Page>> Scan::read(std::string condition, db::Params params, std::string tail,
                                   query::Statement statement) {
    const schema::Entity& entity = duplicates_.entity();
    statement.params = std::move(params);
    const std::string t = statement.newAlias();
    const std::string allowed = statement.allowed(entity, t, access::Action::Read);
    std::string sql = "SELECT " + t + ".id, " + (allowed.empty() ? "TRUE" : "COALESCE(" + allowed + ", FALSE)") +
                      records::comparedColumns(duplicates_, t) + " FROM " + schema::tableOf(entity) + " " + t +
                      " WHERE " + t + condition;
    if (onlyVisible_ && !allowed.empty()) sql += " AND " + allowed;
    if (!tail.empty()) sql += " ORDER BY " + t + tail;
    auto rows = co_await services_.database.run({std::move(sql), std::move(statement.params)}, services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    Page page = co_await takeApart(services_.workers, duplicates_, *rows);
    page.last = page.ids.size() < static_cast<std::size_t>(kPage);
    co_return page;
}

awaitable<Result<Page>> Scan::next() {
    query::Statement statement(*catalog_, *reader_.scope);
    db::Params params;
    params.add(after_);
    auto page =
        co_await read(".id > $1::uuid", std::move(params), ".id LIMIT " + std::to_string(kPage), std::move(statement));
    if (page && !page->ids.empty()) after_ = page->ids.back();
    co_return page;
}

awaitable<Result<Page>> Scan::some(std::vector<Uuid> ids) {
    Page out;
    for (std::size_t from = 0; from < ids.size(); from += kMostAtOnce) {
        query::Statement statement(*catalog_, *reader_.scope);
        db::Params params;
        params.addArray(std::span<const Uuid>(ids).subspan(from, std::min(kMostAtOnce, ids.size() - from)));
        auto page = co_await read(".id = ANY($1::uuid[])", std::move(params), "", std::move(statement));
        if (!page) co_return std::unexpected(std::move(page.error()));
        out.ids.insert(out.ids.end(), page->ids.begin(), page->ids.end());
        out.visible.insert(out.visible.end(), page->visible.begin(), page->visible.end());
        std::ranges::move(page->records, std::back_inserter(out.records));
    }
    out.last = true;
    co_return out;
}

awaitable<Result<std::uint64_t>> Scan::total() {
    db::Query query{"SELECT greatest(reltuples, 0)::int8 FROM pg_class WHERE oid = to_regclass($1)", {}};
    query.params.add(schema::tableOf(duplicates_.entity()));
    auto rows = co_await services_.database.run(std::move(query), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->empty() ? 0 : static_cast<std::uint64_t>(rows->integer(0, 0));
}

awaitable<Result<std::map<Uuid, Words>>> wordsOf(const Services& services, const schema::Catalog& catalog,
                                                 const query::Reader& reader, const schema::Entity& entity,
                                                 std::vector<Uuid> ids) {
    std::map<Uuid, Words> out;
    for (std::size_t from = 0; from < ids.size(); from += kMostAtOnce) {
        query::Statement statement(catalog, *reader.scope);
        query::Names names(statement, entity);
        const std::string& t = names.alias();
        const std::string subtitle = subtitleOf(entity, names, statement, reader);
        const std::string owner = ownerOf(entity, names, statement, reader);
        const bool titled = reader.scope->canRead(entity.titleField());
        statement.params.addArray(std::span<const Uuid>(ids).subspan(from, std::min(kMostAtOnce, ids.size() - from)));
        std::string sql = "SELECT " + t + ".id, " + (titled ? t + "." + ident(entity.titleField().name()) : "NULL") +
                          "::text, " + subtitle + ", " + owner + ", " + filledOf(entity, t, reader) + "::int8, " + t +
                          ".created_at FROM " + names.from() + " WHERE " + t + ".id = ANY($" +
                          std::to_string(statement.params.size()) + "::uuid[])";
        if (!names.allowed().empty()) sql += " AND " + names.allowed();
        auto rows = co_await services.database.run({std::move(sql), std::move(statement.params)}, services.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (std::size_t row = 0; row < rows->size(); ++row) {
            const auto text = [&](std::size_t column) { return std::string(rows->text(row, column)); };
            out[rows->uuid(row, 0)] = {text(1), text(2), text(3), static_cast<unsigned>(rows->integer(row, 4)),
                                       rows->timestamp(row, 5)};
        }
    }
    co_return out;
}

}  // namespace kupets::duplicates
