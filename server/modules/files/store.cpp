#include "server/modules/files/store.h"

#include "server/db/bytea.h"
#include "server/modules/files/sha256.h"
#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::files {

namespace {

constexpr std::size_t kLongestName = 200;
constexpr int kExpiredAtOnce = 100;

/// The columns that hold files, of all entities.
std::vector<const schema::Field*> fileFields(const schema::Catalog& catalog) {
    std::vector<const schema::Field*> fields;
    for (const auto& entity : catalog.snapshot->entities()) {
        for (const auto& field : entity->fields()) {
            if (field->type() == v1::FILE) fields.push_back(field.get());
        }
    }
    return fields;
}

}  // namespace

std::string tidyName(std::string_view name) {
    if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    std::string out;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out.push_back(c);
    }
    if (out.size() > kLongestName) {
        std::size_t end = kLongestName;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
        out.resize(end);
    }
    return out.empty() || out == "." || out == ".." ? "file" : out;
}

awaitable<Result<Info>> Store::put(Info info, Source source, db::Deadline deadline) {
    if (info.size > kLargestFile) co_return fail(ErrorCode::LimitExceeded, {"file", std::to_string(kLargestFile)});
    info.name = tidyName(info.name);
    db::Query claim{
        "INSERT INTO kupets.file (id, name, size, owner) VALUES ($1::uuid, $2::text, $3::int8, $4::uuid) ON CONFLICT "
        "(id) DO NOTHING",
        {}};
    claim.params.add(info.id).add(info.name).add(info.size).add(info.owner);
    auto claimed = co_await database_.run(std::move(claim), deadline);
    if (!claimed) co_return std::unexpected(std::move(claimed.error()));
    if (claimed->affected() == 0) {
        auto again = co_await repeated(info, source, deadline);
        co_return again;
    }
    auto written = co_await writePieces(info, source, info.sha256, deadline);
    std::vector<db::Query> last(1);
    if (written && *written == info.size) {
        last[0].sql = "UPDATE kupets.file SET sha256 = $2::bytea WHERE id = $1::uuid";
        last[0].params.add(info.id).add(db::toBytea(info.sha256));
    } else {
        last[0].sql = "DELETE FROM kupets.file WHERE id = $1::uuid";
        last[0].params.add(info.id);
    }
    // What the client broke off is taken away now, not at the client's deadline.
    auto done = co_await database_.run(std::move(last[0]), written ? deadline : db::within(std::chrono::seconds(30)));
    if (!written) co_return std::unexpected(std::move(written.error()));
    if (*written != info.size) co_return fail(ErrorCode::BadRequest, {"size"});
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return info;
}

awaitable<Result<std::uint64_t>> Store::writePieces(const Info& info, Source& source, std::string& sha256,
                                                    db::Deadline deadline) {
    Sha256 hash;
    std::uint64_t taken = 0;
    int number = 0;
    std::string pending;
    for (bool more = true; more;) {
        auto bytes = co_await source();
        if (!bytes) co_return std::unexpected(std::move(bytes.error()));
        more = bytes->has_value();
        if (more) {
            taken += (*bytes)->size();
            if (taken > info.size) co_return fail(ErrorCode::BadRequest, {"size"});
            hash.add(**bytes);
            pending += **bytes;
        }
        std::size_t at = 0;
        while (pending.size() - at >= kPieceBytes || (!more && at < pending.size())) {
            const std::string_view piece = std::string_view(pending).substr(at, kPieceBytes);
            db::Query insert{"INSERT INTO kupets.file_chunk (file, number, data) VALUES ($1::uuid, $2::int, $3::bytea)",
                             {}};
            insert.params.add(info.id).add(number++).add(db::toBytea(piece));
            auto done = co_await database_.run(std::move(insert), deadline);
            if (!done) co_return std::unexpected(std::move(done.error()));
            at += piece.size();
        }
        pending.erase(0, at);
    }
    sha256 = hash.result();
    co_return taken;
}

