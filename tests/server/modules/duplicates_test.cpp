#include "server/modules/duplicates/duplicates.h"

#include <chrono>
#include <cstdio>

#include <catch2/catch.hpp>

#include "common/base/time.h"
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

v1::DuplicateCheckReply check(Kernel& kernel, const records::Actor& actor, const std::string& entity,
                              const FieldValues& values, Uuid self = {}) {
    v1::DuplicateCheckRequest request;
    request.set_entity(entity);
    if (!self.isNil()) request.set_id(bytes(self));
    for (const auto& [field, value] : values) {
        auto& item = *request.add_values();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    }
    const auto all = services(kernel);
    auto reply = runAwaitable(duplicates::check(all, actor.reader, request));
    if (!reply) FAIL(describe(reply.error()));
    return std::move(*reply);
}

v1::DuplicateFindReply find(Kernel& kernel, const records::Actor& actor, const std::string& entity,
                            unsigned least = 0) {
    v1::DuplicateFindRequest request;
    request.set_entity(entity);
    request.set_least_confidence(least);
    const duplicates::Progress progress = [](std::uint64_t, std::uint64_t) -> boost::asio::awaitable<Result<void>> {
        co_return Result<void>();
    };
    const auto all = services(kernel);
    auto reply = runAwaitable(duplicates::find(all, actor.reader, request, progress));
    if (!reply) FAIL(describe(reply.error()));
    return std::move(*reply);
}

struct Company {
    Uuid id = Uuid::make();
    const char* name;
    FieldValues more;
};

void save(Kernel& kernel, const records::Actor& actor, const std::vector<Company>& companies) {
    std::vector<v1::RecordChange> changes;
    for (const Company& each : companies) {
        FieldValues fields = each.more;
        fields.emplace_back("name", word(each.name));
        changes.push_back(Kernel::create("company", each.id, fields));
    }
    const auto saved = kernel.save(actor, std::move(changes));
    if (!saved) FAIL(describe(saved.error()));
}

}  // namespace

TEST_CASE("as one types, records that look the same are told, the surest first") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const Company daisy{
        .name = "ООО «Ромашка»",
        .more = {{"inn", word("7707083893")}, {"city", word("Москва")}, {"phones", Texts{"+79161234567"}}}};
    const Company other{.name = "Василёк", .more = {{"phones", Texts{"+74951112233"}}}};
    save(kernel, anna, {daisy, other});

    auto likes = check(kernel, anna, "company", {{"name", word("ромашка ООО")}, {"city", word("г. Москва")}});
    REQUIRE(likes.likes_size() == 1);
    CHECK(likes.likes(0).id() == bytes(daisy.id));
    CHECK(likes.likes(0).title() == "Ромашка");
    CHECK(likes.likes(0).owner_name() == "Анна");
    CHECK(likes.likes(0).rule() == "name_city");
    CHECK(likes.likes(0).confidence() == 90);
    CHECK_FALSE(likes.likes(0).forbidden());
    CHECK(check(kernel, anna, "company", {{"name", word("Ромашка")}, {"city", word("Тула")}}).likes().empty());
    CHECK(check(kernel, anna, "company", {{"name", word("Ромашка")}}).likes_size() == 1);
    CHECK(check(kernel, anna, "company", {{"name", word("Romashka")}}).likes_size() == 1);
    CHECK(check(kernel, anna, "company", {{"name", word("Ромашка")}}, daisy.id).likes().empty());

    likes = check(kernel, anna, "company",
                  {{"name", word("Другая")}, {"inn", word("77 07 083893")}, {"phones", Texts{"8 (495) 111-22-33"}}});
    REQUIRE(likes.likes_size() == 2);
    CHECK(likes.likes(0).rule() == "inn");
    CHECK(likes.likes(1).rule() == "phone");
    CHECK(check(kernel, anna, "company", {{"phones", Texts{"8 (495) 111"}}}).likes().empty());
    CHECK(check(kernel, anna, "task", {{"name", word("Позвонить")}}).likes().empty());
}

TEST_CASE("of a duplicate that one may not see one hears only that it is there") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "manager");
    const auto boris = kernel.person("Борис", "manager");
    save(kernel, anna, {{.name = "Ромашка", .more = {{"inn", word("7707083893")}}}});
    const auto likes = check(kernel, boris, "company", {{"inn", word("7707083893")}});
    REQUIRE(likes.likes_size() == 1);
    CHECK(likes.likes(0).id().empty());
    CHECK(likes.likes(0).title().empty());
    CHECK(likes.likes(0).owner_name().empty());
    CHECK(likes.likes(0).rule() == "inn");
    // In groups it does not stand at all.
    save(kernel, boris, {{.name = "Ромашка", .more = {{"inn", word("7707083893")}}}});
    CHECK(find(kernel, boris, "company").groups().empty());
    const auto admin = kernel.person("Админ", "administrator");
    CHECK(find(kernel, admin, "company").groups_size() == 1);
}

