#include "server/http/listener.h"

#include <unordered_set>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/spdlog.h>

#include "server/async/task_group.h"
#include "server/db/database.h"
#include "server/rpc/metrics.h"

namespace kupets::http {

namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using namespace std::chrono_literals;
using Request = bhttp::request<bhttp::empty_body>;
using Response = bhttp::response<bhttp::string_body>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMostConnections = 100;
constexpr std::uint32_t kHeaderLimit = 8 * 1024;
constexpr auto kIdle = 10s;
constexpr auto kProbe = 2s;

Response plain(const Request& request, bhttp::status status, std::string body,
               const char* type = "text/plain; charset=utf-8") {
    Response response(status, request.version());
    response.set(bhttp::field::content_type, type);
    response.set(bhttp::field::cache_control, "no-store");
    response.keep_alive(request.keep_alive());
    response.body() = std::move(body);
    response.prepare_payload();
    return response;
}

}  // namespace

struct Listener::Impl : std::enable_shared_from_this<Impl> {
    explicit Impl(rpc::Services& s)
        : services(s), strand(asio::make_strand(s.executor)), acceptor(strand), tasks(strand), wake(strand) {}

    rpc::Services& services;
    asio::any_io_executor strand;
    asio::ip::tcp::acceptor acceptor;
    std::uint16_t port = 0;
    bool stopping = false;
    async::TaskGroup tasks;
    async::Signal wake;
    std::unordered_set<beast::tcp_stream*> open;

    asio::awaitable<void> run();
    asio::awaitable<void> serve(beast::tcp_stream stream);
    asio::awaitable<Response> answer(const Request& request);
};

Result<std::unique_ptr<Listener>> Listener::open(rpc::Services& services, const std::string& host, std::uint16_t port) {
    auto impl = std::make_shared<Impl>(services);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
    const asio::ip::tcp::endpoint endpoint(address, port);
    if (!error) impl->acceptor.open(endpoint.protocol(), error);
    if (!error) impl->acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) impl->acceptor.bind(endpoint, error);
    if (!error) impl->acceptor.listen(64, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    {"listen on " + host + ":" + std::to_string(port) + ": " + error.message()});
    impl->port = impl->acceptor.local_endpoint(error).port();
    return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

Listener::Listener(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() = default;

std::uint16_t Listener::port() const { return impl_->port; }

asio::awaitable<void> Listener::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Listener::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopping = true;
        boost::system::error_code ignored;
        impl->acceptor.close(ignored);
        impl->wake.notify();
        for (beast::tcp_stream* stream : impl->open) stream->cancel();
    });
}

asio::awaitable<void> Listener::Impl::run() {
    const auto self = shared_from_this();
    while (!stopping) {
        auto [error, socket] = co_await acceptor.async_accept(strand, kAwait);
        if (stopping) break;
        if (error)
            co_await wake.waitUntil(std::chrono::steady_clock::now() + 100ms);
        else if (tasks.size() < kMostConnections)
            tasks.spawn(serve(beast::tcp_stream(std::move(socket))));
    }
    co_await tasks.wait();
}

asio::awaitable<void> Listener::Impl::serve(beast::tcp_stream stream) {
    beast::flat_buffer buffer(kHeaderLimit);
    open.insert(&stream);
    while (!stopping) {
        bhttp::request_parser<bhttp::empty_body> parser;
        parser.header_limit(kHeaderLimit);
        stream.expires_after(kIdle);
        const auto [error, size] = co_await bhttp::async_read(stream, buffer, parser, kAwait);
        if (error) break;
        const Request request = parser.release();
        Response response = co_await answer(request);
        if (stopping) response.keep_alive(false);
        stream.expires_after(kIdle);
        const auto [failed, written] = co_await bhttp::async_write(stream, response, kAwait);
        if (failed || !response.keep_alive()) break;
    }
    open.erase(&stream);
    boost::system::error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
}

asio::awaitable<Response> Listener::Impl::answer(const Request& request) {
    if (request.method() != bhttp::verb::get) co_return plain(request, bhttp::status::method_not_allowed, "GET only\n");
    if (request.target() == "/metrics")
        co_return plain(request, bhttp::status::ok, services.metrics.text(),
                        "text/plain; version=0.0.4; charset=utf-8");
    if (request.target() != "/healthz") co_return plain(request, bhttp::status::not_found, "not found\n");
    const auto rows = co_await services.database.run({"SELECT 1", {}}, db::within(kProbe));
    if (rows) co_return plain(request, bhttp::status::ok, "ok\n");
    spdlog::warn("health: {}", describe(rows.error()));
    co_return plain(request, bhttp::status::service_unavailable, "the database does not answer\n");
}

}  // namespace kupets::http
