// Changes of many records over the line: what is told on the way, giving one up in the middle, and refusals of stages.
#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using tests::creation;
using tests::save;
using tests::ServerFixture;
using tests::WireClient;

std::string bytes(const Uuid& id) { return std::string(id.view()); }

struct Office {
    ServerFixture server;
    WireClient client{server.tls()};

    Office() { REQUIRE(client.login("admin", server.password())); }

    void seed(std::uint64_t companies) {
        v1::SeedRequest request;
        request.set_change_set_id(bytes(Uuid::make()));
        request.set_companies(companies);
        REQUIRE(client.call<v1::SeedReply>(v1::METHOD_ADMIN_SEED, request, std::chrono::seconds(60)));
    }
    std::uint64_t count(const std::string& entity, const std::string& filter) {
        v1::CountRequest request;
        request.mutable_set()->set_entity(entity);
        request.mutable_set()->set_filter(filter);
        return client.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request)->total();
    }
    /// The next step that is told of a bulk change; nothing when its answer has come.
    std::optional<v1::BulkProgress> nextStep(std::uint64_t id) {
        const auto chunk = client.nextChunk(id);
        if (!chunk) return std::nullopt;
        v1::BulkProgress step;
        REQUIRE(step.ParseFromString(*chunk));
        return step;
    }
    Result<v1::BulkReply> replyTo(std::uint64_t id) {
        auto payload = client.answer(id);
        if (!payload) return std::unexpected(std::move(payload.error()));
        v1::BulkReply reply;
        REQUIRE(reply.ParseFromString(*payload));
        return reply;
    }
};

v1::BulkRequest setting(const std::string& entity, const std::string& filter, const std::string& field,
                        const Value& value) {
    v1::BulkRequest request;
    request.set_change_set_id(bytes(Uuid::make()));
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    v1::BulkAssignment& item = *request.add_assignments();
    item.set_field(field);
    *item.mutable_value() = wire::toProto(value);
    return request;
}

Value text(const char* t) { return std::string(t); }
Value rub(const char* amount) { return Money{*Decimal::parse(amount), "RUB"}; }

}  // namespace

TEST_CASE("how far a change of many is, is told on the way, given up, it leaves nothing and can be sent again") {
    Office office;
    office.seed(20'000);
    const v1::BulkRequest request = setting("company", "", "note", text("Проверено"));

    std::uint64_t id = office.client.send(v1::METHOD_RECORDS_BULK, request);
    while (const auto step = office.nextStep(id)) {
        if (step->done() == 0) continue;
        office.client.cancel(id);  // a quarter is done
        break;
    }
    const auto cancelled = office.replyTo(id);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == ErrorCode::Cancelled);
    CHECK(office.count("company", "note = \"Проверено\"") == 0);

    id = office.client.send(v1::METHOD_RECORDS_BULK, request);
    std::vector<std::uint64_t> done;
    while (const auto step = office.nextStep(id)) {
        CHECK(step->total() == 20'000);
        done.push_back(step->done());
    }
    CHECK(done == std::vector<std::uint64_t>{0, 5'000, 10'000, 15'000, 20'000});
    const auto reply = office.replyTo(id);
    REQUIRE(reply);
    CHECK(reply->changed() == 20'000);
    CHECK(reply->unchanged() + reply->refused() == 0);
    CHECK(office.count("company", "note = \"Проверено\"") == 20'000);
}

TEST_CASE("a line that is cut in the middle of a change of many leaves nothing of it") {
    Office office;
    office.seed(20'000);
    {
        WireClient other(office.server.tls());
        REQUIRE(other.login("admin", office.server.password()));
        const auto id = other.send(v1::METHOD_RECORDS_BULK, setting("company", "", "note", text("Обрыв")));
        REQUIRE(other.nextChunk(id));
        REQUIRE(other.nextChunk(id));
    }
    // The rows are free again, and as they were.
    const auto next = office.client.call<v1::BulkReply>(
        v1::METHOD_RECORDS_BULK, setting("company", "", "note", text("Потом")), std::chrono::seconds(60));
    REQUIRE(next);
    CHECK(next->changed() == 20'000);
    v1::HistoryRequest history;
    history.set_entity("company");
    v1::QueryRequest any;
    any.mutable_set()->set_entity("company");
    any.set_limit(1);
    history.set_id(office.client.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, any)->rows().ids());
    const auto sets = office.client.call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, history);
    REQUIRE(sets);
    CHECK(sets->change_sets_size() == 2);  // made, and changed once
}

TEST_CASE("what stages ask for refuses a change of many, or just those records that lack it") {
    Office office;
    const Uuid pipeline = Uuid::make(), first = Uuid::make(), second = Uuid::make();
    std::vector<v1::RecordChange> changes{
        creation("pipeline", pipeline, {{"name", text("Опт")}}),
        creation("stage", first, {{"name", text("Заявка")}, {"pipeline", pipeline}, {"position", std::int64_t{1}}}),
        creation("stage", second,
                 {{"name", text("Счёт")},
                  {"pipeline", pipeline},
                  {"position", std::int64_t{2}},
                  {"entry_fields", text("amount")},
                  {"entry_condition", text("amount >= 1000")}})};
    const Uuid poor = Uuid::make();
    const Uuid empty = Uuid::make();
    const auto deal = [&](const Uuid& id, const char* name, const Value& amount) {
        changes.push_back(creation("deal", id, {{"name", text(name)}, {"stage", first}, {"amount", amount}}));
    };
    for (int i = 0; i < 4; ++i) deal(Uuid::make(), "Полная", rub("5000"));
    deal(poor, "Бедная", rub("10"));
    deal(empty, "Пустая", Null{});
    REQUIRE(save(office.client, changes));

    v1::BulkRequest request = setting("deal", "stage.name = \"Заявка\"", "stage", second);
    const auto all = office.client.call<v1::BulkReply>(v1::METHOD_RECORDS_BULK, request);
    REQUIRE_FALSE(all);
    CHECK(all.error().code == ErrorCode::Required);
    CHECK(all.error().fieldPath == "amount");
    CHECK(office.count("deal", "stage.name = \"Счёт\"") == 0);

    request.set_skip_refused(true);
    const auto some = office.client.call<v1::BulkReply>(v1::METHOD_RECORDS_BULK, request);
    REQUIRE(some);
    CHECK(some->changed() == 4);
    CHECK(some->unchanged() == 0);
    CHECK(some->refused() == 2);
    REQUIRE(some->refusals_size() == 2);
    for (const v1::BulkRefusal& refusal : some->refusals()) {
        const auto code = static_cast<ErrorCode>(refusal.error().code());
        if (refusal.id() == bytes(empty)) {
            CHECK(code == ErrorCode::Required);
            CHECK(refusal.title() == "Пустая");
            CHECK(refusal.error().field_path() == "amount");
        } else {
            CHECK(refusal.id() == bytes(poor));
            CHECK(code == ErrorCode::InvalidValue);
            CHECK(refusal.title() == "Бедная");
        }
    }
    CHECK(office.count("deal", "stage.name = \"Счёт\"") == 4);
    CHECK(office.count("deal", "stage.name = \"Заявка\"") == 2);
}
