// At which stage records are lost: kept by the gate, and for what was lost before it kept it, told by the history.
#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "server/db/embedded.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;
using tests::runAwaitable;

namespace {

using namespace std::chrono_literals;

Value text(const char* t) { return std::string(t); }

struct Funnel {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");
    Uuid pipeline = Uuid::make(), contact = Uuid::make(), offer = Uuid::make(), won = Uuid::make(), lost = Uuid::make(),
         spam = Uuid::make();

    Funnel() {
        std::vector<v1::RecordChange> changes{Kernel::create("pipeline", pipeline, {{"name", text("Продажи")}})};
        std::int64_t position = 0;
        const auto stage = [&](const Uuid& id, const char* name, const char* kind) {
            changes.push_back(Kernel::create(
                "stage", id,
                {{"name", text(name)}, {"pipeline", pipeline}, {"kind", text(kind)}, {"position", ++position}}));
        };
        stage(contact, "Контакт", "open");
        stage(offer, "Предложение", "open");
        stage(won, "Успех", "won");
        stage(lost, "Отказ", "lost");
        stage(spam, "Спам", "lost");
        REQUIRE(kernel.save(admin, std::move(changes)));
    }
    Uuid deal(const Uuid& stage) {
        const Uuid id = Uuid::make();
        REQUIRE(kernel.save(admin, {Kernel::create("deal", id, {{"name", text("Сделка")}, {"stage", stage}})}));
        return id;
    }
    Uuid move(const Uuid& deal, const Uuid& stage) {
        const Uuid set = Uuid::make();
        REQUIRE(kernel.save(admin, {Kernel::update("deal", deal, 0, {{"stage", stage}})}, set));
        return set;
    }
    Value from(const Uuid& deal) { return kernel.value(admin, "deal", deal, "lost_from"); }
};

}  // namespace

TEST_CASE("a lost record keeps the stage that it was lost from, until it comes back") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.contact);
    CHECK(isNull(funnel.from(deal)));
    funnel.move(deal, funnel.offer);
    CHECK(isNull(funnel.from(deal)));
    funnel.move(deal, funnel.lost);
    CHECK(funnel.from(deal) == Value(funnel.offer));
    funnel.move(deal, funnel.spam);  // another place for lost ones
    CHECK(funnel.from(deal) == Value(funnel.offer));
    funnel.move(deal, funnel.contact);
    CHECK(isNull(funnel.from(deal)));
    funnel.move(deal, funnel.won);
    CHECK(isNull(funnel.from(deal)));
    funnel.move(deal, funnel.lost);
    CHECK(funnel.from(deal) == Value(funnel.won));
    CHECK(isNull(funnel.from(funnel.deal(funnel.lost))));  // it came from nowhere

    const auto forged =
        funnel.kernel.save(funnel.admin, {Kernel::update("deal", deal, 0, {{"lost_from", funnel.contact}})});
    REQUIRE_FALSE(forged);
    CHECK(forged.error().code == ErrorCode::ReadOnly);
}

TEST_CASE("an undo and a redo bring back where it was lost") {
    Funnel funnel;
    const Uuid deal = funnel.deal(funnel.offer);
    const Uuid lost = funnel.move(deal, funnel.lost);
    const Uuid undone = Uuid::make();
    REQUIRE(funnel.kernel.undo(funnel.admin, lost, undone));
    CHECK(isNull(funnel.from(deal)));
    REQUIRE(funnel.kernel.undo(funnel.admin, undone));
    CHECK(funnel.from(deal) == Value(funnel.offer));
    const Uuid back = funnel.move(deal, funnel.contact);
    REQUIRE(funnel.kernel.undo(funnel.admin, back));
    CHECK(funnel.from(deal) == Value(funnel.offer));
}

TEST_CASE("lost records are filtered and counted by where they were lost") {
    Funnel funnel;
    for (int i = 0; i < 5; ++i) {
        const Uuid deal = funnel.deal(i < 2 ? funnel.contact : funnel.offer);
        if (i != 4) funnel.move(deal, funnel.lost);
    }
    CHECK(funnel.kernel.count(funnel.admin, "deal", "lost_from.name = \"Предложение\"") == 2);
    v1::GroupRequest request;
    request.mutable_set()->set_entity("deal");
    request.mutable_set()->set_filter("stage.kind = \"lost\"");
    request.add_by("lost_from");
    const auto reply = funnel.kernel.group(funnel.admin, request);
    REQUIRE(reply);
    std::map<std::string, std::uint64_t> counts;
    for (const v1::Group& group : reply->groups()) counts[group.keys(0).id()] += group.count();
    CHECK(counts == std::map<std::string, std::uint64_t>{{std::string(funnel.contact.view()), 2},
                                                         {std::string(funnel.offer.view()), 2}});
    CHECK(funnel.kernel.value(funnel.admin, "stage", funnel.offer, "=COUNT(lost_deals)") == Value(std::int64_t{2}));
}

TEST_CASE("of what was lost before that was kept, the history tells, and gets it as if it had been kept") {
    Funnel funnel;
    std::mt19937 random(Catch::rngSeed() + 9);
    const auto pick = [&random](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    const Uuid places[] = {funnel.contact, funnel.offer, funnel.won, funnel.lost, funnel.lost, funnel.spam};
    std::vector<Uuid> deals;
    std::vector<Uuid> sets;
    for (int i = 0; i < 12; ++i) deals.push_back(funnel.deal(places[pick(6)]));
    for (int step = 0; step < 120; ++step) {
        const Uuid set = Uuid::make();
        if (pick(4) == 0 && !sets.empty()) {
            if (funnel.kernel.undo(funnel.admin, sets[pick(sets.size())], set)) sets.push_back(set);
        } else {
            sets.push_back(funnel.move(deals[pick(deals.size())], places[pick(6)]));
        }
    }
    auto& database = funnel.kernel.database();
    const auto all = [&](const std::string& sql) {
        const auto rows = runAwaitable(database.run({sql, {}}, db::within(30s)));
        if (!rows) FAIL(describe(rows.error()));
        std::vector<std::string> out;
        for (std::size_t row = 0; row < rows->size(); ++row) out.emplace_back(rows->text(row, 0));
        return out;
    };
    const std::string records = "SELECT id::text || ' ' || coalesce(lost_from::text, '-') FROM data.deal ORDER BY id";
    const std::string history =
        "SELECT record::text || ' ' || version || ' ' || coalesce(diff::text, '') FROM kupets.change WHERE entity = "
        "'deal' ORDER BY record, version";
    const auto kept = all(records);
    const auto told = all(history);
    REQUIRE(std::ranges::any_of(kept, [](const std::string& line) { return !line.ends_with('-'); }));

    // As a server of before has left it.
    all("ALTER TABLE data.deal DROP COLUMN lost_from");
    all("UPDATE kupets.change SET diff = diff - 'lost_from' WHERE entity = 'deal'");
    const auto files = db::embedded::migrations();
    const auto migration =
        std::ranges::find_if(files, [](const EmbeddedFile& file) { return file.name == "0009_lost_from.sql"; });
    REQUIRE(migration != files.end());
    all(std::string(migration->text));
    CHECK(all(records) == kept);
    CHECK(all(history) == told);
}
