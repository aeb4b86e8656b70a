#include "tests/support/server_fixture.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kupets::tests {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* kServer = KUPETS_SERVER;
constexpr auto kReady = 60s;

std::string contents(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Dies with this process, should that be killed.
pid_t spawn(const std::vector<std::string>& arguments, const fs::path& out, const fs::path& err) {
    std::vector<std::string> words{kServer};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int outFile = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int errFile = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(outFile, STDOUT_FILENO);
        ::dup2(errFile, STDERR_FILENO);
        ::execv(kServer, argv.data());
        ::_exit(127);
    }
    ::close(outFile);
    ::close(errFile);
    if (pid < 0) throw std::runtime_error("fork");
    return pid;
}

/// Nothing while it runs.
std::optional<int> ended(pid_t pid) {
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) != pid) return std::nullopt;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void copyFolder(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::execl("/bin/cp", "cp", "-a", (from.string() + "/.").c_str(), to.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    if (pid < 0 || ::waitpid(pid, &status, 0) != pid || status != 0)
        throw std::runtime_error("cannot copy " + from.string());
}

/// A folder that a server has started in once and stopped cleanly; another for each build of the server.
fs::path preparedFolder() {
    struct stat info{};
    if (::stat(kServer, &info) != 0) throw std::runtime_error(std::string("no server at ") + kServer);
    const std::string prefix = "/tmp/kupets-testserver-" + std::to_string(::geteuid());
    const std::size_t build =
        std::hash<std::string>{}(kServer + std::to_string(info.st_mtim.tv_sec) + "." +
                                 std::to_string(info.st_mtim.tv_nsec) + "." + std::to_string(info.st_size));
    const fs::path made = prefix + "-" + std::to_string(build);
    const int lock = ::open((prefix + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0 || ::flock(lock, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + prefix);
    if (!fs::exists(made)) {
        const fs::path fresh = prefix + "-new";
        fs::remove_all(fresh);
        ServerFixture::Options options;
        options.dataDir = fresh;
        options.fresh = true;
        const int code = ServerFixture(options).stop();
        if (code != 0) throw std::runtime_error("the first server ended with " + std::to_string(code));
        fs::rename(fresh, made);
    }
    ::close(lock);
    return made;
}

}  // namespace

struct ServerFixture::Folder {
    Folder() {
        std::string name = "/tmp/kupets-server-" + std::to_string(::getpid()) + "-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
        path = name;
        fs::permissions(path, fs::perms(0711));
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

ServerFixture::ServerFixture(Options options) : options_(std::move(options)), own_(std::make_unique<Folder>()) {
    dataDir_ = options_.dataDir.empty() ? own_->path / "data" : options_.dataDir;
    if (!options_.fresh && !fs::exists(dataDir_)) copyFolder(preparedFolder(), dataDir_);
    std::ofstream(own_->path / "password") << password() << '\n';
    start();
}

ServerFixture::~ServerFixture() { stop(); }

const std::string& ServerFixture::password() {
    static const std::string password = "верный-пароль-для-проверки";
    return password;
}

void ServerFixture::start() {
    ++starts_;
    out_ = own_->path / ("out" + std::to_string(starts_));
    err_ = own_->path / ("err" + std::to_string(starts_));
    std::vector<std::string> arguments{"--data-dir", dataDir_.string(), "--listen",    "127.0.0.1:0",
                                       "--http",     "127.0.0.1:0",     "--log-level", "debug"};
    if (options_.passwordFile) {
        arguments.push_back("--admin-password-file");
        arguments.push_back((own_->path / "password").string());
    }
    if (options_.fastUnsafe) {
        arguments.push_back("--unsafe-fast-database");
        arguments.push_back("--unsafe-fast-passwords");
    }
    arguments.insert(arguments.end(), options_.arguments.begin(), options_.arguments.end());
    pid_ = spawn(arguments, out_, err_);
    waitReady();
}

void ServerFixture::waitReady() {
    static const std::regex ready("ready tls=(\\S+) http=(\\S+) fingerprint=(\\S+)\n");
    const auto until = std::chrono::steady_clock::now() + kReady;
    while (std::chrono::steady_clock::now() < until) {
        std::smatch match;
        const std::string said = output();
        if (std::regex_search(said, match, ready)) {
            tls_ = match[1];
            http_ = match[2];
            fingerprint_ = match[3];
            return;
        }
        if (ended(pid_)) {
            pid_ = -1;
            break;
        }
        std::this_thread::sleep_for(5ms);
    }
    const std::string words = log();
    kill();
    throw std::runtime_error("kupets-server does not get ready:\n" + words);
}

std::string ServerFixture::output() const { return contents(out_); }
std::string ServerFixture::log() const { return contents(err_); }

int ServerFixture::stop(std::chrono::seconds patience) {
    if (pid_ < 0) return 0;
    ::kill(pid_, SIGTERM);
    return waitForEnd(patience);
}

int ServerFixture::waitForEnd(std::chrono::seconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        if (const auto code = ended(pid_)) {
            pid_ = -1;
            return *code;
        }
        std::this_thread::sleep_for(5ms);
    }
    kill();
    return -SIGKILL;
}

void ServerFixture::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

int ServerFixture::runOnce(const std::vector<std::string>& arguments, std::string& said) {
    const Folder folder;
    const pid_t pid = spawn(arguments, folder.path / "out", folder.path / "err");
    int status = 0;
    ::waitpid(pid, &status, 0);
    said = contents(folder.path / "out") + contents(folder.path / "err");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

PlainSocket::PlainSocket(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    file_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(file_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(file_);
        throw std::runtime_error("no connection to " + address);
    }
}

PlainSocket::~PlainSocket() { ::close(file_); }

bool PlainSocket::closes(std::chrono::milliseconds patience) const {
    pollfd wait{file_, POLLIN, 0};
    char byte = 0;
    return ::poll(&wait, 1, static_cast<int>(patience.count())) > 0 && ::recv(file_, &byte, 1, 0) <= 0;
}

HttpAnswer httpGet(const std::string& address, const std::string& target) {
    const PlainSocket socket(address);
    const timeval patience{20, 0};
    ::setsockopt(socket.file(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    std::string answer;
    std::array<char, 4096> bytes;
    if (::send(socket.file(), request.data(), request.size(), MSG_NOSIGNAL) > 0)
        for (ssize_t size = 0; (size = ::recv(socket.file(), bytes.data(), bytes.size(), 0)) > 0;)
            answer.append(bytes.data(), static_cast<std::size_t>(size));
    const std::size_t body = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 ") || body == std::string::npos) throw std::runtime_error("no HTTP answer");
    return {std::stoi(answer.substr(9, 3)), answer.substr(body + 4)};
}

}  // namespace kupets::tests
