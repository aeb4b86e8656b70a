#include "server/access/store.h"

namespace kupets::access {

namespace {

constexpr std::string_view kAccount =
    "SELECT u.id, u.login, u.name, u.role, u.department, u.active IS NOT FALSE, c.hash, c.must_change, "
    "EXISTS (SELECT FROM kupets.session k WHERE k.user_id = u.id AND k.address = $2), ";

Account readAccount(const db::Rows& rows) {
    Account account;
    account.who.user = rows.uuid(0, 0);
    account.who.login = rows.text(0, 1);
    account.who.name = rows.text(0, 2);
    account.who.role = rows.text(0, 3);
    if (!rows.isNull(0, 4)) account.who.department = rows.uuid(0, 4);
    account.active = rows.boolean(0, 5);
    account.hash = rows.text(0, 6);
    account.who.mustChangePassword = !rows.isNull(0, 7) && rows.boolean(0, 7);
    account.known = rows.boolean(0, 8);
    if (!rows.isNull(0, 9)) account.who.session = rows.uuid(0, 9);
    return account;
}

std::int64_t seconds(std::chrono::hours span) { return std::chrono::seconds(span).count(); }

}  // namespace

Store::Answer<std::optional<Account>> Store::account(db::Query query, db::Deadline deadline) {
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return std::nullopt;
    co_return readAccount(*rows);
}

Store::Answer<std::vector<Uuid>> Store::ids(db::Query query, db::Deadline deadline) {
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Uuid> found;
    for (std::size_t i = 0; i < rows->size(); ++i) found.push_back(rows->uuid(i, 0));
    co_return found;
}

Store::Answer<void> Store::execute(db::Query query, db::Deadline deadline) {
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return Result<void>();
}

Store::Answer<std::optional<Account>> Store::byLogin(std::string login, std::string address, db::Deadline deadline) {
    db::Query query{std::string(kAccount) +
                        "NULL::uuid FROM data.\"user\" u LEFT JOIN kupets.credential c ON c.user_id = u.id "
                        "WHERE lower(u.login) = lower($1) ORDER BY u.login = $1 DESC, u.id LIMIT 1",
                    {}};
    query.params.add(login).add(address);
    co_return co_await account(std::move(query), deadline);
}

Store::Answer<std::optional<Account>> Store::byId(Uuid user, std::string address, db::Deadline deadline) {
    db::Query query{
        std::string(kAccount) +
            "NULL::uuid FROM data.\"user\" u LEFT JOIN kupets.credential c ON c.user_id = u.id WHERE u.id = $1::uuid",
        {}};
    query.params.add(user).add(address);
    co_return co_await account(std::move(query), deadline);
}

Store::Answer<std::optional<Account>> Store::byToken(std::string tokenHash, std::string address,
                                                     db::Deadline deadline) {
    db::Query query{
        "WITH used AS (UPDATE kupets.session SET last_seen_at = $3::timestamptz, address = $2, "
        "expires_at = least($3::timestamptz + make_interval(secs => $4::int8), "
        "created_at + make_interval(secs => $5::int8)) "
        "WHERE token_hash = $1::bytea AND expires_at > $3::timestamptz RETURNING id, user_id) " +
            std::string(kAccount) +
            "used.id FROM used JOIN data.\"user\" u ON u.id = used.user_id "
            "LEFT JOIN kupets.credential c ON c.user_id = u.id",
        {}};
    query.params.add(tokenHash)
        .add(address)
        .add(clock_.now())
        .add(seconds(options_.idle))
        .add(seconds(options_.longest));
    co_return co_await account(std::move(query), deadline);
}

Store::Answer<void> Store::addSession(Uuid id, std::string tokenHash, Uuid user, std::string device,
                                      std::string address, db::Deadline deadline) {
    std::vector<db::Query> queries(2);
    queries[0].sql =
        "INSERT INTO kupets.session (id, token_hash, user_id, device, address, created_at, last_seen_at, expires_at) "
        "VALUES ($1::uuid, $2::bytea, $3::uuid, $4, $5, $6::timestamptz, $6::timestamptz, "
        "$6::timestamptz + make_interval(secs => $7::int8))";
    queries[0]
        .params.add(id)
        .add(tokenHash)
        .add(user)
        .add(device)
        .add(address)
        .add(clock_.now())
        .add(seconds(options_.idle));
    queries[1].sql = "DELETE FROM kupets.session WHERE expires_at < $1::timestamptz";
    queries[1].params.add(clock_.now());
    auto done = co_await database_.runAll(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

Store::Answer<std::vector<Uuid>> Store::touch(std::vector<Uuid> sessions, db::Deadline deadline) {
    db::Query query{
        "UPDATE kupets.session SET last_seen_at = $2::timestamptz, "
        "expires_at = least($2::timestamptz + make_interval(secs => $3::int8), "
        "created_at + make_interval(secs => $4::int8)) "
        "WHERE id = ANY($1::uuid[]) AND expires_at > $2::timestamptz RETURNING id",
        {}};
    query.params.addArray(std::span<const Uuid>(sessions));
    query.params.add(clock_.now()).add(seconds(options_.idle)).add(seconds(options_.longest));
    co_return co_await ids(std::move(query), deadline);
}

Store::Answer<std::vector<Uuid>> Store::valid(std::vector<Uuid> sessions, db::Deadline deadline) {
    db::Query query{"SELECT id FROM kupets.session WHERE id = ANY($1::uuid[]) AND expires_at > $2::timestamptz", {}};
    query.params.addArray(std::span<const Uuid>(sessions));
    query.params.add(clock_.now());
    co_return co_await ids(std::move(query), deadline);
}

Store::Answer<std::vector<SessionEntry>> Store::sessions(std::optional<Uuid> user, db::Deadline deadline) {
    db::Query query{
        "SELECT s.id, s.user_id, u.name, s.device, s.address, s.created_at, s.last_seen_at FROM kupets.session s "
        "LEFT JOIN data.\"user\" u ON u.id = s.user_id "
        "WHERE s.expires_at > $2::timestamptz AND ($1::uuid IS NULL OR s.user_id = $1::uuid) "
        "ORDER BY s.last_seen_at DESC LIMIT 10000",
        {}};
    if (user)
        query.params.add(*user);
    else
        query.params.addNull();
    query.params.add(clock_.now());
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<SessionEntry> entries;
    for (std::size_t i = 0; i < rows->size(); ++i)
        entries.push_back({rows->uuid(i, 0), rows->uuid(i, 1), std::string(rows->text(i, 2)),
                           std::string(rows->text(i, 3)), std::string(rows->text(i, 4)), rows->timestamp(i, 5),
                           rows->timestamp(i, 6)});
    co_return entries;
}

Store::Answer<void> Store::removeSession(Uuid id, db::Deadline deadline) {
    db::Query query{"DELETE FROM kupets.session WHERE id = $1::uuid", {}};
    query.params.add(id);
    co_return co_await execute(std::move(query), deadline);
}

Store::Answer<std::vector<Uuid>> Store::setHash(Uuid user, std::string hash, bool mustChange, Uuid keepSession,
                                                db::Deadline deadline) {
    std::vector<db::Query> queries(2);
    if (hash.empty()) {
        queries[0].sql = "DELETE FROM kupets.credential WHERE user_id = $1::uuid";
        queries[0].params.add(user);
    } else {
        queries[0].sql =
            "INSERT INTO kupets.credential (user_id, hash, must_change, changed_at) "
            "VALUES ($1::uuid, $2, $3::boolean, $4::timestamptz) ON CONFLICT (user_id) DO UPDATE "
            "SET hash = excluded.hash, must_change = excluded.must_change, changed_at = excluded.changed_at";
        queries[0].params.add(user).add(hash).add(mustChange).add(clock_.now());
    }
    queries[1].sql = "DELETE FROM kupets.session WHERE user_id = $1::uuid AND id <> $2::uuid RETURNING id";
    queries[1].params.add(user).add(keepSession);
    auto done = co_await database_.runAll(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    std::vector<Uuid> ended;
    for (std::size_t i = 0; i < (*done)[1].size(); ++i) ended.push_back((*done)[1].uuid(i, 0));
    co_return ended;
}

Store::Answer<void> Store::rehash(Uuid user, std::string hash, db::Deadline deadline) {
    db::Query query{"UPDATE kupets.credential SET hash = $2 WHERE user_id = $1::uuid", {}};
    query.params.add(user).add(hash);
    co_return co_await execute(std::move(query), deadline);
}

Store::Answer<bool> Store::hasCredentials(db::Deadline deadline) {
    auto rows = co_await database_.run({"SELECT EXISTS (SELECT FROM kupets.credential)", {}}, deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->boolean(0, 0);
}

Store::Answer<std::optional<Store::Post>> Store::post(Uuid user, db::Deadline deadline) {
    db::Query query{"SELECT role, department FROM data.\"user\" WHERE id = $1::uuid AND active IS NOT FALSE", {}};
    query.params.add(user);
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return std::nullopt;
    co_return Post{std::string(rows->text(0, 0)), rows->isNull(0, 1) ? Uuid{} : rows->uuid(0, 1)};
}

Store::Answer<std::vector<Uuid>> Store::department(Uuid user, db::Deadline deadline) {
    db::Query query{
        "WITH RECURSIVE below AS ("
        "SELECT department AS id FROM data.\"user\" WHERE id = $1::uuid AND department IS NOT NULL "
        "UNION SELECT d.id FROM data.department d JOIN below ON d.parent = below.id), "
        "reports AS (SELECT id FROM data.\"user\" WHERE manager = $1::uuid "
        "UNION SELECT u.id FROM data.\"user\" u JOIN reports ON u.manager = reports.id) "
        "SELECT u.id FROM data.\"user\" u JOIN below ON u.department = below.id UNION SELECT id FROM reports",
        {}};
    query.params.add(user);
    co_return co_await ids(std::move(query), deadline);
}

}  // namespace kupets::access
