#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {

Value text(const std::string& t) { return t; }

/// 250 companies: names of few letters, every third without a city.
std::vector<std::string> fill(Kernel& kernel, const records::Actor& actor) {
    std::vector<v1::RecordChange> changes;
    std::vector<std::string> names;
    for (int i = 0; i < 250; ++i) {
        const std::string name = "Фирма " + std::to_string(1000 + (i * 37) % 250);
        names.push_back(name);
        tests::FieldValues fields{{"name", text(name)}, {"employees", std::int64_t{i % 7}}};
        if (i % 3 != 0) fields.emplace_back("city", text(i % 2 == 0 ? "Пермь" : "Казань"));
        changes.push_back(Kernel::create("company", Uuid::make(), fields));
    }
    REQUIRE(kernel.save(actor, std::move(changes)));
    std::ranges::sort(names);
    return names;
}

const std::vector<std::vector<std::pair<std::string, bool>>> kOrders{{{"city", false}, {"name", false}},
                                                                     {{"city", true}, {"name", false}},
                                                                     {{"employees", true}, {"city", false}},
                                                                     {{"owner", false}},
                                                                     {{"=LEN(name) + employees", true}}};

/// All rows by pages of `limit`, following keys.
std::vector<std::string> walk(Kernel& kernel, const records::Actor& actor, v1::QueryRequest request,
                              bool backwards = false) {
    std::vector<std::string> all;
    while (true) {
        const auto reply = kernel.query(actor, request);
        REQUIRE(reply);
        auto page = Kernel::texts(reply->rows());
        if (backwards) {
            all.insert(all.begin(), page.begin(), page.end());
            request.set_before_key(reply->first_key());
        } else {
            all.insert(all.end(), page.begin(), page.end());
            request.set_after_key(reply->last_key());
        }
        if (!reply->more()) return all;
        REQUIRE(all.size() < 10'000);
    }
}

v1::QueryRequest companies(std::vector<std::pair<std::string, bool>> sorts, std::uint32_t limit) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("company");
    request.add_columns("name");
    request.set_limit(limit);
    for (const auto& [path, descending] : sorts) {
        v1::Sort& sort = *request.add_sort();
        sort.set_path(path);
        sort.set_descending(descending);
    }
    return request;
}

}  // namespace

TEST_CASE("pages by key show every row once, in order, forwards and backwards, empty values last") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const std::vector<std::string> names = fill(kernel, admin);
    CHECK(walk(kernel, admin, companies({{"name", false}}, 37)) == names);
    for (const auto& sorts : kOrders) {
        const auto whole = kernel.query(admin, companies(sorts, 1000));
        REQUIRE(whole);
        const auto expected = Kernel::texts(whole->rows());
        REQUIRE(expected.size() == 250);
        CHECK(walk(kernel, admin, companies(sorts, 41)) == expected);
        // Backwards from beyond the end: from the last row's key on.
        auto last = companies(sorts, 41);
        last.set_before_key(whole->last_key());
        auto before = walk(kernel, admin, last, true);
        before.push_back(expected.back());
        CHECK(before == expected);
        for (const std::uint64_t position : {0U, 1U, 100U, 166U, 167U, 170U, 249U}) {
            auto jump = companies(sorts, 5);
            jump.set_position(position);
            const auto page = kernel.query(admin, jump);
            REQUIRE(page);
            const std::vector<std::string> want(
                expected.begin() + static_cast<std::ptrdiff_t>(position),
                expected.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(250, position + 5)));
            CHECK(Kernel::texts(page->rows()) == want);
        }
    }
}

TEST_CASE("a page around a record holds it in its middle and tells its place") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    fill(kernel, admin);
    for (const std::string filter : {"", "employees < 4", "ISBLANK(city)"}) {
        for (const auto& sorts : kOrders) {
            auto whole = companies(sorts, 1000);
            whole.mutable_set()->set_filter(filter);
            const auto all = kernel.query(admin, whole);
            REQUIRE(all);
            const auto names = Kernel::texts(all->rows());
            for (std::size_t row = 0; row < names.size(); row += 13) {
                for (const std::size_t limit : {1U, 20U}) {
                    auto request = whole;
                    request.set_limit(static_cast<std::uint32_t>(limit));
                    request.set_around_id(all->rows().ids().substr(row * 16, 16));
                    const auto page = kernel.query(admin, request);
                    REQUIRE(page);
                    const std::size_t first = row - std::min(row, limit / 2);
                    CAPTURE(filter, sorts.front().first, sorts.front().second, row, limit);
                    REQUIRE(page->position() == first);
                    const auto from = names.begin() + static_cast<std::ptrdiff_t>(first);
                    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, names.size() - first));
                    REQUIRE(Kernel::texts(page->rows()) == std::vector<std::string>(from, from + count));
                }
            }
        }
    }
    auto request = companies({{"name", false}}, 20);
    request.mutable_set()->set_search("1007");
    const auto found = kernel.query(admin, request);
    REQUIRE(found);
    request.set_around_id(found->rows().ids());
    CHECK(kernel.query(admin, request)->position() == 0);
    request.mutable_set()->set_search("1008");
    const auto hidden = kernel.query(admin, request);
    REQUIRE_FALSE(hidden);
    CHECK(hidden.error().code == ErrorCode::NotFound);
    request.set_around_id("short");
    CHECK(kernel.query(admin, request).error().code == ErrorCode::BadRequest);
}

