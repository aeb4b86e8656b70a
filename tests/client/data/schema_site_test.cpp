// What an administrator's page makes of a schema, and back.
#include <catch2/catch.hpp>

#include "client/data/schema_site.h"

using namespace kupets;
using namespace kupets::data;

namespace {

v1::EntityDef contact() {
    v1::EntityDef def;
    def.set_name("contact");
    for (const char* name : {"name", "my_car"}) def.add_fields()->set_name(name);
    def.mutable_fields(1)->set_layer(v1::LAYER_SITE);
    def.mutable_card()->add_sections()->add_fields("name");
    return def;
}

}  // namespace

TEST_CASE("names of own fields come from their labels and collide with nothing") {
    const v1::EntityDef def = contact();
    CHECK(ownName(QStringLiteral("Марка машины"), def) == "my_marka_mashiny");
    CHECK(ownName(QStringLiteral("Car"), def) == "my_car_2");
    CHECK(ownName(QStringLiteral("***"), def) == "my_field");
    CHECK(ownName(QString(200, QLatin1Char('x')), def).size() <= 50);
    CHECK(choiceValue(QStringLiteral("Да"), {"da"}) == "da_2");
}

TEST_CASE("the company's part of an entity is read back, changed and emptied") {
    v1::EntityDef def = contact();
    v1::SiteEntity site = siteOf(def);
    REQUIRE(site.fields_size() == 1);
    CHECK(site.fields(0).name() == "my_car");
    CHECK(site.layouts().empty());

    def.set_layer(v1::LAYER_SITE);
    site = siteOf(def);
    REQUIRE(site.layouts_size() == 1);
    v1::FieldDef field;
    field.set_name("my_wife");
    putField(site, field);
    CHECK(site.fields_size() == 2);
    const auto& section = site.layouts(0).layout().sections(0);
    REQUIRE(section.fields_size() == 2);
    CHECK(section.fields(1) == "my_wife");
    dropField(site, "my_wife");
    CHECK(site.fields_size() == 1);
    CHECK(site.layouts(0).layout().sections(0).fields_size() == 1);
}