TEST_CASE("rows of an import are compared with the base and with each other in one scan") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const Company daisy{.name = "Ромашка", .more = {{"phones", Texts{"+79161234567"}}}};
    save(kernel, anna, {daisy, {.name = "Василёк", .more = {}}});
    const schema::Entity& company = *kernel.catalog().entity("company");
    const auto row = [&](const char* name, Texts phones) {
        duplicates::Row out{{company.field("name"), word(name)}};
        if (!phones.empty()) out.emplace_back(company.field("phones"), phones);
        return out;
    };
    const std::vector<duplicates::Row> rows{row("ООО Ромашка", {}), row("Лютик", {"+79161234567"}), row("Пион", {}),
                                            row("\"ПИОН\"", {}), row("Астра", {})};
    const auto all = services(kernel);
    duplicates::RowLikes asking(company);
    asking.add(std::span(rows).first(2));  // as they come
    asking.add(std::span(rows).subspan(2));
    const auto likes = runAwaitable(asking.find(all, anna.reader));
    REQUIRE(likes);
    REQUIRE(likes->size() == 5);
    REQUIRE((*likes)[0].size() == 1);
    CHECK((*likes)[0][0].id == daisy.id);
    CHECK((*likes)[0][0].title == "Ромашка");
    REQUIRE((*likes)[1].size() == 1);
    CHECK((*likes)[1][0].rule == "phone");
    CHECK((*likes)[2].empty());
    REQUIRE((*likes)[3].size() == 1);
    CHECK((*likes)[3][0].row == 2);
    CHECK((*likes)[4].empty());
}

TEST_CASE("the whole base in groups, and what people said is not the same") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const Company a{.name = "Ромашка", .more = {{"inn", word("7707083893")}}};
    const Company b{.name = "Другое имя",
                    .more = {{"inn", word("7707083893")}, {"phones", Texts{"+79161234567"}}, {"city", word("Пермь")}}};
    const Company c{.name = "Третье имя", .more = {{"phones", Texts{"+79161234567"}}}};
    const Company d{.name = "Лютик", .more = {}};
    const Company e{.name = "ЗАО Лютик", .more = {}};
    save(kernel, anna, {a, b, c, d, e, {.name = "Одна", .more = {}}});

    auto reply = find(kernel, anna, "company");
    CHECK(reply.record_count() == 6);
    CHECK(reply.group_count() == 2);
    REQUIRE(reply.groups_size() == 2);
    CHECK(reply.groups(0).confidence() == 90);
    CHECK(reply.groups(1).confidence() == 75);  // of its weakest tie
    REQUIRE(reply.groups(1).members_size() == 3);
    CHECK(reply.groups(1).members(0).id() == bytes(b.id));  // the fullest
    CHECK(std::vector<std::string>(reply.groups(1).rules().begin(), reply.groups(1).rules().end()) ==
          std::vector<std::string>{"inn", "phone"});
    reply = find(kernel, anna, "company", 95);
    REQUIRE(reply.groups_size() == 1);
    CHECK(reply.groups(0).members_size() == 2);

    v1::DuplicateDismissRequest dismissed;
    dismissed.set_entity("company");
    dismissed.add_ids(bytes(e.id));
    dismissed.add_ids(bytes(d.id));
    const auto all = services(kernel);
    REQUIRE(runAwaitable(duplicates::dismiss(all, anna, dismissed)));
    REQUIRE(runAwaitable(duplicates::dismiss(all, anna, dismissed)));
    CHECK(find(kernel, anna, "company").groups_size() == 1);
    CHECK(check(kernel, anna, "company", {{"name", word("Лютик")}}, d.id).likes().empty());
    dismissed.set_again(true);
    REQUIRE(runAwaitable(duplicates::dismiss(all, anna, dismissed)));
    CHECK(find(kernel, anna, "company").groups_size() == 2);
    const auto boris = kernel.person("Борис", "manager");
    const auto unseen = runAwaitable(duplicates::dismiss(all, boris, dismissed));
    REQUIRE_FALSE(unseen);
    CHECK(unseen.error().code == ErrorCode::NotFound);
}