TEST_CASE("columns walk across references, titles come along, formulas compute") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto stages = kernel.stages();
    const Uuid company = Uuid::make();
    const auto deal = [&](const char* name, const Uuid& stage, const char* amount) {
        return Kernel::create("deal", Uuid::make(),
                              {{"name", text(name)},
                               {"company", company},
                               {"stage", stage},
                               {"amount", Money{*Decimal::parse(amount), "RUB"}},
                               {"probability", std::int64_t{50}}});
    };
    REQUIRE(kernel.save(
        admin, {Kernel::create("company", company, {{"name", text("Узнецк")}}), deal("Первая", stages.won, "100.10"),
                deal("Вторая", stages.won, "0.20"), deal("Третья", stages.open, "7")}));
    const auto rows = kernel.query(
        admin, "deal", "stage.kind = \"won\" AND company.owner = ME()",
        {"name", "company", "stage.pipeline.name", "weighted", "=amount * 2", "company.deals_won", "number"},
        {"-amount"});
    REQUIRE(rows);
    const auto view = wire::RowSetView::open(rows->rows());
    REQUIRE(view->rows() == 2);
    CHECK(view->value(0, 0) == text("Первая"));
    CHECK(view->companion(0, 1) == "Узнецк");
    CHECK(view->value(0, 2) == text("Продажи"));
    CHECK(view->value(0, 3) == Value(*Decimal::parse("50.05")));
    CHECK(view->value(0, 4) == Value(*Decimal::parse("200.20")));
    CHECK(view->value(0, 5) == Value(*Decimal::parse("100.30")));
    CHECK(std::get<std::string>(view->value(0, 6)).starts_with("С-"));
}

TEST_CASE("groups count and sum, with titles and the first rows of each") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto stages = kernel.stages();
    std::vector<v1::RecordChange> deals;
    for (int i = 0; i < 30; ++i) {
        deals.push_back(Kernel::create("deal", Uuid::make(),
                                       {{"name", text("Сделка " + std::to_string(100 + i))},
                                        {"stage", i < 20 ? stages.open : stages.won},
                                        {"amount", Money{Decimal(i), "RUB"}}}));
    }
    REQUIRE(kernel.save(admin, std::move(deals)));
    v1::GroupRequest request;
    request.mutable_set()->set_entity("deal");
    request.add_by("stage");
    auto* sum = request.add_aggregates();
    sum->set_function(v1::Aggregate::FUNCTION_SUM);
    sum->set_path("amount");
    request.set_rows_per_group(3);
    request.add_columns("name");
    auto* sort = request.add_sort();
    sort->set_path("name");
    sort->set_descending(true);
    const auto reply = kernel.group(admin, request);
    REQUIRE(reply);
    REQUIRE(reply->groups_size() == 2);
    for (const v1::Group& group : reply->groups()) {
        const bool open = group.titles(0) == "В работе";
        CHECK(group.count() == (open ? 20 : 10));
        CHECK(Decimal::parse(group.aggregates(0).decimal()) == Decimal(open ? 190 : 245));
        CHECK(Kernel::texts(group.rows()) ==
              (open ? std::vector<std::string>{"Сделка 119", "Сделка 118", "Сделка 117"}
                    : std::vector<std::string>{"Сделка 129", "Сделка 128", "Сделка 127"}));
        v1::QueryRequest more;
        more.mutable_set()->set_entity("deal");
        more.mutable_set()->set_filter("stage = ID(\"" + Uuid::fromBytes(group.keys(0).id())->text() + "\")");
        more.add_columns("name");
        *more.add_sort() = *sort;
        more.set_after_key(group.last_key());
        more.set_limit(1);
        CHECK(Kernel::texts(kernel.query(admin, more)->rows()) ==
              std::vector<std::string>{open ? "Сделка 116" : "Сделка 126"});
    }
}

