// What stages of a pipeline ask of the records that come into them, and what they set.
#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::FieldValues;
using tests::Kernel;

namespace {

Value text(const char* t) { return std::string(t); }
Value rub(const char* amount) { return Money{*Decimal::parse(amount), "RUB"}; }
Value percent(const char* number) { return *Decimal::parse(number); }

/// A pipeline of five stages: contact, offer (amount on entry, company on exit), contract (a condition on entry), won,
/// lost (a reason).
struct Funnel {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor manager = kernel.person("Иванова", "manager");
    Uuid pipeline = Uuid::make(), contact = Uuid::make(), offer = Uuid::make(), contract = Uuid::make(),
         won = Uuid::make(), lost = Uuid::make(), reason = Uuid::make(), company = Uuid::make(), product = Uuid::make();

    Funnel() {
        const auto stage = [&](const Uuid& id, const char* name, const char* kind, std::int64_t position,
                               const char* probability, FieldValues more) {
            more.insert(more.end(), {{"name", text(name)},
                                     {"pipeline", pipeline},
                                     {"kind", text(kind)},
                                     {"position", position},
                                     {"probability", percent(probability)}});
            return Kernel::create("stage", id, more);
        };
        REQUIRE(kernel.save(admin,
                            {Kernel::create("pipeline", pipeline, {{"name", text("Продажи")}}),
                             stage(contact, "Контакт", "open", 1, "10", {}),
                             stage(offer, "Предложение", "open", 2, "50",
                                   {{"entry_fields", text("amount, product")}, {"exit_fields", text("company")}}),
                             stage(contract, "Договор", "open", 3, "80", {{"entry_condition", text("amount >= 1000")}}),
                             stage(won, "Успех", "won", 4, "100", {}),
                             stage(lost, "Отказ", "lost", 5, "0", {{"entry_fields", text("refusal_reason")}}),
                             Kernel::create("refusal_reason", reason, {{"name", text("Дорого")}}),
                             Kernel::create("product", product, {{"name", text("Стеллаж")}})}));
        REQUIRE(kernel.save(manager, {Kernel::create("company", company, {{"name", text("Ромашка")}})}));
    }

    Uuid deal(const Uuid& stage, FieldValues fields = {}) {
        const Uuid id = Uuid::make();
        fields.insert(fields.end(), {{"name", text("Сделка")}, {"stage", stage}});
        REQUIRE(kernel.save(manager, {Kernel::create("deal", id, fields)}));
        return id;
    }
    Result<v1::SaveReply> move(const Uuid& deal, const Uuid& stage, FieldValues fields = {}, Uuid set = Uuid::make()) {
        fields.emplace_back("stage", stage);
        return kernel.save(manager, {Kernel::update("deal", deal, 0, fields)}, set);
    }
    Value of(const Uuid& deal, const char* field) { return kernel.value(manager, "deal", deal, field); }
};

}  // namespace

TEST_CASE("a stage is entered only with what it asks for, and the refusal names the first missing field") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.contact);
    const auto refused = funnel.move(deal, funnel.offer);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Required);
    CHECK(refused.error().fieldPath == "changes[0].amount");
    const auto half = funnel.move(deal, funnel.offer, {{"amount", rub("500")}});
    REQUIRE_FALSE(half);
    CHECK(half.error().fieldPath == "changes[0].product");
    CHECK(funnel.of(deal, "stage") == Value(funnel.contact));
    CHECK(isNull(funnel.of(deal, "amount")));
    CHECK(funnel.move(deal, funnel.offer, {{"amount", rub("500")}, {"product", funnel.product}}));
    CHECK(funnel.of(deal, "stage") == Value(funnel.offer));
    // What fills it may not be emptied in the same change either.
    const auto emptied = funnel.move(funnel.deal(funnel.contact, {{"amount", rub("5")}, {"product", funnel.product}}),
                                     funnel.offer, {{"amount", Null{}}});
    REQUIRE_FALSE(emptied);
    CHECK(emptied.error().fieldPath == "changes[0].amount");
}

TEST_CASE("leaving a stage is asked for forward and to success, not back and not into a refusal") {
    Funnel funnel;
    const FieldValues offered{{"amount", rub("5000")}, {"product", funnel.product}};
    const Uuid deal = funnel.deal(funnel.offer, offered);
    for (const Uuid& stage : {funnel.contract, funnel.won}) {
        const auto refused = funnel.move(deal, stage);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Required);
        CHECK(refused.error().fieldPath == "changes[0].company");
    }
    CHECK(funnel.move(deal, funnel.contact));
    const Uuid other = funnel.deal(funnel.offer, offered);
    CHECK_FALSE(funnel.move(other, funnel.lost));  // without a reason
    CHECK(funnel.move(other, funnel.lost, {{"refusal_reason", funnel.reason}}));
    const Uuid third = funnel.deal(funnel.offer, offered);
    CHECK(funnel.move(third, funnel.won, {{"company", funnel.company}}));
}

