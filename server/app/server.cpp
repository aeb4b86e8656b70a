#include "server/app/server.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/app/first_start.h"
#include "server/app/guardian.h"
#include "server/app/jobs.h"
#include "server/app/lock_file.h"
#include "server/async/task_group.h"
#include "server/automation/engine.h"
#include "server/automation/templates.h"
#include "server/db/migrations.h"
#include "server/history/feed.h"
#include "server/http/listener.h"
#include "server/jobs/schedules.h"
#include "server/jobs/worker.h"
#include "server/modules/tasks/follow_ups.h"
#include "server/modules/working_time/working_time.h"
#include "server/net/listener.h"
#include "server/records/gate.h"
#include "server/records/words.h"
#include "server/rpc/feed.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/metrics.h"
#include "server/rpc/presence.h"
#include "server/rpc/process.h"
#include "server/rpc/schema_event.h"
#include "server/schema/registry.h"
#include "server/schema/tidy.h"

namespace kupets::app {

namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

constexpr auto kGrace = 5s;          // for open requests when the server stops
constexpr auto kStartLimit = 10min;  // of migrations and schema: an index over a large table takes its time
static_assert(kStartLimit < db::kLongestStatement);
constexpr auto kVerifySessions = 5s;  // sessions ended elsewhere end here so soon
constexpr int kTouchEvery = 60;       // of these rounds: sessions in use are told to the database

access::Options accessOptions(const Options& options) {
    access::Options access;
    if (options.unsafeFastPasswords) {
        access.hashPasses = 1;
        access.hashMemory = 8 * 1024;
    }
    return access;
}

std::size_t threadCount(const Options& options) {
    return options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

rpc::ServerOptions serverOptions(const Options& options, Timestamp now) {
    rpc::ServerOptions server;
    server.dataDir = options.dataDir;
    server.company = options.company;
    server.heartbeatSeconds = static_cast<std::uint32_t>(std::max<long>(1, options.limits.heartbeat.count() / 1000));
    server.version = KUPETS_VERSION;
    server.startedAt = now;
    return server;
}

}  // namespace

struct Server::Impl {
    Impl(Options o, LockFile l, net::Certificate c, std::unique_ptr<db::Cluster> cluster,
         std::unique_ptr<schema::Registry> r)
        : options(std::move(o)),
          lock(std::move(l)),
          certificate(std::move(c)),
          workers(std::max<std::size_t>(2, threadCount(options))),
          guardian(cluster ? std::make_unique<Guardian>(io.get_executor(), workers, std::move(cluster),
                                                        clusterOptions(options))
                           : nullptr),
          registry(std::move(r)),
          database(io.get_executor(), databaseOptions()),
          serverInfo(serverOptions(options, clock.now())),
          access(database, clock, accessOptions(options)),
          feed(database, *registry),
          gate(io.get_executor(), database, *registry, clock),
          workingTime(io.get_executor(), gate, *registry,
                      options.timeZone ? *options.timeZone : calendar::Zone::ofThisComputer()),
          hub(io.get_executor(), database, feed, access, *registry, metrics,
              [this](const history::FeedBatch& batch) {
                  gate.changed(batch);
                  workingTime.changed(batch);
                  automation.changed(batch);
              }),
          presence(io.get_executor(), database, access, *registry, clock, options.presenceRights),
          jobs(kinds, clock),
          automation(
              {io.get_executor(), database, *registry, gate, jobs, clock, [this] { return workingTime.current(); }}),
          followUps({database, *registry, gate, jobs, clock, [this] { return workingTime.current(); }}),
          watchers({&automation, &followUps}),
          services{io.get_executor(), workers,  clock,   serverInfo, database,    *registry, access, feed, gate, hub,
                   presence,          sessions, metrics, jobs,       workingTime, automation},
          strand(asio::make_strand(io)),
          tasks(strand),
          stopped(strand),
          signals(strand, SIGINT, SIGTERM) {}

