#include "tests/support/wire_client.h"

#include <array>
#include <csignal>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/wire/errors.h"
#include "common/wire/fingerprint.h"

namespace kupets::tests {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds kQuiet{10};  // shorter than the silence that any server here bears

int connectTo(const std::string& address, int receiveBuffer) {
    const std::size_t colon = address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    if (inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr) != 1)
        throw std::runtime_error("address " + address);
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receiveBuffer > 0) ::setsockopt(file, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    if (::connect(file, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(file);
        throw std::runtime_error("no connection to " + address);
    }
    const int one = 1;
    ::setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return file;
}

std::string fingerprintOf(SSL* ssl) {
    X509* certificate = SSL_get1_peer_certificate(ssl);
    std::array<std::uint8_t, 32> digest{};
    unsigned int size = 0;
    const bool made = certificate != nullptr && X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1;
    X509_free(certificate);
    if (!made) throw std::runtime_error("the server has no certificate");
    return wire::fingerprint(digest);
}

/// Number 0: its answer is of no interest.
v1::Envelope ownHeartbeat() {
    v1::Envelope envelope;
    envelope.mutable_heartbeat();
    return envelope;
}

}  // namespace

struct WireClient::Tls {
    int file = -1;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;

    ~Tls() {
        SSL_free(ssl);
        SSL_CTX_free(context);
        if (file >= 0) ::close(file);
    }
};

WireClient::WireClient(const std::string& address, Options options) : tls_(std::make_unique<Tls>()) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed connection is an exception here
    tls_->file = connectTo(address, options.receiveBuffer);
    tls_->context = SSL_CTX_new(TLS_client_method());
    if (options.tls12) SSL_CTX_set_max_proto_version(tls_->context, TLS1_2_VERSION);
    tls_->ssl = SSL_new(tls_->context);
    SSL_set_fd(tls_->ssl, tls_->file);
    if (SSL_connect(tls_->ssl) != 1) throw std::runtime_error("no TLS");
    fingerprint_ = fingerprintOf(tls_->ssl);
    ::fcntl(tls_->file, F_SETFL, ::fcntl(tls_->file, F_GETFL) | O_NONBLOCK);
    SSL_set_mode(tls_->ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

WireClient::~WireClient() = default;

Result<v1::HelloReply> WireClient::hello() {
    v1::HelloRequest request;
    request.set_protocol(1);
    request.set_client("kupets-test");
    return call<v1::HelloReply>(v1::METHOD_SESSION_HELLO, request);
}

Result<v1::LoginReply> WireClient::login(const std::string& name, const std::string& password) {
    if (auto greeted = hello(); !greeted) return std::unexpected(std::move(greeted.error()));
    v1::LoginRequest request;
    request.set_login(name);
    request.set_password(password);
    request.set_device("test");
    return call<v1::LoginReply>(v1::METHOD_SESSION_LOGIN, request);
}

Result<v1::LoginReply> WireClient::resume(const std::string& token) {
    if (auto greeted = hello(); !greeted) return std::unexpected(std::move(greeted.error()));
    v1::ResumeRequest request;
    request.set_token(token);
    return call<v1::LoginReply>(v1::METHOD_SESSION_RESUME, request);
}

std::uint64_t WireClient::sendPayload(v1::Method method, std::string payload, std::uint32_t deadlineMs) {
    v1::Envelope envelope;
    envelope.set_request_id(++nextId_);
    envelope.mutable_request()->set_method(method);
    envelope.mutable_request()->set_deadline_ms(deadlineMs);
    envelope.mutable_request()->set_payload(std::move(payload));
    sendEnvelope(envelope);
    return nextId_;
}

void WireClient::cancel(std::uint64_t id) {
    v1::Envelope envelope;
    envelope.set_request_id(id);
    envelope.mutable_cancel();
    sendEnvelope(envelope);
}

void WireClient::sendChunk(std::uint64_t id, std::string payload) {
    v1::Envelope envelope;
    envelope.set_request_id(id);
    envelope.mutable_chunk()->set_payload(std::move(payload));
    sendEnvelope(envelope);
}

void WireClient::sendEnvelope(const v1::Envelope& envelope) { sendRaw(wire::encodeFrame(envelope).value()); }

void WireClient::sendRaw(const std::string& bytes) {
    lastSent_ = SteadyClock::now();
    const auto until = lastSent_ + kPatience;
    for (std::size_t done = 0; done < bytes.size();) {
        std::size_t size = 0;
        if (SSL_write_ex(tls_->ssl, bytes.data() + done, bytes.size() - done, &size) == 1) {
            done += size;
            continue;
        }
        const int error = SSL_get_error(tls_->ssl, 0);
        if (error != SSL_ERROR_WANT_WRITE && error != SSL_ERROR_WANT_READ)
            throw std::runtime_error("the server has closed");
        if (!waitFor(error == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN, until))
            throw std::runtime_error("the server does not read");
    }
}

bool WireClient::waitFor(short events, SteadyClock::time_point until) {
    const auto left = std::chrono::duration_cast<Milliseconds>(until - SteadyClock::now());
    pollfd file{tls_->file, events, 0};
    return left.count() > 0 && ::poll(&file, 1, static_cast<int>(left.count())) > 0;
}

std::chrono::steady_clock::time_point WireClient::nextBeat() const {
    return sendHeartbeats_ ? lastSent_ + kQuiet : SteadyClock::time_point::max();
}

/// Reads what there is, or waits for something; false when the time is over or the connection.
bool WireClient::pump(SteadyClock::time_point until) {
    std::array<char, 16 * 1024> bytes;
    while (!closed_) {
        if (SteadyClock::now() >= nextBeat()) sendEnvelope(ownHeartbeat());
        std::size_t size = 0;
        ERR_clear_error();
        if (SSL_read_ex(tls_->ssl, bytes.data(), bytes.size(), &size) == 1) {
            decoder_.feed({bytes.data(), size});
            while (auto envelope = decoder_.next().value()) keep(std::move(*envelope));
            return true;
        }
        const int error = SSL_get_error(tls_->ssl, 0);
        if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
            const bool ready = waitFor(error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, std::min(until, nextBeat()));
            if (!ready && SteadyClock::now() >= until) return false;
        } else {
            closed_ = true;
        }
    }
    return false;
}

