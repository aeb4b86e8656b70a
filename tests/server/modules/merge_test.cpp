// Records put together and taken apart again.
#include <chrono>
#include <cstdio>

#include <catch2/catch.hpp>

#include "server/modules/duplicates/duplicates.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

boost::asio::thread_pool& workers() {
    static boost::asio::thread_pool pool(2);
    return pool;
}
duplicates::Services services(Kernel& kernel) {
    return {kernel.database(), kernel.registry(), kernel.gate(), workers(), db::within(60s)};
}
Value word(const char* t) { return std::string(t); }
std::string bytes(const Uuid& id) { return std::string(id.view()); }

v1::MergeRequest mergeOf(const std::string& entity, const Uuid& survivor, const std::vector<Uuid>& others,
                         const Uuid& set = Uuid::make()) {
    v1::MergeRequest request;
    request.set_change_set_id(bytes(set));
    request.set_entity(entity);
    request.set_survivor(bytes(survivor));
    for (const Uuid& other : others) request.add_others(bytes(other));
    return request;
}
Result<v1::MergeReply> merge(Kernel& kernel, const records::Actor& actor, const v1::MergeRequest& request) {
    const auto all = services(kernel);
    return runAwaitable(duplicates::merge(all, actor, request));
}
Result<v1::SplitReply> split(Kernel& kernel, const records::Actor& actor, const Uuid& set, Uuid by = Uuid::make()) {
    v1::SplitRequest request;
    request.set_change_set_id(bytes(by));
    request.set_merge(bytes(set));
    const auto all = services(kernel);
    return runAwaitable(duplicates::split(all, actor, request));
}

/// Ids and own fields of all records; not versions and times of the latest change.
std::string checksum(Kernel& kernel) {
    std::string out;
    for (const auto& entity : kernel.catalog().snapshot->entities()) {
        std::string columns = "id, created_at, created_by";
        for (const auto& field : entity->fields()) {
            if (field->isStored() && !field->system) columns += ", \"" + field->name() + "\"";
        }
        auto rows = runAwaitable(kernel.database().run(
            {"SELECT count(*)::text || ' ' || coalesce(md5(string_agg(r::text, ',' ORDER BY r.id)), '') FROM (SELECT " +
                 columns + " FROM data.\"" + entity->name() + "\") r",
             {}},
            db::within(30s)));
        if (!rows) FAIL(describe(rows.error()));
        out += entity->name() + " " + std::string(rows->text(0, 0)) + "\n";
    }
    return out;
}

struct House {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor boris = kernel.person("Борис", "manager");
    Uuid first = Uuid::make(), second = Uuid::make(), third = Uuid::make();
    Uuid contact = Uuid::make(), task = Uuid::make(), note = Uuid::make(), child = Uuid::make();

    House() {
        must(kernel.save(
            admin,
            {Kernel::create("company", first,
                            {{"name", word("Ромашка")}, {"phones", Texts{"+79160000001"}}, {"city", word("Пермь")}}),
             Kernel::create("company", second,
                            {{"name", word("ООО Ромашка")},
                             {"phones", Texts{"+79160000001", "+79160000002"}},
                             {"inn", word("7707083893")},
                             {"parent", first}}),
             Kernel::create("company", third,
                            {{"name", word("Romashka")}, {"city", word("Тула")}, {"note", word("о них")}})}));
        must(kernel.save(admin, {Kernel::create("contact", contact, {{"name", word("Иванов")}, {"company", second}}),
                                 Kernel::create("task", task,
                                                {{"name", word("Позвонить")}, {"company", third}, {"owner", boris.id}}),
                                 Kernel::create("activity", note, {{"subject", word("Говорили")}, {"company", third}}),
                                 Kernel::create("company", child, {{"name", word("Дочь")}, {"parent", second}})}));
    }
    static void must(const Result<v1::SaveReply>& saved) {
        if (!saved) FAIL(describe(saved.error()));
    }
    Value at(const std::string& entity, const Uuid& id, const std::string& column) {
        return kernel.value(admin, entity, id, column);
    }
};

}  // namespace

