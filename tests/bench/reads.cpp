// Pages, jumps, searches, cards, boards.
#include <random>
#include <thread>

#include <fmt/core.h>

#include "common/wire/values.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

using tests::WireClient;
using namespace std::chrono_literals;

v1::QueryRequest contacts(std::uint32_t limit = 100) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("contact");
    for (const char* column : {"name", "position", "company", "phones", "emails", "owner", "preferred_channel",
                               "birthday", "created_at", "source"})
        request.add_columns(column);
    request.add_sort()->set_path("name");
    request.set_limit(limit);
    return request;
}

// The same ten columns with the titles of what they refer to.
const std::string kContactColumns =
    "c.id, c.version, c.name, c.position, c.company, k.name, c.phones, c.emails, c.owner, u.name, c.preferred_channel, "
    "c.birthday, c.created_at, c.source, s.name "
    "FROM data.contact c LEFT JOIN data.company k ON k.id = c.company LEFT JOIN data.\"user\" u ON u.id = c.owner LEFT "
    "JOIN data.source s ON s.id = c.source ";

void firstPage(Bench& bench) {
    const auto request = contacts();
    const auto [floor, ours] = measureBoth(
        300, 30, [&](int) { bench.floor.run("SELECT " + kContactColumns + "ORDER BY c.name, c.id LIMIT 101"); },
        [&](int) { must<v1::QueryReply>(bench.client, v1::METHOD_RECORDS_QUERY, request); });
    bench.table.compare("first page, 100 × 10 by name", floor, ours, 1.5, 5);
}

void jumps(Bench& bench) {
    auto request = contacts();
    for (int i = 0; i < 200; ++i) {
        if (must<v1::QueryReply>(bench.client, v1::METHOD_RECORDS_QUERY, request).has_total()) break;
        std::this_thread::sleep_for(50ms);
    }
    std::mt19937_64 random(1);
    const Times times = measure(300, 10, [&](int) {
        request.set_position(random() % bench.contacts);
        must<v1::QueryReply>(bench.client, v1::METHOD_RECORDS_QUERY, request);
    });
    bench.table.single(fmt::format("jump to any position of {}", bench.contacts), times, 20);
    const Times counted = measure(50, 2, [&](int) {
        v1::CountRequest count;
        count.mutable_set()->set_entity("contact");
        must<v1::CountReply>(bench.client, v1::METHOD_RECORDS_COUNT, count);
    });
    bench.table.single("true total count", counted, 20);
}

void searches(Bench& bench) {
    const auto run = [&](const char* what, const std::vector<std::string>& fragments, double most) {
        std::size_t rows = 0;
        const Times times = measure(60, 4, [&](int i) {
            auto request = contacts();
            request.mutable_set()->set_search(fragments[static_cast<std::size_t>(i < 0 ? -i : i) % fragments.size()]);
            rows += must<v1::QueryReply>(bench.client, v1::METHOD_RECORDS_QUERY, request).rows().row_count();
        });
        bench.table.single(fmt::format("{} ({} rows a page)", what, rows / 64), times, most);
    };
    run("search, common fragment", {"ова", "иван", "ева", "ич", "пет"}, 100);
    run("search, rare fragment", {"узне", "зинаид", "щербаков", "евдоким", "тимофее"}, 100);
    run("search, two words", {"иванов пётр", "смирнова анна", "кузнец алекс"}, 100);
    std::vector<std::string> phones;
    for (const std::string& phone :
         bench.floor.run("SELECT substr(phones[1], 6, 6) FROM data.contact WHERE phones IS NOT NULL LIMIT 20"))
        phones.push_back(phone);
    run("search, phone fragment", phones, 10);
}

/// The search of everything, as the palette asks: by layout and by spelling it searches up to five times.
void everything(Bench& bench) {
    const auto run = [&](const char* what, const std::vector<std::string>& typed) {
        std::size_t found = 0;
        const Times times = measure(40, 5, [&](int i) {
            v1::SearchRequest request;
            request.set_text(typed[static_cast<std::size_t>(i < 0 ? -i : i) % typed.size()]);
            found += static_cast<std::size_t>(
                must<v1::SearchReply>(bench.client, v1::METHOD_RECORDS_SEARCH, request).hits_size());
        });
        bench.table.single(fmt::format("find everywhere, {} ({} hits)", what, found / 45), times, 100);
    };
    run("common", {"иван", "ова", "поставка", "ева", "пет"});
    run("a name", {"щербаков", "иванов пётр", "зинаида", "кузнецова анна", "тимофеев"});
    run("other layout", {"bdfyjd", "oth,frjd", "gtnhjdf", "cvbhyjdf"});
    run("mistyped", {"щирбаков", "ивонов", "кузницова", "смернова", "питрова"});
    run("unknown", {"бегемотище", "xyzzyqq"});
    std::vector<std::string> phones;
    for (const std::string& phone :
         bench.floor.run("SELECT substr(phones[1], 6, 6) FROM data.contact WHERE phones IS NOT NULL LIMIT 20"))
        phones.push_back(phone);
    run("a telephone", phones);
}

