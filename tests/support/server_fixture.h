// The real kupets-server as a process of the test's own, on free ports, with an embedded PostgreSQL and a known
// administrator.
//
//     ServerFixture server;
//     WireClient client(server.tls());
//     client.login("admin", server.password());
//
// Its data folder is a copy of one that the first test to need it has left in /tmp, so that a start takes a moment
// only.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace kupets::tests {

class ServerFixture {
public:
    struct Options {
        std::vector<std::string> arguments;  // more of them
        std::filesystem::path dataDir;       // empty: one of its own, removed in the end
        bool fresh = false;                  // not from the copy: a true first start
        bool fastUnsafe = true;              // no fsync, cheap password hashes
        bool passwordFile = true;            // else the server makes a one-time password
    };

    ServerFixture() : ServerFixture(Options{}) {}
    /// Throws std::runtime_error with the server's last words when it does not get ready.
    explicit ServerFixture(Options options);
    ~ServerFixture();  // stop()
    ServerFixture(const ServerFixture&) = delete;
    ServerFixture& operator=(const ServerFixture&) = delete;

    const std::string& tls() const { return tls_; }  // "127.0.0.1:PORT"
    const std::string& http() const { return http_; }
    const std::string& fingerprint() const { return fingerprint_; }
    /// Of the user "admin".
    static const std::string& password();
    const std::filesystem::path& dataDir() const { return dataDir_; }
    pid_t pid() const { return pid_; }
    /// All that it has written so far: stdout and the log.
    std::string output() const;
    std::string log() const;

    /// SIGTERM; the exit code, or minus the signal that ended it. Kills it when it takes longer.
    int stop(std::chrono::seconds patience = std::chrono::seconds(15));
    /// As stop(), of a server that was told to stop already.
    int waitForEnd(std::chrono::seconds patience = std::chrono::seconds(15));
    /// SIGKILL.
    void kill();
    /// After stop() or kill(): the same data folder again, other ports.
    void start();
    /// Runs the server with these arguments to its end and answers its exit code; its words are in `said`.
    static int runOnce(const std::vector<std::string>& arguments, std::string& said);

private:
    struct Folder;
    void waitReady();

    Options options_;
    std::unique_ptr<Folder> own_;
    std::filesystem::path dataDir_;
    std::filesystem::path out_, err_;
    std::string tls_, http_, fingerprint_;
    pid_t pid_ = -1;
    int starts_ = 0;
};

/// A TCP connection that says nothing.
class PlainSocket {
public:
    explicit PlainSocket(const std::string& address);
    ~PlainSocket();
    PlainSocket(const PlainSocket&) = delete;
    PlainSocket& operator=(const PlainSocket&) = delete;
    /// Whether the other side closes it in time.
    bool closes(std::chrono::milliseconds patience) const;
    int file() const { return file_; }

private:
    int file_ = -1;
};

/// GET over plain HTTP: status and body. Throws when there is no answer.
struct HttpAnswer {
    int status = 0;
    std::string body;
};
HttpAnswer httpGet(const std::string& address, const std::string& target);

}  // namespace kupets::tests