    static db::Cluster::Options clusterOptions(const Options& options) {
        db::Cluster::Options cluster;
        cluster.dataDir = options.dataDir;
        cluster.fastUnsafe = options.unsafeFastDatabase;
        return cluster;
    }
    db::Options databaseOptions() const {
        db::Options pool;
        pool.conninfo = guardian ? guardian->conninfo() : options.databaseUrl;
        return pool;
    }

    asio::awaitable<void> live();
    asio::awaitable<Result<void>> start();
    asio::awaitable<Result<void>> openDatabase();
    Result<void> openPorts();
    asio::awaitable<void> stop();
    asio::awaitable<Result<void>> startJobs();
    asio::awaitable<void> watchSessions();
    asio::awaitable<void> watchSchema();
    void addGauges();
    void awaitSignal();

    // Declared in the order in which they are made; destroyed the other way round.
    Options options;
    LockFile lock;
    net::Certificate certificate;
    SystemClock clock;
    asio::io_context io;
    asio::thread_pool workers;
    std::unique_ptr<Guardian> guardian;
    std::unique_ptr<schema::Registry> registry;
    db::Database database;
    rpc::Metrics metrics;
    rpc::LiveSessions sessions;
    rpc::ServerOptions serverInfo;
    access::Access access;
    history::Feed feed;
    records::Gate gate;
    working_time::WorkingTime workingTime;
    rpc::FeedHub hub;
    rpc::PresenceHub presence;
    jobs::Kinds kinds;
    jobs::Queue jobs;
    automation::Engine automation;
    tasks::FollowUps followUps;
    tasks::Watchers watchers;
    rpc::Services services;
    std::unique_ptr<jobs::Worker> worker;
    std::unique_ptr<jobs::Schedules> schedules;
    std::unique_ptr<net::Listener> clients;
    std::unique_ptr<http::Listener> probes;

    asio::any_io_executor strand;
    async::TaskGroup tasks;
    async::Signal stopped;
    asio::signal_set signals;
    bool stopping = false;
    std::shared_ptr<asio::cancellation_signal> tidying;  // while large tables are tidied after an upgrade
    bool newSchema = false;                              // perhaps: another server on this database said so
    int exitCode = 0;
};

Result<std::unique_ptr<Server>> Server::prepare(Options options) {
    auto lock = LockFile::take(options.dataDir);
    if (!lock) return std::unexpected(std::move(lock.error()));
    auto registry = schema::Registry::load(schema::embedded::entities());
    if (!registry) return std::unexpected(std::move(registry.error()));
    auto certificate = net::ensureCertificate(options.dataDir / "tls", options.listen.host);
    if (!certificate) return std::unexpected(std::move(certificate.error()));
    std::unique_ptr<db::Cluster> cluster;
    if (options.databaseUrl.empty()) {
        auto started = db::Cluster::start(Impl::clusterOptions(options));
        if (!started) return std::unexpected(std::move(started.error()));
        cluster = std::move(*started);
    }
    return std::unique_ptr<Server>(new Server(std::make_unique<Impl>(
        std::move(options), std::move(*lock), std::move(*certificate), std::move(cluster), std::move(*registry))));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

int Server::run() {
    std::exception_ptr thrown;
    asio::co_spawn(impl_->strand, impl_->live(), [&thrown](std::exception_ptr e) { thrown = e; });
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < threadCount(impl_->options); ++i) threads.emplace_back([this] { impl_->io.run(); });
    impl_->io.run();
    threads.clear();
    impl_->workers.join();
    if (thrown) std::rethrow_exception(thrown);
    spdlog::info("stopped");
    return impl_->exitCode;
}

void Server::Impl::awaitSignal() {
    signals.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (stopping) std::_Exit(128 + signal);
        spdlog::info("signal {}: the server stops", signal);
        stopping = true;
        stopped.notify();
        awaitSignal();
    });
}