TEST_CASE("a condition is held against the record as it would be, and names the stage") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.contact, {{"amount", rub("999")}});
    const auto refused = funnel.move(deal, funnel.contract);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidValue);
    CHECK(refused.error().fieldPath == "changes[0].stage");
    REQUIRE(refused.error().args.size() == 2);
    CHECK(refused.error().args[0] == "Договор");
    CHECK(funnel.of(deal, "stage") == Value(funnel.contact));
    CHECK(funnel.move(deal, funnel.contract, {{"amount", rub("1000")}}));
    // Tasks of colleagues count for the company's rules, whoever moves the record.
    REQUIRE(funnel.kernel.save(
        funnel.admin, {Kernel::update("stage", funnel.won, 0, {{"entry_condition", text("COUNT(tasks) > 0")}})}));
    CHECK_FALSE(funnel.move(deal, funnel.won));
    REQUIRE(funnel.kernel.save(funnel.admin,
                               {Kernel::create("task", Uuid::make(), {{"name", text("Позвонить")}, {"deal", deal}})}));
    CHECK(funnel.move(deal, funnel.won));
}

TEST_CASE("a new record passes the entry of its stage") {
    Funnel funnel;
    const auto made = funnel.kernel.save(
        funnel.manager, {Kernel::create("deal", Uuid::make(), {{"name", text("Новая")}, {"stage", funnel.offer}})});
    REQUIRE_FALSE(made);
    CHECK(made.error().fieldPath == "changes[0].amount");
    const auto poor = funnel.kernel.save(
        funnel.manager, {Kernel::create("deal", Uuid::make(), {{"name", text("Новая")}, {"stage", funnel.contract}})});
    REQUIRE_FALSE(poor);
    CHECK(poor.error().fieldPath == "changes[0].stage");
}

TEST_CASE("coming into a stage sets since when, how likely and when it was closed, what is given stays") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.contact);
    CHECK(funnel.of(deal, "probability") == percent("10"));
    const Value since = funnel.of(deal, "stage_since");
    REQUIRE(std::holds_alternative<Timestamp>(since));
    CHECK(isNull(funnel.of(deal, "closed_on")));
    REQUIRE(funnel.kernel.save(funnel.manager, {Kernel::update("deal", deal, 0, {{"name", text("Другая")}})}));
    CHECK(funnel.of(deal, "stage_since") == since);

    REQUIRE(funnel.move(deal, funnel.won));
    CHECK(funnel.of(deal, "probability") == percent("100"));
    CHECK(std::get<Timestamp>(funnel.of(deal, "stage_since")) > std::get<Timestamp>(since));
    CHECK(funnel.of(deal, "closed_on") == Value(funnel.manager.reader.context.today()));
    REQUIRE(funnel.move(deal, funnel.contact, {{"probability", percent("35")}}));
    CHECK(funnel.of(deal, "probability") == percent("35"));
    CHECK(isNull(funnel.of(deal, "closed_on")));
    const Date day = *Date::parse("2026-02-03");
    REQUIRE(funnel.move(deal, funnel.lost, {{"refusal_reason", funnel.reason}, {"closed_on", day}}));
    CHECK(funnel.of(deal, "closed_on") == Value(day));
    // Nobody writes by hand since when it stands there.
    const auto forged = funnel.kernel.save(
        funnel.admin, {Kernel::update("deal", deal, 0, {{"stage_since", *Timestamp::parse("2020-01-01T00:00:00Z")}})});
    REQUIRE_FALSE(forged);
    CHECK(forged.error().code == ErrorCode::ReadOnly);
}

TEST_CASE("an undo brings a record back whatever its stage asks for, with all that was set") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.offer, {{"amount", rub("5")}, {"product", funnel.product}});
    const Value since = funnel.of(deal, "stage_since");
    const Uuid set = Uuid::make();
    REQUIRE(funnel.move(deal, funnel.contact, {{"amount", Null{}}}, set));
    REQUIRE(funnel.kernel.save(funnel.admin,
                               {Kernel::update("stage", funnel.offer, 0, {{"entry_fields", text("contract")}})}));
    REQUIRE(funnel.kernel.undo(funnel.manager, set));
    CHECK(funnel.of(deal, "stage") == Value(funnel.offer));
    CHECK(funnel.of(deal, "probability") == percent("50"));
    CHECK(funnel.of(deal, "stage_since") == since);
}