TEST_CASE("what referred to the others refers to the survivor, which has what is chosen") {
    House house;
    const Uuid set = Uuid::make();
    auto request = mergeOf("company", house.first, {house.second, house.third}, set);
    auto& choice = *request.add_choices();
    choice.set_field("city");
    choice.set_from(bytes(house.third));
    request.set_dry_run(true);
    const std::string before = checksum(house.kernel);
    const auto rehearsed = merge(house.kernel, house.admin, request);
    if (!rehearsed) FAIL(describe(rehearsed.error()));
    CHECK(rehearsed->moved_size() == 4);
    CHECK(rehearsed->sequence() == 0);
    CHECK(checksum(house.kernel) == before);

    request.set_dry_run(false);
    const auto merged = merge(house.kernel, house.admin, request);
    if (!merged) FAIL(describe(merged.error()));
    CHECK(merged->sequence() > 0);
    CHECK(house.at("company", house.first, "name") == word("Ромашка"));
    CHECK(house.at("company", house.first, "city") == word("Тула"));
    CHECK(house.at("company", house.first, "inn") == word("7707083893"));
    CHECK(house.at("company", house.first, "note") == word("о них"));
    CHECK(house.at("company", house.first, "phones") == Value(Texts{"+79160000001", "+79160000002"}));
    CHECK(isNull(house.at("company", house.first, "parent")));
    CHECK(house.at("contact", house.contact, "company") == Value(house.first));
    CHECK(house.at("task", house.task, "company") == Value(house.first));
    CHECK(house.at("activity", house.note, "company") == Value(house.first));
    CHECK(house.at("company", house.child, "parent") == Value(house.first));
    CHECK(house.kernel.count(house.admin, "company") == 2);
    // Sent again, it does nothing and answers the same.
    const auto again = merge(house.kernel, house.admin, request);
    REQUIRE(again);
    CHECK(again->sequence() == merged->sequence());

    const auto history = house.kernel.history(house.admin, "company", house.first);
    REQUIRE(history);
    REQUIRE(history->change_sets_size() == 2);
    const v1::ChangeSet& entry = history->change_sets(0);
    CHECK(entry.origin() == v1::ChangeSet::ORIGIN_MERGE);
    CHECK(entry.actor_name() == "Админ");
    REQUIRE(entry.records_size() == 3);
    CHECK(entry.records(0).id() == bytes(house.first));
    std::vector<std::string> gone{entry.records(1).title(), entry.records(2).title()};
    std::ranges::sort(gone);
    CHECK(gone == std::vector<std::string>{"Romashka", "Ромашка"});
    CHECK(house.at("company", house.first, "legal_form") == word("ООО"));
    CHECK(house.kernel.history(house.admin, "company", house.second)->change_sets_size() == 2);
}

TEST_CASE("undo of a merger, and of the undo") {
    House house;
    const std::string before = checksum(house.kernel);
    const Uuid set = Uuid::make();
    REQUIRE(merge(house.kernel, house.admin, mergeOf("company", house.first, {house.second, house.third}, set)));
    const std::string merged = checksum(house.kernel);
    CHECK(merged != before);
    const Uuid undo = Uuid::make();
    const auto undone = house.kernel.undo(house.admin, set, undo);
    if (!undone) FAIL(describe(undone.error()));
    CHECK(checksum(house.kernel) == before);
    const auto late = split(house.kernel, house.admin, set);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::AlreadyUndone);
    REQUIRE(house.kernel.undo(house.admin, undo));
    CHECK(checksum(house.kernel) == merged);
}

TEST_CASE("a split gives everything back when nothing happened since") {
    House house;
    const std::string before = checksum(house.kernel);
    const Uuid set = Uuid::make();
    REQUIRE(merge(house.kernel, house.admin, mergeOf("company", house.first, {house.second, house.third}, set)));
    const Uuid by = Uuid::make();
    const auto parts = split(house.kernel, house.admin, set, by);
    if (!parts) FAIL(describe(parts.error()));
    CHECK(checksum(house.kernel) == before);
    CHECK(parts->restored_size() == 2);
    CHECK(parts->kept().empty());
    CHECK(parts->sequence() > 0);
    const auto history = house.kernel.history(house.admin, "company", house.first);
    REQUIRE(history);
    CHECK(history->change_sets(0).origin() == v1::ChangeSet::ORIGIN_SPLIT);
    CHECK(history->change_sets(0).records_size() == 3);
    const auto twice = split(house.kernel, house.admin, set);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::AlreadyUndone);
    // The split is a change set as any other: taken back, it can be done again.
    REQUIRE(house.kernel.undo(house.admin, by));
    CHECK(house.kernel.count(house.admin, "company") == 2);
    REQUIRE(split(house.kernel, house.admin, set));
    CHECK(checksum(house.kernel) == before);
}

TEST_CASE("a split keeps what was changed since, and tells it") {
    House house;
    const Uuid set = Uuid::make();
    REQUIRE(merge(house.kernel, house.admin, mergeOf("company", house.first, {house.second, house.third}, set)));
    const Uuid later = Uuid::make();
    const Uuid elsewhere = Uuid::make();
    House::must(house.kernel.save(
        house.admin,
        {Kernel::create("task", later, {{"name", word("Новая")}, {"company", house.first}}),
         Kernel::create("company", elsewhere, {{"name", word("Чужая")}}),
         Kernel::update("company", house.first, 0, {{"inn", word("7736050003")}, {"city", word("Москва")}}),
         Kernel::update("contact", house.contact, 0, {{"company", elsewhere}}),
         Kernel::remove("activity", house.note)}));
    const auto parts = split(house.kernel, house.admin, set);
    if (!parts) FAIL(describe(parts.error()));
    CHECK(house.at("company", house.first, "inn") == word("7736050003"));
    CHECK(house.at("company", house.first, "city") == word("Москва"));
    CHECK(isNull(house.at("company", house.first, "note")));
    CHECK(house.at("company", house.first, "phones") == Value(Texts{"+79160000001"}));
    CHECK(house.at("company", house.second, "inn") == word("7707083893"));
    CHECK(house.at("company", house.second, "parent") == Value(house.first));
    CHECK(house.at("contact", house.contact, "company") == Value(elsewhere));
    CHECK(house.at("task", house.task, "company") == Value(house.third));
    CHECK(house.at("task", later, "company") == Value(house.first));
    CHECK(house.at("company", house.child, "parent") == Value(house.second));
    REQUIRE(parts->kept_size() == 2);
    std::map<std::string, std::string> kept;
    for (const auto& each : parts->kept()) kept[each.title()] = each.fields(0);
    CHECK(kept == std::map<std::string, std::string>{{"Ромашка", "inn"}, {"Иванов", "company"}});
}