asio::awaitable<void> Server::Impl::live() {
    awaitSignal();
    if (auto started = co_await start(); !started) {
        fmt::print(stderr, "kupets-server: {}\n", describe(started.error()));
        exitCode = 1;
        stopping = true;
    }
    while (!stopping) co_await stopped.wait();
    co_await stop();
    signals.cancel();
}

asio::awaitable<Result<void>> Server::Impl::openDatabase() {
    auto migrated = co_await db::migrate(database, db::within(kStartLimit));
    if (!migrated) co_return std::unexpected(std::move(migrated.error()));
    auto applied = co_await registry->apply(database, db::within(kStartLimit));
    if (!applied) co_return std::unexpected(std::move(applied.error()));
    spdlog::info("database ready: {} migrations, {} changes of the schema", *migrated, *applied);
    if (*applied > 0) {
        tidying = std::make_shared<asio::cancellation_signal>();
        tasks.spawn(schema::tidyLargeTables(database), tidying->slot(), tidying);
    }
    co_return Result<void>();
}

Result<void> Server::Impl::openPorts() {
    auto opened = net::Listener::open(services, options.limits, certificate, options.listen.host, options.listen.port);
    if (!opened) return std::unexpected(std::move(opened.error()));
    clients = std::move(*opened);
    auto second = http::Listener::open(services, options.http.host, options.http.port);
    if (!second) return std::unexpected(std::move(second.error()));
    probes = std::move(*second);
    return {};
}

asio::awaitable<Result<void>> Server::Impl::start() {
    if (guardian) tasks.spawn(guardian->run());
    if (auto open = co_await openDatabase(); !open) co_return std::unexpected(std::move(open.error()));
    auto password = co_await ensureAdministrator(services, options.adminPasswordFile);
    if (!password) co_return std::unexpected(std::move(password.error()));
    if (auto ports = openPorts(); !ports) co_return ports;
    access.onSessionsEnded([this](std::span<const Uuid> ended) { sessions.end(ended); });
    gate.onCommit([this] { hub.committed(); });
    registry->onChange([this](const schema::CatalogPtr& catalog) { rpc::schemaChanged(services, *catalog); });
    database.listen(schema::kSchemaChannel, [this](std::string_view) {
        asio::post(strand, [this] {
            newSchema = true;
            stopped.notify();
        });
    });
    tasks.spawn(hub.run());
    tasks.spawn(presence.run());
    tasks.spawn(gate.keepWords());
    if (auto ready = co_await startJobs(); !ready) co_return ready;
    addGauges();
    tasks.spawn(clients->run());
    tasks.spawn(probes->run());
    tasks.spawn(watchSessions());
    tasks.spawn(watchSchema());

    if (!password->empty())
        fmt::print("Первый вход / first login: admin, одноразовый пароль / one-time password: {}\n", *password);
    fmt::print("ready tls={} http={} fingerprint={}\n", Address{options.listen.host, clients->port()}.text(),
               Address{options.http.host, probes->port()}.text(), certificate.fingerprint);
    std::fflush(stdout);
    co_return Result<void>();
}

asio::awaitable<void> Server::Impl::stop() {
    stopped.notify();
    if (tidying) tidying->emit(asio::cancellation_type::terminal);
    if (clients) clients->stop(kGrace);
    while (clients && sessions.count() > 0) co_await stopped.waitUntil(std::chrono::steady_clock::now() + 10ms);
    if (worker) worker->stop();
    if (schedules) schedules->stop();
    workingTime.stop();
    automation.stop();
    hub.stop();
    presence.stop();
    gate.words().stop();
    if (probes) probes->stop();
    if (guardian) guardian->stop();
    co_await tasks.wait();
    co_await gate.stop();
    co_await database.stop(db::within(2s));
}

