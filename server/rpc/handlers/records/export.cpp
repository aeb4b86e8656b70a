#include "common/base/time.h"
#include "server/modules/exports/export_log.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {

constexpr std::uint32_t kPage = 1000;
constexpr std::uint64_t kLoggedEvery = 10'000;

v1::QueryRequest firstPage(const v1::ExportRequest& request) {
    v1::QueryRequest page;
    *page.mutable_set() = request.set();
    *page.mutable_columns() = request.columns();
    *page.mutable_sort() = request.sort();
    page.set_limit(kPage);
    return page;
}

}  // namespace

// What nobody may read is refused by the first page, before anything is logged or sent.
Answer<v1::ExportChunk> recordsExport(Context& context, const v1::ExportRequest& request) {
    const query::Reader reader = readerOf(context);
    exports::ExportLog log(context.services.database, context.deadline);
    v1::QueryRequest page = firstPage(request);
    auto reply = co_await context.services.gate.query(reader, page, context.deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    const exports::Who who{context.actor, context.actorName, context.services.clock.now()};
    const auto number = co_await log.begin(who, request);
    if (!number) co_return std::unexpected(number.error());
    std::uint64_t rows = 0;
    while (true) {
        rows += reply->rows().row_count();
        const bool more = reply->more();
        v1::ExportChunk chunk;
        *chunk.mutable_rows() = std::move(*reply->mutable_rows());
        // The end is told before the last page goes out: whoever has all of it stands there as one who has.
        if (!more || rows % kLoggedEvery == 0) {
            if (auto told = co_await log.sent(*number, rows, !more); !told)
                co_return std::unexpected(std::move(told.error()));
        }
        if (auto sent = co_await context.sendChunk(chunk.SerializeAsString()); !sent)
            co_return std::unexpected(std::move(sent.error()));
        if (!more) co_return v1::ExportChunk();
        page.set_after_key(reply->last_key());
        reply = co_await context.services.gate.query(reader, page, context.deadline);
        if (!reply) co_return std::unexpected(std::move(reply.error()));
    }
}

}  // namespace kupets::rpc::handlers
