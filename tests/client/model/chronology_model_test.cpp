#include "client/model/chronology_model.h"

#include <QAbstractItemModelTester>
#include <algorithm>

#include <catch2/catch.hpp>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

const data::RecordKey kDeal{"deal", Uuid::fromName("deal")};
const data::RecordKey kCompany{"company", Uuid::fromName("company")};
constexpr std::int64_t kMinute = 60'000'000;

struct Activity {
    Uuid id;
    std::string kind;
    std::int64_t at = 0;
    Uuid deal;
    Uuid company;  // its own; that of the deal is kCompany
    std::uint64_t version = 1;
};
struct Task {
    Uuid id;
    std::optional<std::int64_t> due;
    bool done = false;
    std::int64_t doneAt = 0;
    std::uint64_t version = 1;
};

/// A server with changes, activities and tasks, that knows the filters which the chronology writes.
struct Fixture : OnlineClient {
    std::vector<v1::ChangeSet> history;  // newest first
    std::vector<Activity> activities;
    std::vector<Task> tasks;
    std::vector<std::string> filters;
    std::int64_t now = SystemClock().now().micros;

    Fixture() {
        peer.on<v1::HistoryRequest, v1::HistoryReply>(
            v1::METHOD_CHANGES_HISTORY,
            [this](const v1::HistoryRequest& request) -> Result<v1::HistoryReply> { return past(request); });
        peer.on<v1::QueryRequest, v1::QueryReply>(
            v1::METHOD_RECORDS_QUERY, [this](const v1::QueryRequest& request) -> Result<v1::QueryReply> {
                filters.push_back(request.set().filter());
                return request.set().entity() == "task" ? queryTasks(request) : queryActivities(request);
            });
        peer.on<v1::GetRequest, v1::GetReply>(v1::METHOD_RECORDS_GET, [this](const v1::GetRequest& request) {
            std::vector<Activity> some;
            for (const std::string& id : request.ids())
                for (const Activity& each : activities)
                    if (each.id.view() == id) some.push_back(each);
            v1::GetReply reply;
            *reply.mutable_rows() = rowsOf(request.columns(), some, &Fixture::writeActivity);
            return Result<v1::GetReply>(reply);
        });
    }

