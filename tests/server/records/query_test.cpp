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
    for (const auto& sorts :
         std::vector<std::vector<std::pair<std::string, bool>>>{{{"city", false}, {"name", false}},
                                                                {{"city", true}, {"name", false}},
                                                                {{"employees", true}, {"city", false}},
                                                                {{"owner", false}},
                                                                {{"=LEN(name) + employees", true}}}) {
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

TEST_CASE("a page around a record holds it") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    const auto names = fill(kernel, admin);
    const auto one = kernel.query(admin, "company", "name = \"" + names[120] + "\"", {"name"});
    REQUIRE(one);
    auto request = companies({{"name", false}}, 20);
    request.set_around_id(one->rows().ids());
    const auto page = kernel.query(admin, request);
    REQUIRE(page);
    CHECK(Kernel::texts(page->rows()) == std::vector<std::string>(names.begin() + 110, names.begin() + 130));
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

TEST_CASE("in a large set a jump lands on the same rows with anchors as without, and the total is true") {
    Kernel kernel;
    const auto admin = kernel.person("Админ", "administrator");
    std::vector<v1::RecordChange> changes;
    constexpr int kRows = 7'000;
    for (int i = 0; i < kRows; ++i) {
        tests::FieldValues fields{{"name", text("Ф" + std::to_string(100'000 + (i * 7919) % kRows))}};
        if (i % 4 != 0) fields.emplace_back("industry", text("О" + std::to_string(1000 + i % 900)));
        changes.push_back(Kernel::create("company", Uuid::make(), fields));
    }
    REQUIRE(kernel.save(admin, std::move(changes)));
    for (const bool nullable : {false, true}) {
        auto request =
            companies(nullable ? std::vector<std::pair<std::string, bool>>{{"industry", true}, {"name", false}}
                               : std::vector<std::pair<std::string, bool>>{{"name", false}},
                      1000);
        const std::vector<std::string> all = walk(kernel, admin, request);
        REQUIRE(all.size() == kRows);
        request.set_limit(7);
        const bool ready = tests::eventually([&] {
            const auto reply = kernel.query(admin, request);
            return reply && reply->has_total();
        });
        REQUIRE(ready);
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
