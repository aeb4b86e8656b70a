#include "server/db/cluster_files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace kupets::db {
namespace {

namespace fs = std::filesystem;

constexpr int kOldestVersion = 15;
constexpr std::string_view kSocketName = "/.s.PGSQL.5432.lock";
constexpr std::string_view kShortPrefix = "kupets-pg-";

std::unexpected<Error> unavailable(std::string reason) { return fail(ErrorCode::Unavailable, {std::move(reason)}); }

/// A value in postgresql.conf, pg_ident.conf or a conninfo.
std::string quoted(std::string_view text, std::string_view escapedQuote) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += escapedQuote;
        } else if (c == '\\') {
            out += "\\\\";
        } else {
            out += c;
        }
    }
    return out + "'";
}

Result<void> writeFile(const fs::path& path, const std::string& text) {
    const fs::path temporary = path.string() + ".new";
    {
        std::ofstream out(temporary, std::ios::trunc);
        out << text;
        if (!out.flush()) return unavailable("cannot write " + path.string());
    }
    // No secrets, and PostgreSQL reads them as its own user.
    std::error_code failed;
    fs::permissions(temporary, fs::perms(0644), failed);
    if (!failed) fs::rename(temporary, path, failed);
    if (failed) return unavailable("cannot write " + path.string() + ": " + failed.message());
    return {};
}

/// What dataDir/run links to, when that is a folder of ours.
std::optional<fs::path> shortFolder(const fs::path& link) {
    std::error_code failed;
    const fs::path target = fs::read_symlink(link, failed);
    if (failed || !target.filename().string().starts_with(kShortPrefix)) return std::nullopt;
    if (target.parent_path() != "/run" && target.parent_path() != "/tmp") return std::nullopt;
    return target;
}

}  // namespace

std::size_t machineMemoryMb() {
    constexpr std::size_t kMega = 1024 * 1024;
    const auto pages = static_cast<std::size_t>(std::max(1L, ::sysconf(_SC_PHYS_PAGES)));
    std::size_t memory = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / kMega;
    std::ifstream group("/sys/fs/cgroup/memory.max");
    if (std::size_t limit = 0; group >> limit) memory = std::min(memory, limit / kMega);
    return memory;
}

std::string postgresqlConf(const ClusterSettings& settings) {
    const std::size_t memory = machineMemoryMb();
    std::size_t buffers = settings.sharedBuffersMb;
    if (buffers == 0) buffers = settings.fastUnsafe ? 128 : std::clamp<std::size_t>(memory / 4, 128, 4096);
    std::string out = fmt::format(
        "# Written by kupets-server at each start. Your own settings belong into local.conf, which is read last.\n"
        "listen_addresses = ''\n"
        "unix_socket_directories = {}\n"
        "unix_socket_permissions = 0700\n"
        "cluster_name = 'kupets'\n"
        "max_connections = 100\n"
        "shared_buffers = {}MB\n"
        "effective_cache_size = {}MB\n",
        quoted(settings.socketDir.string(), "''"), buffers, std::max(memory / 2, buffers));
    out +=
        "work_mem = 16MB\n"
        "maintenance_work_mem = 256MB\n"
        "wal_buffers = 16MB\n"
        "min_wal_size = 256MB\n"
        "max_wal_size = 4GB\n"
        "checkpoint_timeout = 10min\n"
        "random_page_cost = 1.1\n"
        "jit = off\n"
        "track_io_timing = off\n"
        "update_process_title = off\n"
        "autovacuum_naptime = 15s\n"
        "autovacuum_vacuum_scale_factor = 0.05\n"
        "autovacuum_analyze_scale_factor = 0.02\n"
        "TimeZone = 'UTC'\n"
        "log_timezone = 'UTC'\n"
        "DateStyle = 'ISO, YMD'\n"
        "logging_collector = on\n"
        "log_directory = 'log'\n"
        "log_filename = 'postgresql-%a.log'\n"
        "log_truncate_on_rotation = on\n"
        "log_rotation_age = 1d\n"
        "log_rotation_size = 0\n"
        "log_checkpoints = off\n"
        "log_error_verbosity = terse\n"  // without DETAIL, which quotes people's data
        "log_min_error_statement = panic\n";
    if (settings.fastUnsafe) {
        out +=
            "fsync = off\n"
            "synchronous_commit = off\n"
            "full_page_writes = off\n"
            "checkpoint_timeout = 1h\n"
            "logging_collector = off\n";
    }
    return out + "include_if_exists = 'local.conf'\n";
}

