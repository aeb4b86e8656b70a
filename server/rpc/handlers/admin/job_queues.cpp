#include <algorithm>

#include "server/jobs/inspect.h"
#include "server/jobs/queue.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::JobQueuesReply> adminJobQueues(Context& context, const v1::JobQueuesRequest&) {
    const Services& all = context.services;
    auto counts = co_await jobs::countJobs(all.database, all.clock.now(), context.deadline);
    if (!counts) co_return std::unexpected(std::move(counts.error()));
    v1::JobQueuesReply reply;
    for (const jobs::QueueCount& count : *counts) {
        v1::JobQueue& queue = *reply.add_queues();
        queue.set_name(count.queue);
        queue.set_due(count.due);
        queue.set_later(count.later);
        queue.set_again(count.again);
        queue.set_running(count.running);
        queue.set_done(count.done);
        queue.set_dead(count.dead);
        if (count.oldestDue) queue.set_oldest_due(count.oldestDue->micros);
    }
    // Those in which nothing stands too.
    for (const auto& [name, terms] : all.jobs.kinds().queues()) {
        const auto same = [&name](const v1::JobQueue& queue) { return queue.name() == name; };
        if (std::ranges::none_of(reply.queues(), same)) reply.add_queues()->set_name(name);
    }
    co_return reply;
}

}  // namespace kupets::rpc::handlers
