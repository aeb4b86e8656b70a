// kupetsctl jobs: what is done later, and what was given up.
#include <array>

#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/admin.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--kind", "KIND", "только задания этого вида", "only jobs of this kind"},
    Option{"--limit", "N", "не больше стольких, обычно 100", "at most so many, usually 100"},
};

Cell number(std::uint64_t count) { return {static_cast<std::int64_t>(count), {}}; }

Outcome<void> queues(Session& session, const Globals& globals) {
    const auto reply = session.call<v1::JobQueuesReply>(v1::METHOD_ADMIN_JOB_QUEUES, v1::JobQueuesRequest());
    if (!reply) return std::unexpected(reply.error());
    Output output(globals.format, {"queue", "due", "later", "again", "running", "done", "dead", "oldest_due"}, false);
    for (const v1::JobQueue& queue : reply->queues()) {
        Cell oldest;
        if (queue.oldest_due() != 0) oldest = {Timestamp{queue.oldest_due()}, {}};
        output.row({}, 0,
                   {Cell{queue.name(), {}}, number(queue.due()), number(queue.later()), number(queue.again()),
                    number(queue.running()), number(queue.done()), number(queue.dead()), oldest});
    }
    output.finish();
    return {};
}

Outcome<void> dead(Session& session, const Globals& globals, const std::string& kind, std::uint64_t limit) {
    v1::DeadJobsRequest request;
    request.set_kind(kind);
    request.set_limit(static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, 1000)));
    const auto reply = session.call<v1::DeadJobsReply>(v1::METHOD_ADMIN_DEAD_JOBS, request);
    if (!reply) return std::unexpected(reply.error());
    Output output(globals.format, {"id", "kind", "queue", "attempts", "created_at", "died_at", "reason"}, false);
    for (const v1::DeadJob& job : reply->jobs())
        output.row({}, 0,
                   {Cell{Uuid::fromBytes(job.id()).value_or(Uuid()).text(), {}}, Cell{job.kind(), {}},
                    Cell{job.queue(), {}}, number(job.attempts()), Cell{Timestamp{job.created_at()}, {}},
                    Cell{Timestamp{job.died_at()}, {}}, Cell{job.reason(), {}}});
    output.finish();
    return {};
}

/// The identifiers behind the word, or all of the kind.
Outcome<void> act(Session& session, const Globals& globals, v1::Method method, const Arguments& arguments,
                  const std::string& kind) {
    v1::DeadJobsChoice choice;
    choice.set_kind(kind);
    for (std::size_t i = 1; i < arguments.positional().size(); ++i) {
        const auto id = Uuid::parse(arguments.positional()[i]);
        if (!id) return misused("kupetsctl jobs " + std::string(jobsCommand.usage));
        choice.add_ids(std::string(id->view()));
    }
    const auto reply = session.call<v1::DeadJobsCount>(method, choice);
    if (!reply) return std::unexpected(reply.error());
    Output output(globals.format, {"jobs"}, false);
    output.row({}, 0, {number(reply->jobs())});
    output.finish();
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(jobsCommand, arguments, 0, 1001); !fits) return fits;
    const std::string word = arguments.positional().empty() ? "queues" : arguments.positional()[0];
    const std::string kind = arguments.value("--kind");
    const auto limit = arguments.number("--limit", 100);
    if (!limit) return std::unexpected(limit.error());
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (word == "queues") return queues(*session, globals);
    if (word == "dead") return dead(*session, globals, kind, *limit);
    if (word == "retry") return act(*session, globals, v1::METHOD_ADMIN_RETRY_JOBS, arguments, kind);
    if (word == "drop") return act(*session, globals, v1::METHOD_ADMIN_DROP_JOBS, arguments, kind);
    return misused("kupetsctl jobs " + std::string(jobsCommand.usage));
}

}  // namespace

constinit const Command jobsCommand{
    "jobs",
    "[queues | dead | retry [ID…] | drop [ID…]] [--kind KIND] [--limit N]",
    "отложенная работа сервера: очереди, то, от чего отступились, и что с ним сделать",
    "the server's later work: queues, what was given up, and what to do about it",
    "  kupetsctl jobs\n  kupetsctl jobs dead --kind automation.run\n  kupetsctl jobs retry\n",
    kOptions,
    run};

}  // namespace kupets::ctl
