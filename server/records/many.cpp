#include "server/records/many.h"

namespace kupets::records {

awaitable<Result<void>> beginMany(ChangeWriter& writer, db::Deadline deadline) {
    auto done = co_await writer.look({"SET LOCAL gin_pending_list_limit = '8MB'", {}}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<void>> endMany(ChangeWriter& writer, const std::set<std::string>& entities, db::Deadline deadline) {
    const std::vector<std::string> tables(entities.begin(), entities.end());
    db::Query query{
        "SELECT gin_clean_pending_list(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin' "
        "JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid "
        "WHERE t.relname = ANY($1::text[]) AND t.relnamespace = 'data'::regnamespace",
        {}};
    query.params.addArray(std::span<const std::string>(tables));
    auto done = co_await writer.look(std::move(query), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::records
