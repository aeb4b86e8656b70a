// Starting PostgreSQL's programs: as another user when the server is root, in a session of their own (Ctrl+C in the
// server's terminal must not reach the postmaster), with nothing inherited but three descriptors.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "common/base/error.h"

namespace kupets::db {

/// Whom a child becomes. `change` is false when that is who we are already.
struct OsUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
    bool change = false;
};

/// Ourselves, or `nameForRoot` when we are root. Unavailable when there is no such user.
Result<OsUser> serviceUser(const std::string& nameForRoot);

struct Command {
    std::vector<std::string> words;  // the program with its full path, then its arguments
    OsUser user;
    int input = -1;   // becomes standard input; -1: /dev/null
    int output = -1;  // becomes standard output and error; -1: /dev/null
};

/// Forks and executes; an exec that fails is an Unavailable error here. The caller waits for the child.
Result<pid_t> spawn(const Command& command);

/// Waits for the end of a child of ours; its exit code, 128 + n for a signal, or nothing when it runs longer.
std::optional<int> waitFor(pid_t pid, std::chrono::milliseconds limit);

/// Runs to the end with the output in `log`.
Result<void> runToEnd(Command command, const std::filesystem::path& log, std::chrono::milliseconds limit);

/// Whether `user` may walk into `folder`; the error names the first folder on the way that it may not enter.
Result<void> checkReachable(const OsUser& user, const std::filesystem::path& folder);

/// The last lines of a text file, for error messages.
std::string lastLines(const std::filesystem::path& file, std::size_t lines);

}  // namespace kupets::db
