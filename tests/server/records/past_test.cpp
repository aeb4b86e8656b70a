// Sets as they were: what the gate answers about a moment is what it answered at that moment.
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;

namespace {

Value text(std::string value) { return Value(std::move(value)); }
Value amount(std::int64_t value) { return Value(Money{*Decimal::parse(std::to_string(value)), "RUB"}); }

/// Values alone, by id: titles of references are those of today.
using State = std::map<Uuid, std::vector<std::string>>;

State stateOf(const v1::RowSet& rows) {
    const auto view = wire::RowSetView::open(rows);
    REQUIRE(view);
    State state;
    for (std::size_t row = 0; row < view->rows(); ++row) {
        std::vector<std::string>& cells = state[view->id(row)];
        cells.push_back("version " + std::to_string(view->version(row)));
        for (std::size_t column = 0; column < view->columns(); ++column)
            cells.push_back(std::string(view->path(column)) + "=" + toText(view->value(row, column)));
    }
    return state;
}

/// What differs, in words; nothing when they are equal.
std::string difference(const State& then, const State& now) {
    std::string out;
    for (const auto& [id, cells] : then) {
        const auto found = now.find(id);
        if (found == now.end()) out += id.text() + " was there; ";
        for (std::size_t i = 0; found != now.end() && i < cells.size(); ++i)
            if (cells[i] != found->second[i]) out += id.text() + ": " + cells[i] + " became " + found->second[i] + "; ";
    }
    for (const auto& [id, cells] : now)
        if (!then.contains(id)) out += id.text() + " was not there; ";
    return out;
}

struct World {
    Kernel kernel;
    records::Actor admin = kernel.person("Анна", "administrator");
    Kernel::Stages stages = kernel.stages();

    std::optional<std::int64_t> at;  // what is asked is asked of this moment

    std::int64_t now() const { return SystemClock().now().micros; }
    v1::QueryRequest all(const std::string& entity) const {
        v1::QueryRequest request;
        request.mutable_set()->set_entity(entity);
        if (at) request.mutable_set()->set_as_of(*at);
        for (const auto& field : kernelCatalog().entity(entity)->fields()) {
            // Sums over other records are those of today.
            if (!field->isFormula() || field->def.formula().find('(') == std::string::npos ||
                field->def.formula().starts_with("ROUND"))
                request.add_columns(field->name());
        }
        request.set_limit(1000);
        return request;
    }
    const schema::Catalog& kernelCatalog() const { return const_cast<Kernel&>(kernel).catalog(); }

    State state(const records::Actor& who, const std::string& entity) {
        const auto reply = kernel.query(who, all(entity));
        if (!reply) FAIL(describe(reply.error()));
        return stateOf(reply->rows());
    }
    std::vector<std::string> ordered(const std::string& entity, const std::string& filter, const std::string& sort) {
        v1::QueryRequest request = all(entity);
        request.mutable_set()->set_filter(filter);
        request.add_sort()->set_path(sort);
        const auto reply = kernel.query(admin, request);
        if (!reply) FAIL(describe(reply.error()));
        const auto view = *wire::RowSetView::open(reply->rows());
        std::vector<std::string> ids;
        for (std::size_t row = 0; row < view.rows(); ++row) ids.push_back(view.id(row).text());
        return ids;
    }
    std::vector<std::string> groups(bool rows) {
        v1::GroupRequest request;
        request.mutable_set()->set_entity("deal");
        if (at) request.mutable_set()->set_as_of(*at);
        request.add_by("stage");
        auto& sum = *request.add_aggregates();
        sum.set_function(v1::Aggregate::FUNCTION_SUM);
        sum.set_path("amount");
        if (rows) {
            request.set_rows_per_group(3);
            request.add_columns("amount");
            request.add_sort()->set_path("name");
        }
        const auto reply = kernel.group(admin, request);
        if (!reply) FAIL(describe(reply.error()));
        std::vector<std::string> out;
        for (const v1::Group& group : reply->groups()) {
            out.push_back(group.keys(0).ShortDebugString() + " " + std::to_string(group.count()) + " " +
                          group.aggregates(0).ShortDebugString());
            for (const auto& [id, cells] : stateOf(group.rows()))
                for (const std::string& cell : cells) out.push_back(id.text() + cell);
        }
        return out;
    }
    std::uint64_t found(const std::string& fragment) {
        v1::QueryRequest request = all("deal");
        request.mutable_set()->set_search(fragment);
        const auto reply = kernel.query(admin, request);
        if (!reply) FAIL(describe(reply.error()));
        return reply->rows().row_count();
    }
};

/// What is asked of each moment, then and later.
struct Picture {
    State deals, companies;
    std::vector<std::string> groups, board, rich;
    std::uint64_t found = 0;
    bool operator==(const Picture&) const = default;
};

Picture pictureOf(World& world) {
    return {world.state(world.admin, "deal"),
            world.state(world.admin, "company"),
            world.groups(false),
            world.groups(true),
            world.ordered("deal", "amount > 500 OR ISBLANK(amount)", "amount"),
            world.found("два")};
}

}  // namespace

