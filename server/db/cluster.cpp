#include "server/db/cluster.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/db/child_process.h"
#include "server/db/cluster_files.h"
#include "server/db/postmaster.h"

namespace kupets::db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kStopLimit = 30s;
constexpr auto kStartLimit = 60s;
constexpr auto kRecoveryLimit = 10min;

std::unexpected<Error> unavailable(std::string reason) { return fail(ErrorCode::Unavailable, {std::move(reason)}); }

/// Creates the data folder and lets PostgreSQL's user walk through it.
Result<void> prepareDataDir(const fs::path& dataDir, const OsUser& user) {
    std::error_code failed;
    fs::create_directories(dataDir, failed);
    if (failed) return unavailable("cannot create " + dataDir.string() + ": " + failed.message());
    struct stat found{};
    if (user.change && ::stat(dataDir.c_str(), &found) == 0 && found.st_uid == ::geteuid() &&
        (found.st_mode & S_IXOTH) == 0) {
        ::chmod(dataDir.c_str(), (found.st_mode & 07777) | S_IXGRP | S_IXOTH);
    }
    return checkReachable(user, dataDir);
}

/// Held as long as the descriptor lives, by nobody's children.
Result<int> lockDataDir(const fs::path& dataDir) {
    const fs::path path = dataDir / "lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return unavailable("cannot write " + path.string() + ": " + std::strerror(errno));
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    ::close(fd);
    return unavailable("another kupets-server works in " + dataDir.string());
}

/// initdb beside the final name, so that a half-made cluster is never taken for a whole one.
Result<void> initdb(const fs::path& binaries, const fs::path& dataDir, const OsUser& user, bool durable) {
    const fs::path fresh = dataDir / "pg.new";
    std::error_code failed;
    fs::remove_all(fresh, failed);
    if (auto made = ownFolder(fresh, user); !made) return made;
    // C.UTF-8 beside ICU: pg_trgm and full-text search ask the C library what a letter is, and under "C" only ASCII has
    // any.
    Command command{{binaries / "initdb", "-D", fresh, "-U", "postgres", "--locale=C.UTF-8", "--locale-provider=icu",
                     "--icu-locale=ru-RU", "--encoding=UTF8", "--data-checksums", "--auth-local=peer",
                     "--auth-host=reject", "--no-sync"},
                    user};
    if (auto ran = runToEnd(std::move(command), dataDir / "initdb.log", kStartLimit); !ran) return ran;
    if (durable) {
        // One syncfs is much quicker than initdb's fsync of a thousand files.
        const int fd = ::open(dataDir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0) ::syncfs(fd);
        fs::rename(fresh, dataDir / "pg", failed);
        if (fd >= 0) ::fsync(fd), ::close(fd);
    } else {
        fs::rename(fresh, dataDir / "pg", failed);
    }
    if (failed) return unavailable("cannot rename " + fresh.string() + ": " + failed.message());
    fs::remove(dataDir / "initdb.log", failed);
    return {};
}

using Connected = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Result<std::string> ask(PGconn* connection, const char* sql) {
    const Answer answer(PQexec(connection, sql), &PQclear);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_COMMAND_OK) return std::string();
    if (status == PGRES_TUPLES_OK)
        return std::string(PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "");
    return unavailable(std::string("PostgreSQL: ") + PQerrorMessage(connection));
}

/// The role without rights of its own beyond its database: what an injected statement could do stays inside.
Result<void> ensureDatabase(const std::string& adminConninfo) {
    const Connected connection(PQconnectdb(adminConninfo.c_str()), &PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) return unavailable(PQerrorMessage(connection.get()));
    const Result<std::string> there = ask(connection.get(), "SELECT 1 FROM pg_database WHERE datname = 'kupets'");
    if (!there) return std::unexpected(there.error());
    if (!there->empty()) return {};
    for (const char* sql : {"DO $$ BEGIN CREATE ROLE kupets LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                            "CREATE DATABASE kupets OWNER kupets", "REVOKE ALL ON DATABASE kupets FROM PUBLIC"}) {
        if (auto done = ask(connection.get(), sql); !done) return std::unexpected(done.error());
    }
    return {};
}

}  // namespace

struct Cluster::Parts {
    Options options;
    OsUser user;
    fs::path dataDir, pgDir, socketDir, binaries;
    int lock = -1;
    pid_t keeper = -1;
    int keeperPipe = -1;

    fs::path startLog() const { return dataDir / "pg-start.log"; }
};

Cluster::Cluster() : parts_(std::make_unique<Parts>()) {}

Cluster::~Cluster() {
    stop();
    if (!parts_->dataDir.empty()) removeSocketFolder(parts_->dataDir);
}

