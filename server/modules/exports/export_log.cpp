#include "server/modules/exports/export_log.h"

#include <algorithm>
#include <limits>

namespace kupets::exports {

namespace {

constexpr std::uint32_t kMostEntries = 1000;
constexpr std::uint32_t kUsualEntries = 100;

}  // namespace

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

awaitable<Result<v1::ExportLogReply>> ExportLog::read(v1::ExportLogRequest request) {
    constexpr auto kNewest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const std::uint64_t before = request.before() == 0 ? kNewest : std::min<std::uint64_t>(request.before(), kNewest);
    const std::uint32_t limit = request.limit() == 0 ? kUsualEntries : std::min(request.limit(), kMostEntries);
    db::Query query{
        "SELECT number, at, user_id, user_name, entity, filter, search, favourites, as_of, columns, rows, finished "
        "FROM kupets.export_log WHERE number < $1::int8 ORDER BY number DESC LIMIT $2::int8",
        {}};
    query.params.add(before).add(static_cast<std::uint64_t>(limit));
    auto rows = co_await database_.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    v1::ExportLogReply reply;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        v1::ExportLogEntry& entry = *reply.add_entries();
        entry.set_number(static_cast<std::uint64_t>(rows->integer(i, 0)));
        entry.set_at(rows->timestamp(i, 1).micros);
        entry.set_user_id(std::string(rows->uuid(i, 2).view()));
        entry.set_user_name(std::string(rows->text(i, 3)));
        entry.set_entity(std::string(rows->text(i, 4)));
        entry.set_filter(std::string(rows->text(i, 5)));
        entry.set_search(std::string(rows->text(i, 6)));
        entry.set_favourites(rows->boolean(i, 7));
        if (!rows->isNull(i, 8)) entry.set_as_of(rows->timestamp(i, 8).micros);
        for (auto& column : rows->array(i, 9)) entry.add_columns(std::move(column));
        entry.set_rows(static_cast<std::uint64_t>(rows->integer(i, 10)));
        entry.set_finished(rows->boolean(i, 11));
    }
    co_return reply;
}

}  // namespace kupets::exports
