// What the company's checks refuse, and whom they leave alone.
#include <algorithm>

#include <catch2/catch.hpp>

#include "server/schema/registry.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

Value text(const char* t) { return std::string(t); }
Value rub(const char* amount) { return Money{*Decimal::parse(amount), "RUB"}; }

v1::CheckDef check(const std::string& name, const std::string& condition, const std::string& field,
                   v1::Severity severity = v1::SEVERITY_REFUSE) {
    v1::CheckDef def;
    def.set_name(name);
    def.set_condition(condition);
    def.set_field(field);
    def.set_severity(severity);
    def.mutable_label()->set_ru("Правило");
    def.mutable_label()->set_en("Rule");
    def.mutable_message()->set_ru("Так нельзя");
    def.mutable_message()->set_en("Not so");
    return def;
}

/// A company with checks of its own, and people who work there.
struct House {
    Kernel kernel;
    SystemClock clock;
    std::unique_ptr<schema::Registry> registry;
    std::unique_ptr<records::Gate> gate;
    records::Actor admin = kernel.person("Админ", "administrator");

    explicit House(const std::string& entity, const std::vector<v1::CheckDef>& checks) {
        auto made = schema::Registry::load(schema::embedded::entities());
        REQUIRE(made);
        registry = std::move(*made);
        REQUIRE(runAwaitable(registry->apply(kernel.database(), db::within(30s))));
        v1::SiteEntity site;
        site.set_entity(entity);
        for (const auto& each : checks) *site.add_checks() = each;
        const auto saved =
            runAwaitable(registry->save(kernel.database(), {{}, "system"}, site, 0, false, db::within(30s)));
        if (!saved) FAIL(describe(saved.error()));
        gate = std::make_unique<records::Gate>(ioContext().get_executor(), kernel.database(), *registry, clock);
    }
    ~House() { runAwaitable(gate->stop()); }

    Result<v1::SaveReply> save(const records::Actor& actor, std::vector<v1::RecordChange> changes,
                               Uuid set = Uuid::make()) {
        v1::SaveRequest request;
        request.set_change_set_id(std::string(set.view()));
        for (auto& change : changes) *request.add_changes() = std::move(change);
        return runAwaitable(gate->save(actor, request, db::within(30s)));
    }
    std::string outcome(const records::Actor& actor, v1::RecordChange change) {
        const auto saved = save(actor, {std::move(change)});
        if (saved) return "saved";
        return std::string(errorCodeName(saved.error().code)) + " " + saved.error().fieldPath;
    }
};

/// As an import does that skips bad rows.
boost::asio::awaitable<Result<void>> importSome(records::Gate& gate, const records::Actor& actor,
                                                std::vector<records::Change> changes,
                                                std::vector<records::Refusal>& refusals) {
    auto writer = co_await gate.open(actor, {Uuid::make(), records::Origin::Import, {}, {}}, db::within(30s));
    if (!writer) co_return std::unexpected(writer.error());
    auto saved = co_await writer->write(std::move(changes), refusals, db::within(30s));
    if (!saved) co_return std::unexpected(saved.error());
    auto sequence = co_await writer->commit(db::within(30s));
    if (!sequence) co_return std::unexpected(sequence.error());
    co_return Result<void>();
}

}  // namespace

TEST_CASE("a check that refuses names its field and the company's words, one that warns lets pass") {
    House house("company", {check("my_inn", "NOT(ISBLANK(inn))", "inn"),
                            check("size", "NOT(ISBLANK(size))", "size", v1::SEVERITY_WARN)});
    const auto saved = house.save(house.admin, {Kernel::create("company", Uuid::make(), {{"name", text("А")}})});
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == ErrorCode::CheckFailed);
    CHECK(saved.error().fieldPath == "changes[0].inn");
    CHECK(saved.error().args == std::vector<std::string>{"Так нельзя", "Not so", "my_inn"});
    CHECK(house.outcome(house.admin, Kernel::create("company", Uuid::make(),
                                                    {{"name", text("А")}, {"inn", text("7707083893")}})) == "saved");
    CHECK(house.kernel.count(house.admin, "company") == 1);
}

TEST_CASE("a product's check becomes a refusal by one switch, and is the product's again without it") {
    House house("contact", {check("reachable", "ignored", "ignored")});
    const auto& checks = house.registry->current()->entity("contact")->def().checks();
    const auto found = std::ranges::find(checks, "reachable", &v1::CheckDef::name);
    REQUIRE(found != checks.end());
    CHECK(found->severity() == v1::SEVERITY_REFUSE);
    CHECK(found->field() == "phones");
    CHECK(found->message().ru() == "Так нельзя");
    CHECK(house.outcome(house.admin, Kernel::create("contact", Uuid::make(), {{"name", text("Иванов Иван")}})) ==
          "CHECK_FAILED changes[0].phones");
    CHECK(house.outcome(house.admin, Kernel::create("contact", Uuid::make(),
                                                    {{"name", text("Иванов Иван")}, {"emails", Texts{"a@b.ru"}}})) ==
          "saved");
}

