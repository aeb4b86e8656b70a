#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {
Value text(const char* t) { return std::string(t); }
boost::asio::awaitable<std::shared_ptr<records::ChangeWriter>> openWriter(Kernel& kernel, records::Actor actor) {
    auto writer = co_await kernel.gate().open(actor, {Uuid::make(), records::Origin::Import, "", {}},
                                              db::within(std::chrono::seconds(30)));
    REQUIRE(writer);
    co_return std::make_shared<records::ChangeWriter>(std::move(*writer));
}
}  // namespace

TEST_CASE("undo, redo, and undo once more") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const Uuid id = Uuid::make();
    const Uuid edit = Uuid::make();
    const Uuid undo = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::create("company", id, {{"name", text("Первое")}, {"city", text("Пермь")}})}));
    REQUIRE(kernel.save(admin, {Kernel::update("company", id, 1, {{"name", text("Второе")}, {"city", Null{}}})}, edit));
    REQUIRE(kernel.undo(admin, edit, undo));
    CHECK(kernel.value(admin, "company", id, "name") == text("Первое"));
    CHECK(kernel.value(admin, "company", id, "city") == text("Пермь"));

    const auto twice = kernel.undo(admin, edit);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::AlreadyUndone);

    REQUIRE(kernel.undo(admin, undo));
    CHECK(kernel.value(admin, "company", id, "name") == text("Второе"));
    CHECK(isNull(kernel.value(admin, "company", id, "city")));
    REQUIRE(kernel.undo(admin, edit));
    CHECK(kernel.value(admin, "company", id, "name") == text("Первое"));
}

TEST_CASE("undo never touches what somebody changed since") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const auto boris = kernel.person("Борис", "administrator");
    const Uuid id = Uuid::make();
    const Uuid creation = Uuid::make();
    const Uuid edit = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::create("company", id, {{"name", text("Первое")}})}, creation));
    REQUIRE(kernel.save(anna, {Kernel::update("company", id, 1, {{"name", text("Второе")}})}, edit));
    REQUIRE(kernel.save(boris, {Kernel::update("company", id, 2, {{"city", text("Тула")}})}));
    // Another field: both live.
    REQUIRE(kernel.undo(anna, edit));
    CHECK(kernel.value(anna, "company", id, "name") == text("Первое"));
    CHECK(kernel.value(anna, "company", id, "city") == text("Тула"));
    // The creation can not go: Boris's edit would be lost.
    const auto refused = kernel.undo(anna, creation);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::ChangedSince);
    CHECK_FALSE(refused.error().conflicts.empty());

    const Uuid second = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::update("company", id, 0, {{"name", text("Анна")}})}, second));
    REQUIRE(kernel.save(boris, {Kernel::update("company", id, 0, {{"name", text("Борис")}})}));
    const auto same = kernel.undo(anna, second);
    REQUIRE_FALSE(same);
    CHECK(same.error().code == ErrorCode::ChangedSince);
    CHECK(kernel.value(anna, "company", id, "name") == text("Борис"));
}

