// What libpq's pipeline mode does not do: COPY and scripts of several statements. The link leaves the mode and comes
// back.
#include <cstdlib>

#include "server/db/link.h"
#include "server/db/literals.h"
#include "server/db/sqlstate.h"

namespace kupets::db {
namespace {

constexpr std::size_t kBuffered = 256 * 1024;

std::uint64_t affected(const Result<Rows>& rows) { return rows->affected(); }

}  // namespace

Result<void> Link::beginSimple(const std::string& sql, Deadline deadline) {
    if (auto begun = begin(deadline); !begun) return begun;
    if (PQexitPipelineMode(connection_) != 1) return std::unexpected(failure(Wake::Broken));
    mode_ = Mode::Simple;
    if (PQsendQuery(connection_, sql.c_str()) != 1 || !flush()) return std::unexpected(failure(Wake::Broken));
    return {};
}

/// Reads all answers, whatever they are; the last one, or the first error.
asio::awaitable<Result<Rows>> Link::drain() {
    std::optional<Error> first;
    Rows last;
    for (;;) {
        const Wake wake = co_await waitUntilAnswer();
        if (wake != Wake::Ready) co_return std::unexpected(failure(wake));
        PGresult* const result = PQgetResult(connection_);
        if (result == nullptr) break;
        Rows owner(result);
        switch (PQresultStatus(result)) {
            case PGRES_COPY_IN:
                if (PQputCopyEnd(connection_, "broken off") != 1 || !flush())
                    co_return std::unexpected(failure(Wake::Broken));
                break;
            case PGRES_COPY_OUT: {
                char* row = nullptr;
                const int length = PQgetCopyData(connection_, &row, 1);
                PQfreemem(row);
                if (length != 0) break;
                const Wake woken = co_await wait();
                if (woken != Wake::Ready) co_return std::unexpected(failure(woken));
                break;
            }
            case PGRES_FATAL_ERROR:
                if (!first) first = errorOf(result);
                break;
            default:
                last = std::move(owner);
        }
    }
    if (first) co_return std::unexpected(std::move(*first));
    co_return last;
}

/// The end of what beginSimple began; `first` is an error that stands before PostgreSQL's.
asio::awaitable<Result<Rows>> Link::endSimple(std::optional<Error> first) {
    Result<Rows> drained = co_await drain();
    if (!interrupted_ && !broken_) {
        mode_ = Mode::Pipeline;
        if (PQenterPipelineMode(connection_) != 1) broken_ = true;
        if (!finishAtOnce()) co_await finish();
    }
    if (first) co_return std::unexpected(std::move(*first));
    if (!drained) drained.error() = outcome(std::move(drained.error()));
    co_return drained;
}

asio::awaitable<Result<void>> Link::script(const std::string& sql, Deadline deadline) {
    if (auto begun = beginSimple(sql, deadline); !begun) co_return begun;
    const Result<Rows> ended = co_await endSimple(std::nullopt);
    if (!ended) co_return std::unexpected(ended.error());
    co_return Result<void>();
}

asio::awaitable<Result<void>> Link::expectCopy(ExecStatusType wanted) {
    const Wake wake = co_await waitUntilAnswer();
    if (wake != Wake::Ready) co_return std::unexpected(failure(wake));
    PGresult* const result = PQgetResult(connection_);
    const Rows owner(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == wanted) co_return Result<void>();
    if (status == PGRES_FATAL_ERROR) co_return std::unexpected(outcome(errorOf(result)));
    co_return std::unexpected(Error(ErrorCode::Internal).because("not the COPY that was expected"));
}

asio::awaitable<Result<std::uint64_t>> Link::copyIn(const std::string& sql, CopySource& source, Deadline deadline) {
    if (auto begun = beginSimple(sql, deadline); !begun) co_return std::unexpected(begun.error());
    Result<void> fed = co_await expectCopy(PGRES_COPY_IN);
    const bool copying = fed.has_value();
    if (copying) fed = co_await feed(source);
    if (interrupted_ || broken_) co_return std::unexpected(fed.error());
    if (copying && (PQputCopyEnd(connection_, fed ? nullptr : "the sender has stopped") != 1 || !flush())) {
        co_return std::unexpected(failure(Wake::Broken));
    }
    std::optional<Error> first;
    if (!fed) first = std::move(fed.error());
    const Result<Rows> ended = co_await endSimple(std::move(first));
    if (!ended) co_return std::unexpected(ended.error());
    co_return affected(ended);
}

asio::awaitable<Result<void>> Link::feed(CopySource& source) {
    for (std::size_t buffered = 0;;) {
        const Result<std::optional<std::string>> piece = co_await source();
        if (!piece) co_return std::unexpected(piece.error());
        // PostgreSQL looks for a cancel request only between rows, and we may be the ones who keep it waiting.
        if (phase_ != Phase::Running) co_return fail(ErrorCode::DeadlineExceeded);
        if (!piece->has_value()) co_return Result<void>();
        for (std::string_view rest = **piece; !rest.empty();) {
            const std::string_view now = rest.substr(0, kBuffered);
            if (auto put = co_await this->put(now); !put) co_return put;
            rest.remove_prefix(now.size());
            buffered += now.size();
            if (buffered < kBuffered) continue;
            if (auto flushed = co_await flushAll(); !flushed) co_return flushed;
            buffered = 0;
        }
    }
}

asio::awaitable<Result<void>> Link::put(std::string_view data) {
    int taken = PQputCopyData(connection_, data.data(), static_cast<int>(data.size()));
    if (taken == 0) {
        if (auto flushed = co_await flushAll(); !flushed) co_return flushed;
        taken = PQputCopyData(connection_, data.data(), static_cast<int>(data.size()));
    }
    if (taken != 1) co_return std::unexpected(failure(Wake::Broken));
    co_return Result<void>();
}

asio::awaitable<Result<void>> Link::flushAll() {
    if (!flush()) co_return std::unexpected(failure(Wake::Broken));
    while (unflushed_) {
        const Wake wake = co_await wait();
        if (wake != Wake::Ready) co_return std::unexpected(failure(wake));
    }
    co_return Result<void>();
}

asio::awaitable<Result<std::uint64_t>> Link::copyOut(const Query& query, CopySink& sink, Deadline deadline) {
    const Result<std::string> sql = withLiterals(connection_, query.sql, query.params);
    if (!sql) co_return std::unexpected(sql.error());
    if (auto begun = beginSimple(*sql, deadline); !begun) co_return std::unexpected(begun.error());
    Result<void> handed = co_await expectCopy(PGRES_COPY_OUT);
    if (handed) handed = co_await hand(sink);
    if (interrupted_ || broken_) co_return std::unexpected(handed.error());
    std::optional<Error> first;
    if (!handed) first = std::move(handed.error());
    const Result<Rows> ended = co_await endSimple(std::move(first));
    if (!ended) co_return std::unexpected(ended.error());
    co_return affected(ended);
}

asio::awaitable<Result<void>> Link::hand(CopySink& sink) {
    for (;;) {
        char* row = nullptr;
        const int length = PQgetCopyData(connection_, &row, 1);
        const std::unique_ptr<char, decltype(&PQfreemem)> owner(row, &PQfreemem);
        if (length == -1) co_return Result<void>();
        if (length == -2) co_return std::unexpected(failure(Wake::Broken));
        if (length == 0) {
            const Wake wake = co_await wait();
            if (wake != Wake::Ready) co_return std::unexpected(failure(wake));
            continue;
        }
        if (auto taken = co_await sink({row, static_cast<std::size_t>(length)}); !taken) {
            cancelNow();
            co_return taken;
        }
    }
}

}  // namespace kupets::db
