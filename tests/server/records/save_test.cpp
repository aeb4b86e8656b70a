#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {
Value text(const char* t) { return std::string(t); }
Value rub(const char* amount) { return Money{*Decimal::parse(amount), "RUB"}; }
}  // namespace

TEST_CASE("a saved record is read back, normalised, with its defaults") {
    Kernel kernel;
    const auto ivanova = kernel.person("Иванова", "manager");
    const Uuid id = Uuid::make();
    const auto saved = kernel.save(ivanova, {Kernel::create("company", id,
                                                            {{"name", text("  ООО  Узнецк ")},
                                                             {"phones", Texts{"8 (916) 123-45-67"}},
                                                             {"emails", Texts{" "}},
                                                             {"revenue", rub("10.5")}})});
    REQUIRE(saved);
    CHECK(saved->sequence() > 0);
    CHECK(saved->records(0).version() == 1);
    CHECK(kernel.value(ivanova, "company", id, "name") == text("Узнецк"));
    CHECK(kernel.value(ivanova, "company", id, "legal_form") == text("ООО"));
    CHECK(kernel.value(ivanova, "company", id, "phones") == Value(Texts{"+79161234567"}));
    CHECK(isNull(kernel.value(ivanova, "company", id, "emails")));
    CHECK(kernel.value(ivanova, "company", id, "revenue") == rub("10.50"));
    CHECK(kernel.value(ivanova, "company", id, "owner") == Value(ivanova.id));
    CHECK(kernel.value(ivanova, "company", id, "created_by") == Value(ivanova.id));
}

TEST_CASE("wrong input names the change and the field, and nothing is saved") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const Uuid good = Uuid::make();
    const auto refusal = [&](const tests::FieldValues& fields) {
        const auto saved = kernel.save(admin, {Kernel::create("company", good, {{"name", text("Хорошая")}}),
                                               Kernel::create("company", Uuid::make(), fields)});
        REQUIRE_FALSE(saved);
        return saved.error();
    };
    CHECK(refusal({}).code == ErrorCode::Required);
    CHECK(refusal({}).fieldPath == "changes[1].name");
    CHECK(refusal({{"name", text("   ")}}).code == ErrorCode::Required);
    CHECK(refusal({{"name", std::int64_t{5}}}).code == ErrorCode::WrongType);
    CHECK(refusal({{"name", std::string(251, 'x')}}).code == ErrorCode::TooLong);
    CHECK(refusal({{"name", text("А")}, {"nonsense", text("x")}}).code == ErrorCode::UnknownField);
    CHECK(refusal({{"name", text("А")}, {"category", text("z")}}).code == ErrorCode::InvalidValue);
    CHECK(refusal({{"name", text("А")}, {"inn", text("7707083894")}}).fieldPath == "changes[1].inn");
    CHECK(refusal({{"name", text("А")}, {"founded_year", std::int64_t{5}}}).code == ErrorCode::OutOfRange);
    CHECK(refusal({{"name", text("А")}, {"created_by", admin.id}}).code == ErrorCode::ReadOnly);
    CHECK(refusal({{"name", text("А")}, {"deals_open", std::int64_t{5}}}).code == ErrorCode::ReadOnly);
    CHECK(refusal({{"name", text("А")}, {"parent", Uuid::make()}}).code == ErrorCode::BrokenReference);
    CHECK(kernel.count(admin, "company") == 0);
}

TEST_CASE("unique values are held and named") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    REQUIRE(kernel.save(admin, {Kernel::create("source", Uuid::make(), {{"name", text("Сайт")}})}));
    const auto twin = kernel.save(admin, {Kernel::create("source", Uuid::make(), {{"name", text("Сайт")}})});
    REQUIRE_FALSE(twin);
    CHECK(twin.error().code == ErrorCode::AlreadyExists);
    CHECK(twin.error().fieldPath == "name");
}

TEST_CASE("the same save sent again does nothing and answers the same") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const Uuid set = Uuid::make();
    const Uuid id = Uuid::make();
    const auto first = kernel.save(admin, {Kernel::create("source", id, {{"name", text("Сайт")}})}, set);
    const auto again = kernel.save(admin, {Kernel::create("source", id, {{"name", text("Сайт")}})}, set);
    REQUIRE(first);
    REQUIRE(again);
    CHECK(again->sequence() == first->sequence());
    CHECK(again->records(0).version() == 1);
    CHECK(kernel.count(admin, "source") == 1);
    CHECK(kernel.history(admin, "source", id)->change_sets_size() == 1);
}

