#include "server/net/listener.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>
#include <spdlog/spdlog.h>

#include "server/async/task_group.h"
#include "server/net/connection.h"
#include "server/rpc/live_sessions.h"

namespace kupets::net {

namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

Result<void> prepareTls(asio::ssl::context& tls, const Certificate& certificate) {
    SSL_CTX* context = tls.native_handle();
    boost::system::error_code error;
    tls.use_private_key_file(certificate.keyFile.string(), asio::ssl::context::pem, error);
    if (!error) tls.use_certificate_chain_file(certificate.certificateFile.string(), error);
    if (error) return fail(ErrorCode::Unavailable, {"certificate: " + error.message()});
    const bool strict =
        SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 && SSL_CTX_set_num_tickets(context, 0) == 1;
    if (!strict) return fail(ErrorCode::Unavailable, {"TLS 1.3"});
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // idle connections keep no buffers
    return {};
}

}  // namespace

struct Listener::Impl : std::enable_shared_from_this<Impl> {
    Impl(rpc::Services& s, const Limits& l)
        : services(s),
          limits(l),
          strand(asio::make_strand(s.executor)),
          tls(asio::ssl::context::tls_server),
          acceptor(strand),
          tasks(strand),
          wake(strand) {}

    rpc::Services& services;
    const Limits limits;
    asio::any_io_executor strand;
    asio::ssl::context tls;
    asio::ip::tcp::acceptor acceptor;
    std::uint16_t port = 0;
    std::uint64_t accepted = 0;
    bool stopping = false;
    std::chrono::steady_clock::time_point stopBy = std::chrono::steady_clock::time_point::max();
    async::TaskGroup tasks;
    async::Signal wake;

    asio::awaitable<void> run();
    asio::awaitable<void> serve(asio::ip::tcp::socket socket, std::uint64_t number);
    void stop(std::chrono::seconds grace);
};

Result<std::unique_ptr<Listener>> Listener::open(rpc::Services& services, const Limits& limits,
                                                 const Certificate& certificate, const std::string& host,
                                                 std::uint16_t port) {
    auto impl = std::make_shared<Impl>(services, limits);
    if (auto ready = prepareTls(impl->tls, certificate); !ready) return std::unexpected(std::move(ready.error()));
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
    const asio::ip::tcp::endpoint endpoint(address, port);
    if (!error) impl->acceptor.open(endpoint.protocol(), error);
    if (!error) impl->acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) impl->acceptor.bind(endpoint, error);
    if (!error) impl->acceptor.listen(1024, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    {"listen on " + host + ":" + std::to_string(port) + ": " + error.message()});
    impl->port = impl->acceptor.local_endpoint(error).port();
    return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

Listener::Listener(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() = default;

std::uint16_t Listener::port() const { return impl_->port; }

std::size_t Listener::outboxBytes() const {
    std::size_t bytes = 0;
    for (const rpc::SessionPtr& session : impl_->services.sessions.all()) bytes += session->outboxBytes();
    return bytes;
}

asio::awaitable<void> Listener::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Listener::stop(std::chrono::seconds grace) {
    asio::post(impl_->strand, [impl = impl_, grace] { impl->stop(grace); });
}

asio::awaitable<void> Listener::Impl::run() {
    const auto self = shared_from_this();
    while (!stopping) {
        auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(services.executor), kAwait);
        if (stopping) break;
        if (error) {  // out of descriptors, mostly: the connections that there are will leave some
            spdlog::warn("accept: {}", error.message());
            co_await wake.waitUntil(std::chrono::steady_clock::now() + std::chrono::milliseconds(100));
        } else if (tasks.size() >= limits.connections) {
            boost::system::error_code ignored;
            socket.close(ignored);
        } else {
            const auto executor = socket.get_executor();
            tasks.spawn(executor, serve(std::move(socket), ++accepted));
        }
    }
    if (!co_await tasks.waitUntil(stopBy))
        for (const rpc::SessionPtr& session : services.sessions.all()) session->close(true);
    co_await tasks.wait();
}

asio::awaitable<void> Listener::Impl::serve(asio::ip::tcp::socket socket, std::uint64_t number) {
    const auto connection = std::make_shared<Connection>(std::move(socket), tls, services, limits, number);
    co_await connection->run();
}

void Listener::Impl::stop(std::chrono::seconds grace) {
    if (stopping) return;
    stopping = true;
    stopBy = std::chrono::steady_clock::now() + grace;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    wake.notify();
    for (const rpc::SessionPtr& session : services.sessions.all()) session->drain(grace);
}

}  // namespace kupets::net
