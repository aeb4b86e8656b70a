#include "server/records/many.h"

namespace kupets::records {

namespace {

/// What PostgreSQL knows of a table's size is from its last look at it. Of one that an undo emptied, and that is being
/// filled again, it believes that any way through it is as good as any other, and compares each row with each of
/// thousands of keys. Nobody is waited for.
constexpr const char* kMisjudged =
    "SELECT format('ANALYZE (SKIP_LOCKED) data.%I', c.relname) FROM pg_class c "
    "WHERE c.relnamespace = 'data'::regnamespace AND c.relkind = 'r' AND c.reltuples >= 0 "
    "AND pg_relation_size(c.oid) > 1000 * 8192 AND c.reltuples < pg_relation_size(c.oid) / 8192";

}  // namespace

awaitable<Result<void>> beginMany(ChangeWriter& writer, db::Deadline deadline) {
    auto done = co_await writer.look({"SET LOCAL gin_pending_list_limit = '8MB'", {}}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return co_await judgeAnew(writer, deadline);
}

awaitable<Result<void>> judgeAnew(ChangeWriter& writer, db::Deadline deadline) {
    auto misjudged = co_await writer.look({kMisjudged, {}}, deadline);
    if (!misjudged) co_return std::unexpected(std::move(misjudged.error()));
    for (std::size_t row = 0; row < misjudged->size(); ++row) {
        auto done = co_await writer.look({std::string(misjudged->text(row, 0)), {}}, deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
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
