#include "tests/support/database_fixture.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <fcntl.h>
#include <libpq-fe.h>
#include <openssl/crypto.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "server/db/child_process.h"

namespace kupets::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view kPrefix = "kupets-test-";
// To be raised when a new cluster is made differently.
constexpr std::string_view kTemplate = "kupets-testcluster-1-";

/// Memory, where there is enough of it: most of a small cluster's time goes into files made and removed again.
const fs::path& base() {
    static const fs::path chosen = [] {
        constexpr std::uintmax_t kEnough = std::uintmax_t{4} << 30;
        std::error_code failed;
        const bool memory =
            fs::space("/dev/shm", failed).available >= kEnough && !failed && ::access("/dev/shm", W_OK) == 0;
        return fs::path(memory ? "/dev/shm" : "/tmp");
    }();
    return chosen;
}

/// What killed programs left behind.
void removeOldFolders() {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(base(), ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(kPrefix)) continue;
        const pid_t owner = static_cast<pid_t>(std::atoi(name.c_str() + kPrefix.size()));
        if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
    }
}

std::unique_ptr<db::Cluster> start(const fs::path& dataDir, bool fastUnsafe) {
    db::Cluster::Options options;
    options.dataDir = dataDir;
    options.fastUnsafe = fastUnsafe;
    auto started = db::Cluster::start(options);
    if (!started) throw std::runtime_error("no PostgreSQL: " + describe(started.error()));
    return std::move(*started);
}

/// dataDir/pg as a copy of a cluster that was made and stopped once.
void copyCluster(const fs::path& dataDir) {
    const fs::path made = base() / (std::string(kTemplate) + std::to_string(::geteuid()));
    const int lock = ::open((made.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0 || ::flock(lock, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + made.string());
    if (!fs::exists(made)) {
        const fs::path fresh = made.string() + ".new";
        fs::remove_all(fresh);
        start(fresh, true)->stop();
        fs::rename(fresh, made);
    }
    fs::create_directories(dataDir);
    const db::Command copy{{"/bin/cp", "-a", made / "pg", dataDir / "pg"}, {}};
    const auto copied = db::runToEnd(copy, dataDir / "copy.log", 60s);
    ::close(lock);
    if (!copied) throw std::runtime_error(describe(copied.error()));
}

struct Loop {
    boost::asio::io_context context{2};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
    std::vector<std::jthread> threads;

    Loop() {
        // Before us, so that it cleans up after our threads have ended and not while they still have something of it.
        ::OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, nullptr);
        for (int i = 0; i < 2; ++i) threads.emplace_back([this] { context.run(); });
    }
    ~Loop() {
        context.stop();
        threads.clear();
    }
};

struct ProgramCluster {
    TemporaryFolder folder;
    std::unique_ptr<db::Cluster> cluster = startCluster(folder.path());
};

void admin(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(cluster().adminConninfo("postgres").c_str()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
}

std::string conninfoOf(const std::string& name) {
    std::string conninfo = cluster().conninfo();
    const std::string before = "dbname='kupets'";
    return conninfo.replace(conninfo.find(before), before.size(), "dbname='" + name + "'");
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (base() / kPrefix).string() + std::to_string(::getpid()) + "-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
    fs::permissions(path_, fs::perms(0711));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::unique_ptr<db::Cluster> startCluster(const fs::path& dataDir, bool fastUnsafe) {
    if (!fs::exists(dataDir / "pg")) copyCluster(dataDir);
    return start(dataDir, fastUnsafe);
}

db::Cluster& cluster() {
    static ProgramCluster program = (removeOldFolders(), ProgramCluster{});
    return *program.cluster;
}

boost::asio::io_context& ioContext() {
    static Loop loop;
    return loop.context;
}

TestDatabase::TestDatabase(const std::string& templateName, db::Options options) {
    static std::atomic<int> count{0};
    name_ = "test_" + std::to_string(++count);
    admin("CREATE DATABASE " + name_ + " OWNER kupets TEMPLATE " + templateName);
    conninfo_ = conninfoOf(name_);
    if (options.conninfo.empty()) options.conninfo = conninfo_;
    database_ = std::make_unique<db::Database>(ioContext().get_executor(), std::move(options));
}

TestDatabase::~TestDatabase() {
    try {
        runAwaitable(database_->stop(db::within(5s)));
        database_.reset();
        admin("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // A test that has killed PostgreSQL leaves nothing to drop.
    }
}

std::string preparedTemplate(const std::string& name, const std::function<void(db::Database&)>& prepare) {
    static std::set<std::string> made;
    const std::string database = "prepared_" + name;
    if (!made.contains(database)) {
        admin("CREATE DATABASE " + database + " OWNER kupets");
        db::Options options;
        options.conninfo = conninfoOf(database);
        db::Database pool(ioContext().get_executor(), options);
        prepare(pool);
        runAwaitable(pool.stop(db::within(5s)));
        made.insert(database);
    }
    return database;
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

}  // namespace kupets::tests