TEST_CASE("the system and imports are not asked, and get what goes with the stage") {
    Funnel funnel;
    const Uuid id = Uuid::make();
    REQUIRE(funnel.kernel.save(funnel.manager,
                               {Kernel::create("deal", id, {{"name", text("Сделка")}, {"stage", funnel.contact}})}));
    const auto* entity = funnel.kernel.catalog().entity("deal");
    const auto write = [&](records::Origin origin, const Uuid& stage) {
        return tests::runAwaitable([&]() -> boost::asio::awaitable<Result<std::uint64_t>> {
            const auto deadline = db::within(std::chrono::seconds(30));
            auto writer = co_await funnel.kernel.gate().open(funnel.admin, {Uuid::make(), origin, "", {}}, deadline);
            if (!writer) co_return std::unexpected(writer.error());
            records::Change change{records::Kind::Update, entity, id, 0, {{entity->field("stage"), stage}}, 0};
            std::vector<records::Change> changes;
            changes.push_back(std::move(change));
            auto written = co_await writer->write(std::move(changes), deadline);
            if (!written) co_return std::unexpected(written.error());
            co_return co_await writer->commit(deadline);
        }());
    };
    CHECK(write(records::Origin::System, funnel.offer));
    CHECK(funnel.of(id, "probability") == percent("50"));
    CHECK(write(records::Origin::Import, funnel.lost));
    CHECK(funnel.of(id, "probability") == percent("0"));
    CHECK(isNull(funnel.of(id, "closed_on")));  // an import tells of other days than today
}

TEST_CASE("a stage is refused with names and conditions that say nothing") {
    Funnel funnel;
    const auto save = [&](const char* field, const char* value) {
        auto saved =
            funnel.kernel.save(funnel.admin, {Kernel::update("stage", funnel.offer, 0, {{field, text(value)}})});
        return saved ? Error(ErrorCode::Internal) : saved.error();
    };
    CHECK(save("entry_fields", "amount, nonsense").code == ErrorCode::UnknownField);
    CHECK(save("entry_fields", "amount, nonsense").fieldPath == "changes[0].entry_fields");
    CHECK(save("exit_fields", "weighted").code == ErrorCode::UnknownField);  // computed: nobody can fill it
    CHECK(save("exit_fields", "created_at").code == ErrorCode::UnknownField);
    CHECK(save("entry_condition", "amount >").code == ErrorCode::Syntax);
    CHECK(save("entry_condition", "amount >").fieldPath == "changes[0].entry_condition");
    CHECK(save("exit_condition", "amount + 1").code == ErrorCode::WrongType);
    CHECK(save("exit_condition", "nonsense = 1").fieldPath == "changes[0].exit_condition");
    CHECK(save("exit_fields", "company; contract").code == ErrorCode::Internal);  // saved
}

TEST_CASE("a deal is stuck when it stands longer than the norm and nothing lies ahead") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.contact);
    REQUIRE(funnel.kernel.save(funnel.admin,
                               {Kernel::update("stage", funnel.contact, 0, {{"days_most", std::int64_t{3}}})}));
    CHECK(funnel.of(deal, "stuck") == Value(false));
    auto& database = funnel.kernel.database();
    REQUIRE(tests::runAwaitable(database.run({"UPDATE data.deal SET stage_since = now() - interval '30 days'", {}},
                                             db::within(std::chrono::seconds(30)))));
    CHECK(funnel.of(deal, "stuck") == Value(true));
    CHECK(funnel.of(deal, "open_tasks") == Value(std::int64_t{0}));
    const Uuid task = Uuid::make();
    const Timestamp now = funnel.manager.reader.context.now;
    constexpr std::int64_t kDay = 86'400'000'000;
    const auto due = [&](std::int64_t days) { return Value(Timestamp{now.micros + days * kDay}); };
    REQUIRE(funnel.kernel.save(
        funnel.manager,
        {Kernel::create("task", task, {{"name", text("Позвонить")}, {"deal", deal}, {"due", due(2)}})}));
    CHECK(funnel.of(deal, "stuck") == Value(false));
    CHECK(funnel.of(deal, "task_overdue") == Value(false));
    CHECK(funnel.of(deal, "next_task") == due(2));
    REQUIRE(funnel.kernel.save(funnel.manager, {Kernel::update("task", task, 0, {{"due", due(-2)}})}));
    CHECK(funnel.of(deal, "task_overdue") == Value(true));
    CHECK(funnel.of(deal, "stuck") == Value(true));
    REQUIRE(funnel.kernel.save(funnel.manager, {Kernel::update("task", task, 0, {{"status", text("done")}})}));
    CHECK(funnel.of(deal, "open_tasks") == Value(std::int64_t{0}));
    CHECK(isNull(funnel.of(deal, "next_task")));
}
