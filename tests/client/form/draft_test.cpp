#include "client/form/draft.h"

#include <catch2/catch.hpp>

#include "common/wire/values.h"
#include "tests/client/support/schema.h"

using namespace kupets;
using namespace kupets::form;

namespace {

const Uuid kId = Uuid::fromName("deal");

data::Record deal(std::uint64_t version, const std::string& name, const std::string& status) {
    data::Record record;
    record.key = {"deal", kId};
    record.version = version;
    record.cells["name"] = {name, {}};
    record.cells["status"] = {status, {}};
    record.cells["company"] = {Uuid::fromName("c"), "ООО «Вектор»"};
    return record;
}

Value text(const char* value) { return std::string(value); }

struct Opened {
    schema::SnapshotPtr schema = test::smallSchema();
    Draft draft = Draft::forExisting(schema, deal(3, "Поставка", "on_track"));
};

}  // namespace

TEST_CASE_METHOD(Opened, "a draft is dirty by what differs, and clean again when it does not") {
    CHECK_FALSE(draft.dirty());
    REQUIRE(draft.set("name", {text("Другая"), {}}));
    CHECK(draft.dirty("name"));
    CHECK(draft.origin("name") == Origin::Mine);
    CHECK(draft.committed("name").value == text("Поставка"));
    draft.set("name", {text("Поставка"), {}});
    CHECK_FALSE(draft.dirty());
    CHECK_FALSE(draft.set("created_at", {Timestamp{}, {}}));
    CHECK_FALSE(draft.set("number", {text("1"), {}}));
    CHECK_FALSE(draft.set("no_such", {text("1"), {}}));
    CHECK_FALSE(draft.toChange().has_value());
}

TEST_CASE_METHOD(Opened, "a save carries what was touched and the version that was seen") {
    draft.set("name", {text("Другая"), {}});
    const auto change = draft.toChange();
    REQUIRE(change.has_value());
    CHECK(change->kind() == v1::RecordChange::KIND_UPDATE);
    CHECK(change->base_version() == 3);
    REQUIRE(change->fields_size() == 1);
    CHECK(change->fields(0).field() == "name");

    // Typed while the save was on its way: stays one's own.
    draft.set("name", {text("Третья"), {}});
    draft.saved(4, *change);
    CHECK(draft.version() == 4);
    CHECK(draft.committed("name").value == text("Другая"));
    CHECK(draft.dirty("name"));
    draft.saved(5, *draft.toChange());
    CHECK_FALSE(draft.dirty());
}

TEST_CASE_METHOD(Opened, "others' changes of other fields come in, and are marked until they are seen") {
    draft.set("name", {text("Моя"), {}});
    const auto shown = draft.takeServer(deal(4, "Поставка", "on_hold"), "Борис");
    CHECK(shown == std::vector<std::string>{"status"});
    CHECK(draft.value("status") == text("on_hold"));
    CHECK(draft.origin("status") == Origin::Theirs);
    CHECK(draft.value("name") == text("Моя"));
    CHECK(draft.conflicts().empty());
    CHECK(draft.toChange()->base_version() == 4);
    CHECK(draft.toChange()->fields_size() == 1);
    draft.acknowledge();
    CHECK(draft.origin("status") == Origin::Committed);
    CHECK(draft.takeServer(deal(3, "Старое", "on_track")).empty());
}

TEST_CASE_METHOD(Opened, "what the server fills in at our own save comes in, and is nobody else's change") {
    draft.set("name", {text("  Другая"), {}});
    draft.saved(4, *draft.toChange());
    SECTION("nothing was typed since") {
        CHECK(draft.takeServer(deal(4, "Другая", "on_hold"), "Борис").size() == 2);
        CHECK(draft.value("name") == text("Другая"));
        CHECK(draft.value("status") == text("on_hold"));
        CHECK(draft.origin("status") == Origin::Committed);
        CHECK_FALSE(draft.dirty());
    }
    SECTION("the field was typed in since") {
        draft.set("name", {text("Третья"), {}});
        CHECK(draft.takeServer(deal(4, "Другая", "on_hold")) == std::vector<std::string>{"status"});
        CHECK(draft.value("name") == text("Третья"));
        CHECK(draft.committed("name").value == text("Другая"));
        CHECK(draft.conflicts().empty());
    }
}

