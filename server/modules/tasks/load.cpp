#include "server/modules/tasks/load.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "common/wire/rowset.h"
#include "server/query/columns.h"
#include "server/query/names.h"

namespace kupets::tasks {
namespace {

constexpr std::uint32_t kDefaultDays = 14;
constexpr std::uint32_t kDefaultDone = 30;
constexpr std::uint32_t kMostDone = 3660;
constexpr std::uint32_t kMostPeople = 1'000;
constexpr std::int64_t kDay = 86'400'000'000;  // microseconds
constexpr int kUndated = -1;
constexpr int kElsewhere = -2;

/// The columns that it reads; what is hidden from the reader is an error, as everywhere.
class Columns {
public:
    Columns(query::Statement& statement, const schema::Entity& task) : names_(statement, task) {}
    std::string operator()(const char* name) {
        const schema::Field* field = names_.root().field(name);
        if (field == nullptr) {
            error_ = Error(ErrorCode::UnknownField, {name, names_.root().name()});
            return "NULL";
        }
        auto column = names_.column(std::span(&field, 1), expr::Part::Main);
        if (column) return *column;
        error_ = std::move(column.error());
        return "NULL";
    }
    std::string where(const std::string& condition) const {
        return " FROM " + names_.from() + " WHERE " + condition +
               (names_.allowed().empty() ? "" : " AND " + names_.allowed());
    }
    const std::optional<Error>& error() const { return error_; }

private:
    query::Names names_;
    std::optional<Error> error_;
};

std::vector<std::string> openStates(const schema::Entity& task) {
    std::vector<std::string> open;
    if (const schema::Field* status = task.field("status"))
        for (const v1::ChoiceDef& choice : status->def.choices())
            if (!choice.closed()) open.push_back(choice.value());
    return open;
}

struct Span {
    std::int32_t from;
    std::uint32_t days;
    Timestamp now;
    Timestamp doneSince;
    std::int64_t offset;  // microseconds east of UTC
};

/// By person and day: how many, how many minutes, how many of them are overdue.
Result<db::Query> openQuery(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& task,
                            const Span& span) {
    query::Statement statement(catalog, *reader.scope);
    Columns column(statement, task);
    const std::string due = column("due");
    statement.params.addArray(openStates(task));
    const std::string open = column("status") + " = ANY($" + std::to_string(statement.params.size()) + "::text[])";
    const std::string first = statement.parameter(Timestamp{std::int64_t{span.from} * kDay - span.offset});
    const std::string number = "floor(extract(epoch FROM " + due + " - " + first + "::timestamptz) / 86400)::int4";
    const std::string days = statement.parameter(static_cast<int>(span.days));
    const std::string day = "CASE WHEN " + due + " IS NULL THEN -1 WHEN " + number + " BETWEEN 0 AND " + days +
                            "::int4 - 1 THEN " + number + " ELSE -2 END";
    const std::string now = statement.parameter(span.now);
    const std::string minutes = "COALESCE(" + column("effort") + " / 60, " + std::to_string(kDefaultEffort) + ")";
    const std::string owner = column("owner");
    if (column.error()) return std::unexpected(*column.error());
    return db::Query{"SELECT " + owner + ", " + day + ", count(*), sum(" + minutes +
                         ")::int8, count(*) FILTER (WHERE " + due + " < " + now + "::timestamptz)" +
                         column.where(open + " AND " + owner + " IS NOT NULL") + " GROUP BY 1, 2",
                     std::move(statement.params)};
}

/// By person: how many, how many late, by how much in the mean, and how long they took.
Result<db::Query> doneQuery(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& task,
                            const Span& span) {
    query::Statement statement(catalog, *reader.scope);
    Columns column(statement, task);
    const std::string done = column("done_at");
    const std::string due = column("due");
    const std::string since = statement.parameter(span.doneSince);
    const std::string owner = column("owner");
    const std::string condition =
        column("status") + " = 'done' AND " + done + " >= " + since + "::timestamptz AND " + owner + " IS NOT NULL";
    const std::string created = column("created_at");
    if (column.error()) return std::unexpected(*column.error());
    return db::Query{"SELECT " + owner + ", count(*), count(*) FILTER (WHERE " + done + " > " + due +
                         "), COALESCE(avg(greatest(extract(epoch FROM " + done + " - " + due +
                         "), 0)), 0)::int8, COALESCE(avg(greatest(extract(epoch FROM " + done + " - " + created +
                         "), 0)), 0)::int8" + column.where(condition) + " GROUP BY 1",
                     std::move(statement.params)};
}

using People = std::map<Uuid, v1::PersonLoad*>;

void readOpen(const db::Rows& rows, const People& people) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = people.find(rows.uuid(row, 0));
        if (found == people.end()) continue;
        v1::PersonLoad& person = *found->second;
        const auto day = static_cast<int>(rows.integer(row, 1));
        const auto count = static_cast<std::uint64_t>(rows.integer(row, 2));
        person.set_open(person.open() + count);
        person.set_overdue(person.overdue() + static_cast<std::uint64_t>(rows.integer(row, 4)));
        if (day == kUndated) person.set_undated(count);
        if (day < 0 || day == kElsewhere || day >= person.planned_size()) continue;
        v1::DayLoad& load = *person.mutable_planned(day);
        load.set_tasks(static_cast<std::uint32_t>(count));
        load.set_minutes(static_cast<std::uint32_t>(std::clamp<std::int64_t>(rows.integer(row, 3), 0, 1'000'000'000)));
    }
}

void readDone(const db::Rows& rows, const People& people) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = people.find(rows.uuid(row, 0));
        if (found == people.end()) continue;
        v1::PersonLoad& person = *found->second;
        person.set_done(static_cast<std::uint64_t>(rows.integer(row, 1)));
        person.set_done_late(static_cast<std::uint64_t>(rows.integer(row, 2)));
        person.set_lateness(rows.integer(row, 3));
        person.set_slowness(rows.integer(row, 4));
    }
}

awaitable<Result<v1::QueryReply>> askPeople(records::Gate& gate, const query::Reader& reader, const std::string& filter,
                                            db::Deadline deadline) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("user");
    request.mutable_set()->set_filter(filter.empty() ? "COALESCE(active, TRUE)" : filter);
    for (const char* path : {"name", "department.name"}) request.add_columns(path);
    request.add_sort()->set_path("name");
    request.set_limit(kMostPeople);
    co_return co_await gate.query(reader, request, deadline);
}

}  // namespace

