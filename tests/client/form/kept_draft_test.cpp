#include "client/form/kept_draft.h"

#include <catch2/catch.hpp>

#include "tests/client/support/schema.h"

using namespace kupets;
using form::Draft;
using form::KeptDraft;

namespace {

data::Record dealAs(const Uuid& id, std::uint64_t version, const std::string& name, const std::string& company) {
    data::Record record;
    record.key = {"deal", id};
    record.version = version;
    record.cells["name"] = {name, {}};
    record.cells["company"] = {Uuid::fromName(company), company};
    return record;
}

KeptDraft again(const KeptDraft& kept) {
    const auto read = KeptDraft::read(kept.bytes());
    REQUIRE(read.has_value());
    return *read;
}

}  // namespace

TEST_CASE("Unsaved words come back as they were, with their titles and what was no value yet") {
    const schema::SnapshotPtr snapshot = test::smallSchema();
    const Uuid id = Uuid::make();
    Draft draft = Draft::forExisting(snapshot, dealAs(id, 3, "Трубы", "Ромашка"));
    draft.set("name", {std::string("Трубы и краны"), {}});
    draft.set("company", {Uuid::fromName("Лютик"), "Лютик"});
    const KeptDraft kept = again(KeptDraft::of(draft, {{"amount", "сто рублей"}}));
    CHECK(kept.typed.at("amount") == QStringLiteral("сто рублей"));

    Draft later = Draft::forExisting(snapshot, dealAs(id, 3, "Трубы", "Ромашка"));
    CHECK(kept.putInto(later).size() == 2);
    CHECK(later.value("name") == Value(std::string("Трубы и краны")));
    CHECK(later.cell("company").title == "Лютик");
    CHECK(later.conflicts().empty());
    CHECK(later.dirtyFields().size() == 2);
}

TEST_CASE("What others changed meanwhile is a conflict, what is saved already is nothing") {
    const schema::SnapshotPtr snapshot = test::smallSchema();
    const Uuid id = Uuid::make();
    Draft draft = Draft::forExisting(snapshot, dealAs(id, 3, "Трубы", "Ромашка"));
    draft.set("name", {std::string("Краны"), {}});
    draft.set("company", {Uuid::fromName("Лютик"), "Лютик"});
    const KeptDraft kept = again(KeptDraft::of(draft));

    Draft later = Draft::forExisting(snapshot, dealAs(id, 5, "Вентили", "Лютик"));
    CHECK(kept.putInto(later) == std::vector<std::string>{"name"});
    REQUIRE(later.conflict("name") != nullptr);
    CHECK(later.conflict("name")->original.value == Value(std::string("Трубы")));
    CHECK(later.conflict("name")->theirs.value == Value(std::string("Вентили")));
    CHECK_FALSE(later.dirty("company"));
    CHECK_FALSE(later.toChange().has_value());
    later.resolve("name", Draft::Choice::Mine);
    REQUIRE(later.toChange().has_value());
    CHECK(later.toChange()->base_version() == 5);
}

TEST_CASE("A refused save becomes words of its card, a new record stays new") {
    const schema::SnapshotPtr snapshot = test::smallSchema();
    Draft made = Draft::forNew(snapshot, "deal");
    made.set("name", {std::string("Новая"), {}});
    const KeptDraft kept = again(KeptDraft::of(*made.toChange()));
    CHECK(kept.isNew);
    Draft later = Draft::forNew(snapshot, "deal", made.key().id);
    kept.putInto(later);
    CHECK(later.value("name") == Value(std::string("Новая")));
    CHECK(later.dirty());
}

TEST_CASE("Bytes that are no draft are none") {
    CHECK_FALSE(KeptDraft::read("").has_value());
    CHECK_FALSE(KeptDraft::read("{broken").has_value());
    const auto odd = KeptDraft::read(R"({"fields":{"name":{"mine":{"value":"////"}},"x":7}})");
    REQUIRE(odd.has_value());
    CHECK(odd->isEmpty());
}
