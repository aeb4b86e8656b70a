#include "server/schema/tidy.h"

#include <spdlog/spdlog.h>

namespace kupets::schema {

using namespace std::chrono_literals;

boost::asio::awaitable<void> tidyLargeTables(db::Database& database) {
    // Below some megabytes it makes no difference.
    db::Query large{
        "SELECT format('VACUUM (ANALYZE) %I.%I', n.nspname, c.relname) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'data' AND c.relkind = 'r' AND pg_relation_size(c.oid) > 8000000 ORDER BY 1",
        {}};
    auto tables = co_await database.run(std::move(large), db::within(10s));
    if (!tables) {
        spdlog::warn("tables are not tidied: {}", describe(tables.error()));
        co_return;
    }
    for (std::size_t row = 0; row < tables->size(); ++row) {
        const std::string statement(tables->text(row, 0));
        const auto begun = std::chrono::steady_clock::now();
        auto done = co_await database.run({statement, {}}, db::within(30min));
        if (!done) {
            spdlog::warn("{}: {}", statement, describe(done.error()));
            co_return;
        }
        const auto spent = std::chrono::steady_clock::now() - begun;
        spdlog::info("{}: {} s", statement, std::chrono::duration_cast<std::chrono::seconds>(spent).count());
    }
}

}  // namespace kupets::schema