void WireClient::keep(v1::Envelope envelope) {
    const std::uint64_t id = envelope.request_id();
    switch (envelope.body_case()) {
        case v1::Envelope::kReply:
            if (id != 0) answers_.emplace(id, std::move(*envelope.mutable_reply()->mutable_payload()));
            break;
        case v1::Envelope::kError:
            if (id != 0)
                answers_.emplace(id, std::unexpected(wire::fromProto(envelope.error())));
            else
                others_.push_back(std::move(envelope));
            break;
        case v1::Envelope::kChunk:
            chunks_[id].push_back(std::move(*envelope.mutable_chunk()->mutable_payload()));
            break;
        case v1::Envelope::kEvent:
            events_.push_back(std::move(*envelope.mutable_event()));
            break;
        case v1::Envelope::kHeartbeat:
            if (envelope.heartbeat().answer()) {
                if (envelope.heartbeat().number() != 0) others_.push_back(std::move(envelope));
            } else {
                ++heartbeats_;
                envelope.mutable_heartbeat()->set_answer(true);
                if (sendHeartbeats_) sendEnvelope(envelope);
            }
            break;
        default:
            others_.push_back(std::move(envelope));
    }
}

Result<std::string> WireClient::answer(std::uint64_t id, Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    while (!answers_.contains(id))
        if (!pump(until)) throw std::runtime_error(closed_ ? "the server has closed" : "the server does not answer");
    auto answer = std::move(answers_.at(id));
    answers_.erase(id);
    return answer;
}

std::optional<std::string> WireClient::nextChunk(std::uint64_t id, Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    while (chunks_[id].empty() && !answers_.contains(id))
        if (!pump(until)) throw std::runtime_error(closed_ ? "the server has closed" : "the server sends no chunk");
    if (chunks_[id].empty()) return std::nullopt;
    std::string chunk = std::move(chunks_[id].front());
    chunks_[id].pop_front();
    return chunk;
}

std::optional<v1::Event> WireClient::nextEvent(Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    while (events_.empty())
        if (!pump(until)) return std::nullopt;
    v1::Event event = std::move(events_.front());
    events_.pop_front();
    return event;
}

std::optional<v1::ChangesEvent> WireClient::nextChanges(Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    for (;;) {
        const auto left = std::chrono::duration_cast<Milliseconds>(until - SteadyClock::now());
        auto event = nextEvent(left);
        if (!event) return std::nullopt;
        v1::ChangesEvent changes;
        if (event->kind_case() != v1::Event::kChanges || !changes.ParseFromString(event->changes())) continue;
        if (changes.records_size() > 0 || changes.bulk_size() > 0) return changes;
    }
}

std::optional<v1::Envelope> WireClient::next(Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    while (others_.empty())
        if (!pump(until)) return std::nullopt;
    v1::Envelope envelope = std::move(others_.front());
    others_.pop_front();
    return envelope;
}

bool WireClient::closes(Milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    while (pump(until)) {
    }
    return closed_;
}

}  // namespace kupets::tests
