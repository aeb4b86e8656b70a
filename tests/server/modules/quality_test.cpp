// How good the data are: figures, the lists behind them, mending, the quarterly task.
#include "server/modules/quality/quality.h"

#include <algorithm>

#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>

#include "server/modules/quality/plan.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

Value text(const char* t) { return std::string(t); }

struct House {
    Kernel kernel;
    boost::asio::thread_pool workers{2};
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor ivanova = kernel.person("Иванова", "manager");

    ~House() { workers.join(); }
    quality::Services services() {
        return {kernel.database(), kernel.registry(), kernel.gate(), workers, db::within(60s)};
    }
    Uuid make(const FieldValues& fields, const records::Actor& by) {
        const Uuid id = Uuid::make();
        REQUIRE(kernel.save(by, {Kernel::create("company", id, fields)}));
        return id;
    }
    /// As it stood before there were standards.
    void spoil(const Uuid& id, const std::string& assignments) {
        db::Query query{"UPDATE data.company SET " + assignments + " WHERE id = $1::uuid", {}};
        query.params.add(id);
        REQUIRE(runAwaitable(kernel.database().run(std::move(query), db::within(30s))));
    }
    v1::QualityReply report(const records::Actor& by, const std::string& cut = {}, const std::string& filter = {}) {
        v1::QualityRequest request;
        request.set_entity("company");
        request.set_by(cut);
        request.set_filter(filter);
        const auto all = services();
        auto reply = runAwaitable(quality::report(all, by.reader, request));
        if (!reply) FAIL(describe(reply.error()));
        return *reply;
    }
    v1::BulkReply repair(const records::Actor& by, bool dry, const Uuid& set = Uuid::make()) {
        v1::QualityRepairRequest request;
        request.set_change_set_id(std::string(set.view()));
        request.set_entity("company");
        request.set_dry_run(dry);
        const auto all = services();
        const records::BulkProgress progress =
            [](std::uint64_t, std::uint64_t) -> boost::asio::awaitable<Result<void>> { co_return Result<void>(); };
        auto reply = runAwaitable(quality::repair(all, by, request, progress));
        if (!reply) FAIL(describe(reply.error()));
        return *reply;
    }
};

}  // namespace

TEST_CASE("every figure of quality lists exactly what is behind it") {
    House house;
    house.make({{"name", text("А")}, {"phones", Texts{"89161234567"}}, {"size", text("small")}}, house.admin);
    house.make({{"name", text("Б")}}, house.ivanova);
    const Uuid old = house.make({{"name", text("В")}, {"inn", text("7707083893")}}, house.ivanova);
    house.spoil(old, "updated_at = now() - interval '200 days', name = 'ООО «В»'");
    const v1::QualityReply reply = house.report(house.admin, "owner");
    CHECK(reply.total() == 3);
    const auto fits = [&](const v1::QualityFigure& figure) {
        INFO(figure.bad_filter());
        CHECK(figure.total() - figure.good() == house.kernel.count(house.admin, "company", figure.bad_filter()));
    };
    CHECK(reply.fields_size() > 20);
    for (const v1::QualityField& field : reply.fields()) {
        INFO(field.field());
        fits(field.filled());
        if (field.field() == "inn") CHECK(field.filled().good() == 1);
        if (field.field() == "name") CHECK(field.filled().good() == 3);
    }
    REQUIRE(reply.checks_size() == 3);
    for (const v1::QualityCheck& check : reply.checks()) {
        fits(check.kept());
        if (check.check() == "reachable") CHECK(check.kept().good() == 1);
    }
    fits(reply.complete());
    CHECK(reply.complete().good() == 0);  // none has a source
    fits(reply.fresh());
    CHECK(reply.fresh().good() == 2);
    fits(reply.repairable());
    CHECK(reply.repairable().good() == 2);
    REQUIRE(reply.cuts_size() == 2);
    CHECK(reply.cuts(0).title() == "Иванова");
    CHECK(reply.cuts(0).valid().good() == 1);
    for (const v1::QualityCut& cut : reply.cuts()) {
        fits(cut.complete());
        fits(cut.fresh());
        CHECK(cut.score() <= 100);
    }
}

TEST_CASE("whoever sees less is told of less") {
    House house;
    house.make({{"name", text("А")}}, house.admin);
    house.make({{"name", text("Б")}}, house.ivanova);
    CHECK(house.report(house.ivanova).total() == 1);
    CHECK(house.report(house.admin, {}, "name = \"А\"").total() == 1);
    v1::QualityRequest request;
    request.set_entity("company");
    request.set_by("name");
    const auto all = house.services();
    CHECK_FALSE(runAwaitable(quality::report(all, house.admin.reader, request)));
}

