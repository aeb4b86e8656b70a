// A private PostgreSQL inside the server's data folder: Unix socket only, checksums on, never as root.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "common/base/error.h"

namespace kupets::db {

class Cluster {
public:
    struct Options {
        std::filesystem::path dataDir;    // the cluster lives in dataDir/pg, its socket in dataDir/run
        std::string osUser = "postgres";  // whom to become when started as root
        std::size_t sharedBuffersMb = 0;  // 0: chosen by the machine's memory
        bool fastUnsafe = false;          // for tests that do not test durability: fsync off
    };

    /// initdb on first use, crash recovery when the last stop was not clean, and waits until connections are accepted.
    /// A postmaster left over from a killed server is stopped first; a server that still runs keeps its cluster (lock
    /// file). Should this process be killed, a little keeper stops the postmaster. dataDir gets the right to be walked
    /// through (0711) when PostgreSQL runs as another user: keep secrets in it in files of mode 0600. Blocking; up to a
    /// minute, longer only while crash recovery goes on. Errors: Unavailable with the reason in args[0] (no binaries,
    /// no such user, folder not writable, log's last lines).
    static Result<std::unique_ptr<Cluster>> start(const Options& options);

    ~Cluster();  // stop()
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;
    /// Fast shutdown; blocking, up to 30 s.
    void stop();
    /// For libpq; to the database "kupets", which exists, as the role that owns it and nothing else.
    const std::string& conninfo() const { return conninfo_; }
    /// The same as PostgreSQL's superuser and in another database: for maintenance and tests.
    std::string adminConninfo(const std::string& database = "kupets") const;
    int postmasterPid() const { return pid_; }
    /// Whether the postmaster still runs; the server restarts it when not: stop(), then start() again.
    bool alive() const;

private:
    struct Parts;
    Cluster();
    Result<void> launch();
    Result<void> startKeeper();

    std::unique_ptr<Parts> parts_;
    std::string conninfo_;
    int pid_ = -1;
};

}  // namespace kupets::db
