// A server that does nothing but jobs, to be killed: job_worker CONNINFO FILE STEP
//
// "crash.inside" writes a row into `effect` and enqueues a "crash.follow" that writes another; "crash.outside" appends
// its id to FILE. STEP says where it kills itself, besides being killed from outside: "none", "before", "written"
// (inside, before the commit), "moved" (after a commit of its own), "outside" (the line is there, the end is not told),
// each at the eighth job that comes there.
#include <atomic>
#include <cstdio>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fcntl.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "server/jobs/worker.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;

const jobs::Kind<std::string> kInside{"crash.inside"};
const jobs::Kind<std::string> kFollow{"crash.follow"};
const jobs::Kind<std::string> kOutside{"crash.outside"};

class Dying {
public:
    explicit Dying(std::string step) : step_(std::move(step)) {}
    void at(const char* step) {
        if (step_ == step && ++count_ == 8) ::kill(::getpid(), SIGKILL);
    }

private:
    const std::string step_;
    std::atomic<int> count_ = 0;
};

awaitable<Result<void>> write(const jobs::Job& job, const char* table, db::Transaction& transaction) {
    db::Query query{std::string("INSERT INTO ") + table + " (job) VALUES ($1::uuid)", {}};
    query.params.add(job.id);
    auto done = co_await transaction.run(std::move(query), job.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

void registerKinds(jobs::Kinds& kinds, jobs::Queue& queue, Dying& dying, int file) {
    const jobs::Terms terms{.attempts = 1000, .firstPause = 10ms, .longestPause = 50ms};
    kinds.inside(kInside, terms,
                 [&](jobs::Job& job, const std::string& how, db::Transaction& transaction) -> awaitable<Result<void>> {
                     dying.at("before");
                     auto written = co_await write(job, "effect", transaction);
                     if (!written) co_return written;
                     auto next = co_await queue.enqueue(transaction, kFollow, how, {}, job.deadline);
                     if (!next) co_return std::unexpected(std::move(next.error()));
                     dying.at("written");
                     if (how != "moved") co_return Result<void>();
                     db::Transaction mine(std::move(transaction));
                     auto committed = co_await mine.commit({}, job.deadline);
                     if (!committed) co_return std::unexpected(std::move(committed.error()));
                     dying.at("moved");
                     co_return Result<void>();
                 });
    jobs::Terms many = terms;
    many.batch = 10;
    kinds.inside(kFollow, many, [](jobs::Job& job, const std::string&, db::Transaction& transaction) {
        return write(job, "follow", transaction);
    });
    kinds.outside(kOutside, terms, [&dying, file](jobs::Job& job, const std::string&) -> awaitable<Result<void>> {
        dying.at("before");
        const std::string line = job.id.text() + "\n";
        if (::write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            co_return std::unexpected(Error(ErrorCode::Unavailable));
        dying.at("outside");
        co_return Result<void>();
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    spdlog::set_level(spdlog::level::err);
    const int file = ::open(argv[2], O_WRONLY | O_APPEND | O_CREAT, 0600);
    boost::asio::io_context io{2};
    db::Options options;
    options.conninfo = argv[1];
    db::Database database(io.get_executor(), options);
    SystemClock clock;
    jobs::Kinds kinds;
    jobs::Queue queue(kinds, clock);
    Dying dying(argv[3]);
    registerKinds(kinds, queue, dying, file);
    jobs::Worker worker(io.get_executor(), database, queue,
                        {.name = "to be killed", .poll = 20ms, .beat = 25ms, .lease = 100ms, .grace = 5s});
    boost::asio::signal_set stop(io, SIGTERM);
    stop.async_wait([&](boost::system::error_code error, int) {
        if (!error) worker.stop();
    });
    auto ended = [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    };
    boost::asio::co_spawn(
        io,
        [&]() -> awaitable<void> {
            co_await worker.run();
            co_await database.stop(db::within(2s));
        },
        ended);
    io.run();
    return 0;
}