std::string identConf(const ClusterSettings& settings) {
    std::string out;
    for (const std::string& user : {settings.serverUser, settings.clusterUser}) {
        for (const char* role : {"kupets", "postgres"}) out += fmt::format("kupets \"{}\" {}\n", user, role);
        if (settings.clusterUser == settings.serverUser) break;
    }
    return out;
}

std::string hbaConf() { return "local all all peer map=kupets\n"; }

Result<void> writeConf(const fs::path& folder, const ClusterSettings& settings) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms(0755), failed);
    if (failed) return unavailable("cannot write into " + folder.string() + ": " + failed.message());
    Result<void> written = writeFile(folder / "postgresql.conf", postgresqlConf(settings));
    if (written) written = writeFile(folder / "pg_hba.conf", hbaConf());
    if (written) written = writeFile(folder / "pg_ident.conf", identConf(settings));
    return written;
}

Result<void> ownFolder(const fs::path& folder, const OsUser& user) {
    if (::mkdir(folder.c_str(), 0700) == 0) {
        if (!user.change || ::lchown(folder.c_str(), user.uid, user.gid) == 0) return {};
        return unavailable("cannot give " + folder.string() + " to " + user.name + ": " + std::strerror(errno));
    }
    if (errno != EEXIST) return unavailable("cannot create " + folder.string() + ": " + std::strerror(errno));
    struct stat found{};
    if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
        return unavailable(folder.string() + " is no folder");
    if (found.st_uid != user.uid) return unavailable(folder.string() + " does not belong to the user " + user.name);
    if (::chmod(folder.c_str(), 0700) != 0)
        return unavailable("chmod " + folder.string() + ": " + std::strerror(errno));
    return {};
}

Result<fs::path> makeSocketFolder(const fs::path& dataDir, const OsUser& user) {
    const fs::path natural = dataDir / "run";
    // The same one as before: a pool that outlives PostgreSQL's restart looks for it there.
    if (const auto before = shortFolder(natural); before && fs::is_directory(*before) && ownFolder(*before, user)) {
        return *before;
    }
    std::error_code ignored;
    if (fs::is_symlink(natural, ignored)) fs::remove(natural, ignored);
    if (natural.string().size() + kSocketName.size() < sizeof(sockaddr_un::sun_path)) {
        if (auto owned = ownFolder(natural, user); !owned) return std::unexpected(owned.error());
        return natural;
    }
    for (const char* base : {"/run", "/tmp"}) {
        std::string name = std::string(base) + "/" + std::string(kShortPrefix) + "XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) continue;
        if (user.change && ::lchown(name.c_str(), user.uid, user.gid) != 0) continue;
        std::error_code failed;
        fs::create_directory_symlink(name, natural, failed);
        if (failed) return unavailable("cannot write into " + dataDir.string() + ": " + failed.message());
        return fs::path(name);
    }
    return unavailable("the path of " + dataDir.string() +
                       " is too long for a socket, and neither /run nor /tmp takes a folder");
}

void removeSocketFolder(const fs::path& dataDir) {
    std::error_code failed;
    const std::optional<fs::path> folder = shortFolder(dataDir / "run");
    if (folder && fs::remove(*folder, failed)) fs::remove(dataDir / "run", failed);
}

Result<fs::path> findBinaries(const fs::path& pgDir) {
    const fs::path root = "/usr/lib/postgresql";
    if (std::ifstream made(pgDir / "PG_VERSION"); made) {
        std::string version;
        std::getline(made, version);
        const fs::path binaries = root / version / "bin";
        if (fs::exists(binaries / "postgres")) return binaries;
        return unavailable("the data folder is of PostgreSQL " + version + ", which is not installed");
    }
    int newest = 0;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(root, failed)) {
        const std::string name = entry.path().filename().string();
        int version = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), version);
        if (parsed.ec == std::errc() && version > newest && fs::exists(entry.path() / "bin/initdb")) newest = version;
    }
    if (newest < kOldestVersion) return unavailable("PostgreSQL 15 or newer is not installed (package postgresql-15)");
    return root / std::to_string(newest) / "bin";
}

std::string socketConninfo(const fs::path& socketDir, const std::string& role, const std::string& database) {
    return fmt::format("host={} port=5432 dbname={} user={}", quoted(socketDir.string(), "\\'"),
                       quoted(database, "\\'"), quoted(role, "\\'"));
}

}  // namespace kupets::db
