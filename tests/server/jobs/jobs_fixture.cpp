#include "tests/server/jobs/jobs_fixture.h"

namespace kupets::tests {
namespace {

std::string jobsTemplate() {
    return preparedTemplate("jobs", [](db::Database& database) {
        must(runAwaitable(db::migrate(database, db::within(30s))));
        must(runAwaitable([](db::Database& d) -> awaitable<Result<void>> {
            auto connection = co_await d.acquire(db::within(10s));
            co_return co_await connection->runScript(
                "CREATE TABLE effect (number bigint GENERATED ALWAYS AS IDENTITY, text text, job uuid)",
                db::within(10s));
        }(database)));
    });
}

}  // namespace

JobsFixture::JobsFixture() : database(jobsTemplate()) {
    outside = [this](jobs::Job&, const std::string& payload) -> awaitable<Result<void>> {
        see(payload);
        co_return Result<void>();
    };
    inside = [](jobs::Job& job, const std::string& payload, db::Transaction& transaction) -> awaitable<Result<void>> {
        db::Query query{"INSERT INTO effect (text, job) VALUES ($1, $2::uuid)", {}};
        query.params.add(payload).add(job.id);
        auto done = co_await transaction.run(std::move(query), job.deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));
        co_return Result<void>();
    };
    kinds.queue("narrow", {.concurrency = 1});
    const jobs::Terms terms{.queue = "narrow", .attempts = 3, .firstPause = 20ms, .longestPause = 50ms, .limit = 10s};
    kinds.outside(kOutside, terms,
                  [this](jobs::Job& job, const std::string& payload) { return outside(job, payload); });
    kinds.inside(kWrite, {.attempts = 3, .firstPause = 20ms, .longestPause = 50ms, .limit = 10s},
                 [this](jobs::Job& job, const std::string& payload, db::Transaction& transaction) {
                     return inside(job, payload, transaction);
                 });
}

JobsFixture::~JobsFixture() = default;

jobs::Worker::Options JobsFixture::quick() {
    return {.name = "test", .poll = 30ms, .beat = 50ms, .lease = 200ms, .grace = 2s};
}

JobsFixture::Working::Working(JobsFixture& fixture, jobs::Worker::Options options) {
    jobs::Queue* mine = &fixture.queue;
    if (std::exchange(fixture.own_, true)) {
        own_ = std::make_unique<jobs::Queue>(fixture.kinds, fixture.clock);
        mine = own_.get();
    }
    worker_ = std::make_unique<jobs::Worker>(ioContext().get_executor(), *fixture.database, *mine, std::move(options));
    ended_ = boost::asio::co_spawn(ioContext(), worker_->run(), boost::asio::use_future);
}

void JobsFixture::Working::stop() {
    if (!ended_.valid()) return;
    worker_->stop();
    ended_.get();
}

std::unique_ptr<JobsFixture::Working> JobsFixture::work(jobs::Worker::Options options) {
    return std::make_unique<Working>(*this, std::move(options));
}

Uuid JobsFixture::add(jobs::Kind<std::string> kind, const std::string& payload, jobs::Order order) {
    return runAwaitable([&]() -> awaitable<Uuid> {
        auto transaction = must(co_await database->begin(db::within(10s)));
        const Uuid id = must(co_await queue.enqueue(transaction, kind, payload, order, db::within(10s)));
        must(co_await transaction.commit({}, db::within(10s)));
        co_return id;
    }());
}

std::int64_t JobsFixture::number(const std::string& sql) {
    return must(runAwaitable(database->run({sql, {}}, db::within(10s)))).integer(0, 0);
}

std::vector<std::string> JobsFixture::texts(const std::string& sql) {
    const db::Rows rows = must(runAwaitable(database->run({sql, {}}, db::within(10s))));
    std::vector<std::string> out;
    for (std::size_t row = 0; row < rows.size(); ++row) out.emplace_back(rows.text(row, 0));
    return out;
}

bool JobsFixture::allDone() {
    return eventually([this] { return number("SELECT count(*) FROM kupets.job WHERE state < 2") == 0; }, 30s);
}

std::map<std::string, int> JobsFixture::seen() {
    const std::scoped_lock lock(mutex_);
    return seen_;
}

void JobsFixture::see(const std::string& payload) {
    const std::scoped_lock lock(mutex_);
    ++seen_[payload];
}

}  // namespace kupets::tests
