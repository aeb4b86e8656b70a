#include "client/model/time_board.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/data/working_calendar.h"
#include "client/model/roles.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr const char* kTask = "task";
constexpr auto kGather = std::chrono::milliseconds(120);
constexpr auto kMinute = std::chrono::seconds(30);
constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kEvening = 18 * kHour;  // of a day off

/// The place of the column among When.
constexpr const char* kKey =
    "=IF(ISBLANK(due), 5, IF(due < NOW(), 0, IF(due < TODAY() + 1, 1, IF(due < TODAY() + 2, 2, "
    "IF(due < TODAY() + (8 - WEEKDAY(TODAY())), 3, 4)))))";
constexpr const char* kColumns[] = {"name",    "due",     "owner", "priority",   "deal",
                                    "company", "contact", "lead",  "steps_done", "steps_total"};

std::int64_t endOfDay(Date day, const calendar::WorkingCalendar& calendar) {
    const calendar::DayHours& hours = calendar.hours(day);
    return hours.empty() ? kEvening : std::int64_t{hours.back().to} * kSecond;
}

int weekdayOf(Date day) { return static_cast<int>((std::int64_t{day.days} + 3) % 7); }  // Monday is 0

/// The last working day from `first` on that is still in its week; of a week without any the last day.
Date lastOfWeek(Date first, const calendar::WorkingCalendar& calendar) {
    const Date sunday{first.days + 6 - weekdayOf(first)};
    for (Date day = sunday; day >= first; --day.days)
        if (calendar.isWorking(day)) return day;
    return sunday;
}

/// Named one by one, so that PostgreSQL goes by the index: most tasks of some years are done.
std::string openTasks(const schema::Entity& task) {
    std::string states;
    if (const schema::Field* status = task.field("status"))
        for (const v1::ChoiceDef& choice : status->def.choices())
            if (!choice.closed()) states += (states.empty() ? "\"" : ", \"") + choice.value() + "\"";
    return states.empty() ? "TRUE" : "status IN (" + states + ")";
}

TimeTask taskOf(const wire::RowSetView& rows, std::size_t row) {
    TimeTask task;
    task.id = rows.id(row);
    task.version = rows.version(row);
    task.name = toQt(std::string(rows.text(row, 0)));
    if (!rows.isNull(row, 1)) task.due = Timestamp{rows.integer(row, 1)};
    task.owner = toQt(std::string(rows.companion(row, 2)));
    task.priority = std::string(rows.text(row, 3));
    for (const std::size_t column : {4U, 5U, 6U, 7U})
        if (task.about.isEmpty()) task.about = toQt(std::string(rows.companion(row, column)));
    if (!rows.isNull(row, 9) && rows.integer(row, 9) > 0)
        task.steps = QStringLiteral("%1 / %2").arg(rows.integer(row, 8)).arg(rows.integer(row, 9));
    return task;
}

}  // namespace

std::optional<Timestamp> dueIn(When when, std::optional<Timestamp> due, Timestamp now,
                               const calendar::WorkingCalendar& calendar) {
    const calendar::LocalTime local = calendar.zone().local(now);
    const auto on = [&](Date day) {
        const std::int64_t hour = due ? calendar.zone().local(*due).micros : endOfDay(day, calendar);
        return calendar.zone().moment({day, hour});
    };
    switch (when) {
        case When::Today: {
            if (const Timestamp same = on(local.day); same > now) return same;
            const Timestamp evening = calendar.zone().moment({local.day, endOfDay(local.day, calendar)});
            return evening > now ? evening : Timestamp{now.micros + kHour};
        }
        case When::Tomorrow:
            return on(Date{local.day.days + 1});
        case When::Week:
            return on(
                lastOfWeek(Date{std::min(local.day.days + 2, local.day.days + 6 - weekdayOf(local.day))}, calendar));
        case When::Later: {
            const Date monday{local.day.days + 7 - weekdayOf(local.day)};
            const Date least{std::max(monday.days, local.day.days + 2)};
            Date day = least;
            for (int i = 0; i < 14 && !calendar.isWorking(day); ++i) ++day.days;
            return on(day);
        }
        case When::Overdue:
        case When::Never:
            break;
    }
    return std::nullopt;
}

int TimeColumn::rowOf(const Uuid& id) const {
    const auto found = std::ranges::find(tasks_, id, &TimeTask::id);
    return found == tasks_.end() ? -1 : static_cast<int>(found - tasks_.begin());
}