TEST_CASE("edits of different fields both survive, of the same field they are a named conflict") {
    Kernel kernel;
    const auto anna = kernel.person("Анна", "administrator");
    const auto boris = kernel.person("Борис", "administrator");
    const Uuid id = Uuid::make();
    REQUIRE(kernel.save(anna, {Kernel::create("company", id, {{"name", text("Старое")}, {"city", text("Пермь")}})}));
    REQUIRE(kernel.save(anna, {Kernel::update("company", id, 1, {{"name", text("Новое")}})}));

    const auto merged = kernel.save(boris, {Kernel::update("company", id, 1, {{"city", text("Казань")}})});
    REQUIRE(merged);
    CHECK(merged->records(0).merged());
    CHECK(merged->records(0).version() == 3);
    CHECK(kernel.value(anna, "company", id, "name") == text("Новое"));
    CHECK(kernel.value(anna, "company", id, "city") == text("Казань"));

    const auto conflict =
        kernel.save(boris, {Kernel::update("company", id, 1, {{"name", text("Третье")}, {"city", text("Тула")}})});
    REQUIRE_FALSE(conflict);
    CHECK(conflict.error().code == ErrorCode::Conflict);
    REQUIRE(conflict.error().conflicts.size() == 2);
    for (const FieldConflictInfo& field : conflict.error().conflicts) {
        if (field.field != "name") continue;
        CHECK(field.original == text("Старое"));
        CHECK(field.mine == text("Третье"));
        CHECK(field.theirs == text("Новое"));
        CHECK(field.changedBy == "Анна");
    }
    CHECK(kernel.save(boris, {Kernel::update("company", id, 1, {{"name", text("Новое")}})}));  // both want the same
    CHECK(kernel.value(anna, "company", id, "city") == text("Казань"));
}

TEST_CASE("a deletion empties, refuses or cascades, and undo puts everything back under its id") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto stages = kernel.stages();
    const Uuid company = Uuid::make();
    const Uuid deal = Uuid::make();
    const Uuid task = Uuid::make();
    REQUIRE(kernel.save(
        admin, {Kernel::create("company", company, {{"name", text("Узнецк")}}),
                Kernel::create(
                    "deal", deal,
                    {{"name", text("Поставка")}, {"company", company}, {"stage", stages.open}, {"amount", rub("100")}}),
                Kernel::create("task", task, {{"name", text("Позвонить")}, {"deal", deal}})}));
    const auto refused = kernel.save(admin, {Kernel::remove("stage", stages.open)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::StillReferenced);
    CHECK(refused.error().args == std::vector<std::string>{"deal", "1"});

    const Value number = kernel.value(admin, "deal", deal, "number");
    const Uuid set = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::remove("company", company), Kernel::remove("deal", deal)}, set));
    CHECK(kernel.count(admin, "company") + kernel.count(admin, "deal") + kernel.count(admin, "task") == 0);

    REQUIRE(kernel.undo(admin, set));
    CHECK(kernel.value(admin, "deal", deal, "company") == Value(company));
    CHECK(kernel.value(admin, "deal", deal, "number") == number);
    CHECK(kernel.value(admin, "task", task, "deal") == Value(deal));
    CHECK(kernel.value(admin, "deal", deal, "amount") == rub("100.00"));

    REQUIRE(kernel.save(admin, {Kernel::remove("company", company)}));
    CHECK(isNull(kernel.value(admin, "deal", deal, "company")));
}

TEST_CASE("a dry run says what would happen and leaves nothing") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.set_dry_run(true);
    *request.add_changes() = Kernel::create("source", Uuid::make(), {{"name", text("Сайт")}});
    const auto reply = tests::runAwaitable(kernel.gate().save(admin, request, db::within(std::chrono::seconds(10))));
    REQUIRE(reply);
    CHECK(reply->records(0).version() == 1);
    CHECK(kernel.count(admin, "source") == 0);
}

TEST_CASE("many new records go in by COPY and read the same") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    std::vector<v1::RecordChange> changes;
    for (int i = 0; i < 500; ++i) {
        changes.push_back(Kernel::create("company", Uuid::make(),
                                         {{"name", "Фирма\t\\" + std::to_string(i)},
                                          {"note", std::string("строка\nдве\\n")},
                                          {"phones", Texts{"+7916123456" + std::to_string(i % 10)}}}));
    }
    const Uuid id = *Uuid::fromBytes(changes[7].id());
    const Uuid set = Uuid::make();
    REQUIRE(kernel.save(admin, std::move(changes), set));
    CHECK(kernel.count(admin, "company") == 500);
    CHECK(kernel.value(admin, "company", id, "name") == text("Фирма \\7"));
    CHECK(kernel.value(admin, "company", id, "note") == text("строка\nдве\\n"));
    CHECK(kernel.value(admin, "company", id, "owner") == Value(admin.id));
    const auto undone = kernel.undo(admin, set);
    REQUIRE(undone);
    CHECK(undone->record_count() == 500);
    CHECK(kernel.count(admin, "company") == 0);
}