    v1::HistoryReply past(const v1::HistoryRequest& request) const {
        std::vector<v1::ChangeSet> sets;
        for (const v1::ChangeSet& set : history) {
            if (request.before_sequence() != 0 && set.sequence() >= request.before_sequence()) continue;
            if (request.after_sequence() != 0 && set.sequence() <= request.after_sequence()) continue;
            if (request.until() != 0 && set.at() > request.until()) continue;
            if (request.since() != 0 && set.at() <= request.since()) continue;
            sets.push_back(set);
        }
        if (request.oldest_first()) std::ranges::reverse(sets);
        v1::HistoryReply reply;
        reply.set_more(sets.size() > request.limit());
        if (reply.more()) sets.resize(request.limit());
        for (v1::ChangeSet& set : sets) *reply.add_change_sets() = std::move(set);
        return reply;
    }
    v1::QueryReply queryActivities(const v1::QueryRequest& request) const {
        const std::string& filter = request.set().filter();
        const auto has = [&filter](std::string_view part) { return filter.find(part) != std::string::npos; };
        std::vector<Activity> found;
        for (const Activity& each : activities) {
            const bool mine = has("deal.company = ") ? !each.deal.isNil()
                              : has("company = ")    ? !each.company.isNil()
                                                     : each.deal == kDeal.id;
            const bool kind = !has("kind IN") || has("\"" + each.kind + "\"");
            const bool time = (!has("at <= ") || each.at <= boundOf(filter, "at <= ")) &&
                              (!has("at > ") || each.at > boundOf(filter, "at > "));
            if (mine && kind && time) found.push_back(each);
        }
        const bool down = request.sort(0).descending();
        std::ranges::sort(found,
                          [down](const Activity& a, const Activity& b) { return down ? a.at > b.at : a.at < b.at; });
        return page(request, found, &Fixture::writeActivity);
    }
    v1::QueryReply queryTasks(const v1::QueryRequest& request) const {
        const bool plans = request.set().filter().find("NOT") != std::string::npos;
        std::vector<Task> found;
        for (const Task& each : tasks)
            if (each.done != plans) found.push_back(each);
        std::ranges::sort(found, [plans](const Task& a, const Task& b) {
            return plans ? a.due.value_or(INT64_MAX) < b.due.value_or(INT64_MAX) : a.doneAt > b.doneAt;
        });
        return page(request, found, &Fixture::writeTask);
    }
    static std::int64_t boundOf(const std::string& filter, std::string_view mark) {
        const std::size_t from = filter.find(mark) + mark.size() + 1;
        return Timestamp::parse(filter.substr(from, filter.find('"', from) - from)).value().micros;
    }
    template <typename Each, typename Write>
    v1::QueryReply page(const v1::QueryRequest& request, std::vector<Each> found, Write write) const {
        const std::size_t from = request.has_after_key() ? std::stoull(request.after_key()) : 0;
        v1::QueryReply reply;
        found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(from, found.size())));
        reply.set_more(found.size() > request.limit());
        if (reply.more()) found.resize(request.limit());
        reply.set_last_key(std::to_string(from + found.size()));
        *reply.mutable_rows() = rowsOf(request.columns(), found, write);
        return reply;
    }
    template <typename Each, typename Columns>
    v1::RowSet rowsOf(const Columns& columns, const std::vector<Each>& some,
                      void (Fixture::*write)(v1::Column&, const std::string&, const std::vector<Each>&) const) const {
        v1::RowSet set;
        set.set_row_count(static_cast<std::uint32_t>(some.size()));
        for (const Each& each : some) {
            set.mutable_ids()->append(each.id.view());
            set.add_versions(each.version);
        }
        for (const std::string& path : columns) {
            v1::Column& column = *set.add_columns();
            column.set_path(path);
            (this->*write)(column, path, some);
        }
        return set;
    }
    void writeActivity(v1::Column& column, const std::string& path, const std::vector<Activity>& some) const {
        const bool reference = path == "deal" || path == "company" || path == "deal.company" || path == "owner";
        wire::ColumnWriter writer(column, reference           ? v1::Column::KIND_ID
                                          : path == "at"      ? v1::Column::KIND_TIMESTAMP
                                          : path == "minutes" ? v1::Column::KIND_INTEGER
                                                              : v1::Column::KIND_TEXT);
        const auto point = [&writer](const Uuid& id, const char* title) {
            id.isNil() ? writer.null() : writer.pair(id.view(), title);
        };
        for (const Activity& each : some) {
            if (path == "at") {
                writer.integer(each.at);
            } else if (path == "kind") {
                writer.bytes(each.kind);
            } else if (path == "subject") {
                writer.bytes(each.kind + " " + std::to_string((now - each.at) / kMinute));
            } else if (path == "minutes") {
                each.kind == "call" ? writer.integer(7) : writer.null();
            } else if (path == "deal") {
                point(each.deal, "Поставка");
            } else if (path == "company") {
                point(each.company, "Вектор");
            } else if (path == "deal.company") {
                point(each.deal.isNil() ? Uuid{} : kCompany.id, "Вектор");
            } else if (path == "owner") {
                point(Uuid::fromName("anna"), "Анна");
            } else {
                writer.null();
            }
        }
    }
    void writeTask(v1::Column& column, const std::string& path, const std::vector<Task>& some) const {
        const bool moment = path == "due" || path == "done_at";
        wire::ColumnWriter writer(column, path == "deal" || path == "owner" ? v1::Column::KIND_ID
                                          : moment                          ? v1::Column::KIND_TIMESTAMP
                                                                            : v1::Column::KIND_TEXT);
        for (const Task& each : some) {
            if (path == "due") {
                each.due ? writer.integer(*each.due) : writer.null();
            } else if (moment) {
                writer.integer(each.doneAt);
            } else if (path == "status") {
                writer.bytes(each.done ? "done" : "open");
            } else if (path == "name") {
                writer.bytes(each.due ? "со сроком" : "без срока");
            } else {
                writer.null();
            }
        }
    }

    v1::RecordDiff& change(int minutesAgo, v1::RecordChange::Kind kind = v1::RecordChange::KIND_UPDATE) {
        v1::ChangeSet set;
        const std::uint64_t sequence = history.size() + 1;
        set.set_id(std::string(Uuid::fromName("set" + std::to_string(sequence)).view()));
        set.set_sequence(sequence);
        set.set_at(now - minutesAgo * kMinute);
        set.set_actor_name("Борис");
        set.set_origin(v1::ChangeSet::ORIGIN_PERSON);
        v1::RecordDiff& diff = *set.add_records();
        diff.set_kind(kind);
        diff.set_entity("deal");
        diff.set_id(std::string(kDeal.id.view()));
        diff.set_title("Поставка");
        history.insert(history.begin(), std::move(set));
        return *history.front().mutable_records(0);
    }
    Activity& activity(const char* kind, int minutesAgo) {
        const std::string name = std::string(kind) + std::to_string(activities.size());
        return activities.emplace_back(Activity{Uuid::fromName(name), kind, now - minutesAgo * kMinute, kDeal.id, {}});
    }
    static QStringList shown(const ChronologyModel& model) {
        QStringList out;
        for (int row = 0; row < model.rowCount(); ++row) {
            const ChronologyEntry& entry = model.entry(row);
            out << (entry.isChange() ? QStringLiteral("change %1").arg(entry.sequence) : entry.title);
        }
        return out;
    }
    static bool sorted(const ChronologyModel& model) {
        for (int row = 1; row < model.rowCount(); ++row)
            if (model.entry(row - 1).moment < model.entry(row).moment) return false;
        return true;
    }
};

