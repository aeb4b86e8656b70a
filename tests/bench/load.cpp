// Sixteen clients at once: 70 % first pages and jumps, 20 % cards, 10 % saves, beside pgbench with the same mix in SQL;
// and the server's memory.
#include <atomic>
#include <cstdio>
#include <fstream>
#include <random>
#include <thread>

#include <fmt/core.h>

#include "common/base/uuid.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

using tests::WireClient;

constexpr int kClients = 16;
constexpr int kSeconds = 10;

double residentMb(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

class Robot {
public:
    Robot(const Bench& bench, const std::vector<std::string>& ids, unsigned number)
        : client_(bench.server.tls()), ids_(ids), random_(number) {
        if (auto me = client_.login("admin", tests::ServerFixture::password()); !me)
            throw std::runtime_error(describe(me.error()));
    }
    void step() {
        const unsigned die = static_cast<unsigned>(random_() % 10);
        if (die < 7) return page();
        if (die < 9) return card();
        save();
    }

private:
    Uuid anyId() { return *Uuid::parse(ids_[random_() % ids_.size()]); }
    void page() {
        v1::QueryRequest request;
        request.mutable_set()->set_entity("contact");
        for (const char* column : {"name", "position", "company", "phones", "emails", "owner", "created_at"})
            request.add_columns(column);
        request.add_sort()->set_path("name");
        request.set_limit(100);
        must<v1::QueryReply>(client_, v1::METHOD_RECORDS_QUERY, request);
    }
    void card() {
        const Uuid id = anyId();
        v1::GetRequest get;
        get.set_entity("contact");
        get.add_ids(std::string(id.view()));
        v1::QueryRequest deals;
        deals.mutable_set()->set_entity("deal");
        deals.mutable_set()->set_filter("contact = ID(\"" + id.text() + "\")");
        for (const char* column : {"number", "name", "stage", "amount", "owner"}) deals.add_columns(column);
        deals.set_limit(20);
        const auto a = client_.send(v1::METHOD_RECORDS_GET, get);
        const auto b = client_.send(v1::METHOD_RECORDS_QUERY, deals);
        for (const auto request : {a, b}) {
            if (auto answer = client_.answer(request); !answer) throw std::runtime_error(describe(answer.error()));
        }
    }
    void save() {
        v1::SaveRequest request;
        request.set_change_set_id(std::string(Uuid::make().view()));
        v1::RecordChange& change = *request.add_changes();
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_entity("contact");
        change.set_id(std::string(anyId().view()));
        v1::FieldValue& field = *change.add_fields();
        field.set_field("position");
        field.mutable_value()->set_text("Менеджер " + std::to_string(random_() % 1000));
        must<v1::SaveReply>(client_, v1::METHOD_RECORDS_SAVE, request);
    }

    WireClient client_;
    const std::vector<std::string>& ids_;
    std::mt19937_64 random_;
};

double ourRate(Bench& bench, const std::vector<std::string>& ids, double& peakMb) {
    std::vector<std::unique_ptr<Robot>> robots;
    for (unsigned i = 0; i < kClients; ++i) robots.push_back(std::make_unique<Robot>(bench, ids, i + 1));
    std::atomic<std::uint64_t> done = 0;
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (auto& robot : robots) {
        threads.emplace_back([&] {
            while (!stop) {
                robot->step();
                ++done;
            }
        });
    }
    for (int i = 0; i < kSeconds * 2; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        peakMb = std::max(peakMb, residentMb(bench.server.pid()));
    }
    const double rate = static_cast<double>(done) / kSeconds;
    stop = true;
    for (auto& thread : threads) thread.join();
    return rate;
}

/// The same work as pgbench scripts with the same weights.
double pgbenchRate(Bench& bench, const std::vector<std::string>& ids) {
    const auto folder = bench.server.dataDir() / "bench";
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name) << text;
        return (folder / name).string();
    };
    std::string list;
    for (std::size_t i = 0; i < 500; ++i) list += (i == 0 ? "'" : ",'") + ids[i % ids.size()] + "'";
    const std::string pick = "\\set i random(1, 500)\n";
    const std::string id = "(ARRAY[" + list + "]::uuid[])[:i]";
    const std::string page = write("page.sql",
                                   "SELECT c.id, c.version, c.name, c.position, c.company, k.name, c.phones, c.emails, "
                                   "c.owner, u.name, c.created_at FROM data.contact c "
                                   "LEFT JOIN data.company k ON k.id = c.company LEFT JOIN data.\"user\" u ON u.id = "
                                   "c.owner ORDER BY c.name, c.id LIMIT 101;\n");
    const std::string card =
        write("card.sql", pick +
                              "SELECT c.*, k.name, u.name FROM data.contact c LEFT JOIN data.company k ON k.id = "
                              "c.company LEFT JOIN data.\"user\" u ON u.id = c.owner WHERE c.id = " +
                              id +
                              ";\nSELECT d.id, d.number, d.name, d.stage, t.name, d.amount, d.amount_currency, "
                              "d.owner, u.name FROM data.deal d LEFT JOIN data.stage t ON t.id = d.stage LEFT JOIN "
                              "data.\"user\" u ON u.id = d.owner WHERE d.contact = " +
                              id + " ORDER BY d.created_at DESC LIMIT 21;\n");
    const std::string save = write("save.sql", pick +
                                                   "BEGIN;\nUPDATE data.contact SET version = version + 1, updated_at "
                                                   "= now(), position = 'Менеджер' WHERE id = " +
                                                   id +
                                                   ";\nINSERT INTO kupets.change_set (id, actor_name, origin, "
                                                   "record_count) VALUES (gen_random_uuid(), 'pgbench', 1, 1);\n"
                                                   "INSERT INTO kupets.change (set_id, entity, record, kind, version, "
                                                   "diff) VALUES (gen_random_uuid(), 'contact', " +
                                                   id + ", 2, 2, '{\"position\": [\"a\", \"b\"]}');\nCOMMIT;\n");
    const std::string command = fmt::format(
        "/usr/lib/postgresql/15/bin/pgbench -n -M prepared -h '{}' -U kupets -c {} -j 2 -T {} -f '{}'@70 -f '{}'@20 -f "
        "'{}'@10 kupets 2>/dev/null",
        bench.floor.socketDir(), kClients, kSeconds, page, card, save);
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("pgbench does not start");
    std::string out;
    char buffer[4096];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
    ::pclose(pipe);
    const std::size_t at = out.find("tps = ");
    return at == std::string::npos ? 0 : std::stod(out.substr(at + 6));
}

}  // namespace

void loadCases(Bench& bench) {
    const double idle = residentMb(bench.server.pid());
    bench.table.row("server's memory, idle after a seed", "–", text(idle, 0) + " MB", "–", "≤ 100 MB", idle <= 100);
    const std::vector<std::string> ids = bench.floor.run("SELECT id FROM data.contact LIMIT 2000");
    double peak = 0;
    const double floor = pgbenchRate(bench, ids);
    const double ours = ourRate(bench, ids, peak);
    const double again = pgbenchRate(bench, ids);
    const double mean = (floor + again) / 2;
    bench.table.row("16 clients mixed, requests/s", text(mean, 0), text(ours, 0), text(ours / mean) + " ×", "≥ 0.7 ×",
                    ours >= 0.7 * mean);
    bench.table.row("server's memory under that load", "–", text(peak, 0) + " MB", "–", "≤ 250 MB", peak <= 250);
}

}  // namespace kupets::bench
