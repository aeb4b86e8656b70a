// How many trivial jobs a second one server does, beside the bare SQL of taking and deleting them in batches by one
// connection; and how late a job begins with 100,000 others that wait for their time. PostgreSQL with fsync, on this
// machine. Prints, never asserts.
//
//     jobs_bench [JOBS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include "server/db/migrations.h"
#include "server/jobs/worker.h"
#include "tests/support/database_fixture.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using Steady = std::chrono::steady_clock;

template <typename T>
T must(Result<T> result) {
    if (result) {
        if constexpr (!std::is_void_v<T>)
            return std::move(*result);
        else
            return;
    }
    std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
    std::exit(1);
}

db::Deadline soon() { return db::within(5min); }

const jobs::Kind<std::string> kOutside{"outside, nothing to do"};
const jobs::Kind<std::string> kAlone{"inside, a row each, alone"};
const jobs::Kind<std::string> kTogether{"inside, a row each, 100 a transaction"};
const jobs::Kind<std::string> kEmpty{"inside, nothing to do, 100 a transaction"};
const jobs::Kind<std::string> kOnTime{"at its time"};

class Lateness {
public:
    void add(Timestamp due, Timestamp now) {
        const std::scoped_lock lock(mutex_);
        late_.push_back(static_cast<double>(now.micros - due.micros) / 1000);
    }
    std::size_t count() {
        const std::scoped_lock lock(mutex_);
        return late_.size();
    }
    void print() {
        std::ranges::sort(late_);
        const auto at = [this](double share) {
            return late_[static_cast<std::size_t>(share * static_cast<double>(late_.size() - 1))];
        };
        std::printf("%-45s %.1f / %.1f / %.1f ms (median / p99 / most)\n", "late, 100,000 waiting", at(0.5), at(0.99),
                    at(1));
    }

private:
    std::mutex mutex_;
    std::vector<double> late_;
};

void registerKinds(jobs::Kinds& kinds, Lateness& late, const Clock& clock) {
    kinds.queue("default", {.concurrency = 4});
    const auto row = [](jobs::Job& job, const std::string& text,
                        db::Transaction& transaction) -> awaitable<Result<void>> {
        db::Query query{"INSERT INTO effect (text) VALUES ($1)", {}};
        query.params.add(text);
        must(co_await transaction.run(std::move(query), job.deadline));
        co_return Result<void>();
    };
    kinds.outside(kOutside, {},
                  [](jobs::Job&, const std::string&) -> awaitable<Result<void>> { co_return Result<void>(); });
    kinds.outside(kOnTime, {}, [&](jobs::Job& job, const std::string&) -> awaitable<Result<void>> {
        late.add(job.due, clock.now());
        co_return Result<void>();
    });
    kinds.inside(kAlone, {}, row);
    kinds.inside(kTogether, {.batch = 100}, row);
    kinds.inside(
        kEmpty, {.batch = 100},
        [](jobs::Job&, const std::string&, db::Transaction&) -> awaitable<Result<void>> { co_return Result<void>(); });
}

class Bench {
public:
    explicit Bench(int jobs) : count_(jobs), cluster_(tests::startCluster(folder_.path(), false)) {
        db::Options options;
        options.conninfo = cluster_->conninfo();
        database_ = std::make_unique<db::Database>(tests::ioContext().get_executor(), options);
        must(tests::runAwaitable(db::migrate(*database_, soon())));
        run("CREATE TABLE effect (text text)");
        registerKinds(kinds_, late_, clock_);
    }
    ~Bench() { tests::runAwaitable(stop()); }

    void run(const std::string& sql) { must(tests::runAwaitable(database_->run({sql, {}}, soon()))); }

    void fill(jobs::Kind<std::string> kind) {
        run("TRUNCATE kupets.job");
        must(tests::runAwaitable(add(kind, count_, {})));
        run("ANALYZE kupets.job");
    }