Result<std::unique_ptr<Cluster>> Cluster::start(const Options& options) {
    auto user = serviceUser(options.osUser);
    if (!user) return std::unexpected(user.error());
    std::unique_ptr<Cluster> cluster(new Cluster);
    Parts& parts = *cluster->parts_;
    parts.options = options;
    parts.user = *user;
    if (auto ready = prepareDataDir(fs::absolute(options.dataDir), parts.user); !ready)
        return std::unexpected(ready.error());
    parts.dataDir = fs::canonical(options.dataDir);
    parts.pgDir = parts.dataDir / "pg";
    const auto prepare = [&]() -> Result<void> {
        const Result<int> lock = lockDataDir(parts.dataDir);
        if (!lock) return std::unexpected(lock.error());
        parts.lock = *lock;
        auto binaries = findBinaries(parts.pgDir);
        if (!binaries) return std::unexpected(binaries.error());
        parts.binaries = *binaries;
        if (auto ended = endLeftovers(parts.pgDir, parts.dataDir / "run", kStopLimit); !ended) return ended;
        auto socketDir = makeSocketFolder(parts.dataDir, parts.user);
        if (!socketDir) return std::unexpected(socketDir.error());
        parts.socketDir = *socketDir;
        if (fs::exists(parts.pgDir / "PG_VERSION")) return ownFolder(parts.pgDir, parts.user);
        return initdb(parts.binaries, parts.dataDir, parts.user, !options.fastUnsafe);
    };
    Result<void> up = prepare();
    if (up) up = cluster->launch();
    if (!up) return std::unexpected(up.error());
    return cluster;
}

Result<void> Cluster::launch() {
    Parts& parts = *parts_;
    const Result<OsUser> self = serviceUser(parts.options.osUser);
    const std::string serverUser = parts.user.change ? "root" : self->name;
    const ClusterSettings settings{parts.socketDir, parts.options.sharedBuffersMb, parts.options.fastUnsafe, serverUser,
                                   parts.user.name};
    const fs::path conf = parts.dataDir / "conf";
    if (auto written = writeConf(conf, settings); !written) return written;

    const int log =
        ::open(parts.startLog().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (log < 0) return unavailable("cannot write " + parts.startLog().string() + ": " + std::strerror(errno));
    // The full path in argv[0]: from it PostgreSQL finds its library and share folders.
    const Result<pid_t> pid = spawn(
        {{parts.binaries / "postgres", "-D", parts.pgDir, "-c", "config_file=" + (conf / "postgresql.conf").string(),
          "-c", "hba_file=" + (conf / "pg_hba.conf").string(), "-c", "ident_file=" + (conf / "pg_ident.conf").string()},
         parts.user,
         -1,
         log});
    ::close(log);
    if (!pid) return std::unexpected(pid.error());
    pid_ = *pid;
    if (auto kept = startKeeper(); !kept) return kept;

    const auto begin = std::chrono::steady_clock::now();
    for (;; std::this_thread::sleep_for(2ms)) {
        const PostmasterFile file = readPostmasterFile(parts.pgDir);
        if (file.pid == pid_ && file.status == "ready") break;
        const auto waited = std::chrono::steady_clock::now() - begin;
        if (!alive()) return unavailable("PostgreSQL did not start: " + lastLines(parts.startLog(), 5));
        if (waited > (file.status == "starting" ? std::chrono::steady_clock::duration(kRecoveryLimit) : kStartLimit)) {
            return unavailable("PostgreSQL does not become ready: " + lastLines(parts.startLog(), 5));
        }
    }
    conninfo_ = socketConninfo(parts.socketDir, "kupets", "kupets");
    return ensureDatabase(adminConninfo("postgres"));
}

/// A shell that waits for the end of our life at the other end of a pipe. (PR_SET_PDEATHSIG would fire at the end of
/// the thread that forked.)
Result<void> Cluster::startKeeper() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return unavailable(std::string("pipe: ") + std::strerror(errno));
    const Result<pid_t> pid =
        spawn({{"/bin/sh", "-c", "read -r _; kill -INT \"$1\"", "kupets-pg-keeper", std::to_string(pid_)},
               parts_->user,
               ends[0],
               -1});
    ::close(ends[0]);
    parts_->keeperPipe = ends[1];
    if (!pid) return std::unexpected(pid.error());
    parts_->keeper = *pid;
    return {};
}

void Cluster::stop() {
    Parts& parts = *parts_;
    // First the keeper: after the postmaster has been waited for, its process id may be anybody's.
    if (parts.keeper > 0) {
        ::kill(parts.keeper, SIGKILL);
        ::waitpid(parts.keeper, nullptr, 0);
        parts.keeper = -1;
    }
    if (parts.keeperPipe >= 0) ::close(parts.keeperPipe), parts.keeperPipe = -1;
    if (pid_ > 0) {
        ::kill(pid_, SIGINT);
        if (!waitFor(pid_, kStopLimit)) {
            spdlog::warn("PostgreSQL does not shut down; it is stopped at once and recovers at the next start");
            ::kill(pid_, SIGQUIT);
            if (!waitFor(pid_, 5s)) {
                ::kill(pid_, SIGKILL);
                ::waitpid(pid_, nullptr, 0);
            }
        }
        pid_ = -1;
    }
    if (parts.lock >= 0) {
        ::close(parts.lock);
        parts.lock = -1;
    }
}

std::string Cluster::adminConninfo(const std::string& database) const {
    return socketConninfo(parts_->socketDir, "postgres", database);
}

bool Cluster::alive() const {
    if (pid_ <= 0) return false;
    siginfo_t info{};
    // WNOWAIT: stop() reaps; until then nobody else can get this process id.
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0) return info.si_pid == 0;
    return ::kill(pid_, 0) == 0;
}

}  // namespace kupets::db