/// The id is taken: the same bytes again are fine.
awaitable<Result<Info>> Store::repeated(Info info, Source& source, db::Deadline deadline) {
    Sha256 hash;
    for (;;) {
        auto bytes = co_await source();
        if (!bytes) co_return std::unexpected(std::move(bytes.error()));
        if (!*bytes) break;
        hash.add(**bytes);
    }
    auto known = co_await find(info.id, deadline);
    if (!known) co_return fail(ErrorCode::AlreadyExists, {}, "file_id");
    if (known->sha256 != hash.result() || known->owner != info.owner)
        co_return fail(ErrorCode::AlreadyExists, {}, "file_id");
    co_return std::move(*known);
}

awaitable<Result<Info>> Store::find(Uuid id, db::Deadline deadline) {
    db::Query query{"SELECT name, size, owner, sha256 FROM kupets.file WHERE id = $1::uuid AND sha256 IS NOT NULL", {}};
    query.params.add(id);
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return fail(ErrorCode::NotFound, {}, "file_id");
    Info info{id,
              std::string(rows->text(0, 0)),
              static_cast<std::uint64_t>(rows->integer(0, 1)),
              {},
              db::fromBytea(rows->text(0, 3))};
    if (!rows->isNull(0, 2)) info.owner = rows->uuid(0, 2);
    co_return info;
}

awaitable<Result<std::optional<std::string>>> Store::piece(Uuid id, int number, db::Deadline deadline) {
    db::Query query{"SELECT data FROM kupets.file_chunk WHERE file = $1::uuid AND number = $2::int", {}};
    query.params.add(id).add(number);
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return std::nullopt;
    co_return db::fromBytea(rows->text(0, 0));
}

awaitable<Result<void>> Store::read(Info info, Sink sink, db::Deadline deadline) {
    std::uint64_t given = 0;
    for (int number = 0; given < info.size; ++number) {
        auto bytes = co_await piece(info.id, number, deadline);
        if (!bytes) co_return std::unexpected(std::move(bytes.error()));
        if (!*bytes) co_return fail(ErrorCode::NotFound, {}, "file_id");
        given += (*bytes)->size();
        auto taken = co_await sink(**bytes);
        if (!taken) co_return taken;
    }
    co_return Result<void>();
}

awaitable<Result<bool>> Store::mayRead(Info info, const schema::Catalog& catalog, const access::AccessScope& scope,
                                       db::Deadline deadline) {
    if (scope.isAdministrator() || scope.isSystem() || info.owner == scope.userId()) co_return true;
    for (const schema::Field* field : fileFields(catalog)) {
        query::Statement statement(catalog, scope);
        query::Names names(statement, *field->owner);
        auto column = names.column(std::span(&field, 1), expr::Part::Main);
        if (!column) continue;  // a field that he may not see
        std::string sql =
            "SELECT 1 FROM " + names.from() + " WHERE " + *column + " = " + statement.parameter(info.id) + "::uuid";
        if (!names.allowed().empty()) sql += " AND " + names.allowed();
        auto rows = co_await database_.run({sql + " LIMIT 1", std::move(statement.params)}, deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        if (!rows->empty()) co_return true;
    }
    co_return false;
}

awaitable<Result<std::uint64_t>> Store::expire(const schema::Catalog& catalog, db::Deadline deadline) {
    const std::string old =
        "SELECT id FROM kupets.file WHERE NOT kept AND at < now() - interval '1 day' ORDER BY at LIMIT " +
        std::to_string(kExpiredAtOnce);
    std::string referred;
    for (const schema::Field* field : fileFields(catalog)) {
        referred += (referred.empty() ? "" : " OR ") + ("f.id IN (SELECT " + schema::ident(field->name()) + " FROM ") +
                    schema::tableOf(*field->owner) + " WHERE " + schema::ident(field->name()) + " IN (" + old + "))";
    }
    std::vector<db::Query> queries;
    if (!referred.empty())
        queries.push_back(
            {"UPDATE kupets.file f SET kept = true WHERE f.id IN (" + old + ") AND (" + referred + ")", {}});
    queries.push_back({"DELETE FROM kupets.file WHERE id IN (" + old + ")", {}});
    auto done = co_await database_.runAll(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return done->back().affected();
}

}  // namespace kupets::files
