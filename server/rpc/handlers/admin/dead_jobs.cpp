#include <algorithm>

#include "server/jobs/inspect.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {
constexpr std::uint32_t kUsual = 100;
constexpr std::uint32_t kMost = 1000;
}  // namespace

Answer<v1::DeadJobsReply> adminDeadJobs(Context& context, const v1::DeadJobsRequest& request) {
    const std::size_t most = request.limit() == 0 ? kUsual : std::min(request.limit(), kMost);
    const Uuid after = Uuid::fromBytes(request.after()).value_or(Uuid());
    auto dead = co_await jobs::deadLetters(context.services.database, request.kind(), after, most, context.deadline);
    if (!dead) co_return std::unexpected(std::move(dead.error()));
    v1::DeadJobsReply reply;
    for (const jobs::DeadLetter& letter : *dead) {
        v1::DeadJob& job = *reply.add_jobs();
        job.set_id(std::string(letter.id.view()));
        job.set_kind(letter.kind);
        job.set_queue(letter.queue);
        job.set_attempts(static_cast<std::uint32_t>(letter.attempt));
        job.set_created_at(letter.created.micros);
        job.set_died_at(letter.died.micros);
        job.set_reason(letter.reason);
        if (!letter.cause.changeSet.isNil()) job.set_cause(std::string(letter.cause.changeSet.view()));
    }
    co_return reply;
}

}  // namespace kupets::rpc::handlers
