#include "server/records/favourites.h"

#include <map>
#include <vector>

#include "server/query/names.h"
#include "server/query/page.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using boost::asio::awaitable;

constexpr int kMostFavourites = 5'000;

struct Mark {
    std::string entity;
    Uuid record;
};

/// Id and title of those that may be seen.
db::Query titlesOf(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& entity,
                   std::span<const Uuid> ids) {
    query::Statement statement(catalog, *reader.scope);
    query::Names names(statement, entity);
    const std::string& t = names.alias();
    std::string sql = "SELECT " + t + ".id, " + t + "." + schema::ident(entity.titleField().name()) + " FROM " +
                      names.from() + " WHERE " + t + ".id" + statement.oneOf(ids);
    if (!names.allowed().empty()) sql += " AND " + names.allowed();
    return {std::move(sql), std::move(statement.params)};
}

}  // namespace

awaitable<Result<v1::FavouritesReply>> Favourites::list(std::string entity) {
    if (!entity.empty()) {
        if (auto known = query::entityOf(*catalog_, reader_, entity); !known) co_return std::unexpected(known.error());
    }
    db::Query query{
        "SELECT entity, record FROM kupets.favourite WHERE user_id = $1::uuid AND ($2 = '' OR entity = $2) "
        "ORDER BY at DESC, record",
        {}};
    query.params.add(reader_.scope->userId()).add(entity);
    auto rows = co_await database_.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Mark> marks;
    std::map<const schema::Entity*, std::vector<Uuid>> wanted;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        marks.push_back({std::string(rows->text(row, 0)), rows->uuid(row, 1)});
        const schema::Entity* known = catalog_->entity(marks.back().entity);
        if (known != nullptr) wanted[known].push_back(marks.back().record);
    }
    std::vector<db::Query> queries;
    for (const auto& [known, ids] : wanted) queries.push_back(titlesOf(*catalog_, reader_, *known, ids));
    v1::FavouritesReply reply;
    if (queries.empty()) co_return reply;
    auto answers = co_await database_.runAll(std::move(queries), deadline_);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    std::map<Uuid, std::string> titles;
    for (const db::Rows& found : *answers) {
        for (std::size_t row = 0; row < found.size(); ++row) titles[found.uuid(row, 0)] = found.text(row, 1);
    }
    for (const Mark& mark : marks) {
        const auto title = titles.find(mark.record);
        if (title == titles.end()) continue;
        v1::Favourite& out = *reply.add_favourites();
        out.set_entity(mark.entity);
        out.set_id(std::string(mark.record.view()));
        out.set_title(title->second);
    }
    co_return reply;
}

/// Whether there was room for it.
awaitable<Result<bool>> Favourites::insert(const schema::Entity& entity, Uuid record) {
    db::Query query{
        "WITH added AS (INSERT INTO kupets.favourite (user_id, entity, record) SELECT $1::uuid, $2, $3::uuid "
        "WHERE (SELECT count(*) FROM kupets.favourite WHERE user_id = $1::uuid) < $4::int8 "
        "ON CONFLICT DO NOTHING RETURNING 1) SELECT EXISTS (SELECT FROM added) OR EXISTS "
        "(SELECT FROM kupets.favourite WHERE user_id = $1::uuid AND entity = $2 AND record = $3::uuid)",
        {}};
    query.params.add(reader_.scope->userId()).add(entity.name()).add(record).add(kMostFavourites);
    auto rows = co_await database_.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->boolean(0, 0);
}

awaitable<Result<void>> Favourites::mark(std::string name, Uuid record) {
    auto entity = query::entityOf(*catalog_, reader_, name);
    if (!entity) co_return std::unexpected(entity.error());
    const Uuid ids[] = {record};
    auto seen = co_await database_.run(titlesOf(*catalog_, reader_, **entity, ids), deadline_);
    if (!seen) co_return std::unexpected(std::move(seen.error()));
    if (seen->empty()) co_return fail(ErrorCode::NotFound, {name}, "id");
    auto room = co_await insert(**entity, record);
    if (room && !*room) {
        // Marks of what is gone for good take the place of others.
        if (auto ok = co_await forgetDeleted(); !ok) co_return ok;
        room = co_await insert(**entity, record);
    }
    if (!room) co_return std::unexpected(std::move(room.error()));
    if (!*room) co_return fail(ErrorCode::LimitExceeded, {"favourites", std::to_string(kMostFavourites)});
    co_return Result<void>();
}

awaitable<Result<void>> Favourites::forgetDeleted() {
    std::vector<db::Query> queries;
    for (const auto& entity : catalog_->snapshot->entities()) {
        db::Query query{
            "DELETE FROM kupets.favourite f WHERE f.user_id = $1::uuid AND f.entity = $2 AND NOT EXISTS "
            "(SELECT FROM " +
                schema::tableOf(*entity) + " t WHERE t.id = f.record)",
            {}};
        query.params.add(reader_.scope->userId()).add(entity->name());
        queries.push_back(std::move(query));
    }
    auto done = co_await database_.runAll(std::move(queries), deadline_);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Favourites::unmark(std::string entity, Uuid record) {
    db::Query query{"DELETE FROM kupets.favourite WHERE user_id = $1::uuid AND entity = $2 AND record = $3::uuid", {}};
    query.params.add(reader_.scope->userId()).add(entity).add(record);
    auto done = co_await database_.run(std::move(query), deadline_);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::records