    /// Bare SQL, blocking.
    void floor() {
        fill(kOutside);
        PGconn* connection = PQconnectdb(cluster_->conninfo().c_str());
        const auto begin = Steady::now();
        PQclear(
            PQprepare(connection, "take",
                      "DELETE FROM kupets.job WHERE id IN (SELECT id FROM kupets.job WHERE state = 0 AND queue = "
                      "'default' AND priority = 1 AND run_at <= now() ORDER BY run_at, id LIMIT 100 FOR UPDATE SKIP "
                      "LOCKED) RETURNING id, payload",
                      0, nullptr));
        for (int taken = -1; taken != 0;) {
            PGresult* result = PQexecPrepared(connection, "take", 0, nullptr, nullptr, nullptr, 0);
            taken = PQntuples(result);
            PQclear(result);
        }
        print("floor: bare SQL, 100 taken and deleted", begin);
        PQfinish(connection);
    }

    void measure(jobs::Kind<std::string> kind) {
        fill(kind);
        jobs::Queue queue(kinds_, clock_);
        jobs::Worker worker(tests::ioContext().get_executor(), *database_, queue, {});
        const auto begin = Steady::now();
        auto ended = boost::asio::co_spawn(tests::ioContext(), worker.run(), boost::asio::use_future);
        while (worker.statistics().done < static_cast<std::uint64_t>(count_)) std::this_thread::sleep_for(1ms);
        print(std::string(kind.name).c_str(), begin);
        worker.stop();
        ended.get();
    }

    void punctuality() {
        run("TRUNCATE kupets.job");
        must(tests::runAwaitable(add(kOnTime, 100'000, clock_.now().micros + 86'400'000'000)));
        run("ANALYZE kupets.job");
        jobs::Queue queue(kinds_, clock_);
        jobs::Worker worker(tests::ioContext().get_executor(), *database_, queue, {});
        auto ended = boost::asio::co_spawn(tests::ioContext(), worker.run(), boost::asio::use_future);
        must(tests::runAwaitable(add(kOnTime, 2'000, clock_.now().micros + 1'000'000)));
        while (late_.count() < 2'000) std::this_thread::sleep_for(10ms);
        late_.print();
        worker.stop();
        ended.get();
    }

private:
    /// Of jobs at a time, the next one 5 ms later.
    awaitable<Result<void>> add(jobs::Kind<std::string> kind, int count, std::optional<std::int64_t> from) {
        jobs::Queue queue(kinds_, clock_);
        auto transaction = must(co_await database_->begin(soon()));
        std::vector<jobs::NewJob> jobs;
        for (int i = 0; i < count; ++i) {
            jobs::Order order;
            if (from) order.at = Timestamp{*from + i * 5'000LL};
            jobs.push_back(jobs::newJob(kind, std::to_string(i), order));
        }
        must(co_await queue.enqueue(transaction, std::move(jobs), soon()));
        must(co_await transaction.commit({}, soon()));
        co_return Result<void>();
    }
    awaitable<int> stop() {
        co_await database_->stop(db::within(2s));
        co_return 0;
    }
    void print(const char* what, Steady::time_point begin) const {
        const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
        std::printf("%-45s %8.0f jobs/s\n", what, count_ / seconds);
        std::fflush(stdout);
    }

    const int count_;
    const tests::TemporaryFolder folder_;
    std::unique_ptr<db::Cluster> cluster_;
    std::unique_ptr<db::Database> database_;
    SystemClock clock_;
    jobs::Kinds kinds_;
    Lateness late_;
};

}  // namespace

int main(int argc, char** argv) {
    spdlog::set_level(spdlog::level::warn);
    Bench bench(argc > 1 ? std::atoi(argv[1]) : 30'000);
    bench.floor();
    bench.measure(kOutside);
    bench.measure(kAlone);
    bench.measure(kTogether);
    bench.measure(kEmpty);
    bench.floor();
    bench.punctuality();
}
