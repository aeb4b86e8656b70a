#include "server/modules/exports/export.h"

#include "common/base/time.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::ExportChunk> recordsExport(Context& context, const v1::ExportRequest& request) {
    exports::ExportLog log(context.services.database, context.deadline);
    const query::Reader reader = readerOf(context);
    auto done = co_await exports::run(
        context.services.gate, log, reader, {context.actor, context.actorName, context.services.clock.now()}, request,
        context.deadline, [&context](const v1::ExportChunk& chunk) -> asio::awaitable<Result<void>> {
            co_return co_await context.sendChunk(chunk.SerializeAsString());
        });
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::ExportChunk();
}

}  // namespace kupets::rpc::handlers