TEST_CASE("who was spoken to lately is fresh") {
    House house;
    const Uuid id = house.make({{"name", text("А")}}, house.admin);
    house.spoil(id, "updated_at = now() - interval '200 days'");
    CHECK(house.report(house.admin).fresh().good() == 0);
    REQUIRE(house.kernel.save(
        house.admin, {Kernel::create("activity", Uuid::make(),
                                     {{"subject", text("Звонок")}, {"kind", text("call")}, {"company", id}})}));
    CHECK(house.report(house.admin).fresh().good() == 1);
}

TEST_CASE("the base is mended in one step, tried before and taken back after") {
    House house;
    const Uuid first = house.make({{"name", text("А")}}, house.admin);
    const Uuid second = house.make({{"name", text("Б")}}, house.admin);
    house.make({{"name", text("В")}}, house.admin);
    house.spoil(first, "name = 'ООО \"Ромашка\"', city = 'г. МОСКВА', phones = ARRAY['8 916 123-45-67']");
    house.spoil(second, "name = 'ООО Лютик', legal_form = 'АО'");  // a person decides
    CHECK(house.report(house.admin).repairable().good() == 2);
    const v1::BulkReply tried = house.repair(house.admin, true);
    CHECK(tried.changed() == 1);
    CHECK(house.kernel.value(house.admin, "company", first, "city") == text("г. МОСКВА"));
    const Uuid set = Uuid::make();
    const v1::BulkReply done = house.repair(house.admin, false, set);
    CHECK(done.changed() == 1);
    CHECK(done.unchanged() == 2);
    CHECK(done.refused() == 0);
    CHECK(house.kernel.value(house.admin, "company", first, "name") == text("Ромашка"));
    CHECK(house.kernel.value(house.admin, "company", first, "legal_form") == text("ООО"));
    CHECK(house.kernel.value(house.admin, "company", first, "city") == text("Москва"));
    CHECK(house.kernel.value(house.admin, "company", first, "phones") == Value(Texts{"+79161234567"}));
    CHECK(house.kernel.value(house.admin, "company", second, "name") == text("ООО Лютик"));
    CHECK(house.report(house.admin).repairable().good() == 3);
    CHECK(house.repair(house.admin, false).changed() == 0);
    REQUIRE(house.kernel.undo(house.admin, set));
    CHECK(house.kernel.value(house.admin, "company", first, "name") == text("ООО \"Ромашка\""));
    CHECK(house.kernel.value(house.admin, "company", first, "city") == text("г. МОСКВА"));
}

TEST_CASE("a manager mends his own records alone") {
    House house;
    const Uuid theirs = house.make({{"name", text("А")}}, house.admin);
    const Uuid own = house.make({{"name", text("Б")}}, house.ivanova);
    for (const Uuid& id : {theirs, own}) house.spoil(id, "city = 'г. Тверь'");
    CHECK(house.repair(house.ivanova, false).changed() == 1);
    CHECK(house.kernel.value(house.admin, "company", own, "city") == text("Тверь"));
    CHECK(house.kernel.value(house.admin, "company", theirs, "city") == text("г. Тверь"));
}

TEST_CASE("the task of a quarter is made once, for whoever is to look") {
    House house;
    const auto make = [&](Timestamp now) {
        auto made = runAwaitable(quality::makeTasks(house.kernel.database(), house.kernel.registry(),
                                                    house.kernel.gate(), now, db::within(30s)));
        if (!made) FAIL(describe(made.error()));
        return *made;
    };
    const Timestamp november = Timestamp::fromDate(*Date::fromYmd(2026, 11, 22));
    CHECK(make(november) == 0);
    REQUIRE(house.kernel.save(house.admin, {Kernel::update("user", house.ivanova.id, 0, {{"checks_quality", true}})}));
    CHECK(make(november) == 1);
    CHECK(make(november) == 0);
    CHECK(house.kernel.count(house.admin, "task", "owner = ID(\"" + house.ivanova.id.text() + "\")") == 1);
    CHECK(house.kernel.count(house.admin, "task", "CONTAINS(name, \"IV квартал 2026\")") == 1);
    CHECK(make(Timestamp::fromDate(*Date::fromYmd(2026, 12, 31))) == 0);
    CHECK(make(Timestamp::fromDate(*Date::fromYmd(2027, 1, 1))) == 1);
}
