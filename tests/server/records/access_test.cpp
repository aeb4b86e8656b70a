#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {
Value text(const char* t) { return std::string(t); }
}  // namespace

TEST_CASE("a manager sees and changes his own records only; a head those of his department") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto anna = kernel.person("Анна", "manager");
    const auto boris = kernel.person("Борис", "manager");
    const auto head = kernel.person("Глава", "head", {anna.id});
    const auto stages = kernel.stages();
    const Uuid annas = Uuid::make();
    const Uuid boriss = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::create("company", annas, {{"name", text("Анны")}, {"city", text("Пермь")}})}));
    REQUIRE(
        kernel.save(boris, {Kernel::create("company", boriss, {{"name", text("Бориса")}, {"city", text("Пермь")}})}));

    SECTION("lists, counts, groups, single records, history and search agree") {
        const auto sees = [&](const records::Actor& who) {
            const auto rows = kernel.query(who, "company", "", {"name"}, {"name"});
            REQUIRE(rows);
            const auto names = Kernel::texts(rows->rows());
            CHECK(kernel.count(who, "company") == names.size());
            v1::GroupRequest group;
            group.mutable_set()->set_entity("company");
            group.add_by("city");
            CHECK(kernel.group(who, group)->groups(0).count() == names.size());
            int companies = 0;
            for (const v1::SearchHit& hit : kernel.search(who, "ы")->hits())
                companies += hit.entity() == "company" ? 1 : 0;
            for (const v1::SearchHit& hit : kernel.search(who, "бориса")->hits())
                companies += hit.entity() == "company" ? 1 : 0;
            CHECK(static_cast<std::size_t>(companies) == names.size());
            return names;
        };
        CHECK(sees(anna) == std::vector<std::string>{"Анны"});
        CHECK(sees(boris) == std::vector<std::string>{"Бориса"});
        CHECK(sees(head) == std::vector<std::string>{"Анны"});
        CHECK(sees(admin).size() == 2);
        CHECK(isNull(kernel.value(anna, "company", boriss, "name")));
        CHECK(kernel.history(anna, "company", boriss).error().code == ErrorCode::NotFound);
        CHECK(kernel.history(anna, "company", annas));
    }
    SECTION("what may not be seen can not be changed, linked to or undone, and looks absent") {
        CHECK(kernel.save(anna, {Kernel::update("company", boriss, 0, {{"name", text("Моё")}})}).error().code ==
              ErrorCode::NotFound);
        CHECK(kernel.save(anna, {Kernel::update("company", Uuid::make(), 0, {{"name", text("Моё")}})}).error().code ==
              ErrorCode::NotFound);
        CHECK(kernel.save(anna, {Kernel::remove("company", boriss)}).error().code == ErrorCode::NotFound);
        const auto linked = kernel.save(
            anna,
            {Kernel::create("deal", Uuid::make(), {{"name", text("С")}, {"stage", stages.open}, {"company", boriss}})});
        REQUIRE_FALSE(linked);
        CHECK(linked.error().code == ErrorCode::BrokenReference);
        CHECK(linked.error().fieldPath == "changes[0].company");
        CHECK(
            kernel.save(anna, {Kernel::create("company", Uuid::make(), {{"name", text("Чужая")}, {"owner", boris.id}})})
                .error()
                .code == ErrorCode::Forbidden);
        const Uuid set = Uuid::make();
        REQUIRE(kernel.save(boris, {Kernel::update("company", boriss, 0, {{"city", text("Тула")}})}, set));
        CHECK(kernel.undo(anna, set).error().code == ErrorCode::Forbidden);
        CHECK(kernel.undo(admin, set));
    }
    SECTION("directories are read by all and written by administrators") {
        CHECK(kernel.count(anna, "stage") == 3);
        CHECK(kernel.save(anna, {Kernel::update("stage", stages.open, 0, {{"name", text("Мой")}})}).error().code ==
              ErrorCode::Forbidden);
        CHECK(kernel.save(anna, {Kernel::create("pipeline", Uuid::make(), {{"name", text("Моя")}})}).error().code ==
              ErrorCode::Forbidden);
        CHECK(kernel.save(anna, {Kernel::update("user", anna.id, 0, {{"role", text("administrator")}})}).error().code ==
              ErrorCode::Forbidden);
    }
    SECTION("filters, sorts, groups and formulas through a reference show nothing of what is hidden") {
        const Uuid deal = Uuid::make();
        REQUIRE(kernel.save(
            admin, {Kernel::create(
                       "deal", deal,
                       {{"name", text("Общая")}, {"stage", stages.open}, {"company", boriss}, {"owner", anna.id}})}));
        CHECK(kernel.count(anna, "deal") == 1);
        CHECK(kernel.count(anna, "deal", "company.name = \"Бориса\"") == 0);
        CHECK(kernel.count(anna, "deal", "CONTAINS(company.name, \"Б\")") == 0);
        CHECK(isNull(kernel.value(anna, "deal", deal, "company.city")));
        CHECK(isNull(kernel.value(anna, "deal", deal, "=LEN(company.name)")));
        CHECK(kernel.value(admin, "deal", deal, "company.city") == text("Пермь"));
    }
}