struct Shown {
    ChronologyModel model;
    std::unique_ptr<QAbstractItemModelTester> tester;  // it fetches more wherever it can
    explicit Shown(Fixture& fixture, const data::RecordKey& key = kDeal, bool tested = true)
        : model(fixture.context()) {
        if (tested)
            tester = std::make_unique<QAbstractItemModelTester>(&model,
                                                                QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRecord(key);
        REQUIRE(waitFor([this] { return model.isOpen() && !model.isLoading(); }));
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "changes, calls, notes and tasks stand in one line of time, what is to be done above") {
    change(60, v1::RecordChange::KIND_CREATE);
    activity("note", 50);
    v1::RecordDiff& diff = change(40);
    v1::FieldDiff& status = *diff.add_fields();
    status.set_field("status");
    *status.mutable_before() = wire::toProto(std::string("on_track"));
    *status.mutable_after() = wire::toProto(std::string("on_hold"));
    activity("call", 30);
    tasks.push_back({Uuid::fromName("done"), now, true, now - 45 * kMinute});
    tasks.push_back({Uuid::fromName("some day"), {}, false, 0});
    tasks.push_back({Uuid::fromName("tomorrow"), now + 1'440 * kMinute, false, 0});
    Shown feed(*this);
    CHECK(shown(feed.model) ==
          QStringList{"со сроком", "без срока", "call 30", "change 2", "со сроком", "note 50", "change 1"});

    const ChronologyEntry& call = feed.model.entry(2);
    CHECK(call.headline == "Звонок");
    CHECK(call.icon == "phone");
    CHECK(call.color == "green");
    CHECK(call.person == "Анна");
    CHECK(call.facts == QStringList{"7"});
    CHECK(call.about.id.isNil());  // it is about the deal itself
    CHECK(feed.model.entry(0).canFinish);
    CHECK_FALSE(feed.model.entry(4).canFinish);
    CHECK(feed.model.index(0).data(ChronologyModel::DayRole) == "К выполнению");
    CHECK(feed.model.index(1).data(ChronologyModel::DayRole).toString().isEmpty());
    CHECK_FALSE(feed.model.index(2).data(ChronologyModel::DayRole).toString().isEmpty());
    CHECK(feed.model.index(3).data().toString() == "Изменение\nСтатус: Идёт по плану → На паузе");
    CHECK(feed.model.entry(6).headline == "Создание");
}

TEST_CASE_METHOD(Fixture, "a company's card shows what its deals' calls were, once each") {
    activity("call", 30);                        // by its deal
    activity("note", 20).company = kCompany.id;  // by both
    Activity& own = activity("note", 10);
    own.deal = {};
    own.company = kCompany.id;
    Shown feed(*this, kCompany);
    CHECK(shown(feed.model) == QStringList{"note 10", "note 20", "call 30"});
    CHECK(feed.model.entry(0).about.id.isNil());
    CHECK(feed.model.entry(2).about == kDeal);
    CHECK(feed.model.entry(2).aboutTitle == "Поставка");
}

TEST_CASE_METHOD(Fixture, "the chronology is narrowed to kinds, and the server is asked for no others") {
    change(60);
    activity("note", 50);
    activity("call", 30);
    Shown feed(*this);
    QStringList kinds;
    for (const ChronologyKind& kind : feed.model.kinds()) kinds << kind.id;
    CHECK(kinds == QStringList{"activity/note", "activity/call", "task", "changes"});
    filters.clear();
    feed.model.setShown({QStringLiteral("activity/call")});
    CHECK(feed.model.rowCount() == 3);  // nothing flickers: the old list stays until the new one is here
    REQUIRE(waitFor([&] { return feed.model.rowCount() == 1; }));
    CHECK(shown(feed.model) == QStringList{"call 30"});
    CHECK(filters.size() == 1);
    feed.model.setShown({});
    REQUIRE(waitFor([&] { return feed.model.rowCount() == 3; }));
}

TEST_CASE_METHOD(Fixture, "pages of all sources merge in order, down to the oldest") {
    for (int i = 0; i < 150; ++i) activity(i % 2 ? "note" : "call", 10 + i * 7);
    for (int i = 89; i >= 0; --i) change(5 + i * 13);
    Shown feed(*this, kDeal, false);
    CHECK(feed.model.rowCount() >= 40);
    CHECK(feed.model.rowCount() < 240);
    while (feed.model.canFetchMore({})) {
        const int before = feed.model.rowCount();
        feed.model.fetchMore({});
        REQUIRE(waitFor([&] { return !feed.model.isLoading(); }));
        CHECK(sorted(feed.model));
        REQUIRE((feed.model.rowCount() >= before + 30 || !feed.model.canFetchMore({})));
    }
    CHECK(feed.model.rowCount() == 240);
}

TEST_CASE_METHOD(Fixture, "opened at a moment, it goes on in both directions") {
    for (int i = 0; i < 150; ++i) activity("note", 10 + i * 10);
    for (int i = 149; i >= 0; --i) change(5 + i * 10);
    Shown feed(*this, kDeal, false);
    CHECK(feed.model.isAtNewest());
    const Timestamp moment{now - 700 * kMinute};
    feed.model.openAt(moment);
    REQUIRE(waitFor([&] { return !feed.model.isLoading() && !feed.model.isAtNewest(); }));
    const auto stands = [&](bool before) {
        for (int row = 0; row < feed.model.rowCount(); ++row)
            if (before ? *feed.model.entry(row).moment > moment : *feed.model.entry(row).moment <= moment) return true;
        return false;
    };
    CHECK(stands(true));
    CHECK(stands(false));
    while (feed.model.canFetchNewer()) {
        const int before = feed.model.rowCount();
        feed.model.fetchNewer();
        REQUIRE(waitFor([&] { return !feed.model.isLoading(); }));
        CHECK(sorted(feed.model));
        REQUIRE((feed.model.rowCount() > before || !feed.model.canFetchNewer()));
    }
    CHECK(shown(feed.model).first() == "change 150");
    while (feed.model.canFetchMore({})) {
        feed.model.fetchMore({});
        REQUIRE(waitFor([&] { return !feed.model.isLoading(); }));
    }
    CHECK(feed.model.rowCount() == 300);
    CHECK(sorted(feed.model));
}

TEST_CASE_METHOD(Fixture, "what is new comes by the feed, what leaves goes") {
    change(60);
    activity("note", 50);
    Shown feed(*this);
    const Uuid call = activity("call", 1).id;
    event(v1::RecordChange::KIND_CREATE, "activity", call, 1);
    REQUIRE(waitFor([&] { return feed.model.rowCount() == 3; }));
    CHECK(shown(feed.model).first() == "call 1");

    SECTION("a change of the record itself") {
        change(0);
        event(v1::RecordChange::KIND_UPDATE, "deal", kDeal.id, 3, {"name"});
        REQUIRE(waitFor([&] { return feed.model.rowCount() == 4; }));
        CHECK(shown(feed.model).first() == "change 2");
    }
    SECTION("one that belongs to another deal now") {
        activities.back().deal = Uuid::fromName("another");
        activities.back().version = 2;
        event(v1::RecordChange::KIND_UPDATE, "activity", call, 2, {"deal"});
        REQUIRE(waitFor([&] { return feed.model.rowCount() == 2; }));
    }
    SECTION("one that happened at another time") {
        activities.back().at = now - 55 * kMinute;
        activities.back().version = 2;
        event(v1::RecordChange::KIND_UPDATE, "activity", call, 2, {"at"});
        REQUIRE(waitFor([&] { return shown(feed.model) == QStringList{"note 50", "call 55", "change 1"}; }));
    }
    SECTION("one that was deleted") {
        event(v1::RecordChange::KIND_DELETE, "activity", call, 2);
        REQUIRE(waitFor([&] { return feed.model.rowCount() == 2; }));
    }
    SECTION("one that is about something else changes nothing") {
        Activity other = activity("note", 2);
        activities.back().deal = Uuid::fromName("another");
        event(v1::RecordChange::KIND_CREATE, "activity", other.id, 1);
        settle();
        CHECK(feed.model.rowCount() == 3);
    }
}

TEST_CASE_METHOD(Fixture, "undo takes a change back, and the entry says so") {
    change(60);
    Shown feed(*this);
    std::string undone;
    peer.on<v1::UndoRequest, v1::UndoReply>(v1::METHOD_CHANGES_UNDO,
                                            [&](const v1::UndoRequest& request) -> Result<v1::UndoReply> {
                                                undone = request.undoes();
                                                history[0].set_undone_by(request.change_set_id());
                                                return v1::UndoReply();
                                            });
    feed.model.undo(0);
    REQUIRE(waitFor([&] { return !undone.empty(); }));
    CHECK(undone == Uuid::fromName("set1").view());
    event(v1::RecordChange::KIND_UPDATE, "deal", kDeal.id, 3, {"status"});
    REQUIRE(waitFor([&] { return feed.model.entry(0).undone; }));
}

TEST_CASE_METHOD(Fixture, "a task is ticked off from the chronology") {
    tasks.push_back({Uuid::fromName("call them"), now, false, 0, 4});
    Shown feed(*this);
    v1::RecordChange sent;
    peer.on<v1::SaveRequest, v1::SaveReply>(v1::METHOD_RECORDS_SAVE,
                                            [&](const v1::SaveRequest& request) -> Result<v1::SaveReply> {
                                                sent = request.changes(0);
                                                return v1::SaveReply();
                                            });
    QString finished;
    QObject::connect(&feed.model, &ChronologyModel::finished, &feed.model,
                     [&](const QString& title, const Uuid&) { finished = title; });
    feed.model.finish(0);
    REQUIRE(waitFor([&] { return !finished.isEmpty(); }));
    CHECK(finished == "со сроком");
    CHECK(sent.entity() == "task");
    CHECK(sent.base_version() == 4);
    REQUIRE(sent.fields_size() == 1);
    CHECK(sent.fields(0).field() == "status");
    CHECK(sent.fields(0).value().text() == "done");
}

TEST_CASE_METHOD(Fixture, "what one may not read leaves the rest as it is") {
    change(60);
    activity("note", 50);
    peer.on<v1::HistoryRequest, v1::HistoryReply>(
        v1::METHOD_CHANGES_HISTORY,
        [](const v1::HistoryRequest&) -> Result<v1::HistoryReply> { return fail(ErrorCode::Forbidden); });
    Shown feed(*this);
    CHECK(shown(feed.model) == QStringList{"note 50"});
}
