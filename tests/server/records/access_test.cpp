#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::FieldValues;
using tests::Kernel;
using tests::runAwaitable;

namespace {
Value text(const char* t) { return std::string(t); }
}  // namespace

TEST_CASE("a manager sees and changes his own records only, a head those of his department") {
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
            for (const v1::SearchHit& hit : kernel.search(who, "анны")->hits())
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

TEST_CASE("a shared view is read by everybody and written by its owner") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "manager");
    const auto boris = kernel.person("Борис", "manager");
    const auto head = kernel.person("Глава", "head", {anna.id});
    const Uuid mine = Uuid::make();
    const Uuid shared = Uuid::make();
    const FieldValues deals{{"name", text("Мои сделки")}, {"entity", text("deal")}};
    REQUIRE(kernel.save(anna, {Kernel::create("view", mine, deals)}));
    REQUIRE(kernel.save(
        head,
        {Kernel::create("view", shared, {{"name", text("Все сделки")}, {"entity", text("deal")}, {"shared", true}})}));
    CHECK(kernel.value(anna, "view", mine, "owner") == Value(anna.id));
    CHECK(kernel.value(anna, "view", mine, "shared") == Value(false));
    CHECK(kernel.count(anna, "view") == 2);
    CHECK(kernel.count(boris, "view") == 1);
    CHECK(kernel.value(boris, "view", shared, "name") == text("Все сделки"));
    CHECK(kernel.history(boris, "view", shared));
    CHECK(kernel.history(boris, "view", mine).error().code == ErrorCode::NotFound);

    SECTION("whoever only reads it changes and deletes nothing") {
        CHECK(kernel.save(boris, {Kernel::update("view", shared, 0, {{"name", text("Моё")}})}).error().code ==
              ErrorCode::Forbidden);
        CHECK(kernel.save(boris, {Kernel::remove("view", shared)}).error().code == ErrorCode::Forbidden);
    }
    SECTION("a manager shares nothing himself") {
        CHECK(kernel.save(anna, {Kernel::update("view", mine, 0, {{"shared", true}})}).error().code ==
              ErrorCode::ReadOnly);
        CHECK(kernel
                  .save(anna, {Kernel::create("view", Uuid::make(),
                                              {{"name", text("X")}, {"entity", text("deal")}, {"shared", true}})})
                  .error()
                  .code == ErrorCode::ReadOnly);
        REQUIRE(kernel.save(anna, {Kernel::update("view", mine, 0, {{"name", text("Иначе")}})}));
    }
    SECTION("whoever saw it hears that it is not shared any more, and sees it no more") {
        std::string token = runAwaitable(kernel.feed().since("", db::within(std::chrono::seconds(5))))->token;
        REQUIRE(kernel.save(head, {Kernel::update("view", shared, 0, {{"shared", false}})}));
        const auto batch = runAwaitable(kernel.feed().since(token, db::within(std::chrono::seconds(5))));
        REQUIRE(batch);
        REQUIRE(batch->changes.size() == 1);
        const auto& owners = batch->changes[0].owners;
        CHECK(std::ranges::find(owners, Uuid{}) != owners.end());
        CHECK(kernel.count(boris, "view") == 0);
        REQUIRE(kernel.save(head, {Kernel::update("view", shared, 0, {{"name", text("Тайное")}})}));
        const auto later = runAwaitable(kernel.feed().since(batch->token, db::within(std::chrono::seconds(5))));
        REQUIRE(later->changes.size() == 1);
        CHECK(later->changes[0].owners == std::vector<Uuid>{head.id});
    }
    SECTION("what was shared when it was deleted leaves its history to those who saw it") {
        REQUIRE(kernel.save(head, {Kernel::remove("view", shared)}));
        CHECK(kernel.history(boris, "view", shared));
    }
}