int TimeColumn::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(tasks_.size());
}

QVariant TimeColumn::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const TimeTask& task = tasks_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return task.name;
        case Qt::ToolTipRole:
            return task.about.isEmpty() ? task.name : QStringLiteral("%1\n%2").arg(task.name, task.about);
        case RecordIdRole:
            return QVariant::fromValue(task.id);
        default:
            return {};
    }
}

void TimeColumn::take(std::vector<TimeTask> tasks, quint64 count) {
    beginResetModel();
    tasks_ = std::move(tasks);
    count_ = count;
    endResetModel();
    Q_EMIT countChanged();
}

TimeBoard::TimeBoard(data::Context context, QObject* parent) : QObject(parent), context_(context) {
    for (std::size_t i = 0; i < kWhens; ++i) columns_[i] = new TimeColumn(static_cast<When>(i), this);
    soon_.setSingleShot(true);
    soon_.setInterval(kGather);
    minute_.setInterval(kMinute);
    connect(&soon_, &QTimer::timeout, this, &TimeBoard::refresh);
    connect(&minute_, &QTimer::timeout, this, &TimeBoard::refresh);
    connect(context_.feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.reset || batch.touches(kTask)) soon_.start();
    });
    minute_.start();
}

TimeColumn* TimeBoard::columnOf(const Uuid& task) const {
    for (TimeColumn* column : columns_)
        if (column->rowOf(task) >= 0) return column;
    return nullptr;
}

void TimeBoard::setMine(bool mine) {
    mine_ = mine;
    refresh();
}

void TimeBoard::refresh() {
    if (context_.schema->entity(kTask) == nullptr) return;
    v1::GroupRequest request;
    request.mutable_set()->set_entity(kTask);
    const std::string open = openTasks(*context_.schema->entity(kTask));
    request.mutable_set()->set_filter(mine_ ? open + " AND (owner = ME() OR HAS(helpers, ME()))" : open);
    request.add_by(kKey);
    request.set_rows_per_group(kRows);
    for (const char* column : kColumns) request.add_columns(column);
    request.add_sort()->set_path("due");
    call_.cancel();
    call_ = context_.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this,
                                                      [this](const Result<v1::GroupReply>& reply) {
                                                          if (reply)
                                                              take(*reply);
                                                          else
                                                              Q_EMIT failed(reply.error());
                                                      });
}

void TimeBoard::take(const v1::GroupReply& reply) {
    std::array<std::vector<TimeTask>, kWhens> tasks;
    std::array<quint64, kWhens> counts{};
    for (const v1::Group& group : reply.groups()) {
        const auto key = wire::fromProto(group.keys(0));
        const auto text = key ? toText(*key) : std::string();
        if (text.size() != 1 || text[0] < '0' || text[0] > '5') continue;
        const auto place = static_cast<std::size_t>(text[0] - '0');
        counts[place] = group.count();
        const auto rows = wire::RowSetView::open(group.rows());
        for (std::size_t row = 0; rows && row < rows->rows(); ++row) tasks[place].push_back(taskOf(*rows, row));
    }
    ready_ = true;
    for (std::size_t i = 0; i < kWhens; ++i) columns_[i]->take(std::move(tasks[i]), counts[i]);
    Q_EMIT loaded();
}

bool TimeBoard::move(const Uuid& id, When to) {
    const TimeColumn* from = columnOf(id);
    if (from == nullptr || from->when() == to || to == When::Overdue) return false;
    const TimeTask task = from->task(from->rowOf(id));
    const Timestamp now = SystemClock().now();
    const auto due = dueIn(to, task.due, now, data::workingCalendar());
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(kTask);
    change.set_id(std::string(id.view()));
    change.set_base_version(task.version);
    v1::FieldValue* field = change.add_fields();
    field->set_field("due");
    *field->mutable_value() = wire::toProto(due ? Value(*due) : Value(Null{}));
    data::Operation operation;
    operation.changes = {std::move(change)};
    operation.title = task.name;
    const QString words =
        due ? tr("“%1”: due %2").arg(task.name, data::displayMomentBriefly(*due, now, context_.language))
            : tr("“%1”: without a deadline").arg(task.name);
    context_.writer->save(std::move(operation), this, [this, id, words](const Result<data::Saved>& saved) {
        if (saved)
            Q_EMIT moved(id, saved->changeSet, words);
        else
            Q_EMIT failed(saved.error());
        soon_.start();
    });
    return true;
}

}  // namespace kupets::model
