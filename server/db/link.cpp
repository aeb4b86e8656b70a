#include "server/db/link.h"

#include <array>
#include <thread>

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/db/socket_wait.h"

namespace kupets::db {
namespace {

using namespace std::chrono_literals;

void logNotice(void*, const PGresult* notice) {
    const char* text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (text != nullptr) spdlog::debug("PostgreSQL: {}", text);
}

/// What our code relies on, whatever the database's own settings are.
constexpr std::string_view kSession =
    " -c DateStyle=ISO,YMD -c TimeZone=UTC -c standard_conforming_strings=on -c client_min_messages=warning"
    " -c extra_float_digits=1 -c bytea_output=hex -c IntervalStyle=postgres -c gin_pending_list_limit=128"
    " -c client_connection_check_interval=5s";

std::string sessionOptions(const std::string& conninfo, std::chrono::milliseconds longestStatement) {
    std::string options;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(conninfo.c_str(), nullptr), &PQconninfoFree);
    for (const PQconninfoOption* option = parsed.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (std::string_view(option->keyword) == "options" && option->val != nullptr) options = option->val;
    }
    const std::string longest = std::to_string(longestStatement.count());
    return options.append(kSession)
        .append(" -c statement_timeout=" + longest)
        .append(" -c idle_in_transaction_session_timeout=" + longest);
}

PGconn* startConnecting(const Link::Settings& settings) {
    const std::string options = sessionOptions(settings.conninfo, settings.longestStatement);
    const std::array keywords{"dbname", "client_encoding", "fallback_application_name", "options",
                              (const char*)nullptr};
    const std::array values{settings.conninfo.c_str(), "UTF8", "kupets", options.c_str(), (const char*)nullptr};
    return PQconnectStartParams(keywords.data(), values.data(), 1);
}

}  // namespace

Link::Link(const asio::any_io_executor& executor, std::shared_ptr<Timekeeper> timekeeper, std::size_t cachedStatements)
    : descriptor_(executor),
      cache_(cachedStatements),
      alarm_(std::move(timekeeper), [this](Deadline now) { return ring(now); }) {}

Link::~Link() {
    alarm_.clear();
    closeSocket();
    PQfinish(connection_);
}

asio::awaitable<Result<std::unique_ptr<Link>>> Link::open(asio::any_io_executor executor,
                                                          std::shared_ptr<Timekeeper> timekeeper, Settings settings,
                                                          Deadline deadline) {
    auto link = std::make_unique<Link>(executor, std::move(timekeeper), settings.cachedStatements);
    const Result<void> connected = co_await link->connect(std::move(settings), deadline);
    if (!connected) co_return std::unexpected(connected.error());
    co_return link;
}

asio::awaitable<Result<void>> Link::connect(Settings settings, Deadline deadline) {
    connection_ = startConnecting(settings);
    if (connection_ == nullptr) co_return fail(ErrorCode::Unavailable);
    PQsetNoticeReceiver(connection_, &logNotice, nullptr);
    phase_ = Phase::Cancelling;  // nothing to cancel yet: the alarm cuts the connection
    alarm_.set(deadline);
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (PQstatus(connection_) != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
        // libpq may have gone on to another address with another socket.
        if (!adoptSocket()) break;
        boost::system::error_code failed;
        co_await descriptor_.async_wait(next == PGRES_POLLING_READING ? asio::posix::stream_descriptor::wait_read
                                                                      : asio::posix::stream_descriptor::wait_write,
                                        asio::redirect_error(asio::use_awaitable, failed));
        if (failed) co_return std::unexpected(failure(Wake::Interrupted));
        next = PQconnectPoll(connection_);
    }
    alarm_.clear();
    if (PQstatus(connection_) != CONNECTION_OK || !adoptSocket()) co_return std::unexpected(failure(Wake::Broken));
    phase_ = Phase::Running;
    cancel_ = std::shared_ptr<PGcancel>(PQgetCancel(connection_), &PQfreeCancel);
    if (PQsetnonblocking(connection_, 1) != 0 || PQenterPipelineMode(connection_) != 1) {
        co_return std::unexpected(failure(Wake::Broken));
    }
    co_return Result<void>();
}

