// What the entity files say to the card: expressions that mean something, layouts whose fields are there.
#include "tests/client/support/product_entities.h"

#include <catch2/catch.hpp>

#include "common/expr/check.h"

using namespace kupets;

namespace {

void checkExpression(const schema::Entity& entity, const std::string& text) {
    if (text.empty()) return;
    const auto typed = expr::compile(text, entity);
    INFO(entity.name() << ": " << text << (typed ? "" : " — " + describe(typed.error())));
    CHECK(typed.has_value());
}

void checkLayout(const schema::Entity& entity, const v1::Layout& layout) {
    for (const v1::LayoutSection& section : layout.sections())
        for (const std::string& field : section.fields()) {
            INFO(entity.name() << "." << field);
            CHECK(entity.field(field) != nullptr);
        }
    for (const std::string& related : layout.related()) {
        INFO(entity.name() << "." << related);
        CHECK(entity.reverse(related) != nullptr);
    }
}

}  // namespace

TEST_CASE("Heads, actions, trees and layouts of the product's entities stand") {
    const auto snapshot = schema::Snapshot::build(test::productEntities(), 1);
    INFO((snapshot ? "" : describe(snapshot.error())));
    REQUIRE(snapshot.has_value());
    int heads = 0;
    for (const auto& entity : (*snapshot)->entities()) {
        const v1::EntityDef& def = entity->def();
        for (const v1::HeadFact& fact : def.head()) {
            ++heads;
            checkExpression(*entity, fact.path().starts_with('=') ? fact.path().substr(1) : fact.path());
            checkExpression(*entity, fact.warn());
            checkExpression(*entity, fact.when());
        }
        for (const v1::EntityAction& action : def.actions()) checkExpression(*entity, action.when());
        for (const auto& field : entity->fields()) checkExpression(*entity, field->def.formula());
        checkLayout(*entity, def.card());
        for (const v1::RoleLayout& role : def.role_cards()) checkLayout(*entity, role.layout());
        if (!def.parent_field().empty()) {
            const schema::Field* parent = entity->field(def.parent_field());
            REQUIRE(parent != nullptr);
            CHECK(parent->target == entity.get());
        }
    }
    CHECK(heads > 10);
}
