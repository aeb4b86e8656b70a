#include "tests/server/net/tls_postgres.h"

#include <csignal>
#include <fstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/db/child_process.h"
#include "server/db/cluster_files.h"
#include "server/net/certificate.h"

namespace kupets::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

template <typename T>
T orThrow(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Free a moment ago.
int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no free port");
    ::close(fd);
    return ntohs(address.sin_port);
}

void giveTo(const db::OsUser& user, const fs::path& file) {
    if (user.change && ::chown(file.c_str(), user.uid, user.gid) != 0)
        throw std::runtime_error("chown " + file.string());
}

}  // namespace

const std::string& TlsPostgres::password() {
    static const std::string password = "not-for-any-log";
    return password;
}

TlsPostgres::TlsPostgres() {
    const db::OsUser user = orThrow(db::serviceUser("postgres"));
    const fs::path bin = orThrow(db::findBinaries(folder_.path() / "pg"));
    for (const char* own : {"pg", "tls"}) orThrow(db::ownFolder(folder_.path() / own, user));
    const net::Certificate made = orThrow(net::ensureCertificate(folder_.path() / "made", "127.0.0.1"));
    otherCertificate_ = orThrow(net::ensureCertificate(folder_.path() / "other", "127.0.0.1")).certificateFile;
    certificate_ = made.certificateFile;
    for (const fs::path& file : {made.keyFile, made.certificateFile}) {
        fs::copy_file(file, folder_.path() / "tls" / file.filename());
        giveTo(user, folder_.path() / "tls" / file.filename());
    }
    const fs::path secret = folder_.path() / "tls" / "password";
    std::ofstream(secret) << password() << '\n';
    giveTo(user, secret);
    orThrow(db::runToEnd({{bin / "initdb", "-D", folder_.path() / "pg", "-U", "kupets", "--pwfile", secret,
                           "--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", "--no-sync"},
                          user},
                         folder_.path() / "initdb.log", 60s));
    std::ofstream(folder_.path() / "pg_hba.conf") << "hostssl all all 127.0.0.1/32 scram-sha-256\n";
    for (int tries = 0; pid_ < 0 && tries < 5; ++tries) start(freePort());
    if (pid_ < 0) throw std::runtime_error(db::lastLines(folder_.path() / "log", 5));
}

void TlsPostgres::start(int port) {
    const db::OsUser user = orThrow(db::serviceUser("postgres"));
    const fs::path pg = folder_.path() / "pg", tls = folder_.path() / "tls";
    const int log = ::open((folder_.path() / "log").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    std::vector<std::string> words{orThrow(db::findBinaries(pg)) / "postgres", "-D", pg};
    for (const std::string& setting :
         {"hba_file=" + (folder_.path() / "pg_hba.conf").string(), "ssl_cert_file=" + (tls / "server.crt").string(),
          "ssl_key_file=" + (tls / "server.key").string(), "port=" + std::to_string(port), std::string("ssl=on"),
          std::string("listen_addresses=127.0.0.1"), std::string("unix_socket_directories="),
          std::string("fsync=off")}) {
        words.insert(words.end(), {"-c", setting});
    }
    pid_ = orThrow(db::spawn({words, user, -1, log}));
    ::close(log);
    port_ = port;
    const bool ended = eventually([this] { return isReady() || db::waitFor(pid_, 0ms).has_value(); }, 30s);
    if (!ended || !isReady()) pid_ = -1;
}

bool TlsPostgres::isReady() const {
    return PQping(fmt::format("host=127.0.0.1 port={} connect_timeout=2", port_).c_str()) == PQPING_OK;
}

TlsPostgres::~TlsPostgres() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGINT);
    if (!db::waitFor(pid_, 10s)) {
        ::kill(pid_, SIGQUIT);
        db::waitFor(pid_, 10s);
    }
}

std::string TlsPostgres::url(const fs::path& rootCertificate, const std::string& host) const {
    return fmt::format("postgresql://kupets:{}@{}:{}/postgres?sslmode=verify-full&sslrootcert={}", password(), host,
                       port_, rootCertificate.string());
}

}  // namespace kupets::tests
