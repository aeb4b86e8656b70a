#include "server/rpc/handlers/admin/dead_choice.h"

namespace kupets::rpc::handlers {

Answer<v1::DeadJobsCount> adminRetryJobs(Context& context, const v1::DeadJobsChoice& choice) {
    co_return co_await withDeadJobs(context, choice, [&context](db::Transaction& transaction, jobs::DeadOnes which) {
        return jobs::tryAgain(transaction, std::move(which), context.services.clock.now(), context.deadline);
    });
}

}  // namespace kupets::rpc::handlers
