#include "server/db/child_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kupets::db {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> unavailable(std::string reason) { return fail(ErrorCode::Unavailable, {std::move(reason)}); }

std::string errnoText(int code) { return std::strerror(code); }

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& word : words) out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

bool becomeUser(const OsUser& user) {
    if (!user.change) return true;
    return ::setgroups(user.groups.size(), user.groups.data()) == 0 && ::setgid(user.gid) == 0 &&
           ::setuid(user.uid) == 0;
}

/// Between fork and exec: only calls that are safe after a fork of a program with threads.
[[noreturn]] void becomeChild(const OsUser& user, char* const* argv, char* const* envp, int input, int output,
                              int report) {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int number = 1; number < 32; ++number) ::signal(number, SIG_DFL);
    ::setsid();
    ::umask(077);
    // Copies above the first descriptors, so that no dup2 below overwrites one that is still needed.
    const int in = ::fcntl(input, F_DUPFD_CLOEXEC, 10);
    const int out = ::fcntl(output, F_DUPFD_CLOEXEC, 10);
    const int err = ::fcntl(report, F_DUPFD_CLOEXEC, 10);
    if (becomeUser(user) && ::chdir("/") == 0 && ::dup2(in, 0) >= 0 && ::dup2(out, 1) >= 0 && ::dup2(out, 2) >= 0 &&
        ::dup3(err, 3, O_CLOEXEC) >= 0) {
        ::close_range(4, ~0U, 0);
        ::execve(argv[0], argv, envp);
        const int code = errno;
        [[maybe_unused]] const auto sent = ::write(3, &code, sizeof code);
    } else {
        const int code = errno;
        [[maybe_unused]] const auto sent = ::write(err, &code, sizeof code);
    }
    ::_exit(127);
}

}  // namespace

Result<OsUser> serviceUser(const std::string& nameForRoot) {
    OsUser user;
    user.change = ::geteuid() == 0;
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (user.change) {
        ::getpwnam_r(nameForRoot.c_str(), &entry, buffer.data(), buffer.size(), &found);
    } else {
        ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
    }
    if (found == nullptr) {
        return unavailable(user.change ? "PostgreSQL does not run as root, and there is no user " + nameForRoot
                                       : "the user id " + std::to_string(::geteuid()) + " has no name in passwd");
    }
    user.name = found->pw_name;
    user.uid = found->pw_uid;
    user.gid = found->pw_gid;
    if (user.uid == 0) return unavailable("PostgreSQL does not run as root");
    int count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    if (::getgrouplist(user.name.c_str(), user.gid, user.groups.data(), &count) < 0)
        count = 1, user.groups[0] = user.gid;
    user.groups.resize(static_cast<std::size_t>(count));
    return user;
}

Result<pid_t> spawn(const Command& command) {
    std::vector<std::string> words = command.words;
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
    const std::vector<char*> argv = pointers(words);
    const std::vector<char*> envp = pointers(environment);
    std::array<int, 2> report{-1, -1};
    if (::pipe2(report.data(), O_CLOEXEC) != 0) return unavailable("pipe: " + errnoText(errno));
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int input = command.input >= 0 ? command.input : null;
    const int output = command.output >= 0 ? command.output : null;

    const pid_t pid = ::fork();
    if (pid == 0) becomeChild(command.user, argv.data(), envp.data(), input, output, report[1]);
    const int forkError = errno;
    ::close(report[1]);
    if (null >= 0) ::close(null);
    int code = forkError;
    ssize_t got = sizeof code;
    if (pid > 0) {
        do {
            got = ::read(report[0], &code, sizeof code);
        } while (got < 0 && errno == EINTR);
    }
    ::close(report[0]);
    if (got != sizeof code) return pid;
    if (pid > 0) ::waitpid(pid, nullptr, 0);
    return unavailable("cannot start " + command.words.front() + " as " + command.user.name + ": " + errnoText(code));
}

std::optional<int> waitFor(pid_t pid, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (auto pause = std::chrono::milliseconds(1);; pause = std::min(pause * 2, std::chrono::milliseconds(10))) {
        int status = 0;
        const pid_t done = ::waitpid(pid, &status, WNOHANG);
        if (done == pid) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        // Where SIGCHLD is ignored the kernel reaps our children itself.
        if (done < 0 && errno == ECHILD && ::kill(pid, 0) != 0 && errno == ESRCH) return 0;
        if (std::chrono::steady_clock::now() >= end) return std::nullopt;
        std::this_thread::sleep_for(pause);
    }
}

Result<void> runToEnd(Command command, const fs::path& log, std::chrono::milliseconds limit) {
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (output < 0) return unavailable("cannot write " + log.string() + ": " + errnoText(errno));
    command.output = output;
    const std::string program = command.words.front();
    const Result<pid_t> pid = spawn(command);
    ::close(output);
    if (!pid) return std::unexpected(pid.error());
    const std::optional<int> code = waitFor(*pid, limit);
    if (code == 0) return {};
    if (!code) {
        ::kill(*pid, SIGKILL);
        ::waitpid(*pid, nullptr, 0);
    }
    return unavailable(program + (code ? " failed: " : " did not end: ") + lastLines(log, 5));
}

Result<void> checkReachable(const OsUser& user, const fs::path& folder) {
    std::vector<std::string> steps;
    fs::path walked;
    for (const fs::path& part : fs::absolute(folder)) steps.push_back((walked /= part).string());
    std::array<int, 2> report{-1, -1};
    if (::pipe2(report.data(), O_CLOEXEC) != 0) return unavailable("pipe: " + errnoText(errno));
    const pid_t pid = ::fork();
    if (pid == 0) {
        std::uint32_t blocked = 0;
        if (!becomeUser(user)) ::_exit(1);
        while (blocked < steps.size() && ::access(steps[blocked].c_str(), X_OK) == 0) ++blocked;
        [[maybe_unused]] const auto sent = ::write(report[1], &blocked, sizeof blocked);
        ::_exit(0);
    }
    ::close(report[1]);
    std::uint32_t blocked = 0;
    const bool told = pid > 0 && ::read(report[0], &blocked, sizeof blocked) == sizeof blocked;
    ::close(report[0]);
    if (pid > 0) ::waitpid(pid, nullptr, 0);
    if (!told) return unavailable("cannot become the user " + user.name);
    if (blocked == steps.size()) return {};
    return unavailable("the user " + user.name + ", whom PostgreSQL runs as, may not enter " + steps[blocked] +
                       ": allow it (chmod o+x) or choose another data folder");
}

std::string lastLines(const fs::path& file, std::size_t lines) {
    std::ifstream in(file);
    std::deque<std::string> kept;
    for (std::string line; std::getline(in, line);) {
        kept.push_back(line.substr(0, 500));
        if (kept.size() > lines) kept.pop_front();
    }
    std::string out;
    for (const std::string& line : kept) out += (out.empty() ? "" : "\n") + line;
    return out;
}

}  // namespace kupets::db
