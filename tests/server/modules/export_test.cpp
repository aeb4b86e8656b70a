// What goes out as a file, by whose rights, and its line in the log.
#include "server/modules/exports/export.h"

#include <catch2/catch.hpp>

#include "server/access/scope_builder.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

Value text(const char* t) { return std::string(t); }

struct House {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");

    House() {
        const auto company = [this](const char* name, const char* city) {
            REQUIRE(kernel.save(
                admin, {Kernel::create("company", Uuid::make(), {{"name", text(name)}, {"city", text(city)}})}));
        };
        company("Берёза", "Тверь");
        company("Акация", "Омск");
    }

    /// One who sees all companies but not all of their fields.
    static query::Reader clerk(bool mayExport) {
        v1::RoleDef role;
        role.set_name("clerk");
        role.set_may_export(mayExport);
        role.add_hidden_fields("company.city");
        v1::EntityRights& rights = *role.add_rights();
        rights.set_entity("*");
        rights.set_read(v1::REACH_ALL);
        return {access::ScopeBuilder::forUser(role, Uuid::make(), {}), {}};
    }

    /// `most`: so many chunks are taken, then the line breaks.
    Result<std::vector<std::string>> exported(const query::Reader& reader, const std::vector<std::string>& columns,
                                              const std::string& filter = {}, int most = 1'000) {
        v1::ExportRequest request;
        request.mutable_set()->set_entity("company");
        request.mutable_set()->set_filter(filter);
        for (const auto& column : columns) request.add_columns(column);
        request.add_sort()->set_path("name");
        exports::ExportLog log(kernel.database(), db::within(30s));
        std::vector<std::string> cells;
        const auto done = runAwaitable(
            exports::run(kernel.gate(), log, reader, {Uuid::make(), "Клерк", SystemClock().now()}, request,
                         db::within(30s), [&](const v1::ExportChunk& chunk) -> exports::awaitable<Result<void>> {
                             if (--most < 0) co_return fail(ErrorCode::Cancelled);
                             for (auto& cell : Kernel::texts(chunk.rows())) cells.push_back(std::move(cell));
                             co_return Result<void>();
                         }));
        if (!done) return std::unexpected(done.error());
        return cells;
    }

    v1::ExportLogReply log() {
        exports::ExportLog log(kernel.database(), db::within(30s));
        auto reply = runAwaitable(log.read({}));
        REQUIRE(reply);
        return *reply;
    }
};

}  // namespace

TEST_CASE("a field that is hidden from somebody leaves the base neither as a column nor by a condition") {
    House house;
    const query::Reader clerk = House::clerk(true);
    CHECK(*house.exported(clerk, {"name"}) == std::vector<std::string>{"Акация", "Берёза"});
    CHECK(*house.exported(house.admin.reader, {"city"}) == std::vector<std::string>{"Омск", "Тверь"});
    for (const auto& [columns, filter] : {std::pair<std::vector<std::string>, std::string>{{"name", "city"}, ""},
                                          {{"name"}, "city = \"Омск\""},
                                          {{"=UPPER(city)"}, ""},
                                          {{"parent.city"}, ""}}) {
        INFO(columns.back() << " / " << filter);
        const auto refused = house.exported(clerk, columns, filter);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::UnknownField);
    }
    CHECK(house.log().entries_size() == 2);
}

TEST_CASE("whose role takes nothing out gets nothing, and no line in the log") {
    House house;
    const auto refused = house.exported(House::clerk(false), {"name"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Forbidden);
    CHECK(house.log().entries_size() == 0);
}

TEST_CASE("an export that broke off has its line, which says so") {
    House house;
    std::vector<v1::RecordChange> more;
    for (int i = 0; i < 2'500; ++i)
        more.push_back(Kernel::create("company", Uuid::make(), {{"name", "Компания " + std::to_string(i)}}));
    REQUIRE(house.kernel.save(house.admin, std::move(more)));
    CHECK(house.exported(house.admin.reader, {"name"}, {}, 1).error().code == ErrorCode::Cancelled);
    CHECK(house.exported(house.admin.reader, {"name"})->size() == 2'502);
    const v1::ExportLogReply log = house.log();
    REQUIRE(log.entries_size() == 2);
    CHECK(log.entries(0).finished());
    CHECK(log.entries(0).rows() == 2'502);
    CHECK_FALSE(log.entries(1).finished());
    CHECK(log.entries(1).rows() < 2'502);
}