bool Link::adoptSocket() {
    closeSocket();
    const int copy = ::fcntl(PQsocket(connection_), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return false;
    boost::system::error_code failed;
    descriptor_.assign(copy, failed);
    if (failed) {
        ::close(copy);
        return false;
    }
    const std::lock_guard lock(socketMutex_);
    socket_ = copy;
    return true;
}

void Link::closeSocket() {
    const std::lock_guard lock(socketMutex_);
    socket_ = -1;
    boost::system::error_code ignored;
    if (descriptor_.is_open()) descriptor_.close(ignored);
}

void Link::abort() {
    const std::lock_guard lock(socketMutex_);
    if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

Result<void> Link::begin(Deadline deadline) {
    if (broken_) return std::unexpected(Error(ErrorCode::Unavailable).because("the connection is lost"));
    if (busy_)
        return std::unexpected(Error(ErrorCode::Cancelled).because("the connection's last statement was broken off"));
    if (deadline <= std::chrono::steady_clock::now()) return fail(ErrorCode::DeadlineExceeded);
    busy_ = true;
    interrupted_ = false;
    phase_ = Phase::Running;
    alarm_.set(deadline);
    return {};
}

/// After the last answer; false when a cancel request is still on its way.
bool Link::finishAtOnce() {
    alarm_.clear();
    if (ticket_ != nullptr && !ticket_->done) return false;
    ticket_.reset();
    if (PQstatus(connection_) == CONNECTION_BAD) broken_ = true;
    busy_ = false;
    return true;
}

/// A cancel request that is under way would hit the next statement, so its end is awaited: once PQcancel is back, the
/// signal has been sent.
asio::awaitable<void> Link::finish() {
    const Deadline end = within(kPatience);
    asio::steady_timer pause(co_await asio::this_coro::executor);
    while (!finishAtOnce()) {
        if (std::chrono::steady_clock::now() > end) {
            broken_ = true;
            ticket_.reset();
        } else {
            pause.expires_after(1ms);
            co_await pause.async_wait(asio::use_awaitable);
        }
    }
}

/// The deadline has passed: first the polite way, then the other one.
Deadline Link::ring(Deadline now) {
    if (phase_ == Phase::Running) {
        phase_ = Phase::Cancelling;
        startCancel();
        return now + kPatience;
    }
    phase_ = Phase::Dead;
    abort();
    return Timekeeper::kNever;
}

/// The thread owns all that it touches, so it may outlive the link and even be stuck for ever in front of a frozen
/// server.
void Link::startCancel() {
    ticket_ = std::make_shared<CancelTicket>();
    try {
        std::thread([cancel = cancel_, ticket = ticket_] {
            std::array<char, 256> words{};
            PQcancel(cancel.get(), words.data(), static_cast<int>(words.size()));
            ticket->done = true;
        }).detach();
    } catch (const std::system_error&) {
        ticket_->done = true;  // no thread to be had: the alarm cuts the connection soon
    }
}

/// As if the deadline passed now.
void Link::cancelNow() {
    alarm_.clear();
    if (phase_ == Phase::Running) startCancel();
    phase_ = Phase::Cancelling;
    alarm_.set(within(kPatience));
}

bool Link::flush() {
    const int left = PQflush(connection_);
    unflushed_ = left == 1;
    return left >= 0;
}

asio::awaitable<Link::Wake> Link::wait() {
    boost::system::error_code failed;
    if (unflushed_) {
        // Both: a server whose answers nobody reads stops reading, and our statements would wait for ever.
        co_await waitReadOrWrite(descriptor_, asio::redirect_error(asio::use_awaitable, failed));
    } else {
        co_await descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                                        asio::redirect_error(asio::use_awaitable, failed));
    }
    if (failed) co_return failed == asio::error::operation_aborted ? Wake::Interrupted : Wake::Broken;
    if (PQconsumeInput(connection_) != 1) co_return Wake::Broken;
    if (unflushed_ && !flush()) co_return Wake::Broken;
    co_return Wake::Ready;
}

asio::awaitable<Link::Wake> Link::waitUntilAnswer() {
    while (PQisBusy(connection_) == 1) {
        const Wake wake = co_await wait();
        if (wake != Wake::Ready) co_return wake;
    }
    co_return Wake::Ready;
}

Error Link::failure(Wake wake) {
    if (wake == Wake::Interrupted) {
        interrupted_ = true;  // what was sent still runs over there: recover() will see to it
        return Error(ErrorCode::Cancelled).because("the waiting coroutine was cancelled");
    }
    broken_ = true;
    alarm_.clear();
    return outcome(Error(ErrorCode::Unavailable).because(PQerrorMessage(connection_)));
}

/// A statement that we ourselves have cancelled did not fail, it was late.
Error Link::outcome(Error error) const {
    const bool ours = phase_ == Phase::Cancelling && error.code == ErrorCode::Cancelled;
    if (ours || (phase_ == Phase::Dead && error.code == ErrorCode::Unavailable))
        error.code = ErrorCode::DeadlineExceeded;
    return error;
}

bool Link::inTransaction() const { return PQtransactionStatus(connection_) != PQTRANS_IDLE; }

bool Link::clean() const { return !busy_ && !broken_ && !inTransaction(); }

bool Link::looksAlive() {
    pollfd look{PQsocket(connection_), POLLIN | POLLRDHUP, 0};
    if (::poll(&look, 1, 0) == 0) return true;
    // Something came unasked: a notice, or the last words of a server that goes away.
    if ((look.revents & (POLLHUP | POLLERR | POLLRDHUP | POLLNVAL)) != 0 || PQconsumeInput(connection_) != 1)
        broken_ = true;
    return !broken_;
}

asio::awaitable<bool> Link::recover() {
    if (busy_ && !broken_) {
        interrupted_ = false;
        cancelNow();
        if (mode_ == Mode::Pipeline) {
            [[maybe_unused]] const auto ended = co_await collect(nullptr);
        } else {
            [[maybe_unused]] const auto ended = co_await endSimple(std::nullopt);
        }
        if (!broken_ && busy_ && !interrupted_ && !awaitingSync_) co_await finish();
    }
    if (!broken_ && !busy_ && inTransaction()) {
        [[maybe_unused]] const auto rolled = co_await run({"ROLLBACK", {}, {}}, within(kPatience));
    }
    co_return clean();
}

asio::awaitable<bool> Link::waitForInput() {
    const Wake wake = co_await wait();
    if (wake == Wake::Broken) broken_ = true;
    co_return wake == Wake::Ready;
}

std::string Link::takeNotification(bool& any) {
    const std::unique_ptr<PGnotify, decltype(&PQfreemem)> note(PQnotifies(connection_), &PQfreemem);
    any = note != nullptr;
    return any ? std::string(note->extra) : std::string();
}

}  // namespace kupets::db