TEST_CASE("the history tells who changed what, and a record as it was on a date") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const auto boris = kernel.person("Борис", "administrator");
    const Uuid id = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::create("company", id, {{"name", text("Первое")}, {"owner", anna.id}})}));
    REQUIRE(kernel.save(boris, {Kernel::update("company", id, 1, {{"name", text("Второе")}, {"owner", boris.id}})}));
    REQUIRE(kernel.save(boris, {Kernel::remove("company", id, 2)}));

    const auto history = kernel.history(anna, "company", id);
    REQUIRE(history);
    REQUIRE(history->change_sets_size() == 3);
    const v1::ChangeSet& edit = history->change_sets(1);
    CHECK(edit.actor_name() == "Борис");
    REQUIRE(edit.records_size() == 1);
    CHECK(edit.records(0).kind() == v1::RecordChange::KIND_UPDATE);
    for (const v1::FieldDiff& field : edit.records(0).fields()) {
        if (field.field() == "name") CHECK(field.before().text() == "Первое");
        if (field.field() == "owner") CHECK(field.after_title() == "Борис");
    }
    const auto asOf = [&](const v1::ChangeSet& set) {
        v1::GetRequest request;
        request.set_entity("company");
        request.add_ids(std::string(id.view()));
        request.add_columns("name");
        request.add_columns("owner");
        request.set_as_of(set.at());
        return kernel.get(anna, request)->rows();
    };
    CHECK(asOf(history->change_sets(0)).row_count() == 0);
    CHECK(Kernel::texts(asOf(history->change_sets(1)), 0) == std::vector<std::string>{"Второе"});
    CHECK(Kernel::texts(asOf(history->change_sets(2)), 0) == std::vector<std::string>{"Первое"});
    CHECK(Kernel::texts(asOf(history->change_sets(2)), 1) == std::vector<std::string>{anna.id.text()});
}

TEST_CASE("the feed gives each change once, however late its transaction commits") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto since = [&](const std::string& token) {
        return *tests::runAwaitable(kernel.feed().since(token, db::within(std::chrono::seconds(10))));
    };
    const std::string start = since("").token;

    const auto late = tests::runAwaitable(openWriter(kernel, admin));
    const schema::Entity* source = kernel.catalog().entity("source");
    const Uuid slow = Uuid::make();
    std::vector<records::Change> changes;
    changes.push_back({records::Kind::Create, source, slow, 0, {{source->field("name"), text("Медленный")}}, 0});
    REQUIRE(tests::runAwaitable(late->write(std::move(changes), db::within(std::chrono::seconds(10)))));
    REQUIRE(tests::runAwaitable(late->look({"SELECT 1", {}}, db::within(std::chrono::seconds(10)))));

    const Uuid quick = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::create("source", quick, {{"name", text("Быстрый")}})}));
    const auto first = since(start);
    REQUIRE(first.changes.size() == 1);
    CHECK(first.changes[0].record == quick);
    CHECK(first.changes[0].actorName == "Админ");

    REQUIRE(tests::runAwaitable(late->commit(db::within(std::chrono::seconds(10)))));
    const auto second = since(first.token);
    REQUIRE(second.changes.size() == 1);
    CHECK(second.changes[0].record == slow);
    CHECK(since(second.token).changes.empty());
    CHECK(since("nonsense").reset);
    CHECK(since("1/1:1:").reset);
}

TEST_CASE("what one gave away comes back by one's own undo, unless it was touched since") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "manager");
    const auto boris = kernel.person("Борис", "manager");
    const Uuid id = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::create("company", id, {{"name", text("Первое")}})}));
    const Uuid given = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::update("company", id, 1, {{"owner", boris.id}})}, given));
    REQUIRE(kernel.count(anna, "company") == 0);

    SECTION("nobody has touched it") {
        const Uuid back = Uuid::make();
        REQUIRE(kernel.undo(anna, given, back));
        CHECK(kernel.value(anna, "company", id, "owner") == Value(anna.id));
        CHECK(kernel.count(boris, "company") == 0);
        REQUIRE(kernel.undo(anna, back));  // and again
        CHECK(kernel.value(boris, "company", id, "owner") == Value(boris.id));
    }
    SECTION("its new owner works on it") {
        REQUIRE(kernel.save(boris, {Kernel::update("company", id, 2, {{"name", text("Второе")}})}));
        CHECK(kernel.undo(anna, given).error().code == ErrorCode::ChangedSince);
        CHECK(kernel.value(boris, "company", id, "owner") == Value(boris.id));
    }
    SECTION("by a plain save it stays out of reach") {
        CHECK(kernel.save(anna, {Kernel::update("company", id, 2, {{"owner", anna.id}})}).error().code ==
              ErrorCode::NotFound);
    }
}