void card(Bench& bench) {
    const std::vector<std::string> ids = bench.floor.run(
        "SELECT DISTINCT contact FROM (SELECT contact FROM data.deal WHERE contact IS NOT NULL LIMIT 5000) d LIMIT "
        "200");
    if (ids.empty()) return;
    const auto id = [&](int i) { return *Uuid::parse(ids[static_cast<std::size_t>(i < 0 ? -i : i) % ids.size()]); };
    const auto [floor, ours] = measureBoth(
        200, 20,
        [&](int i) {
            const std::string text = id(i).text();
            bench.floor.run(
                "SELECT c.*, k.name, u.name, s.name FROM data.contact c LEFT JOIN data.company k ON k.id = c.company "
                "LEFT JOIN data.\"user\" u ON u.id = c.owner "
                "LEFT JOIN data.source s ON s.id = c.source WHERE c.id = $1::uuid",
                {text});
            bench.floor.run(
                "SELECT d.*, t.name, k.name FROM data.deal d LEFT JOIN data.stage t ON t.id = d.stage LEFT JOIN "
                "data.company k ON k.id = d.company "
                "WHERE d.contact = $1::uuid ORDER BY d.created_at DESC LIMIT 50",
                {text});
            bench.floor.run(
                "SELECT c.*, s.* FROM kupets.change c JOIN kupets.change_set s ON s.id = c.set_id WHERE c.record = "
                "$1::uuid ORDER BY s.seq DESC LIMIT 51",
                {text});
        },
        [&](int i) {
            const std::string bytes(id(i).view());
            v1::GetRequest get;
            get.set_entity("contact");
            get.add_ids(bytes);
            v1::QueryRequest deals;
            deals.mutable_set()->set_entity("deal");
            deals.mutable_set()->set_filter("contact = ID(\"" + id(i).text() + "\")");
            for (const char* column : {"number", "name", "company", "stage", "amount", "owner", "created_at"})
                deals.add_columns(column);
            deals.set_limit(50);
            v1::HistoryRequest history;
            history.set_entity("contact");
            history.set_id(bytes);
            const auto a = bench.client.send(v1::METHOD_RECORDS_GET, get);
            const auto b = bench.client.send(v1::METHOD_RECORDS_QUERY, deals);
            const auto c = bench.client.send(v1::METHOD_CHANGES_HISTORY, history);
            for (const auto request : {a, b, c}) {
                if (auto answer = bench.client.answer(request); !answer)
                    throw std::runtime_error(describe(answer.error()));
            }
        });
    bench.table.compare("card with deals and chronology", floor, ours, 0, 10);
}

void board(Bench& bench) {
    v1::GroupRequest request;
    request.mutable_set()->set_entity("deal");
    request.add_by("stage");
    auto* sum = request.add_aggregates();
    sum->set_function(v1::Aggregate::FUNCTION_SUM);
    sum->set_path("amount");
    request.set_rows_per_group(20);
    for (const char* column : {"name", "company", "amount", "owner", "expected_close"}) request.add_columns(column);
    const std::string counts =
        "SELECT g.*, t.name FROM (SELECT stage, count(*) n, sum(amount) FROM data.deal GROUP BY stage) g LEFT JOIN "
        "data.stage t ON t.id = g.stage";
    const std::string rows =
        "SELECT t.id, r.* FROM data.stage t, LATERAL (SELECT d.id, d.version, d.name, d.company, k.name, d.amount, "
        "d.amount_currency, d.owner, u.name, d.expected_close "
        "FROM data.deal d LEFT JOIN data.company k ON k.id = d.company LEFT JOIN data.\"user\" u ON u.id = d.owner "
        "WHERE d.stage = t.id ORDER BY d.created_at DESC, d.id DESC LIMIT 20) r";
    const auto [floor, ours] = measureBoth(
        15, 2,
        [&](int) {
            bench.floor.run(counts);
            bench.floor.run(rows);
        },
        [&](int) { must<v1::GroupReply>(bench.client, v1::METHOD_RECORDS_GROUP, request); });
    bench.table.compare("board: counts, sums, first 20 of each stage", floor, ours, 1.3);
    // The signs on its tiles: computed for the tiles that are shown, not for those that are counted.
    for (const char* column :
         {"=task_overdue", "=AND(stage.kind = \"open\", open_tasks = 0)", "=stuck", "next_task", "days_in_stage"})
        request.add_columns(column);
    const Times signs =
        measure(15, 2, [&](int) { must<v1::GroupReply>(bench.client, v1::METHOD_RECORDS_GROUP, request); });
    bench.table.single("the same with signs of tasks and of stuck deals", signs, 300);
}

}  // namespace

void readCases(Bench& bench) {
    firstPage(bench);
    jumps(bench);
    searches(bench);
    everything(bench);
    card(bench);
    board(bench);
}

}  // namespace kupets::bench
