// The company's own part of the schema, as several servers on one database and new versions of the product see it.
#include <catch2/catch.hpp>

#include "server/db/bytea.h"
#include "server/schema/registry.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

v1::FieldDef field(const std::string& name, v1::FieldType type) {
    v1::FieldDef def;
    def.set_name(name);
    def.set_type(type);
    def.mutable_label()->set_ru("Поле");
    def.mutable_label()->set_en("Field");
    return def;
}

std::unique_ptr<schema::Registry> another(db::Database& database) {
    auto registry = schema::Registry::load(schema::embedded::entities());
    REQUIRE(registry);
    const auto applied = runAwaitable((*registry)->apply(database, db::within(30s)));
    if (!applied) FAIL(describe(applied.error()));
    return std::move(*registry);
}

}  // namespace

TEST_CASE("what one server saves another takes over, and each that starts later knows it") {
    Kernel kernel;
    const auto first = another(kernel.database());
    const auto second = another(kernel.database());
    int told = 0;
    second->onChange([&told](const schema::CatalogPtr&) { ++told; });
    v1::SiteEntity site;
    site.set_entity("contact");
    *site.add_fields() = field("my_car", v1::TEXT);
    const auto saved = runAwaitable(first->save(kernel.database(), {{}, "system"}, site, 0, false, db::within(30s)));
    if (!saved) FAIL(describe(saved.error()));

    CHECK(second->current()->entity("contact")->field("my_car") == nullptr);
    REQUIRE(runAwaitable(second->refresh(kernel.database(), db::within(30s))));
    CHECK(second->current()->entity("contact")->field("my_car") != nullptr);
    CHECK(second->current()->snapshot->version() == (*saved)->snapshot->version());
    REQUIRE(runAwaitable(second->refresh(kernel.database(), db::within(30s))));
    CHECK(told == 1);
    CHECK(another(kernel.database())->current()->snapshot->version() == (*saved)->snapshot->version());
}

TEST_CASE("a field that a new version of the product takes the ground from is left out, and the server starts") {
    Kernel kernel;
    v1::SiteEntity site;
    site.set_entity("contact");
    *site.add_fields() = field("my_car", v1::TEXT);
    v1::FieldDef formula = field("my_old", v1::FORMULA);
    formula.set_formula("no_longer_there * 2");
    *site.add_fields() = formula;
    *site.add_layouts()->mutable_layout()->add_sections()->add_fields() = "no_longer_there";
    db::Query insert{"INSERT INTO kupets.site_schema (actor_name, entity, def) VALUES ('before', 'contact', $1::bytea)",
                     {}};
    insert.params.add(db::toBytea(site.SerializeAsString()));
    REQUIRE(runAwaitable(kernel.database().run(std::move(insert), db::within(30s))));

    const auto registry = another(kernel.database());
    const schema::Entity& contact = *registry->current()->entity("contact");
    CHECK(contact.field("my_car") != nullptr);
    CHECK(contact.field("my_old") == nullptr);
    CHECK(contact.def().card().sections(0).fields().empty());
}