awaitable<Result<v1::LoadReply>> load(records::Gate& gate, db::Database& database, const schema::Registry& registry,
                                      const calendar::WorkingCalendar& calendar, const query::Reader& reader,
                                      const v1::LoadRequest& request, db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry.current();
    const schema::Entity* task = catalog->entity("task");
    if (task == nullptr) co_return fail(ErrorCode::UnknownEntity, {"task"});
    if (request.days() > kMostDays)
        co_return fail(ErrorCode::LimitExceeded, {"days", std::to_string(kMostDays)}, "days");
    if (request.done_days() > kMostDone)
        co_return fail(ErrorCode::LimitExceeded, {"days", std::to_string(kMostDone)}, "done_days");
    const Timestamp now = reader.context.now;
    const Date first{request.from()};
    const std::int64_t doneDays = request.done_days() == 0 ? kDefaultDone : request.done_days();
    const Span span{request.from(), request.days() == 0 ? kDefaultDays : request.days(), now,
                    Timestamp{now.micros - doneDays * kDay}, calendar.zone().offset(now)};
    auto users = co_await askPeople(gate, reader, request.filter(), deadline);
    if (!users) co_return std::unexpected(std::move(users.error()));
    const auto rows = wire::RowSetView::open(users->rows());
    if (!rows) co_return std::unexpected(rows.error());
    v1::LoadReply reply;
    reply.mutable_people()->Reserve(static_cast<int>(rows->rows()));
    People people;
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        v1::PersonLoad& person = *reply.add_people();
        person.set_user(std::string(rows->id(row).view()));
        person.set_name(std::string(rows->text(row, 0)));
        person.set_department(std::string(rows->text(row, 1)));
        for (std::uint32_t day = 0; day < span.days; ++day) person.add_planned();
        people[rows->id(row)] = &person;
    }
    for (std::uint32_t day = 0; day < span.days; ++day) {
        std::int32_t seconds = 0;
        for (const calendar::Hours& hours : calendar.hours(Date{first.days + static_cast<std::int32_t>(day)}))
            seconds += hours.to - hours.from;
        reply.add_working_minutes(static_cast<std::uint32_t>(seconds / 60));
    }
    auto open = openQuery(*catalog, reader, *task, span);
    if (!open) co_return std::unexpected(std::move(open.error()));
    auto done = doneQuery(*catalog, reader, *task, span);
    if (!done) co_return std::unexpected(std::move(done.error()));
    std::vector<db::Query> both;
    both.push_back(std::move(*open));
    both.push_back(std::move(*done));
    auto answers = co_await database.runAll(std::move(both), deadline);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    readOpen((*answers)[0], people);
    readDone((*answers)[1], people);
    std::stable_sort(reply.mutable_people()->pointer_begin(), reply.mutable_people()->pointer_end(),
                     [](const v1::PersonLoad* a, const v1::PersonLoad* b) {
                         return std::tuple(a->lateness(), a->overdue(), a->slowness()) >
                                std::tuple(b->lateness(), b->overdue(), b->slowness());
                     });
    co_return reply;
}

}  // namespace kupets::tasks
