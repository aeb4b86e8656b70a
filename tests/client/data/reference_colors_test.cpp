#include "client/data/reference_colors.h"

#include <catch2/catch.hpp>

#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::data;
using namespace kupets::test;

namespace {

const Uuid kNew = Uuid::fromName("new");
const Uuid kWon = Uuid::fromName("won");
const Uuid kPlain = Uuid::fromName("plain");

struct Fixture : OnlineClient {
    std::map<Uuid, std::pair<Value, Value>> stages;  // color, kind
    std::vector<int> asked;
    std::vector<std::string> columns;
    int told = 0;
    bool away = false;

    Fixture() {
        stages[kNew] = {std::string("red"), std::string("open")};
        stages[kWon] = {Null{}, std::string("won")};
        stages[kPlain] = {Null{}, Null{}};
        peer.on<v1::GetRequest, v1::GetReply>(
            v1::METHOD_RECORDS_GET, [this](const v1::GetRequest& request) -> Result<v1::GetReply> {
                asked.push_back(request.ids_size());
                columns.assign(request.columns().begin(), request.columns().end());
                if (away) return fail(ErrorCode::Unavailable);
                std::vector<RowOf> rows;
                for (const std::string& id : request.ids()) {
                    const auto at = stages.find(*Uuid::fromBytes(id));
                    if (at != stages.end())
                        rows.push_back({at->first, 1, {{at->second.first, {}}, {at->second.second, {}}}});
                }
                v1::GetReply reply;
                *reply.mutable_rows() = rowSet({"color", "kind"}, rows);
                return reply;
            });
        QObject::connect(&colors, &ReferenceColors::changed, &colors, [this](const std::string& entity) {
            CHECK(entity == "stage");
            ++told;
        });
    }
    const schema::Entity& stage() { return *schema.entity("stage"); }
    QString colorOf(const Uuid& id) { return colors.colorOf(stage(), id); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "colours of records are asked for together, once, and the first choice that has one tells") {
    for (int frame = 0; frame < 3; ++frame)
        for (const Uuid& id : {kNew, kWon, kPlain}) CHECK(colorOf(id).isEmpty());
    REQUIRE(waitFor([this] { return told == 1; }));
    CHECK(asked == std::vector<int>{3});
    CHECK(columns == std::vector<std::string>{"color", "kind"});
    CHECK(colorOf(kNew) == QStringLiteral("red"));
    CHECK(colorOf(kWon) == QStringLiteral("green"));
    CHECK(colorOf(kPlain).isEmpty());
    settle();
    CHECK(asked.size() == 1);
    CHECK(colors.colorOf(*schema.entity("company"), Uuid::fromName("c")).isEmpty());
    settle();
    CHECK(asked.size() == 1);  // companies have no colours
}

TEST_CASE_METHOD(Fixture, "colours follow the feed") {
    colorOf(kNew);
    REQUIRE(waitFor([this] { return told == 1; }));
    stages[kNew] = {Null{}, std::string("open")};
    event(v1::RecordChange::KIND_UPDATE, "stage", kNew, 2, {"name"});
    event(v1::RecordChange::KIND_UPDATE, "stage", kWon, 2, {"color"});
    settle();
    CHECK(asked.size() == 1);  // another field, another record
    event(v1::RecordChange::KIND_UPDATE, "stage", kNew, 3, {"color"});
    REQUIRE(waitFor([this] { return told == 2; }));
    CHECK(colorOf(kNew) == QStringLiteral("blue"));
    stages.erase(kNew);
    event(v1::RecordChange::KIND_DELETE, "stage", kNew, 4);
    REQUIRE(waitFor([this] { return told == 3; }));
    CHECK(colorOf(kNew).isEmpty());
}

TEST_CASE_METHOD(Fixture, "colours that a broken line held back come after it") {
    away = true;
    colorOf(kNew);
    REQUIRE(waitFor([this] { return asked.size() == 1; }));
    settle();
    CHECK(told == 0);
    away = false;
    peer.cut();
    REQUIRE(waitFor([this] { return told == 1; }));
    CHECK(colorOf(kNew) == QStringLiteral("red"));
}
