#include "server/db/migrations.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <spdlog/spdlog.h>

#include "server/db/embedded.h"

namespace kupets::db {
namespace {

constexpr std::int64_t kLockKey = 0x6b75'7065'7473;  // "kupets"

constexpr std::string_view kTable =
    "CREATE SCHEMA IF NOT EXISTS kupets;"
    "CREATE TABLE IF NOT EXISTS kupets.migration ("
    " number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())";

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view text;
    std::string checksum;
};

std::string sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string out;
    for (unsigned i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
    return out;
}

Error refuse(ErrorCode code, std::string why) { return Error(code, {why}).because(why); }

/// By number: 1, 2, 3 … without a gap.
Result<std::vector<Migration>> read(std::span<const EmbeddedFile> files) {
    std::vector<Migration> out;
    for (const EmbeddedFile& file : files) {
        Migration migration{0, file.name, file.text, sha256(file.text)};
        const auto parsed = std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
        const auto digits = static_cast<std::size_t>(parsed.ptr - file.name.data());
        if (parsed.ec != std::errc() || !file.name.substr(digits).starts_with('_')) {
            return std::unexpected(
                refuse(ErrorCode::Internal, fmt::format("migration {}: no number before its name", file.name)));
        }
        out.push_back(std::move(migration));
    }
    std::ranges::sort(out, {}, &Migration::number);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].number != static_cast<int>(i) + 1) {
            return std::unexpected(
                refuse(ErrorCode::Internal, fmt::format("migration {}: expected number {}", out[i].name, i + 1)));
        }
    }
    return out;
}

/// What was run here before, against what we know.
Result<int> compare(const Rows& done, const std::vector<Migration>& known) {
    for (std::size_t row = 0; row < done.size(); ++row) {
        const auto number = static_cast<std::size_t>(done.integer(row, 0));
        if (number > known.size()) {
            return std::unexpected(
                refuse(ErrorCode::UnsupportedVersion,
                       fmt::format("the database has migration {} ({}), this program only knows {}: a newer one "
                                   "made it",
                                   number, done.text(row, 1), known.size())));
        }
        if (number != row + 1 || done.text(row, 2) != known[row].checksum) {
            return std::unexpected(refuse(ErrorCode::ChangedSince, fmt::format("migration {} is not what was run on {}",
                                                                               known[row].name, done.text(row, 3))));
        }
    }
    return static_cast<int>(done.size());
}

Query lockQuery() { return {"SELECT pg_advisory_xact_lock($1::bigint)", std::move(Params().add(kLockKey))}; }

/// Under the lock: servers that start at once do it one after the other. Held by a transaction, it cannot be left
/// behind.
asio::awaitable<Result<void>> prepare(Database& database, Deadline deadline) {
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    if (auto locked = co_await transaction->run(lockQuery(), deadline); !locked)
        co_return std::unexpected(locked.error());
    if (auto made = co_await transaction->runScript(std::string(kTable), deadline); !made) co_return made;
    if (auto done = co_await transaction->commit({}, deadline); !done) co_return std::unexpected(done.error());
    co_return Result<void>();
}

/// True when it was run, false when there is nothing left to run.
asio::awaitable<Result<bool>> runNext(Database& database, const std::vector<Migration>& known, Deadline deadline) {
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    std::vector<Query> look{lockQuery(),
                            {"SELECT number, name, checksum, at FROM kupets.migration ORDER BY number", {}}};
    const auto looked = co_await transaction->runAll(std::move(look), deadline);
    if (!looked) co_return std::unexpected(looked.error());
    const Result<int> done = compare((*looked)[1], known);
    if (!done) co_return std::unexpected(done.error());
    if (static_cast<std::size_t>(*done) == known.size()) co_return false;

    const Migration& next = known[static_cast<std::size_t>(*done)];
    if (auto ran = co_await transaction->runScript(std::string(next.text), deadline); !ran) {
        Error error = ran.error();
        error.cause = fmt::format("migration {}: {}", next.name, error.cause);
        co_return std::unexpected(std::move(error));
    }
    Params params;
    params.add(next.number).add(next.name).add(next.checksum);
    std::vector<Query> last{
        {"INSERT INTO kupets.migration (number, name, checksum) VALUES ($1, $2, $3)", std::move(params)}};
    if (auto kept = co_await transaction->commit(std::move(last), deadline); !kept)
        co_return std::unexpected(kept.error());
    spdlog::info("migration {} done", next.name);
    co_return true;
}

}  // namespace

asio::awaitable<Result<int>> migrate(Database& database, Deadline deadline) {
    return migrate(database, embedded::migrations(), deadline);
}

asio::awaitable<Result<int>> migrate(Database& database, std::span<const EmbeddedFile> files, Deadline deadline) {
    const Result<std::vector<Migration>> known = read(files);
    if (!known) co_return std::unexpected(known.error());
    if (auto prepared = co_await prepare(database, deadline); !prepared) co_return std::unexpected(prepared.error());
    for (int count = 0;; ++count) {
        const Result<bool> ran = co_await runNext(database, *known, deadline);
        if (!ran) co_return std::unexpected(ran.error());
        if (!*ran) co_return count;
    }
}

}  // namespace kupets::db
