#include "client/model/chronology_model.h"

#include <QAbstractItemModelTester>

#include <catch2/catch.hpp>

#include "common/wire/values.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

const data::RecordKey kDeal{"deal", Uuid::fromName("deal")};

struct Fixture : OnlineClient {
    std::vector<v1::ChangeSet> history;  // newest first

    Fixture() {
        peer.on<v1::HistoryRequest, v1::HistoryReply>(
            v1::METHOD_CHANGES_HISTORY, [this](const v1::HistoryRequest& request) -> Result<v1::HistoryReply> {
                v1::HistoryReply reply;
                for (const v1::ChangeSet& set : history) {
                    if (request.before_sequence() != 0 && set.sequence() >= request.before_sequence()) continue;
                    if (reply.change_sets_size() == static_cast<int>(request.limit())) {
                        reply.set_more(true);
                        break;
                    }
                    *reply.add_change_sets() = set;
                }
                return reply;
            });
    }
    v1::RecordDiff& add(v1::RecordChange::Kind kind) {
        v1::ChangeSet set;
        const std::uint64_t sequence = history.size() + 1;
        set.set_id(std::string(Uuid::fromName("set" + std::to_string(sequence)).view()));
        set.set_sequence(sequence);
        set.set_at(SystemClock().now().micros);
        set.set_actor_name("Борис");
        set.set_origin(v1::ChangeSet::ORIGIN_PERSON);
        set.set_record_count(1);
        v1::RecordDiff& diff = *set.add_records();
        diff.set_kind(kind);
        diff.set_entity("deal");
        diff.set_id(std::string(kDeal.id.view()));
        diff.set_title("Поставка");
        history.insert(history.begin(), std::move(set));
        return *history.front().mutable_records(0);
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the history of a record reads in people's words") {
    add(v1::RecordChange::KIND_CREATE);
    v1::RecordDiff& diff = add(v1::RecordChange::KIND_UPDATE);
    v1::FieldDiff& status = *diff.add_fields();
    status.set_field("status");
    *status.mutable_before() = wire::toProto(std::string("on_track"));
    *status.mutable_after() = wire::toProto(std::string("on_hold"));
    v1::FieldDiff& company = *diff.add_fields();
    company.set_field("company");
    *company.mutable_after() = wire::toProto(Uuid::fromName("c"));
    company.set_after_title("ООО «Вектор»");

    ChronologyModel model(context());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRecord(kDeal);
    REQUIRE(waitFor([&] { return model.rowCount() == 2; }));
    const QModelIndex newest = model.index(0);
    CHECK(newest.data().toString() == "Изменение\nСтатус: Идёт по плану → На паузе\nКомпания: пусто → ООО «Вектор»");
    CHECK(newest.data(ChronologyModel::ActorRole).toString() == "Борис");
    CHECK(newest.data(ChronologyModel::MomentTextRole).toString().startsWith("сегодня в "));
    CHECK(newest.data(ChronologyModel::CanUndoRole).toBool());
    CHECK(model.index(1).data(ChronologyModel::HeadlineRole).toString() == "Создание");

    SECTION("a new entry comes on top by the feed") {
        add(v1::RecordChange::KIND_UPDATE);
        event(v1::RecordChange::KIND_UPDATE, "deal", kDeal.id, 3, {"name"});
        REQUIRE(waitFor([&] { return model.rowCount() == 3; }));
        CHECK(model.index(1).data().toString().startsWith("Изменение\nСтатус"));
    }
    SECTION("undo takes the change set back, and the entry says so") {
        std::string undone;
        peer.on<v1::UndoRequest, v1::UndoReply>(v1::METHOD_CHANGES_UNDO,
                                                [&](const v1::UndoRequest& request) -> Result<v1::UndoReply> {
                                                    undone = request.undoes();
                                                    history[0].set_undone_by(request.change_set_id());
                                                    return v1::UndoReply();
                                                });
        model.undo(0);
        REQUIRE(waitFor([&] { return !undone.empty(); }));
        CHECK(undone == Uuid::fromName("set2").view());
        event(v1::RecordChange::KIND_UPDATE, "deal", kDeal.id, 3, {"status"});
        REQUIRE(waitFor([&] { return model.index(0).data(ChronologyModel::UndoneRole).toBool(); }));
        CHECK_FALSE(model.index(0).data(ChronologyModel::CanUndoRole).toBool());
    }
}

TEST_CASE_METHOD(Fixture, "older pages come when they are asked for") {
    for (int i = 0; i < 120; ++i) add(v1::RecordChange::KIND_UPDATE);
    ChronologyModel model(context());
    model.setRecord(kDeal);
    REQUIRE(waitFor([&] { return model.rowCount() == 50; }));
    while (model.canFetchMore({})) {
        const int before = model.rowCount();
        model.fetchMore({});
        REQUIRE(waitFor([&] { return model.rowCount() > before && !model.isLoading(); }));
    }
    CHECK(model.rowCount() == 120);
}
