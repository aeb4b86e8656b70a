#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::ExportChunk> recordsExport(Context& context, const v1::ExportRequest& request) {
    const query::Reader reader = readerOf(context);
    v1::QueryRequest page;
    *page.mutable_set() = request.set();
    *page.mutable_columns() = request.columns();
    *page.mutable_sort() = request.sort();
    page.set_limit(1000);
    while (true) {
        auto reply = co_await context.services.gate.query(reader, page, context.deadline);
        if (!reply) co_return std::unexpected(std::move(reply.error()));
        v1::ExportChunk chunk;
        *chunk.mutable_rows() = std::move(*reply->mutable_rows());
        if (auto sent = co_await context.sendChunk(chunk.SerializeAsString()); !sent)
            co_return std::unexpected(std::move(sent.error()));
        if (!reply->more()) co_return v1::ExportChunk();
        page.set_after_key(reply->last_key());
    }
}

}  // namespace kupets::rpc::handlers
