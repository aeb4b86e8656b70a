// The files of the embedded cluster. In the data folder:
//   pg/    PostgreSQL's own, 0700, of the user that it runs as
//   run/   the socket, 0700 of the same user; a link to a short folder when the path is longer than a socket may have
//   conf/  postgresql.conf, pg_hba.conf, pg_ident.conf: ours, written anew at each start; local.conf is read last, for
//   the administrator lock   held by the running server, so that never two own one cluster
#pragma once

#include <filesystem>
#include <string>

#include "common/base/error.h"
#include "server/db/child_process.h"

namespace kupets::db {

struct ClusterSettings {
    std::filesystem::path socketDir;
    std::size_t sharedBuffersMb = 0;  // 0: a quarter of the machine's memory, 128 to 4096
    bool fastUnsafe = false;
    std::string serverUser;   // the OS user that connects
    std::string clusterUser;  // the OS user that PostgreSQL runs as
};

/// postgresql.conf.
std::string postgresqlConf(const ClusterSettings& settings);
/// pg_ident.conf: which OS user may be which role.
std::string identConf(const ClusterSettings& settings);
/// pg_hba.conf: the socket only, by the OS user.
std::string hbaConf();

Result<void> writeConf(const std::filesystem::path& folder, const ClusterSettings& settings);

/// A folder for `user` alone. An existing one must be his already.
Result<void> ownFolder(const std::filesystem::path& folder, const OsUser& user);

/// dataDir/run, or when a socket's path there would be too long a new folder below /run or /tmp with dataDir/run as its
/// link.
Result<std::filesystem::path> makeSocketFolder(const std::filesystem::path& dataDir, const OsUser& user);
/// The short folder, when there is one and nobody has a socket in it any more.
void removeSocketFolder(const std::filesystem::path& dataDir);

/// Where initdb and postgres are: of the version that made `pgDir`, or for a new cluster the newest one installed.
Result<std::filesystem::path> findBinaries(const std::filesystem::path& pgDir);

/// Megabytes of this machine or of our control group, whichever is less.
std::size_t machineMemoryMb();

/// "host='…' port=5432 dbname='…' user='…'" with the quoting that libpq wants.
std::string socketConninfo(const std::filesystem::path& socketDir, const std::string& role,
                           const std::string& database);

}  // namespace kupets::db