TEST_CASE("who may not delete one of them may not put them together") {
    House house;
    auto refused = merge(house.kernel, house.boris, mergeOf("company", house.first, {house.second}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotFound);
    for (const auto& request : {mergeOf("company", house.first, {house.first}), mergeOf("company", house.first, {}),
                                mergeOf("company", house.first, {house.second, house.second}),
                                mergeOf("user", house.admin.id, {house.boris.id})}) {
        refused = merge(house.kernel, house.admin, request);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::BadRequest);
    }
    const Uuid set = Uuid::make();
    REQUIRE(merge(house.kernel, house.admin, mergeOf("company", house.first, {house.second}, set)));
    const auto parts = split(house.kernel, house.boris, set);
    REQUIRE_FALSE(parts);
    CHECK(parts.error().code == ErrorCode::NotFound);
    CHECK_FALSE(split(house.kernel, house.admin, Uuid::make()));
}

TEST_CASE("a unique value changes hands with a merger, and back") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const Uuid a = Uuid::make(), b = Uuid::make(), set = Uuid::make();
    House::must(
        kernel.save(admin, {Kernel::create("product", a, {{"name", word("Болт М8х40")}}),
                            Kernel::create("product", b, {{"name", word("Болт М8x40")}, {"article", word("Б-1")}})}));
    const std::string before = checksum(kernel);
    auto request = mergeOf("product", a, {b}, set);
    auto& choice = *request.add_choices();
    choice.set_field("name");
    choice.set_from(bytes(b));
    const auto merged = merge(kernel, admin, request);
    if (!merged) FAIL(describe(merged.error()));
    CHECK(kernel.value(admin, "product", a, "name") == word("Болт М8x40"));
    REQUIRE(kernel.undo(admin, set));
    CHECK(checksum(kernel) == before);
    request.set_change_set_id(bytes(Uuid::make()));
    const auto set2 = *Uuid::fromBytes(request.change_set_id());
    REQUIRE(merge(kernel, admin, request));
    const auto parts = split(kernel, admin, set2);
    if (!parts) FAIL(describe(parts.error()));
    CHECK(checksum(kernel) == before);
}

TEST_CASE("marks of the others come to the survivor, and go with a split") {
    House house;
    const auto marks = [&] {
        auto rows = runAwaitable(house.kernel.database().run(
            {"SELECT count(*) FROM kupets.favourite WHERE record = '" + house.first.text() + "'", {}}, db::within(5s)));
        REQUIRE(rows);
        return rows->integer(0, 0);
    };
    REQUIRE(runAwaitable(
        house.kernel.database().run({"INSERT INTO kupets.favourite (user_id, entity, record) VALUES ('" +
                                         house.boris.id.text() + "', 'company', '" + house.second.text() + "')",
                                     {}},
                                    db::within(5s))));
    const Uuid set = Uuid::make();
    REQUIRE(merge(house.kernel, house.admin, mergeOf("company", house.first, {house.second}, set)));
    CHECK(marks() == 1);
    REQUIRE(split(house.kernel, house.admin, set));
    CHECK(marks() == 0);
}

TEST_CASE("ten records with ten thousand references are put together in seconds") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    std::vector<Uuid> companies;
    std::vector<v1::RecordChange> changes;
    for (int i = 0; i < 10; ++i) {
        companies.push_back(Uuid::make());
        changes.push_back(Kernel::create("company", companies.back(), {{"name", word("Ромашка")}}));
    }
    House::must(kernel.save(admin, std::move(changes)));
    for (int part = 0; part < 2; ++part) {
        changes.clear();
        for (int i = 0; i < 5'000; ++i)
            changes.push_back(Kernel::create(
                "activity", Uuid::make(),
                {{"subject", word("Звонок")}, {"company", companies[static_cast<std::size_t>(1 + i % 9)]}}));
        House::must(kernel.save(admin, std::move(changes)));
    }
    const std::string before = checksum(kernel);
    const Uuid set = Uuid::make();
    auto begun = std::chrono::steady_clock::now();
    const auto merged =
        merge(kernel, admin, mergeOf("company", companies[0], {companies.begin() + 1, companies.end()}, set));
    if (!merged) FAIL(describe(merged.error()));
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    std::printf("merger of 10 with 10,000 references: %.2f s\n", seconds());
    REQUIRE(merged->moved_size() == 1);
    CHECK(merged->moved(0).count() == 10'000);
    begun = std::chrono::steady_clock::now();
    REQUIRE(split(kernel, admin, set));
    std::printf("its split: %.2f s\n", seconds());
    CHECK(checksum(kernel) == before);
}
