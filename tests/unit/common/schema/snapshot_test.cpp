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

TEST_CASE("a chronology is made of fields that are there") {
    CHECK(built(
        R"(timeline { moment: "created_at" person_field: "created_by" kind_field: "color" forms { kind: "red" fields: "name" } })"));
    for (const char* wrong :
         {R"(timeline { })", R"(timeline { moment: "no_such" })", R"(timeline { moment: "created_at" about: "name" })",
          R"(timeline { moment: "created_at" kind_field: "name" })",
          R"(timeline { moment: "created_at" kind_field: "color" forms { kind: "blue" } })",
          R"(timeline { moment: "created_at" forms { kind: "red" } })",
          R"(timeline { moment: "created_at" forms { fields: "no_such" } })",
          R"(timeline { moment: "created_at" plan_field: "created_at" })",
          R"(timeline { moment: "created_at" state_field: "color" })"}) {
        const auto snapshot = built(wrong);
        INFO(wrong);
        REQUIRE_FALSE(snapshot);
        CHECK(snapshot.error().args.at(0) == "stage.timeline");
    }
}

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

TEST_CASE("what opens a record to everybody is a boolean of its own, where records have owners") {
    const char* owned = R"(
fields { name: "owner" type: USER label { ru: "Чей" en: "Owner" } }
fields { name: "open" type: BOOLEAN label { ru: "Для всех" en: "Open" } } )";
    CHECK(built(owned + std::string(R"(access { owner_paths: "owner" open_field: "open" })")));
    for (const char* wrong :
         {R"(access { owner_paths: "owner" open_field: "name" })",
          R"(access { owner_paths: "owner" open_field: "no" })", R"(access { open_field: "open" })"}) {
        const auto snapshot = built(owned + std::string(wrong));
        INFO(wrong);
        REQUIRE_FALSE(snapshot);
        CHECK(snapshot.error().args.at(0) == "stage.access");
    }
}
