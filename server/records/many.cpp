#include "server/records/many.h"

namespace kupets::records {

awaitable<Result<void>> beginMany(ChangeWriter& writer, db::Deadline deadline) {
    auto done = co_await writer.look({"SET LOCAL gin_pending_list_limit = '8MB'", {}}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<void>> endMany(ChangeWriter& writer, const std::set<std::string>& entities, db::Deadline deadline) {
    std::vector<std::string> indexes;
    for (const std::string& entity : entities) indexes.push_back("ix_" + entity + "_search");
    db::Query query{
        "SELECT gin_clean_pending_list(c.oid) FROM pg_class c WHERE c.relname = ANY($1::text[]) AND c.relnamespace = "
        "'data'::regnamespace",
        {}};
    query.params.addArray(std::span<const std::string>(indexes));
    auto done = co_await writer.look(std::move(query), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::records