TEST_CASE("what a rule forbids is refused to people and imports, on creation and on a change of a key") {
    Kernel kernel;
    auto loaded = schema::Registry::load(schema::embedded::entities());
    REQUIRE(loaded);
    const auto registry = std::move(*loaded);
    REQUIRE(runAwaitable(registry->apply(kernel.database(), db::within(30s))));
    v1::SiteEntity site;
    site.set_entity("company");
    for (const v1::DuplicateRule& rule : registry->current()->entity("company")->def().duplicate_rules()) {
        if (rule.name() != "inn" && rule.name() != "phone") continue;
        *site.add_duplicate_rules() = rule;
        site.mutable_duplicate_rules()->rbegin()->set_action(v1::DuplicateRule::FORBID);
    }
    const auto changed =
        runAwaitable(registry->save(kernel.database(), {{}, "system"}, site, 0, false, db::within(30s)));
    if (!changed) FAIL(describe(changed.error()));
    const SystemClock clock;
    records::Gate gate(ioContext().get_executor(), kernel.database(), *registry, clock);
    const auto admin = kernel.person("Админ", "administrator");
    const auto boris = kernel.person("Борис", "manager");
    const auto saveBy = [&](const records::Actor& actor, std::vector<v1::RecordChange> changes) {
        v1::SaveRequest request;
        request.set_change_set_id(bytes(Uuid::make()));
        for (auto& change : changes) *request.add_changes() = std::move(change);
        return runAwaitable(gate.save(actor, request, db::within(30s)));
    };
    const Uuid first = Uuid::make();
    const Uuid second = Uuid::make();
    REQUIRE(
        saveBy(admin, {Kernel::create("company", first, {{"name", word("Ромашка")}, {"inn", word("7707083893")}})}));
    auto refused =
        saveBy(admin, {Kernel::create("company", second, {{"name", word("Лютик")}, {"inn", word("7707083893")}})});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Duplicate);
    CHECK(refused.error().fieldPath == "changes[0].inn");
    CHECK(refused.error().args == std::vector<std::string>{"Ромашка", first.text(), "inn"});
    // Who may not see it hears nothing of it.
    refused =
        saveBy(boris, {Kernel::create("company", second, {{"name", word("Лютик")}, {"inn", word("7707083893")}})});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().args == std::vector<std::string>{"", "", "inn"});
    // Another branch of the same legal entity is another company.
    REQUIRE(saveBy(admin, {Kernel::update("company", first, 0, {{"kpp", word("770701001")}})}));
    REQUIRE(saveBy(
        admin, {Kernel::create("company", second,
                               {{"name", word("Филиал")}, {"inn", word("7707083893")}, {"kpp", word("770701002")}})}));
    refused = saveBy(admin, {Kernel::update("company", second, 0, {{"kpp", word("770701001")}})});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Duplicate);
    CHECK(saveBy(admin, {Kernel::update("company", second, 0, {{"city", word("Тула")}})}));
    // Two of one change set: the later one is too many.
    refused = saveBy(
        admin, {Kernel::create("company", Uuid::make(), {{"name", word("Один")}, {"phones", Texts{"+79160000001"}}}),
                Kernel::create("company", Uuid::make(), {{"name", word("Два")}, {"phones", Texts{"+79160000001"}}})});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fieldPath == "changes[1].phones");
    // An import of many asks by index and is refused too; what is deleted in the same set makes place.
    auto writer = runAwaitable(
        [](records::Gate& to, records::Actor who) -> boost::asio::awaitable<std::shared_ptr<records::ChangeWriter>> {
            auto opened = co_await to.open(who, {Uuid::make(), records::Origin::Import, "", {}}, db::within(30s));
            co_return opened ? std::make_shared<records::ChangeWriter>(std::move(*opened)) : nullptr;
        }(gate, admin));
    REQUIRE(writer);
    const schema::Entity& company = *registry->current()->entity("company");
    std::vector<records::Change> rows;
    for (int i = 0; i < 60; ++i) {
        records::Change change;
        change.entity = &company;
        change.id = Uuid::make();
        change.fields = {{company.field("name"), "Строка " + std::to_string(i)},
                         {company.field("phones"), Texts{"+7916000" + std::to_string(2000 + i)}}};
        if (i == 40) change.fields.emplace_back(company.field("inn"), word("7707083893"));
        if (i == 50) change.fields[1].second = Texts{"+79160002000"};
        rows.push_back(std::move(change));
    }
    std::vector<records::Refusal> refusals;
    REQUIRE(runAwaitable(writer->write(std::move(rows), refusals, db::within(30s))));
    REQUIRE(refusals.size() == 2);
    CHECK(refusals[0].index == 40);
    CHECK(refusals[0].error.code == ErrorCode::Duplicate);
    CHECK(refusals[1].index == 50);
    runAwaitable([](records::ChangeWriter& w) -> boost::asio::awaitable<bool> {
        co_await w.rollback();
        co_return true;
    }(*writer));
    runAwaitable([](records::Gate& g) -> boost::asio::awaitable<bool> {
        co_await g.stop();
        co_return true;
    }(gate));
}
