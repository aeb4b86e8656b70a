#include "server/db/cluster.h"

#include <fstream>

#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/db/postmaster.h"
#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using db::within;
using tests::runAwaitable;

namespace {

namespace fs = std::filesystem;

struct Pool {
    explicit Pool(const db::Cluster& cluster) : database(tests::ioContext().get_executor(), options(cluster)) {}
    ~Pool() { runAwaitable(database.stop(within(5s))); }
    static db::Options options(const db::Cluster& cluster) {
        db::Options out;
        out.conninfo = cluster.conninfo();
        return out;
    }
    Result<db::Rows> run(const std::string& sql) { return runAwaitable(database.run({sql, {}}, within(10s))); }
    db::Database database;
};

}  // namespace

TEST_CASE("a cluster from nothing: owned by nobody else, checked, Russian") {
    const tests::TemporaryFolder folder;
    db::Cluster::Options options;
    options.dataDir = folder.path() / "data";
    const auto begin = std::chrono::steady_clock::now();
    auto cluster = db::Cluster::start(options);
    if (!cluster) FAIL(describe(cluster.error()));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    WARN("a cluster from nothing in " << took.count() << " ms");
    {
        Pool pool(**cluster);
        const auto rows = pool.run(
            "SELECT current_setting('data_checksums'), current_setting('fsync'), current_setting('listen_addresses'),"
            " current_setting('TimeZone'), 'ёж' < 'жук' AND 'Ёлка' < 'ель', (SELECT rolsuper FROM pg_roles WHERE "
            "rolname = current_user)");
        REQUIRE(rows);
        CHECK(rows->text(0, 0) == "on");
        CHECK(rows->text(0, 1) == "on");
        CHECK(rows->text(0, 2).empty());
        CHECK(rows->text(0, 3) == "UTC");
        CHECK(rows->boolean(0, 4));
        CHECK_FALSE(rows->boolean(0, 5));
        REQUIRE(pool.run("CREATE EXTENSION pg_trgm"));
        REQUIRE(pool.run("CREATE EXTENSION btree_gin"));
        const auto similar = pool.run("SELECT similarity('Кузнецов', 'Кузнецова') > 0.5");
        REQUIRE(similar);
        CHECK(similar->boolean(0, 0));
    }
    for (const char* name : {"pg", "run"}) {
        struct stat found{};
        REQUIRE(::stat((options.dataDir / name).c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0700);
        CHECK(found.st_uid != 0);
    }
    // A second server on the same data folder is told off and does no harm.
    const auto second = db::Cluster::start(options);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::Unavailable);
    CHECK(second.error().args.at(0).find("another kupets-server") != std::string::npos);
    CHECK((*cluster)->alive());
    (*cluster)->stop();
    CHECK_FALSE((*cluster)->alive());
    // The log writer goes a moment after its postmaster.
    CHECK(tests::eventually([&] { return db::processesIn(options.dataDir / "pg").empty(); }));
}

TEST_CASE("a killed postmaster: pool and cluster recover, nothing committed is lost") {
    const tests::TemporaryFolder folder;
    auto cluster = tests::startCluster(folder.path(), false);
    Pool pool(*cluster);
    REQUIRE(pool.run("CREATE TABLE t (a int)"));
    REQUIRE(pool.run("INSERT INTO t VALUES (1)"));
    // In the middle of a statement, and with an orphan that computes and does not look around.
    auto busy = boost::asio::co_spawn(
        tests::ioContext(), pool.database.run({"SELECT count(*) FROM generate_series(1, 2000000000)", {}}, within(60s)),
        boost::asio::use_future);
    REQUIRE(tests::eventually([&] { return pool.database.statistics().lent == 1; }));
    REQUIRE(::kill(cluster->postmasterPid(), SIGKILL) == 0);
    REQUIRE(tests::eventually([&] { return !cluster->alive(); }));
    const std::string conninfo = cluster->conninfo();
    cluster->stop();

    // Asked while PostgreSQL is away; it waits for it.
    auto waiting = boost::asio::co_spawn(tests::ioContext(), pool.database.run({"SELECT a FROM t", {}}, within(20s)),
                                         boost::asio::use_future);
    cluster = tests::startCluster(folder.path(), false);
    CHECK(cluster->conninfo() == conninfo);
    const auto rows = waiting.get();
    if (!rows) FAIL(describe(rows.error()));
    CHECK(rows->integer(0, 0) == 1);
    CHECK_FALSE(busy.get());
    REQUIRE(pool.run("INSERT INTO t VALUES (2)"));
}

