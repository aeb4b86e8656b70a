#include <catch2/catch.hpp>

#include "common/schema/snapshot.h"
#include "server/access/access.h"
#include "server/access/roles.h"
#include "server/access/scope_builder.h"
#include "server/schema/registry.h"

namespace {

using namespace kupets;
using access::Action;
using access::Reach;
using access::ScopeBuilder;

const Uuid kAnna = Uuid::fromName("Anna"), kBoris = Uuid::fromName("Boris"), kVera = Uuid::fromName("Vera");

const schema::CatalogPtr& catalog() {
    static const auto registry = schema::Registry::load(schema::embedded::entities()).value();
    static const schema::CatalogPtr catalog = registry->current();
    return catalog;
}
const schema::Entity& entity(std::string_view name) { return *catalog()->entity(name); }

access::ScopePtr scopeOf(std::string_view role, Uuid user = kAnna, std::vector<Uuid> department = {}) {
    const v1::RoleDef* def = access::findRole(access::productRoles(), role);
    REQUIRE(def != nullptr);
    return ScopeBuilder::forUser(*def, user, std::move(department));
}

}  // namespace

TEST_CASE("every role that a user may have exists, and every entity named by a role too") {
    for (const v1::ChoiceDef& choice : entity("user").field("role")->def.choices())
        CHECK(access::findRole(access::productRoles(), choice.value()) != nullptr);
    for (const v1::RoleDef& role : access::productRoles().roles())
        for (const v1::EntityRights& rights : role.rights())
            CHECK((rights.entity() == "*" || catalog()->entity(rights.entity()) != nullptr));
}

TEST_CASE("an administrator reaches everything") {
    const auto scope = scopeOf("administrator");
    CHECK(scope->isAdministrator());
    for (const auto& e : catalog()->snapshot->entities())
        for (const Action action : {Action::Read, Action::Create, Action::Update, Action::Delete})
            CHECK(scope->reach(*e, action) == Reach::All);
}

TEST_CASE("a manager has his own records and reads the directories") {
    const auto scope = scopeOf("manager", kAnna, {kBoris});
    CHECK(!scope->isAdministrator());
    CHECK(scope->reach(entity("deal"), Action::Read) == Reach::Own);
    CHECK(scope->reach(entity("deal"), Action::Delete) == Reach::Own);
    CHECK(scope->reach(entity("user"), Action::Read) == Reach::All);
    for (const char* directory : {"user", "department", "pipeline", "stage", "product"}) {
        CHECK(scope->reach(entity(directory), Action::Read) == Reach::All);
        for (const Action action : {Action::Create, Action::Update, Action::Delete})
            CHECK(scope->reach(entity(directory), action) == Reach::None);
    }
    CHECK(scope->includes(Reach::Own, kAnna));
    CHECK(!scope->includes(Reach::Own, kBoris));
    CHECK(scope->users(Reach::Own) == std::vector<Uuid>{kAnna});
}

TEST_CASE("a head of department has his people's records and writes no users") {
    const auto scope = scopeOf("head", kAnna, {kBoris, kBoris});
    CHECK(scope->reach(entity("deal"), Action::Update) == Reach::Department);
    CHECK(scope->includes(Reach::Department, kAnna));
    CHECK(scope->includes(Reach::Department, kBoris));
    CHECK(!scope->includes(Reach::Department, kVera));
    CHECK(scope->users(Reach::Department).size() == 2);
    CHECK(scope->reach(entity("user"), Action::Update) == Reach::None);
    CHECK(scope->reach(entity("product"), Action::Update) == Reach::All);
}

TEST_CASE("hidden fields are not read, frozen ones not written, nor what only the program writes") {
    v1::RoleDef role;
    role.set_name("test");
    role.add_hidden_fields("deal.amount");
    role.add_frozen_fields("deal.name");
    const auto scope = ScopeBuilder::forUser(role, kAnna, {});
    const auto& deal = entity("deal");
    CHECK(!scope->canRead(*deal.field("amount")));
    CHECK(!scope->canWrite(*deal.field("amount")));
    CHECK(scope->canRead(*deal.field("name")));
    CHECK(!scope->canWrite(*deal.field("name")));
    CHECK(scope->canWrite(*deal.field("owner")));
    CHECK(!scope->canWrite(*deal.field("created_at")));
    CHECK(access::systemScope("test")->canWrite(*deal.field("created_at")));
    CHECK(scope->reach(deal, Action::Read) == Reach::None);
}

TEST_CASE("scopes have the same key when they see the same") {
    CHECK(scopeOf("administrator", kAnna)->key() == scopeOf("administrator", kBoris)->key());
    CHECK(scopeOf("manager", kAnna)->key() != scopeOf("manager", kBoris)->key());
    CHECK(scopeOf("head", kAnna, {kBoris, kVera})->key() == scopeOf("head", kBoris, {kAnna, kVera})->key());
    CHECK(scopeOf("head", kAnna, {kBoris})->key() != scopeOf("head", kAnna, {kVera})->key());
    CHECK(access::systemScope("test")->key() != scopeOf("administrator")->key());
}

TEST_CASE("a mistake in a file of roles is told with its line") {
    const auto parsed = access::parseRoles("x.textproto", "roles {\n  name: \"a\"\n  colour: 1\n}");
    REQUIRE(!parsed);
    CHECK(parsed.error().code == ErrorCode::BadFile);
    CHECK(parsed.error().args.at(1) == "3");
}
