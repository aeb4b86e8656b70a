#include "server/access/login_delay.h"

#include <vector>

namespace kupets::access {

namespace {

std::string loginKey(const LoginDelay::Try& attempt) {
    return attempt.known ? "known:" + attempt.login + "@" + attempt.address : "login:" + attempt.login;
}

std::string addressKey(const LoginDelay::Try& attempt) { return "address:" + attempt.address; }

constexpr const char* kWait = R"(
SELECT ceil(extract(epoch FROM max(blocked_until) - $2::timestamptz))::int8 FROM kupets.login_delay
WHERE key = ANY($1::text[]) AND blocked_until > $2::timestamptz)";

// Nothing for the first failures within an hour, then 1, 2, 4 ... 60 seconds.
constexpr const char* kCount = R"(
INSERT INTO kupets.login_delay AS d (key, failed_count, last_try_at, blocked_until)
SELECT t.key, 1, $2::timestamptz, $2::timestamptz FROM unnest($1::text[]) AS t(key)
ON CONFLICT (key) DO UPDATE SET (failed_count, last_try_at, blocked_until) = (
    SELECT n, $2::timestamptz, $2::timestamptz + make_interval(secs => CASE
        WHEN n <= free THEN 0 ELSE least(60, 2 ^ least(n - free - 1, 6)) END)
    FROM (SELECT CASE WHEN d.last_try_at < $2::timestamptz - interval '1 hour' THEN 1 ELSE d.failed_count + 1 END AS n,
                 CASE WHEN d.key LIKE 'address:%' THEN $3::int ELSE $4::int END AS free) AS counted))";

std::vector<std::string> keys(const LoginDelay::Try& attempt) { return {addressKey(attempt), loginKey(attempt)}; }

}  // namespace

asio::awaitable<Result<Turnstile::Turn>> LoginDelay::turn(const Try& attempt) {
    co_return co_await turnstile_.enter(loginKey(attempt));
}

asio::awaitable<Result<void>> LoginDelay::check(const Try& attempt, db::Deadline deadline) {
    db::Query query{kWait, {}};
    query.params.addArray(keys(attempt)).add(clock_.now());
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->isNull(0, 0)) co_return Result<void>();
    co_return fail(ErrorCode::TooManyRequests, {std::string(rows->text(0, 0))});
}

asio::awaitable<Result<void>> LoginDelay::failed(const Try& attempt, db::Deadline deadline) {
    db::Query query{kCount, {}};
    query.params.addArray(keys(attempt)).add(clock_.now()).add(kFreePerAddress).add(kFreePerLogin);
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return Result<void>();
}

asio::awaitable<Result<void>> LoginDelay::succeeded(const Try& attempt, db::Deadline deadline) {
    std::vector<db::Query> queries(2);
    queries[0].sql = "DELETE FROM kupets.login_delay WHERE key = $1";
    queries[0].params.add(loginKey(attempt));
    queries[1].sql = "DELETE FROM kupets.login_delay WHERE last_try_at < $1::timestamptz - interval '1 day'";
    queries[1].params.add(clock_.now());
    auto done = co_await database_.runAll(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::access