TEST_CASE("a killed backend: PostgreSQL starts itself again, the pool finds it") {
    const tests::TemporaryFolder folder;
    auto cluster = tests::startCluster(folder.path(), false);
    Pool pool(*cluster);
    REQUIRE(pool.run("CREATE TABLE t (a int)"));
    const auto pid = pool.run("SELECT pg_backend_pid()");
    REQUIRE(pid);
    REQUIRE(::kill(static_cast<pid_t>(pid->integer(0, 0)), SIGKILL) == 0);
    REQUIRE(tests::eventually([&] { return pool.run("INSERT INTO t VALUES (1)").has_value(); }));
    CHECK(cluster->alive());
}

TEST_CASE("a killed server takes its PostgreSQL with it, and the next one starts at once") {
    const tests::TemporaryFolder folder;
    tests::startCluster(folder.path())->stop();
    // The server to be killed: nothing of ours but what Cluster does.
    const pid_t server = ::fork();
    if (server == 0) {
        db::Cluster::Options options;
        options.dataDir = folder.path();
        options.fastUnsafe = true;
        const auto cluster = db::Cluster::start(options);
        std::ofstream(folder.path() / "up") << (cluster ? "yes" : describe(cluster.error()));
        for (;;) ::pause();
    }
    REQUIRE(
        tests::eventually([&] { return fs::exists(folder.path() / "up") && fs::file_size(folder.path() / "up") > 0; }));
    REQUIRE_FALSE(db::processesIn(folder.path() / "pg").empty());
    ::kill(server, SIGKILL);
    ::waitpid(server, nullptr, 0);
    SECTION("by itself") {
        CHECK(tests::eventually([&] { return db::processesIn(folder.path() / "pg").empty(); }));
    }
    SECTION("while it still shuts down") {
        auto next = tests::startCluster(folder.path());
        Pool pool(*next);
        CHECK(pool.run("SELECT 1"));
    }
}

TEST_CASE("a long path gets a short socket folder, the same after a restart") {
    const tests::TemporaryFolder folder;
    const fs::path dataDir = folder.path() / std::string(80, 'd') / "e";
    auto cluster = tests::startCluster(dataDir);
    const fs::path socket = fs::read_symlink(dataDir / "run");
    {
        Pool pool(*cluster);
        CHECK(pool.run("SELECT 1"));
        CHECK(fs::exists(socket / ".s.PGSQL.5432"));
        cluster->stop();
        cluster = tests::startCluster(dataDir);
        CHECK(pool.run("SELECT 1"));
    }
    cluster.reset();
    CHECK_FALSE(fs::exists(socket));
}

TEST_CASE("a folder that PostgreSQL's user may not enter is named") {
    if (::geteuid() != 0) return;
    const tests::TemporaryFolder folder;
    const fs::path closed = folder.path() / "closed";
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms(0700));
    db::Cluster::Options options;
    options.dataDir = closed / "data";
    const auto cluster = db::Cluster::start(options);
    REQUIRE_FALSE(cluster);
    CHECK(cluster.error().args.at(0).find(closed.string() + ":") != std::string::npos);
    options.dataDir = folder.path() / "data";
    options.osUser = "no-such-user";
    const auto nobody = db::Cluster::start(options);
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().args.at(0).find("no-such-user") != std::string::npos);
}
