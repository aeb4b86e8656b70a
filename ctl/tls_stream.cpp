#include "ctl/tls_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/wire/fingerprint.h"

namespace kupets::ctl {

namespace {

/// False when the deadline passes first.
bool waitFor(int socket, short events, Deadline deadline) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd wanted{socket, events, 0};
        const int ready = poll(&wanted, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
        if (ready == 0 && std::chrono::steady_clock::now() >= deadline) return false;
    }
}

std::unexpected<Failure> unreachable(std::string_view address, std::string_view why) {
    return failed(kNoConnection, fmt::format("{} {}: {}", say("нет связи с", "no connection to"), address, why));
}

std::unexpected<Failure> lost(std::string_view why) {
    return failed(kNoConnection, fmt::format("{}: {}", say("связь прервана", "connection lost"), why));
}

std::string tlsReason() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
    return text == nullptr ? std::string(say("сервер закрыл соединение", "closed by the server")) : std::string(text);
}

bool splitAddress(const std::string& address, std::string& host, std::string& port) {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos || colon + 1 == address.size()) return false;
    host = address.substr(0, colon);
    port = address.substr(colon + 1);
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    return !host.empty();
}

/// A connected non-blocking socket, or what went wrong.
Outcome<int> connectTo(const addrinfo& target, Deadline deadline) {
    const int fd = socket(target.ai_family, target.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, target.ai_protocol);
    if (fd < 0) return failed(kNoConnection, std::strerror(errno));
    int problem = 0;
    if (connect(fd, target.ai_addr, target.ai_addrlen) != 0) problem = errno;
    if (problem == EINPROGRESS) {
        socklen_t length = sizeof problem;
        if (!waitFor(fd, POLLOUT, deadline)) {
            problem = ETIMEDOUT;
        } else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &length) != 0) {
            problem = errno;
        }
    }
    if (problem != 0) {
        close(fd);
        return failed(kNoConnection, std::strerror(problem));
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

SSL_CTX* sharedContext() {
    static SSL_CTX* const context = [] {
        SSL_CTX* made = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION);
        SSL_CTX_set_verify(made, SSL_VERIFY_NONE, nullptr);  // pinned instead: see the owner of the stream
        SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        return made;
    }();
    return context;
}

}  // namespace

struct TlsStream::Handle {
    int socket = -1;
    SSL* ssl = nullptr;
    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (ssl != nullptr) {
            SSL_shutdown(ssl);
            SSL_free(ssl);
        }
        if (socket >= 0) close(socket);
    }
};

TlsStream::TlsStream() : handle_(std::make_unique<Handle>()) {}
TlsStream::~TlsStream() = default;
TlsStream::TlsStream(TlsStream&&) noexcept = default;
TlsStream& TlsStream::operator=(TlsStream&&) noexcept = default;

Outcome<TlsStream> TlsStream::connect(const std::string& address, Deadline deadline) {
    std::string host;
    std::string port;
    if (!splitAddress(address, host, port)) {
        return misused(fmt::format(
            "{}: {}", say("адрес сервера пишется как имя:порт, а не", "a server is host:port, not"), address));
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int problem = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); problem != 0) {
        return unreachable(address, gai_strerror(problem));
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> targets(found, &freeaddrinfo);
    std::string why;
    TlsStream stream;
    for (const addrinfo* target = found; target != nullptr && stream.handle_->socket < 0; target = target->ai_next) {
        const auto fd = connectTo(*target, deadline);
        if (fd)
            stream.handle_->socket = *fd;
        else
            why = fd.error().message;
    }
    if (stream.handle_->socket < 0) return unreachable(address, why);
    if (auto done = stream.handshake(deadline); !done) return unreachable(address, done.error().message);
    return stream;
}

Outcome<void> TlsStream::handshake(Deadline deadline) {
    handle_->ssl = SSL_new(sharedContext());
    SSL_set_fd(handle_->ssl, handle_->socket);
    for (;;) {
        const int result = SSL_connect(handle_->ssl);
        if (result == 1) break;
        const auto again = wait(result, deadline);
        if (!again) return std::unexpected(again.error());
        if (!*again) return lost(tlsReason());
    }
    X509* const certificate = SSL_get1_peer_certificate(handle_->ssl);
    if (certificate == nullptr) return lost("no certificate");
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    X509_digest(certificate, EVP_sha256(), hash.data(), &length);
    X509_free(certificate);
    fingerprint_ = wire::fingerprint(std::span(hash.data(), length));
    return {};
}

/// After an operation that did not succeed: true to try again, false when the connection is closed or broken.
Outcome<bool> TlsStream::wait(int result, Deadline deadline) {
    const int reason = SSL_get_error(handle_->ssl, result);
    if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) return false;
    const short events = reason == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    if (!waitFor(handle_->socket, events, deadline)) {
        return failed(kNoConnection, std::string(say("сервер не отвечает", "the server does not answer")));
    }
    return true;
}

Outcome<void> TlsStream::write(std::span<const char> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        std::size_t written = 0;
        const int result = SSL_write_ex(handle_->ssl, bytes.data(), bytes.size(), &written);
        if (result == 1) {
            bytes = bytes.subspan(written);
            continue;
        }
        const auto again = wait(result, deadline);
        if (!again) return std::unexpected(again.error());
        if (!*again) return lost(tlsReason());
    }
    return {};
}

Outcome<std::size_t> TlsStream::read(std::span<char> room, Deadline deadline) {
    for (;;) {
        std::size_t taken = 0;
        const int result = SSL_read_ex(handle_->ssl, room.data(), room.size(), &taken);
        if (result == 1) return taken;
        const auto again = wait(result, deadline);
        if (!again) return std::unexpected(again.error());
        if (!*again) return 0;
    }
}

bool TlsStream::readable(Deadline deadline) {
    for (;;) {
        char one = 0;
        std::size_t taken = 0;
        const int result = SSL_peek_ex(handle_->ssl, &one, 1, &taken);
        if (result == 1) return true;
        // Anything but "wait" is for read() to report.
        if (SSL_get_error(handle_->ssl, result) != SSL_ERROR_WANT_READ) return true;
        if (!waitFor(handle_->socket, POLLIN, deadline)) return false;
    }
}

}  // namespace kupets::ctl