TEST_CASE("who mends one thing does not answer for an old gap in another") {
    House house("company", {check("my_inn", "NOT(ISBLANK(inn))", "inn")});
    const Uuid old = Uuid::make();
    // It was there before the check was.
    REQUIRE(house.kernel.save(house.admin, {Kernel::create("company", old, {{"name", text("Старая")}})}));
    CHECK(house.outcome(house.admin, Kernel::update("company", old, 0, {{"phones", Texts{"89161234567"}}})) == "saved");
    CHECK(house.outcome(house.admin, Kernel::update("company", old, 0, {{"inn", Null{}}})) == "saved");  // as it was
    CHECK(house.outcome(house.admin, Kernel::update("company", old, 0, {{"inn", text("7707083893")}})) == "saved");
    CHECK(house.outcome(house.admin, Kernel::update("company", old, 0, {{"inn", Null{}}})) ==
          "CHECK_FAILED changes[0].inn");
}

TEST_CASE("a condition may name the stage, and knows nothing of who asks") {
    House house("deal", {check("my_amount", "OR(stage.position < 2, amount > 0)", "amount")});
    const auto stages = house.kernel.stages();
    const Uuid id = Uuid::make();
    CHECK(house.outcome(house.admin, Kernel::create("deal", id, {{"name", text("С")}, {"stage", stages.open}})) ==
          "saved");
    CHECK(house.outcome(house.admin, Kernel::update("deal", id, 0, {{"stage", stages.won}})) ==
          "CHECK_FAILED changes[0].amount");
    CHECK(house.outcome(house.admin, Kernel::update("deal", id, 0, {{"stage", stages.won}, {"amount", rub("5")}})) ==
          "saved");
}

TEST_CASE("a check of some roles is held against people of these") {
    v1::CheckDef managers = check("my_inn", "NOT(ISBLANK(inn))", "inn");
    managers.add_roles("manager");
    House house("company", {managers});
    const auto ivanova = house.kernel.person("Иванова", "manager");
    const auto create = [] { return Kernel::create("company", Uuid::make(), {{"name", text("А")}}); };
    CHECK(house.outcome(ivanova, create()) == "CHECK_FAILED changes[0].inn");
    CHECK(house.outcome(house.admin, create()) == "saved");
    CHECK(house.outcome(house.kernel.system(), create()) == "saved");
}

TEST_CASE("undo is not asked, and a tolerant write leaves out what is refused") {
    House house("company", {check("my_inn", "NOT(ISBLANK(inn))", "inn")});
    const Uuid old = Uuid::make();
    REQUIRE(house.kernel.save(house.admin, {Kernel::create("company", old, {{"name", text("Старая")}})}));
    const Uuid set = Uuid::make();
    REQUIRE(house.save(house.admin, {Kernel::update("company", old, 0, {{"inn", text("7707083893")}})}, set));
    v1::UndoRequest undo;
    undo.set_change_set_id(std::string(Uuid::make().view()));
    undo.set_undoes(std::string(set.view()));
    CHECK(runAwaitable(house.gate->undo(house.admin, undo, db::within(30s))));

    const auto catalog = house.registry->current();
    const schema::Entity& company = *catalog->entity("company");
    std::vector<records::Change> changes;
    for (const bool good : {true, false, true}) {
        records::Change change{records::Kind::Create, &company, Uuid::make(), 0, {{company.field("name"), text("Н")}}};
        if (good) change.fields.emplace_back(company.field("inn"), text("7707083893"));
        changes.push_back(std::move(change));
    }
    std::vector<records::Refusal> refusals;
    REQUIRE(runAwaitable(importSome(*house.gate, house.admin, std::move(changes), refusals)));
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].index == 1);
    CHECK(refusals[0].error.code == ErrorCode::CheckFailed);
    CHECK(house.kernel.count(house.admin, "company") == 3);
}

TEST_CASE("checks of a company are held to their limits") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    auto registry = schema::Registry::load(schema::embedded::entities());
    REQUIRE(registry);
    REQUIRE(runAwaitable((*registry)->apply(kernel.database(), db::within(30s))));
    const auto refused = [&](const v1::CheckDef& def) {
        v1::SiteEntity site;
        site.set_entity("company");
        *site.add_checks() = def;
        const auto saved =
            runAwaitable((*registry)->save(kernel.database(), {{}, "s"}, site, 0, true, db::within(30s)));
        return saved ? std::string("fits") : describe(saved.error());
    };
    CHECK(refused(check("my_inn", "NOT(ISBLANK(inn))", "inn")) == "fits");
    CHECK(refused(check("size", "anything", "anywhere")) == "fits");  // the product's condition stays
    CHECK(refused(check("inn", "NOT(ISBLANK(inn))", "inn")).find("my_") != std::string::npos);
    CHECK(refused(check("my_inn", "NOT(ISBLANK(nonsense))", "inn")).find("nonsense") != std::string::npos);
    CHECK(refused(check("my_inn", "1 + 1", "inn")) != "fits");
    CHECK(refused(check("my_inn", "NOT(ISBLANK(inn))", "nonsense")) != "fits");
}
