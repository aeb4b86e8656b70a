#include "server/records/favourites.h"

#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;
using tests::runAwaitable;

namespace {

Value text(const char* t) { return std::string(t); }

records::Favourites of(Kernel& kernel, const records::Actor& actor) {
    return {kernel.database(), kernel.registry().current(), actor.reader, db::within(std::chrono::seconds(10))};
}

std::vector<std::string> titles(Kernel& kernel, const records::Actor& actor, const std::string& entity = {}) {
    const auto reply = runAwaitable(of(kernel, actor).list(entity));
    REQUIRE(reply);
    std::vector<std::string> out;
    for (const v1::Favourite& favourite : reply->favourites()) out.push_back(favourite.title());
    return out;
}

std::uint64_t count(Kernel& kernel, const records::Actor& actor, const std::string& filter = {}) {
    v1::CountRequest request;
    request.mutable_set()->set_entity("company");
    request.mutable_set()->set_filter(filter);
    request.mutable_set()->set_favourites(true);
    const auto reply = runAwaitable(kernel.gate().count(actor.reader, request, db::within(std::chrono::seconds(10))));
    REQUIRE(reply);
    return reply->total();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("favourites are one's own, listed and asked for as sets of records") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto anna = kernel.person("Анна", "manager");
    const Uuid first = Uuid::make();
    const Uuid second = Uuid::make();
    const Uuid hers = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::create("company", first, {{"name", text("Первая")}, {"city", text("Пермь")}}),
                                Kernel::create("company", second, {{"name", text("Вторая")}, {"city", text("Тула")}}),
                                Kernel::create("company", hers, {{"name", text("Её")}, {"owner", anna.id}})}));
    for (const Uuid& id : {first, second, first}) REQUIRE(runAwaitable(of(kernel, admin).mark("company", id)));
    CHECK(titles(kernel, admin) == Names{"Вторая", "Первая"});
    CHECK(titles(kernel, admin, "company").size() == 2);
    CHECK(titles(kernel, admin, "deal").empty());
    CHECK(titles(kernel, anna).empty());
    const auto boris = kernel.person("Борис", "administrator");  // who sees all of them
    CHECK(titles(kernel, boris).empty());
    CHECK(count(kernel, boris) == 0);
    CHECK(count(kernel, admin) == 2);
    CHECK(count(kernel, admin, "city = \"Тула\"") == 1);
    CHECK(count(kernel, anna) == 0);

    SECTION("pages, groups and changes of many") {
        v1::QueryRequest page;
        page.mutable_set()->set_entity("company");
        page.mutable_set()->set_favourites(true);
        page.add_columns("name");
        page.add_sort()->set_path("name");
        const auto rows = kernel.query(admin, page);
        REQUIRE(rows);
        CHECK(Kernel::texts(rows->rows()) == Names{"Вторая", "Первая"});
        CHECK(rows->total() == 2);
        v1::GroupRequest group;
        *group.mutable_set() = page.set();
        group.add_by("city");
        CHECK(kernel.group(admin, group)->groups_size() == 2);
        v1::BulkRequest bulk;
        bulk.set_change_set_id(std::string(Uuid::make().view()));
        *bulk.mutable_set() = page.set();
        bulk.set_remove(true);
        const records::BulkProgress silent = [](std::uint64_t, std::uint64_t) -> boost::asio::awaitable<Result<void>> {
            co_return Result<void>();
        };
        const auto removed =
            runAwaitable(kernel.gate().bulk(admin, bulk, silent, db::within(std::chrono::seconds(10))));
        REQUIRE(removed);
        CHECK(removed->changed() == 2);
        CHECK(kernel.count(admin, "company") == 1);
    }
    SECTION("a total follows at once when the marks change") {
        CHECK(count(kernel, admin) == 2);
        REQUIRE(runAwaitable(of(kernel, admin).unmark("company", first)));
        CHECK(count(kernel, admin) == 1);
        REQUIRE(runAwaitable(of(kernel, admin).unmark("company", first)));
        CHECK(titles(kernel, admin) == Names{"Вторая"});
    }
    SECTION("what is deleted vanishes, and comes back by undo") {
        const Uuid set = Uuid::make();
        REQUIRE(kernel.save(admin, {Kernel::remove("company", first)}, set));
        CHECK(titles(kernel, admin) == Names{"Вторая"});
        CHECK(count(kernel, admin) == 1);
        REQUIRE(kernel.undo(admin, set));
        CHECK(count(kernel, admin) == 2);
    }
    SECTION("nobody marks, or keeps among his, what he may not see") {
        CHECK(runAwaitable(of(kernel, anna).mark("company", first)).error().code == ErrorCode::NotFound);
        CHECK(runAwaitable(of(kernel, anna).mark("company", Uuid::make())).error().code == ErrorCode::NotFound);
        CHECK(runAwaitable(of(kernel, anna).mark("no_such", first)).error().code == ErrorCode::UnknownEntity);
        REQUIRE(runAwaitable(of(kernel, anna).mark("company", hers)));
        CHECK(count(kernel, anna) == 1);
        REQUIRE(kernel.save(admin, {Kernel::update("company", hers, 0, {{"owner", admin.id}})}));
        CHECK(titles(kernel, anna).empty());
        CHECK(count(kernel, anna) == 0);
    }
    SECTION("five thousand at most; marks of what is gone make room") {
        db::Query many{
            "INSERT INTO kupets.favourite (user_id, entity, record) SELECT $1::uuid, 'deal', gen_random_uuid() "
            "FROM generate_series(1, 4998)",
            {}};
        many.params.add(admin.id);
        REQUIRE(runAwaitable(kernel.database().run(many, db::within(std::chrono::seconds(10)))));
        REQUIRE(runAwaitable(of(kernel, admin).mark("company", hers)));
        CHECK(count(kernel, admin) == 3);
        std::vector<v1::RecordChange> changes;
        for (int i = 0; i < 4'998; ++i)
            changes.push_back(Kernel::create("source", Uuid::make(), {{"name", "И" + std::to_string(i)}}));
        REQUIRE(kernel.save(admin, std::move(changes)));
        many.sql =
            "INSERT INTO kupets.favourite (user_id, entity, record) SELECT $1::uuid, 'source', id FROM data.source "
            "LIMIT 4997";
        REQUIRE(runAwaitable(kernel.database().run(many, db::within(std::chrono::seconds(10)))));
        const Uuid more = Uuid::make();
        REQUIRE(kernel.save(admin, {Kernel::create("company", more, {{"name", text("Ещё")}})}));
        CHECK(runAwaitable(of(kernel, admin).mark("company", more)).error().code == ErrorCode::LimitExceeded);
        CHECK(runAwaitable(of(kernel, admin).mark("company", hers)));
    }
}
