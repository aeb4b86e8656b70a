// Exports over the line: only what one may read, and no export without its line in the log.
#include <chrono>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "common/wire/rowset.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::creation;
using tests::ServerFixture;
using tests::WireClient;

constexpr const char* kPassword = "a long enough password";

v1::ExportRequest companies(const std::string& filter, const std::vector<std::string>& columns) {
    v1::ExportRequest request;
    request.mutable_set()->set_entity("company");
    request.mutable_set()->set_filter(filter);
    for (const auto& column : columns) request.add_columns(column);
    request.add_sort()->set_path("name");
    return request;
}

/// The first column of all that comes.
Result<std::vector<std::string>> exported(WireClient& client, const v1::ExportRequest& request) {
    const std::uint64_t id = client.send(v1::METHOD_RECORDS_EXPORT, request);
    std::vector<std::string> names;
    while (const auto payload = client.nextChunk(id)) {
        v1::ExportChunk chunk;
        REQUIRE(chunk.ParseFromString(*payload));
        const auto rows = wire::RowSetView::open(chunk.rows());
        REQUIRE(rows);
        for (std::size_t i = 0; i < rows->rows(); ++i) names.emplace_back(rows->text(i, 0));
    }
    auto end = client.answer(id);
    if (!end) return std::unexpected(std::move(end.error()));
    return names;
}

std::vector<v1::ExportLogEntry> logOf(WireClient& client) {
    const auto reply = client.call<v1::ExportLogReply>(v1::METHOD_ADMIN_EXPORT_LOG, v1::ExportLogRequest());
    REQUIRE(reply);
    return {reply->entries().begin(), reply->entries().end()};
}

}  // namespace

TEST_CASE("one takes out what one may read, and it is written down who, when and what") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    const Uuid anna = tests::addUser(admin, "anna", "manager", kPassword);
    REQUIRE(tests::save(admin, {creation("company", Uuid::make(), {{"name", std::string("Берёза")}, {"owner", anna}}),
                                creation("company", Uuid::make(), {{"name", std::string("Акация")}, {"owner", anna}}),
                                creation("company", Uuid::make(), {{"name", std::string("Вяз")}})}));
    WireClient manager(server.tls());
    REQUIRE(manager.login("anna", kPassword));

    CHECK(*exported(manager, companies("", {"name", "owner"})) == std::vector<std::string>{"Акация", "Берёза"});
    CHECK(*exported(admin, companies("name <> \"Акация\"", {"name"})) == std::vector<std::string>{"Берёза", "Вяз"});

    const auto log = logOf(admin);
    REQUIRE(log.size() == 2);
    CHECK(log[0].filter() == "name <> \"Акация\"");
    CHECK(log[0].rows() == 2);
    CHECK(log[1].user_id() == std::string(anna.view()));
    CHECK(log[1].entity() == "company");
    CHECK(std::vector<std::string>(log[1].columns().begin(), log[1].columns().end()) ==
          std::vector<std::string>{"name", "owner"});
    CHECK(log[1].rows() == 2);
    CHECK(log[1].finished());
    CHECK(log[1].at() > 1'700'000'000'000'000);

    // The log itself is the administrator's alone.
    const auto refused = manager.call<v1::ExportLogReply>(v1::METHOD_ADMIN_EXPORT_LOG, v1::ExportLogRequest());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Forbidden);
    v1::ExportLogRequest older;
    older.set_before(log[0].number());
    older.set_limit(5);
    CHECK(admin.call<v1::ExportLogReply>(v1::METHOD_ADMIN_EXPORT_LOG, older)->entries_size() == 1);
}

TEST_CASE("what is refused leaves no line") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    CHECK(exported(admin, companies("no_such_field = 1", {"name"})).error().code == ErrorCode::UnknownField);
    CHECK(exported(admin, companies("", {"no_such_field"})).error().code == ErrorCode::UnknownField);
    CHECK(logOf(admin).empty());
}