asio::awaitable<Result<void>> Server::Impl::startJobs() {
    registerJobs(kinds, services);
    automation.registerJobs(kinds);
    followUps.registerJobs(kinds);
    gate.setWatcher(&watchers);
    jobs::Schedules::Options schedule;
    schedule.isWorking = [this](Date day) { return workingTime.current()->isWorking(day); };
    schedules = std::make_unique<jobs::Schedules>(io.get_executor(), database, jobs, std::move(schedule));
    automation.goBy(*schedules);
    worker = std::make_unique<jobs::Worker>(io.get_executor(), database, jobs, jobs::Worker::Options());
    auto seeded = co_await workingTime.seed(db::within(30s));
    if (seeded) seeded = co_await workingTime.read(db::within(10s));
    if (seeded) seeded = co_await automation::seedRules(gate, *registry, db::within(30s));
    if (seeded) seeded = co_await automation.reload(db::within(30s));
    if (!seeded) co_return seeded;
    auto planned = co_await planJobs(*schedules, database, workingTime.current()->zone().name(), db::within(10s));
    if (!planned) co_return planned;
    tasks.spawn(worker->run());
    tasks.spawn(schedules->run());
    tasks.spawn(workingTime.run());
    tasks.spawn(automation.run());
    co_return Result<void>();
}

/// Sessions that another server ended, or that are too old, end here too; those in use do not expire.
asio::awaitable<void> Server::Impl::watchSessions() {
    for (int round = 1; !stopping; ++round) {
        const auto next = std::chrono::steady_clock::now() + kVerifySessions;
        while (!stopping && std::chrono::steady_clock::now() < next) co_await stopped.waitUntil(next);
        const bool touch = stopping || round % kTouchEvery == 0;
        auto done = touch ? co_await access.touch(sessions.logins(), db::within(2s))
                          : co_await access.verify(sessions.logins(), db::within(2s));
        if (!done) spdlog::warn("sessions are not checked: {}", describe(done.error()));
    }
}

/// What an administrator saved through another server is taken over here.
asio::awaitable<void> Server::Impl::watchSchema() {
    while (!stopping) {
        if (!newSchema) {
            co_await stopped.wait();
            continue;
        }
        newSchema = false;
        auto done = co_await registry->refresh(database, db::within(10s));
        if (!done) spdlog::warn("the schema is not read anew: {}", describe(done.error()));
        automation.schemaChanged();
    }
}

void Server::Impl::addGauges() {
    const auto number = [](auto value) { return static_cast<double>(value); };
    metrics.gauge("kupets_connections", "Open connections.", [this, number] { return number(sessions.count()); });
    metrics.gauge("kupets_sessions", "Connections of people who are logged in.",
                  [this, number] { return number(sessions.logins().size()); });
    metrics.gauge("kupets_outbox_bytes", "Bytes that wait for clients.",
                  [this, number] { return number(clients->outboxBytes()); });
    metrics.gauge("kupets_database_connections", "Open connections to PostgreSQL.",
                  [this, number] { return number(database.statistics().open); });
    metrics.gauge("kupets_database_lent", "Connections to PostgreSQL in use.",
                  [this, number] { return number(database.statistics().lent); });
    metrics.gauge("kupets_database_waiting", "Requests that wait for one.",
                  [this, number] { return number(database.statistics().waiting); });
    metrics.gauge("kupets_database_statements", "Statements run since the start.",
                  [this, number] { return number(database.statistics().statements); });
    metrics.gauge("kupets_jobs_running", "Jobs that this server works on.",
                  [this, number] { return number(worker->statistics().running); });
    metrics.gauge("kupets_jobs_waiting", "Jobs that wait on all servers, as of some seconds ago.",
                  [this, number] { return number(worker->statistics().waiting); });
    metrics.gauge("kupets_jobs_done", "Jobs done since the start.",
                  [this, number] { return number(worker->statistics().done); });
    metrics.gauge("kupets_jobs_failed", "Attempts at jobs that failed since the start.",
                  [this, number] { return number(worker->statistics().failed); });
    metrics.gauge("process_resident_memory_bytes", "Memory of the server.",
                  [number] { return number(rpc::residentBytes()); });
}

}  // namespace kupets::app
