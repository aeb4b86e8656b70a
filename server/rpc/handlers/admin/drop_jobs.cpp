#include "server/rpc/handlers/admin/dead_choice.h"

namespace kupets::rpc::handlers {

Answer<v1::DeadJobsCount> adminDropJobs(Context& context, const v1::DeadJobsChoice& choice) {
    co_return co_await withDeadJobs(context, choice, [&context](db::Transaction& transaction, jobs::DeadOnes which) {
        return jobs::drop(transaction, std::move(which), context.deadline);
    });
}

}  // namespace kupets::rpc::handlers
