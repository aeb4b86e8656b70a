#include "common/rules/mend.h"

#include <catch2/catch.hpp>

using namespace kupets;
using namespace kupets::rules;

namespace {

schema::SnapshotPtr companies() {
    const char* text = R"(
        name: "company" label { ru: "К" en: "C" } plural { ru: "К" en: "C" } title_field: "name"
        fields { name: "name" type: TEXT standard: STANDARD_COMPANY_NAME standard_field: "form" label { ru: "Н" en: "N" } }
        fields { name: "form" type: TEXT label { ru: "Ф" en: "F" } }
        fields { name: "city" type: TEXT standard: STANDARD_CITY label { ru: "Г" en: "G" } }
        fields { name: "phones" type: PHONES label { ru: "Т" en: "P" } }
        fields { name: "note" type: TEXT label { ru: "З" en: "Z" } })";
    auto def = schema::parseEntityDef("company", text);
    REQUIRE(def);
    v1::EntityDef user;
    user.set_name("user");
    user.mutable_label()->set_ru("П");
    user.mutable_label()->set_en("U");
    user.set_title_field("id");
    auto built = schema::Snapshot::build({*def, user}, 1);
    if (!built) FAIL(describe(built.error()));
    return *built;
}

}  // namespace

TEST_CASE("what is not as the standards have it is told, and nothing more", "[mend]") {
    const auto snapshot = companies();
    const schema::Entity& company = *snapshot->entity("company");
    const auto fields = fieldsWithStandard(company, [](const schema::Field&) { return true; });
    CHECK(fields.size() == 4);  // the note has none
    const auto mend = [&](const char* name, Value form, const char* city) {
        FieldValues changes = mended({{company.field("name"), std::string(name)},
                                      {company.field("form"), std::move(form)},
                                      {company.field("city"), std::string(city)},
                                      {company.field("phones"), Texts{"8 916 123-45-67", "nobody"}}});
        std::string out;
        for (const auto& [field, value] : changes) out += field->name() + "=" + toText(value) + " ";
        return out;
    };
    CHECK(mend("ООО «Ромашка»", Null{}, "Москва") == "name=Ромашка form=ООО ");  // wrong phones stay as they are
    CHECK(mend("Ромашка", std::string("ооо"), "г. МОСКВА") == "form=ООО city=Москва ");
    CHECK(mend("ООО Ромашка", std::string("АО"), "Москва").empty());
    CHECK(mend("ООО А / ООО Б", Null{}, "Москва").empty());
    CHECK(mend("Ромашка", std::string("ООО"), "Москва").empty());
    const FieldValues blank = mended({{company.field("name"), std::string("")}, {company.field("form"), Null{}}});
    CHECK(blank.empty());
}
