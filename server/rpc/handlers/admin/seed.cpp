#include "server/modules/seed/seed.h"

#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {

asio::awaitable<Result<void>> sendStep(Context& context, const std::string& step, std::uint64_t done,
                                       std::uint64_t total) {
    v1::SeedProgress progress;
    progress.set_step(step);
    progress.set_done(done);
    progress.set_total(total);
    auto sent = co_await context.sendChunk(progress.SerializeAsString());
    co_return sent;
}

}  // namespace

Answer<v1::SeedReply> adminSeed(Context& context, const v1::SeedRequest& request) {
    const seed::Services services{context.services.database,
                                  context.services.registry,
                                  context.services.clock.now(),
                                  context.actor,
                                  context.actorName,
                                  context.deadline,
                                  [&context](const std::string& step, std::uint64_t done, std::uint64_t total) {
                                      return sendStep(context, step, done, total);
                                  }};
    auto reply = co_await seed::run(services, request);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
