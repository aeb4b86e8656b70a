// The dead letters that an administrator chose, and what he does to them in a transaction of its own.
#pragma once

#include "server/jobs/inspect.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

/// `act(transaction, which)` tells how many these were. Errors: BadRequest (an id that is none).
template <typename Act>
Answer<v1::DeadJobsCount> withDeadJobs(Context& context, const v1::DeadJobsChoice& choice, Act act) {
    jobs::DeadOnes which{choice.kind(), {}};
    for (const std::string& bytes : choice.ids()) {
        const auto id = Uuid::fromBytes(bytes);
        if (!id) co_return fail(ErrorCode::BadRequest, {"ids"}, "ids");
        which.ids.push_back(*id);
    }
    auto transaction = co_await context.services.database.begin(context.deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    Result<std::uint64_t> count = co_await act(*transaction, std::move(which));
    if (!count) co_return std::unexpected(std::move(count.error()));
    auto done = co_await transaction->commit({}, context.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    v1::DeadJobsCount reply;
    reply.set_jobs(*count);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