TEST_CASE_METHOD(Opened, "the same field changed by both is a conflict with three values") {
    draft.set("name", {text("Моя"), {}});
    draft.takeServer(deal(4, "Их", "on_track"), "Борис");
    const Conflict* conflict = draft.conflict("name");
    REQUIRE(conflict != nullptr);
    CHECK(conflict->original.value == text("Поставка"));
    CHECK(conflict->mine.value == text("Моя"));
    CHECK(conflict->theirs.value == text("Их"));
    CHECK(conflict->changedBy == "Борис");
    CHECK_FALSE(draft.toChange().has_value());

    SECTION("mine stays and is saved over theirs") {
        draft.resolve("name", Draft::Choice::Mine);
        REQUIRE(draft.toChange().has_value());
        CHECK(draft.toChange()->base_version() == 4);
        CHECK(draft.toChange()->fields(0).value().text() == "Моя");
    }
    SECTION("theirs is taken and there is nothing to save") {
        draft.resolve("name", Draft::Choice::Theirs);
        CHECK(draft.value("name") == text("Их"));
        CHECK_FALSE(draft.dirty());
    }
    SECTION("typing their value settles it") {
        draft.set("name", {text("Их"), {}});
        CHECK(draft.conflicts().empty());
        CHECK_FALSE(draft.dirty());
    }
    SECTION("a still newer value keeps the first original") {
        draft.takeServer(deal(5, "Ещё", "on_track"), "Вера");
        REQUIRE(draft.conflicts().size() == 1);
        CHECK(draft.conflict("name")->theirs.value == text("Ещё"));
        CHECK(draft.conflict("name")->original.value == text("Поставка"));
    }
    SECTION("both typed the same: no conflict") {
        draft.takeServer(deal(5, "Моя", "on_track"), "Борис");
        CHECK(draft.conflicts().empty());
        CHECK_FALSE(draft.dirty());
    }
}

TEST_CASE_METHOD(Opened, "the server's conflict answer opens the same conflict") {
    draft.set("name", {text("Моя"), {}});
    FieldConflictInfo info;
    info.entity = "deal";
    info.record = kId;
    info.field = "name";
    info.original = text("Поставка");
    info.mine = text("Моя");
    info.theirs = text("Их");
    info.changedBy = "Борис";
    draft.takeConflicts({info}, 7);
    REQUIRE(draft.conflict("name") != nullptr);
    draft.resolve("name", Draft::Choice::Mine);
    CHECK(draft.toChange()->base_version() == 7);
    CHECK(draft.toChange()->fields(0).value().text() == "Моя");
}

TEST_CASE("a new record proposes, asks for what is required, and is created under its own id") {
    Draft draft = Draft::forNew(test::smallSchema(), "deal");
    CHECK_FALSE(draft.key().id.isNil());
    CHECK(draft.propose("status", {text("on_track"), {}}));
    CHECK(draft.origin("status") == Origin::Default);
    CHECK_FALSE(draft.dirty());  // a proposal is nothing that would be lost
    CHECK(draft.problems().at("name").code == ErrorCode::Required);
    draft.set("name", {text("Новая"), {}});
    CHECK(draft.problems().empty());
    CHECK_FALSE(draft.propose("name", {text("x"), {}}));
    draft.set("probability", {Decimal(150), {}});
    CHECK(draft.problems().at("probability").code == ErrorCode::OutOfRange);
    draft.revert("probability");
    const auto change = draft.toChange();
    REQUIRE(change.has_value());
    CHECK(change->kind() == v1::RecordChange::KIND_CREATE);
    CHECK(change->fields_size() == 2);
    draft.saved(1, *change);
    CHECK_FALSE(draft.isNew());
    CHECK_FALSE(draft.toChange().has_value());
}

TEST_CASE("default values of the schema are proposed as the server would fill them in") {
    auto defs = test::smallSchemaDefs();
    for (v1::EntityDef& def : defs) {
        if (def.name() != "company") continue;
        for (v1::FieldDef& field : *def.mutable_fields()) {
            if (field.name() == "city") field.set_default_value("\"Москва\"");
            if (field.name() == "owner") field.set_default_value("ME()");
        }
    }
    const auto schema = schema::Snapshot::build(std::move(defs), 2).value();
    Draft draft = Draft::forNew(schema, "company");
    const Uuid me = Uuid::fromName("me");
    draft.proposeDefaults({.now = Timestamp{}, .me = me}, "Анна");
    CHECK(draft.value("city") == text("Москва"));
    CHECK(draft.cell("owner") == data::Cell{me, "Анна"});
}