TEST_CASE("groups stand in the order of their stages and choices, not of the alphabet") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const Uuid second = Uuid::make(), first = Uuid::make();
    std::vector<v1::RecordChange> made{
        Kernel::create("pipeline", second, {{"name", text("Внедрение")}, {"position", std::int64_t{2}}}),
        Kernel::create("pipeline", first, {{"name", text("Продажи")}, {"position", std::int64_t{1}}})};
    std::vector<Uuid> stages;
    const auto stage = [&](const Uuid& pipeline, const char* name, std::int64_t position) {
        stages.push_back(Uuid::make());
        made.push_back(Kernel::create("stage", stages.back(),
                                      {{"name", text(name)}, {"pipeline", pipeline}, {"position", position}}));
    };
    stage(first, "Переговоры", 2);
    stage(first, "Знакомство", 3);
    stage(first, "Яркая встреча", 1);
    stage(second, "Монтаж", 1);
    for (const Uuid& at : stages)
        made.push_back(Kernel::create("deal", Uuid::make(), {{"name", text("С")}, {"stage", at}}));
    for (const char* kind : {"competitor", "client", "prospect", "supplier"})
        made.push_back(Kernel::create("company", Uuid::make(), {{"name", text(kind)}, {"kind", std::string(kind)}}));
    made.push_back(Kernel::create("company", Uuid::make(), {{"name", text("никто")}}));
    REQUIRE(kernel.save(admin, std::move(made)));
    const auto grouped = [&](const char* entity, std::vector<const char*> by) {
        v1::GroupRequest request;
        request.mutable_set()->set_entity(entity);
        for (const char* path : by) request.add_by(path);
        const auto reply = kernel.group(admin, request);
        REQUIRE(reply);
        std::vector<std::string> heads;
        for (const v1::Group& group : reply->groups()) {
            heads.emplace_back();
            for (int i = 0; i < group.keys_size(); ++i)
                heads.back() +=
                    (i == 0 ? "" : "/") + (group.titles(i).empty() ? group.keys(i).text() : group.titles(i));
        }
        return heads;
    };
    CHECK(grouped("deal", {"stage"}) ==
          std::vector<std::string>{"Монтаж", "Яркая встреча", "Переговоры", "Знакомство"});
    CHECK(grouped("deal", {"stage.pipeline"}) == std::vector<std::string>{"Продажи", "Внедрение"});
    CHECK(grouped("deal", {"stage.pipeline", "stage"}) ==
          std::vector<std::string>{"Продажи/Яркая встреча", "Продажи/Переговоры", "Продажи/Знакомство",
                                   "Внедрение/Монтаж"});
    CHECK(grouped("company", {"kind"}) == std::vector<std::string>{"prospect", "client", "supplier", "competitor", ""});
}

TEST_CASE("searching finds fragments in any case, ё as е, phones in any form, the wrong keyboard layout") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    REQUIRE(kernel.save(
        admin,
        {Kernel::create("company", Uuid::make(), {{"name", text("Берёзка 100%")}, {"phones", Texts{"+79161234567"}}}),
         Kernel::create("company", Uuid::make(), {{"name", text("Сосна")}, {"phones", Texts{"+74951112233"}}})}));
    const auto found = [&](const std::string& fragment) {
        v1::QueryRequest request = companies({{"name", false}}, 10);
        request.mutable_set()->set_search(fragment);
        const auto reply = kernel.query(admin, request);
        REQUIRE(reply);
        return Kernel::texts(reply->rows());
    };
    const std::vector<std::string> birch{"Берёзка 100%"};
    CHECK(found("ЕРЕЗ") == birch);
    CHECK(found("берё 100%") == birch);
    CHECK(found("8 (916) 123-45-67") == birch);
    CHECK(found("123-45") == birch);
    CHECK(found("_ерез").empty());
    const auto hits = kernel.search(admin, ",thtprf");
    REQUIRE(hits);
    REQUIRE(hits->hits_size() == 1);
    CHECK(hits->hits(0).title() == "Берёзка 100%");
}

TEST_CASE("wrong queries are errors that name the place") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    CHECK(kernel.query(admin, "nonsense", "", {"name"}).error().code == ErrorCode::UnknownEntity);
    CHECK(kernel.query(admin, "company", "", {"nonsense"}).error().code == ErrorCode::UnknownField);
    CHECK(kernel.query(admin, "company", "name = ", {"name"}).error().fieldPath == "filter");
    CHECK(kernel.query(admin, "company", "name", {"name"}).error().code == ErrorCode::WrongType);
    CHECK(kernel.query(admin, "company", "name = \"'; DROP TABLE data.company; --\"", {"name"}));
    auto request = companies({{"name", false}}, 10);
    request.set_after_key("broken");
    CHECK(kernel.query(admin, request).error().code == ErrorCode::BadRequest);
    CHECK(kernel.count(admin, "company") == 0);
}

