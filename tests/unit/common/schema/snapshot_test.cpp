#include "common/schema/snapshot.h"

#include <catch2/catch.hpp>

using namespace kupets;

namespace {

Result<schema::SnapshotPtr> built(const std::string& extra) {
    auto def = schema::parseEntityDef("stage", R"(
name: "stage" label { ru: "Этап" en: "Stage" } plural { ru: "Этапы" en: "Stages" } title_field: "name"
fields { name: "name" type: TEXT label { ru: "Название" en: "Name" } }
fields { name: "color" type: CHOICE label { ru: "Цвет" en: "Colour" } choices { value: "red" label { ru: "К" en: "R" } color: "red" } }
)" + extra);
    auto user = schema::parseEntityDef("user", R"(
name: "user" label { ru: "Пользователь" en: "User" } plural { ru: "Пользователи" en: "Users" } title_field: "name"
fields { name: "name" type: TEXT label { ru: "Имя" en: "Name" } }
)");
    REQUIRE(def);
    REQUIRE(user);
    return schema::Snapshot::build({*user, *def}, 1);
}

}  // namespace

TEST_CASE("colours of records come from choices of their own") {
    CHECK(built(R"(color_fields: "color")"));
    for (const char* wrong :
         {R"(color_fields: "name")", R"(color_fields: "no_such")", R"(color_fields: ["color", "id"])"}) {
        const auto snapshot = built(wrong);
        INFO(wrong);
        REQUIRE_FALSE(snapshot);
        CHECK(snapshot.error().args.at(0) == "stage.color_fields");
    }
}
