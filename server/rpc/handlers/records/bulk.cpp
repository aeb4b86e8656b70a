#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {
namespace {

asio::awaitable<Result<void>> sendProgress(Context& context, std::uint64_t done, std::uint64_t total) {
    v1::BulkProgress progress;
    progress.set_done(done);
    progress.set_total(total);
    auto sent = co_await context.sendChunk(progress.SerializeAsString());
    co_return sent;
}

}  // namespace

Answer<v1::BulkReply> recordsBulk(Context& context, const v1::BulkRequest& request) {
    const records::Actor actor = actorOf(context);
    const records::BulkProgress progress = [&context](std::uint64_t done, std::uint64_t total) {
        return sendProgress(context, done, total);
    };
    auto reply = co_await context.services.gate.bulk(actor, request, progress, context.deadline);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