TEST_CASE_METHOD(World, "whatever was done to a set since, asked of a moment it is what it was") {
    std::mt19937 random(Catch::rngSeed() + 7);
    const auto pick = [&random](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    std::vector<Uuid> deals;
    std::vector<Uuid> companies;
    std::vector<Uuid> sets;
    const char* names[] = {"Раз", "Два", "Три", "Двадцать один"};
    const Uuid places[] = {stages.open, stages.won, stages.lost};
    const auto fields = [&] {
        FieldValues values{{"name", text(names[pick(4)])},
                           {"stage", places[pick(3)]},
                           {"probability", *Decimal::parse(std::to_string(pick(100)))}};
        values.emplace_back("amount", pick(4) == 0 ? Value(Null{}) : amount(static_cast<std::int64_t>(pick(1000))));
        if (!companies.empty() && pick(2) == 0) values.emplace_back("company", companies[pick(companies.size())]);
        values.emplace_back("expected_close",
                            pick(3) == 0 ? Value(Null{}) : Value(Date{static_cast<std::int32_t>(19000 + pick(900))}));
        return values;
    };
    std::vector<std::pair<std::int64_t, Picture>> remembered;
    for (int step = 0; step < 70; ++step) {
        const Uuid set = Uuid::make();
        std::vector<v1::RecordChange> changes;
        switch (pick(7)) {
            case 0:
            case 1:
                deals.push_back(Uuid::make());
                changes.push_back(Kernel::create("deal", deals.back(), fields()));
                break;
            case 2:
                companies.push_back(Uuid::make());
                changes.push_back(Kernel::create("company", companies.back(),
                                                 {{"name", text("Компания " + std::to_string(step))},
                                                  {"phones", Texts{"+79161234567"}},
                                                  {"revenue", amount(5)}}));
                break;
            case 3:
                if (deals.empty()) break;
                changes.push_back(Kernel::remove("deal", deals[pick(deals.size())]));
                break;
            case 4:
                if (companies.empty()) break;
                if (pick(2) == 0)
                    changes.push_back(Kernel::remove("company", companies[pick(companies.size())]));
                else
                    changes.push_back(Kernel::update("company", companies[pick(companies.size())], 0,
                                                     {{"phones", Texts{}}, {"name", text("Иначе")}}));
                break;
            case 5:
                if (!sets.empty()) (void)kernel.undo(admin, sets[pick(sets.size())], set);  // some are refused
                sets.push_back(set);
                break;
            default:
                if (deals.empty()) break;
                changes.push_back(Kernel::update("deal", deals[pick(deals.size())], 0, fields()));
        }
        if (!changes.empty() && kernel.save(admin, std::move(changes), set)) sets.push_back(set);
        if (step % 7 == 0) {
            // What the database heard of last is what it shows now.
            remembered.emplace_back(now(), pictureOf(*this));
        }
    }
    for (const auto& [moment, picture] : remembered) {
        at = moment;
        const Picture then = pictureOf(*this);
        CHECK(difference(picture.deals, then.deals) == "");
        CHECK(difference(picture.companies, then.companies) == "");
        CHECK(then.groups == picture.groups);
        CHECK(then.board == picture.board);
        CHECK(then.rich == picture.rich);
        CHECK(then.found == picture.found);
    }
}

TEST_CASE_METHOD(World, "the past is seen with the rights of today") {
    const auto maria = kernel.person("Мария", "manager");
    const auto oleg = kernel.person("Олег", "manager");
    const Uuid given = Uuid::make();
    const Uuid gone = Uuid::make();
    for (const Uuid& id : {given, gone})
        REQUIRE(kernel.save(
            admin,
            {Kernel::create("deal", id, {{"name", text("Дело")}, {"stage", stages.open}, {"owner", maria.id}})}));
    const std::int64_t then = now();
    REQUIRE(kernel.save(admin, {Kernel::update("deal", given, 0, {{"owner", oleg.id}}), Kernel::remove("deal", gone)}));
    at = then;
    const auto ids = [&](const records::Actor& who) {
        std::vector<Uuid> out;
        for (const auto& [id, cells] : state(who, "deal")) out.push_back(id);
        return out;
    };
    CHECK(ids(admin).size() == 2);
    CHECK(ids(maria) == std::vector{gone});  // what was hers when it went; the other is Oleg's now
    CHECK(ids(oleg) == std::vector{given});

    v1::GetRequest request;
    request.set_entity("deal");
    request.add_ids(std::string(given.view()));
    request.add_ids(std::string(gone.view()));
    request.add_columns("owner");
    request.set_as_of(then);
    CHECK(Kernel::texts(kernel.get(oleg, request)->rows()) == std::vector{maria.id.text()});
    CHECK(kernel.get(maria, request)->rows().row_count() == 1);
    request.clear_ids();
    CHECK(kernel.get(admin, request)->rows().row_count() == 0);
}

TEST_CASE_METHOD(World, "a long set of the past is paged, jumped and counted like any other") {
    std::vector<v1::RecordChange> changes;
    std::vector<Uuid> ids;
    for (int i = 0; i < 250; ++i) {
        ids.push_back(Uuid::make());
        changes.push_back(Kernel::create("deal", ids.back(),
                                         {{"name", text("Дело " + std::to_string(1000 + i))}, {"stage", stages.open}}));
    }
    REQUIRE(kernel.save(admin, std::move(changes)));
    const std::int64_t then = now();
    for (int i = 0; i < 250; i += 2)
        changes.push_back(i % 4 == 0
                              ? Kernel::remove("deal", ids[static_cast<std::size_t>(i)])
                              : Kernel::update("deal", ids[static_cast<std::size_t>(i)], 0, {{"name", text("А")}}));
    REQUIRE(kernel.save(admin, std::move(changes)));

    v1::QueryRequest request;
    request.mutable_set()->set_entity("deal");
    request.mutable_set()->set_as_of(then);
    request.add_columns("name");
    request.add_sort()->set_path("name");
    request.set_limit(60);
    std::vector<std::string> names;
    while (true) {
        const auto page = kernel.query(admin, request);
        REQUIRE(page);
        for (std::string& name : Kernel::texts(page->rows())) names.push_back(std::move(name));
        if (!page->more()) break;
        request.set_after_key(page->last_key());
    }
    REQUIRE(names.size() == 250);
    for (int i = 0; i < 250; ++i) CHECK(names[static_cast<std::size_t>(i)] == "Дело " + std::to_string(1000 + i));
    request.set_position(200);
    request.set_limit(1);
    CHECK(Kernel::texts(kernel.query(admin, request)->rows()) == std::vector<std::string>{"Дело 1200"});
    v1::CountRequest count;
    *count.mutable_set() = request.set();
    CHECK(runAwaitable(kernel.gate().count(admin.reader, count, db::within(std::chrono::seconds(30))))->total() == 250);
    request.mutable_set()->set_as_of(std::numeric_limits<std::int64_t>::max());
    CHECK(kernel.query(admin, request).error().code == ErrorCode::BadRequest);
}

TEST_CASE_METHOD(World, "TODAY() of the past is that day, and who changed a record last is who had then") {
    const auto boris = kernel.person("Борис", "administrator");
    const Uuid id = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::create("company", id, {{"name", text("Ромашка")}})}));
    const std::int64_t then = now();
    REQUIRE(kernel.save(boris, {Kernel::update("company", id, 0, {{"city", text("Пермь")}})}));
    v1::QueryRequest request;
    request.mutable_set()->set_entity("company");
    request.mutable_set()->set_as_of(then);
    for (const char* column : {"updated_by", "=NOW()", "city"}) request.add_columns(column);
    const auto reply = kernel.query(admin, request);
    REQUIRE(reply);
    CHECK(Kernel::texts(reply->rows(), 0) == std::vector{admin.id.text()});
    CHECK(Kernel::texts(reply->rows(), 1) == std::vector{toText(Value(Timestamp{then}))});
    CHECK(Kernel::texts(reply->rows(), 2) == std::vector<std::string>{""});
}
