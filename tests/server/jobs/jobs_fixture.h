// Queues, workers and a clock that tests set, on a database of the test's own.
#pragma once

#include <map>
#include <mutex>

#include <boost/asio/use_future.hpp>

#include "server/db/migrations.h"
#include "server/jobs/inspect.h"
#include "server/jobs/worker.h"
#include "tests/support/database_fixture.h"
#include "tests/support/moved_clock.h"

namespace kupets::tests {

using namespace std::chrono_literals;
using boost::asio::awaitable;

inline Timestamp after(Timestamp moment, std::chrono::microseconds span) { return {moment.micros + span.count()}; }

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline const jobs::Kind<std::string> kWrite{"test.write"};      // inside: its payload becomes a row of `effect`
inline const jobs::Kind<std::string> kOutside{"test.outside"};  // calls `outside`

class JobsFixture {
public:
    JobsFixture();
    ~JobsFixture();

    /// Kinds may be added until the first worker.
    jobs::Kinds kinds;
    MovedClock clock;
    TestDatabase database;
    jobs::Queue queue{kinds, clock};

    /// What kOutside and kWrite do; called by many threads.
    std::function<awaitable<Result<void>>(jobs::Job&, const std::string&)> outside;
    std::function<awaitable<Result<void>>(jobs::Job&, const std::string&, db::Transaction&)> inside;

    static jobs::Worker::Options quick();
    /// As of another server when it is not the first.
    class Working {
    public:
        Working(JobsFixture& fixture, jobs::Worker::Options options);
        ~Working() { stop(); }
        void stop();
        jobs::Worker& operator*() { return *worker_; }

    private:
        std::unique_ptr<jobs::Queue> own_;
        std::unique_ptr<jobs::Worker> worker_;
        std::future<void> ended_;
    };
    std::unique_ptr<Working> work() { return work(quick()); }
    std::unique_ptr<Working> work(jobs::Worker::Options options);

    Uuid add(jobs::Kind<std::string> kind, const std::string& payload, jobs::Order order = {});
    std::int64_t number(const std::string& sql);
    std::vector<std::string> texts(const std::string& sql);
    std::vector<std::string> effects() { return texts("SELECT text FROM effect ORDER BY number"); }
    bool allDone();
    /// How often each payload came to kOutside.
    std::map<std::string, int> seen();
    void see(const std::string& payload);

private:
    std::mutex mutex_;
    std::map<std::string, int> seen_;
    bool own_ = false;  // `queue` has a worker
};

}  // namespace kupets::tests
