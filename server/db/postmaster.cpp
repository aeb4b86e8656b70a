#include "server/db/postmaster.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <thread>

#include <signal.h>

namespace kupets::db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int kStatusLine = 8;

std::optional<pid_t> toPid(std::string_view text) {
    pid_t pid = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pid);
    if (parsed.ec != std::errc() || pid <= 0) return std::nullopt;
    return pid;
}

bool worksIn(pid_t pid, const fs::path& pgDir) {
    std::error_code failed;
    return fs::read_symlink("/proc/" + std::to_string(pid) + "/cwd", failed) == pgDir && !failed;
}

template <typename Condition>
bool waitUntil(std::chrono::milliseconds limit, Condition&& condition) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

void signalAll(const fs::path& pgDir, int number) {
    for (const pid_t pid : processesIn(pgDir)) ::kill(pid, number);
}

}  // namespace

PostmasterFile readPostmasterFile(const fs::path& pgDir) {
    PostmasterFile out;
    std::ifstream in(pgDir / "postmaster.pid");
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (number == 1) out.pid = toPid(line).value_or(-1);
        if (number == kStatusLine) out.status = line.substr(0, line.find(' '));
    }
    return out;
}

std::vector<pid_t> processesIn(const fs::path& pgDir) {
    std::error_code failed;
    const fs::path folder = fs::canonical(pgDir, failed);
    std::vector<pid_t> out;
    if (failed) return out;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc", failed)) {
        const std::optional<pid_t> pid = toPid(entry.path().filename().string());
        if (pid && worksIn(*pid, folder)) out.push_back(*pid);
    }
    return out;
}

Result<void> endLeftovers(const fs::path& pgDir, const fs::path& socketDir, std::chrono::milliseconds limit) {
    const auto gone = [&] { return processesIn(pgDir).empty(); };
    const PostmasterFile file = readPostmasterFile(pgDir);
    const std::vector<pid_t> there = processesIn(pgDir);
    if (!there.empty()) {
        const bool postmaster = std::find(there.begin(), there.end(), file.pid) != there.end();
        if (postmaster) ::kill(file.pid, SIGINT);
        // Orphans see their postmaster's death by themselves unless they are deep in a computation.
        if (!waitUntil(postmaster ? limit : 500ms, gone)) {
            signalAll(pgDir, SIGQUIT);
            if (!waitUntil(5s, gone)) signalAll(pgDir, SIGKILL);
        }
        if (!waitUntil(5s, gone)) {
            return fail(ErrorCode::Unavailable, {"a PostgreSQL left over in " + pgDir.string() + " cannot be stopped"});
        }
    }
    // Their process ids may belong to strangers by now, whom PostgreSQL would take for a running postmaster.
    std::error_code ignored;
    fs::remove(pgDir / "postmaster.pid", ignored);
    fs::remove(socketDir / ".s.PGSQL.5432", ignored);
    fs::remove(socketDir / ".s.PGSQL.5432.lock", ignored);
    return {};
}

}  // namespace kupets::db
