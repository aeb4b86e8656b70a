// What the coroutine layer costs: the same prepared statements through it and by plain blocking libpq, on the same
// socket, alternating. Prints microseconds and their ratio; 1.0 would be free.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <libpq-fe.h>

#include "tests/support/database_fixture.h"

namespace {

using namespace kupets;
using boost::asio::awaitable;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 15;

double microsSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

db::Deadline soon() { return db::within(std::chrono::seconds(30)); }

[[noreturn]] void die(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// Blocking libpq, statements prepared once.
class Plain {
public:
    explicit Plain(const std::string& conninfo) : connection_(PQconnectdb(conninfo.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) die(PQerrorMessage(connection_));
    }
    ~Plain() { PQfinish(connection_); }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;

    void prepare(const char* name, const std::string& sql) {
        PQclear(PQprepare(connection_, name, sql.c_str(), 0, nullptr));
    }
    std::size_t run(const char* name, const std::vector<std::string>& params) {
        std::array<const char*, 8> values{};
        for (std::size_t i = 0; i < params.size(); ++i) values[i] = params[i].c_str();
        PGresult* result =
            PQexecPrepared(connection_, name, static_cast<int>(params.size()), values.data(), nullptr, nullptr, 0);
        const ExecStatusType status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) die(PQerrorMessage(connection_));
        std::size_t bytes = 0;
        for (int row = 0; row < PQntuples(result); ++row) {
            for (int column = 0; column < PQnfields(result); ++column)
                bytes += static_cast<std::size_t>(PQgetlength(result, row, column));
        }
        PQclear(result);
        return bytes;
    }

private:
    PGconn* connection_;
};

std::size_t bytesOf(const db::Rows& rows) {
    std::size_t bytes = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows.columns(); ++column) bytes += rows.text(row, column).size();
    }
    return bytes;
}

const std::string kOne = "SELECT id, name, amount FROM deal WHERE id = $1::int8";
const std::string kPage =
    "SELECT id, name, amount, city, at, a, b, c, d, e FROM deal WHERE id >= $1::int8 ORDER BY id LIMIT 100";
const std::string kInsert = "INSERT INTO note (deal, text) VALUES ($1::int8, $2)";

struct Case {
    const char* name;
    int repeats;
    std::function<void(Plain&, int)> plain;
    std::function<awaitable<void>(db::Database&, int)> ours;
};

std::string idOf(int i) { return std::to_string(1 + i * 7919 % 90'000); }

awaitable<void> select(db::Database& database, const std::string& sql, int i) {
    db::Query query{sql, {}};
    query.params.add(idOf(i));
    const auto rows = co_await database.run(std::move(query), soon());
    if (!rows) die(describe(rows.error()));
    if (bytesOf(*rows) == 0) die("nothing");
}

std::vector<Case> cases() {
    return {
        {"select 1 row", 2'000, [](Plain& plain, int i) { plain.run("one", {idOf(i)}); },
         [](db::Database& database, int i) { return select(database, kOne, i); }},
        {"select 100 rows x 10", 500, [](Plain& plain, int i) { plain.run("page", {idOf(i)}); },
         [](db::Database& database, int i) { return select(database, kPage, i); }},
        {"10 inserts in a transaction", 200,
         [](Plain& plain, int i) {
             plain.run("begin", {});
             for (int n = 0; n < 10; ++n) plain.run("insert", {idOf(i), "note"});
             plain.run("commit", {});
         },
         [](db::Database& database, int i) -> awaitable<void> {
             auto transaction = co_await database.begin(soon());
             if (!transaction) die(describe(transaction.error()));
             std::vector<db::Query> inserts;
             inserts.reserve(10);
             for (int n = 0; n < 10; ++n) {
                 inserts.push_back({kInsert, {}});
                 inserts.back().params.add(idOf(i)).add("note");
             }
             const auto done = co_await transaction->commit(std::move(inserts), soon());
             if (!done) die(describe(done.error()));
         }},
    };
}

awaitable<double> timeOurs(db::Database& database, const Case& what, int round) {
    const auto begin = Clock::now();
    for (int i = 0; i < what.repeats; ++i) co_await what.ours(database, round * what.repeats + i);
    co_return microsSince(begin) / what.repeats;
}

double timePlain(Plain& plain, const Case& what, int round) {
    const auto begin = Clock::now();
    for (int i = 0; i < what.repeats; ++i) what.plain(plain, round * what.repeats + i);
    return microsSince(begin) / what.repeats;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

template <typename T>
T runHere(boost::asio::io_context& context, awaitable<T> work) {
    auto future = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
    context.restart();
    while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready) context.run_one();
    return future.get();
}

void fill(boost::asio::io_context& context, db::Database& database) {
    const auto work = [&]() -> awaitable<Result<void>> {
        auto connection = co_await database.acquire(soon());
        co_return co_await connection->runScript(
            "CREATE TABLE deal AS SELECT i::int8 AS id, 'Сделка номер ' || i AS name, (i % 1000 * 1.25)::numeric AS "
            "amount,"
            " 'Казань' AS city, now() AS at, i AS a, i * 2 AS b, i * 3 AS c, i * 4 AS d, md5(i::text) AS e"
            " FROM generate_series(1, 100000) i; ALTER TABLE deal ADD PRIMARY KEY (id);"
            "CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, deal bigint, text text); ANALYZE "
            "deal",
            soon());
    };
    if (const auto filled = runHere(context, work()); !filled) die(describe(filled.error()));
}

}  // namespace

int main() {
    const tests::TemporaryFolder folder;
    const auto cluster = tests::startCluster(folder.path());
    boost::asio::io_context context{1};
    db::Options options;
    options.conninfo = cluster->conninfo();
    db::Database database(context.get_executor(), options);
    fill(context, database);
    Plain plain(cluster->conninfo());
    plain.prepare("one", kOne);
    plain.prepare("page", kPage);
    plain.prepare("insert", kInsert);
    plain.prepare("begin", "BEGIN");
    plain.prepare("commit", "COMMIT");

    std::printf("%-30s %10s %10s %8s\n", "", "libpq us", "ours us", "ratio");
    for (const Case& what : cases()) {
        std::vector<double> floor, ours, ratio;
        for (int round = 0; round < kRounds; ++round) {
            floor.push_back(timePlain(plain, what, round));
            ours.push_back(runHere(context, timeOurs(database, what, round)));
            ratio.push_back(ours.back() / floor.back());
        }
        std::printf("%-30s %10.1f %10.1f %8.2f\n", what.name, median(floor), median(ours), median(ratio));
    }
    runHere(context, [&]() -> awaitable<int> {
        co_await database.stop(soon());
        co_return 0;
    }());
}
