// Saving, importing, and how soon others hear of it.
#include <thread>

#include <fmt/core.h>

#include "common/wire/values.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

using tests::WireClient;

v1::SaveRequest renameContact(const std::string& id, const std::string& position) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange& change = *request.add_changes();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity("contact");
    change.set_id(id);
    v1::FieldValue& field = *change.add_fields();
    field.set_field("position");
    field.mutable_value()->set_text(position);
    return request;
}

void oneField(Bench& bench) {
    const std::vector<std::string> ids = bench.floor.run("SELECT id FROM data.contact LIMIT 500");
    const std::string actor = bench.floor.run("SELECT id FROM data.\"user\" WHERE login = 'admin'").front();
    const auto id = [&](int i) { return ids[static_cast<std::size_t>(i < 0 ? -i : i) % ids.size()]; };
    const auto [floor, ours] = measureBoth(
        300, 20,
        [&](int i) {
            bench.floor.runOnly("BEGIN");
            bench.floor.runOnly(
                "UPDATE data.contact SET version = version + 1, updated_at = now(), updated_by = $3::uuid, position = "
                "$2 WHERE id = $1::uuid",
                {id(i), "Директор " + std::to_string(i), actor});
            const std::string set = Uuid::make().text();
            bench.floor.runOnly(
                "INSERT INTO kupets.change_set (id, actor, actor_name, origin, record_count) VALUES ($1::uuid, "
                "$2::uuid, 'Администратор', 1, 1)",
                {set, actor});
            bench.floor.runOnly(
                "INSERT INTO kupets.change (set_id, entity, record, kind, version, diff, owners) VALUES ($1::uuid, "
                "'contact', $2::uuid, 2, 2, $3::jsonb, ARRAY[$4::uuid])",
                {set, id(i), "{\"position\": [\"a\", \"b\"]}", actor});
            bench.floor.runOnly("COMMIT");
        },
        [&](int i) {
            must<v1::SaveReply>(
                bench.client, v1::METHOD_RECORDS_SAVE,
                renameContact(std::string(Uuid::parse(id(i + 100))->view()), "Бухгалтер " + std::to_string(i)));
        });
    bench.table.compare("save one field with history and feed", floor, ours, 2.0);
}

void heardByOthers(Bench& bench) {
    constexpr std::size_t kListeners = 50;
    constexpr int kChanges = 60;
    std::vector<std::unique_ptr<WireClient>> listeners;
    for (std::size_t i = 0; i < kListeners; ++i) {
        auto& client = listeners.emplace_back(std::make_unique<WireClient>(bench.server.tls()));
        if (auto me = client->login("admin", tests::ServerFixture::password()); !me)
            throw std::runtime_error(describe(me.error()));
        must<v1::SubscribeReply>(*client, v1::METHOD_CHANGES_SUBSCRIBE, v1::SubscribeRequest());
    }
    const std::string id(Uuid::parse(bench.floor.run("SELECT id FROM data.contact LIMIT 1").front())->view());
    Times times;
    for (int i = 0; i < kChanges; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        must<v1::SaveReply>(bench.client, v1::METHOD_RECORDS_SAVE, renameContact(id, "Слышно " + std::to_string(i)));
        const auto saved = std::chrono::steady_clock::now();
        for (auto& client : listeners) {
            if (!client->nextChanges()) throw std::runtime_error("a client heard nothing");
            times.ms.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - saved).count());
        }
        (void)begin;
    }
    std::ranges::sort(times.ms);
    bench.table.row("a saved change on 50 other clients", "–",
                    text(times.median()) + " / " + text(times.p99()) + " ms (p99)", "–", "≤ 100 ms p99",
                    times.p99() <= 100);
}

double seconds(std::chrono::steady_clock::time_point since) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

/// One field of many contacts, and its undo, beside one bare UPDATE of the same rows.
void manyAtOnce(Bench& bench, std::size_t count) {
    const std::vector<std::string> ids =
        bench.floor.run("SELECT id FROM data.contact ORDER BY id LIMIT " + std::to_string(count));
    std::string list = "{";
    for (const std::string& id : ids) list += (list.size() > 1 ? "," : "") + id;
    list += "}";
    auto begin = std::chrono::steady_clock::now();
    bench.floor.runOnly(
        "UPDATE data.contact SET version = version + 1, updated_at = now(), position = $2 WHERE id = ANY($1::uuid[])",
        {list, "Пол " + std::to_string(count)});
    const double floor = seconds(begin);

    v1::BulkRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.mutable_ids()->set_entity("contact");
    for (const std::string& id : ids) request.mutable_ids()->add_ids(std::string(Uuid::parse(id)->view()));
    v1::BulkAssignment& assignment = *request.add_assignments();
    assignment.set_field("position");
    assignment.set_expression("\"Потолок \" & MINUTE(created_at)");
    begin = std::chrono::steady_clock::now();
    const auto reply = must<v1::BulkReply>(bench.client, v1::METHOD_RECORDS_BULK, request, std::chrono::minutes(5));
    const double ours = seconds(begin);
    if (reply.changed() != ids.size()) throw std::runtime_error("a change of many changed too few");

    v1::UndoRequest undo;
    undo.set_change_set_id(std::string(Uuid::make().view()));
    undo.set_undoes(request.change_set_id());
    begin = std::chrono::steady_clock::now();
    must<v1::UndoReply>(bench.client, v1::METHOD_CHANGES_UNDO, undo, std::chrono::minutes(5));
    const double undone = seconds(begin);
    const bool small = count <= 10'000;
    const auto row = [&](const std::string& what, double took) {
        bench.table.row(what, text(floor) + " s", text(took) + " s", text(took / floor) + " ×", small ? "≤ 5 s" : "–",
                        !small || took <= 5);
    };
    row(fmt::format("one field of {} records", count), ours);
    row(fmt::format("undo of that ({} records)", count), undone);
}

}  // namespace

void writeCases(Bench& bench) {
    oneField(bench);
    manyAtOnce(bench, 10'000);
    if (bench.contacts >= 200'000) manyAtOnce(bench, 100'000);
    heardByOthers(bench);
}

}  // namespace kupets::bench