namespace {

constexpr std::size_t kRows = 7'000;  // enough for anchors

void fillLarge(Kernel& kernel, const records::Actor& actor) {
    std::vector<v1::RecordChange> changes;
    for (std::size_t i = 0; i < kRows; ++i) {
        tests::FieldValues fields{{"name", text("Ф" + std::to_string(100'000 + (i * 7919) % kRows))}};
        if (i % 4 != 0) fields.emplace_back("industry", text("О" + std::to_string(1000 + i % 900)));
        changes.push_back(Kernel::create("company", Uuid::make(), fields));
    }
    REQUIRE(kernel.save(actor, std::move(changes)));
}

/// True when the view of this order is there: then jumps go by anchors.
bool awaitAnchors(Kernel& kernel, const records::Actor& actor, v1::QueryRequest request) {
    request.clear_start();
    request.set_limit(7);
    return tests::eventually([&] {
        const auto reply = kernel.query(actor, request);
        return reply && reply->has_total();
    });
}

const std::vector<std::vector<std::pair<std::string, bool>>> kLargeOrders{
    {{"name", false}}, {{"industry", true}, {"name", false}}, {{"industry", false}, {"name", true}}};

}  // namespace

TEST_CASE("in a large set a jump lands on the same rows with anchors as without, and the total is true") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    fillLarge(kernel, admin);
    for (const auto& sorts : kLargeOrders) {
        auto request = companies(sorts, 1000);
        const std::vector<std::string> all = walk(kernel, admin, request);
        REQUIRE(all.size() == kRows);
        request.set_limit(7);
        REQUIRE(awaitAnchors(kernel, admin, request));
        CHECK(kernel.query(admin, request)->total() == kRows);
        for (std::uint64_t position = 0; position < kRows; position += 131) {
            request.set_position(position);
            const auto page = kernel.query(admin, request);
            REQUIRE(page);
            const auto from = all.begin() + static_cast<std::ptrdiff_t>(position);
            const auto to = all.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(kRows, position + 7));
            REQUIRE(Kernel::texts(page->rows()) == std::vector<std::string>(from, to));
        }
    }
}

TEST_CASE("in a large set the place of a record is the same by counting, by anchors, and about it after a change") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    fillLarge(kernel, admin);
    for (const auto& sorts : kLargeOrders) {
        std::string ids;
        auto all = companies(sorts, 1000);
        while (ids.size() < kRows * 16) {
            const auto page = kernel.query(admin, all);
            REQUIRE(page);
            ids += page->rows().ids();
            all.set_after_key(page->last_key());
        }
        const auto place = [&](std::size_t row) {
            auto request = companies(sorts, 1);
            request.set_around_id(ids.substr(row * 16, 16));
            const auto page = kernel.query(admin, request);
            REQUIRE(page);
            REQUIRE(page->rows().ids() == request.around_id());
            return static_cast<std::int64_t>(page->position());
        };
        const auto rows = {0UL,     1UL,     99UL,    100UL,   101UL,   2'345UL,
                           5'249UL, 5'250UL, 5'251UL, 5'349UL, 5'351UL, kRows - 1};
        for (const std::size_t row : rows) REQUIRE(place(row) == static_cast<std::int64_t>(row));
        REQUIRE(awaitAnchors(kernel, admin, all));
        for (const std::size_t row : rows) REQUIRE(place(row) == static_cast<std::int64_t>(row));
        // Three go, among them one that is an anchor in two of the orders.
        const std::vector<std::size_t> gone{10, 99, 300};
        std::vector<v1::RecordChange> removals;
        for (const std::size_t row : gone)
            removals.push_back(Kernel::remove("company", *Uuid::fromBytes(ids.substr(row * 16, 16))));
        const Uuid set = Uuid::make();
        REQUIRE(kernel.save(admin, removals, set));
        kernel.hear();
        for (const std::size_t row : rows) {
            if (row != 99) CHECK(std::abs(place(row) - static_cast<std::int64_t>(row)) <= 3);
        }
        REQUIRE(kernel.undo(admin, set));
        kernel.hear();
    }
}

TEST_CASE("what is known of a large set holds until something changes that it depends on") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    fillLarge(kernel, admin);
    auto request = companies({{"industry", false}, {"name", false}}, 7);
    request.mutable_set()->set_filter("owner.name <> \"Никто\"");
    const auto known = [&] { return kernel.query(admin, request)->has_total(); };
    const auto first = kernel.query(admin, request);
    REQUIRE(first);
    const Uuid company = *Uuid::fromBytes(first->rows().ids().substr(0, 16));
    const auto change = [&](const std::string& entity, const Uuid& id, const tests::FieldValues& fields) {
        REQUIRE(awaitAnchors(kernel, admin, request));
        REQUIRE(kernel.save(admin, {Kernel::update(entity, id, 0, fields)}));
    };
    change("company", company, {{"city", text("Тверь")}});
    CHECK(known());
    change("company", company, {{"name", text("Яхта")}});
    CHECK_FALSE(known());
    change("user", admin.id, {{"name", text("Админша")}});
    CHECK_FALSE(known());
    REQUIRE(awaitAnchors(kernel, admin, request));
    CHECK(kernel.query(admin, request)->total() == kRows);
    REQUIRE(kernel.save(admin, {Kernel::create("company", Uuid::make(), {{"name", text("Новая")}})}));
    CHECK_FALSE(known());
    REQUIRE(awaitAnchors(kernel, admin, request));
    CHECK(kernel.query(admin, request)->total() == kRows + 1);
    // As another server does: past this gate. The feed tells of it.
    const auto other = kernel.anotherGate();
    v1::SaveRequest save;
    save.set_change_set_id(std::string(Uuid::make().view()));
    *save.add_changes() = Kernel::create("company", Uuid::make(), {{"name", text("Чужая")}});
    kernel.hear();
    REQUIRE(awaitAnchors(kernel, admin, request));
    REQUIRE(tests::runAwaitable(other->save(admin, save, db::within(std::chrono::seconds(10)))));
    CHECK(known());
    kernel.hear();
    CHECK_FALSE(known());
}

TEST_CASE("a title is what it was last saved as, for lists, cards and boards, whoever has looked before") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto stages = kernel.stages();
    const Uuid company = Uuid::make();
    const Uuid deal = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::create("company", company, {{"name", text("Прежнее")}})}));
    REQUIRE(kernel.save(
        admin,
        {Kernel::create("deal", deal, {{"name", text("Сделка")}, {"company", company}, {"stage", stages.open}})}));
    v1::GroupRequest board;
    board.mutable_set()->set_entity("deal");
    board.add_by("stage");
    board.set_rows_per_group(5);
    board.add_columns("company");
    const auto titleIn = [](const v1::RowSet& rows) {
        return std::string(wire::RowSetView::open(rows)->companion(0, 0));
    };
    const auto titles = [&](const records::Actor& who) {
        v1::GetRequest get;
        get.set_entity("deal");
        get.add_ids(std::string(deal.view()));
        get.add_columns("company");
        return std::vector<std::string>{titleIn(kernel.query(who, "deal", "", {"company"})->rows()),
                                        titleIn(kernel.get(who, get)->rows()),
                                        titleIn(kernel.group(who, board)->groups(0).rows())};
    };
    const auto three = [](const std::string& title) { return std::vector<std::string>(3, title); };
    CHECK(titles(admin) == three("Прежнее"));
    const Uuid set = Uuid::make();
    REQUIRE(kernel.save(admin, {Kernel::update("company", company, 0, {{"name", text("Новое")}})}, set));
    CHECK(titles(admin) == three("Новое"));
    REQUIRE(kernel.undo(admin, set));
    CHECK(titles(admin) == three("Прежнее"));
    // As another server does: past this gate. The feed tells of it.
    const auto other = kernel.anotherGate();
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    *request.add_changes() = Kernel::update("company", company, 0, {{"name", text("Чужое")}});
    REQUIRE(tests::runAwaitable(other->save(admin, request, db::within(std::chrono::seconds(10)))));
    kernel.hear();
    CHECK(titles(admin) == three("Чужое"));
    // A title that the reader may not see is none of his, though others have looked.
    const auto manager = kernel.person("Менеджер", "manager");
    REQUIRE(kernel.save(admin, {Kernel::update("deal", deal, 0, {{"owner", manager.id}})}));
    CHECK(titles(manager) == three(""));
    REQUIRE(kernel.save(admin, {Kernel::update("company", company, 0, {{"owner", manager.id}})}));
    CHECK(titles(manager) == three("Чужое"));
    REQUIRE(kernel.save(admin, {Kernel::remove("company", company)}));
    CHECK(titles(admin) == three(""));
}
