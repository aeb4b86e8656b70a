#include "client/model/plan_calendar.h"

#include <QDateTime>
#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr const char* kTask = "task";
constexpr const char* kActivity = "activity";
constexpr std::uint32_t kMost = 1'000;  // of each in what is seen
constexpr auto kGather = std::chrono::milliseconds(120);
constexpr std::int64_t kHalfHour = 30 * 60;  // seconds: of what does not say how long it takes
constexpr std::int64_t kSecond = 1'000'000;

std::string day(const QDate& date) {
    return "DATE(" + std::to_string(date.year()) + ", " + std::to_string(date.month()) + ", " +
           std::to_string(date.day()) + ")";
}

}  // namespace

PlanCalendar::PlanCalendar(data::Context context, QObject* parent) : QObject(parent), context_(context) {
    soon_.setSingleShot(true);
    soon_.setInterval(kGather);
    connect(&soon_, &QTimer::timeout, this, &PlanCalendar::refresh);
    connect(context_.feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.reset || batch.touches(kTask) || batch.touches(kActivity)) soon_.start();
    });
}

void PlanCalendar::setRange(QDate from, QDate to) {
    from_ = from;
    to_ = to;
    refresh();
}

void PlanCalendar::setMine(bool mine) {
    mine_ = mine;
    refresh();
}

void PlanCalendar::refresh() {
    if (!from_.isValid()) return;
    askTasks();
    askActivities();
}

void PlanCalendar::askTasks() {
    if (context_.schema->entity(kTask) == nullptr) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kTask);
    std::string filter = "due >= " + day(from_) + " AND due < " + day(to_.addDays(1)) + " AND status <> \"declined\"";
    if (mine_) filter += " AND (owner = ME() OR HAS(helpers, ME()))";
    request.mutable_set()->set_filter(filter);
    for (const char* column : {"name", "due", "effort", "owner", "deal", "company", "is_open", "overdue"})
        request.add_columns(column);
    request.add_sort()->set_path("due");
    request.set_limit(kMost);
    taskCall_.cancel();
    taskCall_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                          [this](const Result<v1::QueryReply>& reply) {
                                                              if (!reply) return Q_EMIT failed(reply.error());
                                                              take(*reply, true);
                                                          });
}

void PlanCalendar::askActivities() {
    if (context_.schema->entity(kActivity) == nullptr) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kActivity);
    std::string filter = "happened_at >= " + day(from_) + " AND happened_at < " + day(to_.addDays(1)) +
                         " AND kind IN (\"meeting\", \"call\", \"letter\")";
    if (mine_) filter += " AND (owner = ME() OR HAS(participants, ME()))";
    request.mutable_set()->set_filter(filter);
    for (const char* column : {"subject", "happened_at", "length", "owner", "deal", "company", "kind"})
        request.add_columns(column);
    request.add_sort()->set_path("happened_at");
    request.set_limit(kMost);
    activityCall_.cancel();
    activityCall_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                              [this](const Result<v1::QueryReply>& reply) {
                                                                  if (!reply) return Q_EMIT failed(reply.error());
                                                                  take(*reply, false);
                                                              });
}

void PlanCalendar::take(const v1::QueryReply& reply, bool tasks) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows) return;
    std::vector<PlanEntry> entries;
    const Timestamp now = SystemClock().now();
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        if (rows->isNull(row, 1)) continue;
        PlanEntry entry;
        entry.key = {tasks ? kTask : kActivity, rows->id(row)};
        entry.version = rows->version(row);
        entry.name = toQt(std::string(rows->text(row, 0)));
        const Timestamp at{rows->integer(row, 1)};
        const std::int64_t span =
            (rows->isNull(row, 2) ? kHalfHour : std::max<std::int64_t>(900, rows->integer(row, 2)));
        entry.begins = tasks ? Timestamp{at.micros - span * kSecond} : at;
        entry.ends = tasks ? at : Timestamp{at.micros + span * kSecond};
        entry.person = toQt(std::string(rows->companion(row, 3)));
        entry.about = toQt(std::string(rows->companion(row, 4)));
        if (entry.about.isEmpty()) entry.about = toQt(std::string(rows->companion(row, 5)));
        if (tasks) {
            entry.closed = rows->isNull(row, 6) || rows->integer(row, 6) == 0;
            entry.overdue = !rows->isNull(row, 7) && rows->integer(row, 7) != 0;
        } else {
            entry.kind = toQt(std::string(rows->text(row, 6)));
            entry.closed = entry.ends < now;
        }
        entries.push_back(std::move(entry));
    }
    (tasks ? tasks_ : activities_) = std::move(entries);
    entries_ = tasks_;
    entries_.insert(entries_.end(), activities_.begin(), activities_.end());
    std::ranges::stable_sort(entries_, {}, &PlanEntry::begins);
    Q_EMIT changed();
}

const PlanEntry* PlanCalendar::find(const data::RecordKey& key) const {
    const auto found = std::ranges::find(entries_, key, &PlanEntry::key);
    return found == entries_.end() ? nullptr : &*found;
}

void PlanCalendar::move(const data::RecordKey& key, std::int64_t micros) {
    const PlanEntry* entry = find(key);
    if (entry == nullptr || micros == 0) return;
    const Timestamp at{(entry->isTask() ? entry->ends : entry->begins).micros + micros};
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(key.entity);
    change.set_id(std::string(key.id.view()));
    change.set_base_version(entry->version);
    v1::FieldValue* field = change.add_fields();
    field->set_field(entry->isTask() ? "due" : "happened_at");
    *field->mutable_value() = wire::toProto(Value(at));
    data::Operation operation;
    operation.changes = {std::move(change)};
    operation.title = entry->name;
    const QString words = QStringLiteral("%1: %2").arg(
        entry->name, data::displayMomentBriefly(at, SystemClock().now(), context_.language));
    context_.writer->save(std::move(operation), this, [this, words](const Result<data::Saved>& saved) {
        if (saved)
            Q_EMIT moved(saved->changeSet, words);
        else
            Q_EMIT failed(saved.error());
        soon_.start();
    });
}

}  // namespace kupets::model
