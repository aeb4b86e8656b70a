#include "server/modules/exports/export_log.h"

namespace kupets::exports {

awaitable<Result<std::uint64_t>> ExportLog::begin(Who who, const v1::ExportRequest& request) {
    const v1::RecordSet& set = request.set();
    const std::vector<std::string> columns(request.columns().begin(), request.columns().end());
    db::Query query{
        "INSERT INTO kupets.export_log (at, user_id, user_name, entity, filter, search, favourites, as_of, columns) "
        "VALUES ($1::timestamptz, $2::uuid, $3, $4, $5, $6, $7::bool, $8::timestamptz, $9::text[]) RETURNING number",
        {}};
    query.params.add(who.now).add(who.user).add(who.name).add(set.entity()).add(set.filter()).add(set.search());
    query.params.add(set.favourites());
    set.has_as_of() ? query.params.add(Timestamp{set.as_of()}) : query.params.addNull();
    query.params.addArray(columns);
    auto rows = co_await database_.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return static_cast<std::uint64_t>(rows->integer(0, 0));
}

awaitable<Result<void>> ExportLog::sent(std::uint64_t number, std::uint64_t rows, bool finished) {
    db::Query query{"UPDATE kupets.export_log SET rows = $2::int8, finished = $3::bool WHERE number = $1::int8", {}};
    query.params.add(number).add(rows).add(finished);
    auto done = co_await database_.run(std::move(query), deadline_);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::exports
