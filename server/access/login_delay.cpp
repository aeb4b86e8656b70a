#include "server/access/login_delay.h"

#include <vector>

namespace kupets::access {

namespace {

std::string loginKey(const LoginDelay::Try& attempt) {
    return attempt.known ? "known:" + attempt.login + "@" + attempt.address : "login:" + attempt.login;
}

std::string addressKey(const LoginDelay::Try& attempt) { return "address:" + attempt.address; }

// One statement looks and counts. A row that is blocked is not counted and not returned; of many tries at once, those
// that come after the one that blocks find it blocked.
constexpr const char* kBegin = R"(
WITH waiting AS (
    SELECT max(blocked_until) AS until FROM kupets.login_delay
    WHERE key = ANY($1::text[]) AND blocked_until > $3::timestamptz
), counted AS (
    INSERT INTO kupets.login_delay AS d (key, failed_count, last_try_at, blocked_until)
    SELECT t.key, 1, $3::timestamptz, $3::timestamptz FROM unnest($1::text[]) AS t(key)
    WHERE (SELECT until FROM waiting) IS NULL
    ON CONFLICT (key) DO UPDATE SET
        failed_count = CASE WHEN d.last_try_at < $3::timestamptz - interval '1 hour' THEN 1 ELSE d.failed_count + 1 END,
        last_try_at = $3::timestamptz,
        blocked_until = $3::timestamptz + CASE
            WHEN d.last_try_at < $3::timestamptz - interval '1 hour' THEN interval '0'
            ELSE (SELECT CASE WHEN over > 0 THEN make_interval(secs => least(60, 2 ^ least(over - 1, 6))) ELSE interval '0' END
                  FROM (SELECT d.failed_count + 1 - CASE WHEN d.key LIKE 'address:%' THEN $2::int ELSE $4::int END) AS o(over))
        END
    WHERE d.blocked_until <= $3::timestamptz
    RETURNING 1
)
SELECT coalesce(ceil(extract(epoch FROM (SELECT until FROM waiting) - $3::timestamptz)), 1)::int8,
       (SELECT count(*) FROM counted))";

}  // namespace

asio::awaitable<Result<void>> LoginDelay::begin(const Try& attempt, db::Deadline deadline) {
    const std::vector<std::string> keys{addressKey(attempt), loginKey(attempt)};
    db::Query query{kBegin, {}};
    query.params.addArray(keys);
    query.params.add(kFreePerAddress).add(clock_.now()).add(kFreePerLogin);
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->integer(0, 1) == static_cast<std::int64_t>(keys.size())) co_return Result<void>();
    co_return fail(ErrorCode::TooManyRequests, {std::string(rows->text(0, 0))});
}

asio::awaitable<Result<void>> LoginDelay::succeeded(const Try& attempt, db::Deadline deadline) {
    std::vector<db::Query> queries(3);
    queries[0].sql = "DELETE FROM kupets.login_delay WHERE key = $1";
    queries[0].params.add(loginKey(attempt));
    queries[1].sql =
        "UPDATE kupets.login_delay SET failed_count = greatest(failed_count - 1, 0), blocked_until = last_try_at WHERE "
        "key = $1";
    queries[1].params.add(addressKey(attempt));
    queries[2].sql = "DELETE FROM kupets.login_delay WHERE last_try_at < $1::timestamptz - interval '1 day'";
    queries[2].params.add(clock_.now());
    auto done = co_await database_.runAll(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::access
