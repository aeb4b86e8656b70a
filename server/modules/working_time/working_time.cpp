#include "server/modules/working_time/working_time.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "common/calendar/russia.h"
#include "common/wire/rowset.h"
#include "server/access/access.h"
#include "server/async/refresh.h"
#include "server/history/feed.h"

namespace kupets::working_time {

namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
using calendar::DayHours;
using calendar::DayKind;

constexpr auto kLimit = 10s;
constexpr std::uint32_t kPage = 1'000;
constexpr const char* kHours = "working_hours";
constexpr const char* kDay = "calendar_day";
constexpr std::array kWeek{"Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"};
constexpr std::array kKinds{"off", "working", "short"};  // in the order of DayKind

records::Actor program() {
    records::Actor actor;
    actor.name = "kupets-server";
    actor.reader.scope = access::systemScope("the working calendar");
    return actor;
}

std::int32_t seconds(const wire::RowSetView& rows, std::size_t row, std::size_t column) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(rows.integer(row, column), 0, 86'400));
}

/// From `first` to `second`, less the break in the columns after them.
DayHours hoursAt(const wire::RowSetView& rows, std::size_t row, std::size_t first, bool withBreak) {
    if (rows.isNull(row, first) || rows.isNull(row, first + 1)) return {};
    const calendar::Hours all{seconds(rows, row, first), seconds(rows, row, first + 1)};
    if (all.from >= all.to) return {};
    if (!withBreak || rows.isNull(row, first + 2) || rows.isNull(row, first + 3)) return {all};
    const calendar::Hours pause{seconds(rows, row, first + 2), seconds(rows, row, first + 3)};
    if (pause.from <= all.from || pause.to >= all.to || pause.from >= pause.to) return {all};
    return {{all.from, pause.from}, {pause.to, all.to}};
}

void addWeek(const wire::RowSetView& rows, calendar::Week& week) {
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const std::int64_t weekday = rows.integer(row, 0);
        if (weekday >= 1 && weekday <= 7) week[static_cast<std::size_t>(weekday - 1)] = hoursAt(rows, row, 1, true);
    }
}

void addDays(const wire::RowSetView& rows, std::vector<calendar::SpecialDay>& days) {
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto kind = std::ranges::find(kKinds, rows.text(row, 1));
        if (kind == kKinds.end()) continue;
        days.push_back({Date{static_cast<std::int32_t>(rows.integer(row, 0))},
                        static_cast<DayKind>(kind - kKinds.begin()), hoursAt(rows, row, 2, false)});
    }
}

}  // namespace

struct WorkingTime::Impl {
    using CalendarPtr = std::shared_ptr<const calendar::WorkingCalendar>;

    Impl(const boost::asio::any_io_executor& executor, records::Gate& g, const schema::Registry& r, calendar::Zone z)
        : gate(g),
          registry(r),
          zone(std::move(z)),
          refresh(executor, "the working calendar", [this] { return read(db::within(kLimit)); }) {
        std::vector<calendar::SpecialDay> days;
        for (const calendar::NamedDay& named : calendar::russianDays()) days.push_back(named.day);
        present = std::make_shared<calendar::WorkingCalendar>(zone, calendar::commonWeek(), days);
    }

    awaitable<Result<void>> read(db::Deadline deadline);
    awaitable<Result<bool>> readAll(const char* entity, std::vector<std::string> columns,
                                    const std::function<void(const wire::RowSetView&)>& take, db::Deadline deadline);
    awaitable<Result<void>> save(std::string name, std::vector<records::Change> changes, db::Deadline deadline);
    records::Change record(const char* entity, const std::string& name,
                           std::vector<std::pair<const char*, Value>> fields) const;

    records::Gate& gate;
    const schema::Registry& registry;
    const calendar::Zone zone;
    mutable std::mutex mutex;
    CalendarPtr present;
    async::Refresh refresh;
};

WorkingTime::WorkingTime(const boost::asio::any_io_executor& executor, records::Gate& gate,
                         const schema::Registry& registry, calendar::Zone zone)
    : impl_(std::make_shared<Impl>(executor, gate, registry, std::move(zone))) {}
WorkingTime::~WorkingTime() = default;

std::shared_ptr<const calendar::WorkingCalendar> WorkingTime::current() const {
    const std::scoped_lock lock(impl_->mutex);
    return impl_->present;
}

awaitable<Result<void>> WorkingTime::read(db::Deadline deadline) { return impl_->read(deadline); }

awaitable<void> WorkingTime::run() { return impl_->refresh.run(); }
void WorkingTime::stop() { impl_->refresh.stop(); }

void WorkingTime::changed(const history::FeedBatch& batch) {
    const auto ours = [](const auto& change) { return change.entity == kHours || change.entity == kDay; };
    if (batch.reset || std::ranges::any_of(batch.changes, ours) || std::ranges::any_of(batch.bulk, ours))
        impl_->refresh.stale();
}

awaitable<Result<void>> WorkingTime::Impl::read(db::Deadline deadline) {
    calendar::Week week;
    std::vector<calendar::SpecialDay> days;
    auto any = co_await readAll(
        kHours, {"weekday", "starts", "ends", "break_starts", "break_ends"},
        [&week](const wire::RowSetView& rows) { addWeek(rows, week); }, deadline);
    if (!any) co_return std::unexpected(std::move(any.error()));
    auto special = co_await readAll(
        kDay, {"day", "kind", "starts", "ends"}, [&days](const wire::RowSetView& rows) { addDays(rows, days); },
        deadline);
    if (!special) co_return std::unexpected(std::move(special.error()));
    auto fresh = std::make_shared<calendar::WorkingCalendar>(zone, *any ? week : calendar::commonWeek(), days);
    const std::scoped_lock lock(mutex);
    present = std::move(fresh);
    co_return Result<void>();
}

/// Page by page; whether there was anything.
awaitable<Result<bool>> WorkingTime::Impl::readAll(const char* entity, std::vector<std::string> columns,
                                                   const std::function<void(const wire::RowSetView&)>& take,
                                                   db::Deadline deadline) {
    const records::Actor actor = program();
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    for (std::string& column : columns) request.add_columns(std::move(column));
    request.set_limit(kPage);
    bool any = false;
    for (bool more = true; more;) {
        auto reply = co_await gate.query(actor.reader, request, deadline);
        if (!reply) co_return std::unexpected(std::move(reply.error()));
        const auto rows = wire::RowSetView::open(reply->rows());
        if (!rows) co_return std::unexpected(rows.error());
        take(*rows);
        any = any || rows->rows() > 0;
        more = reply->more() && rows->rows() > 0;
        request.set_after_key(reply->last_key());
    }
    co_return any;
}

records::Change WorkingTime::Impl::record(const char* entity, const std::string& name,
                                          std::vector<std::pair<const char*, Value>> fields) const {
    records::Change change;
    change.entity = registry.current()->entity(entity);
    change.id = Uuid::fromName(name);
    for (auto& [field, value] : fields) change.fields.emplace_back(change.entity->field(field), std::move(value));
    return change;
}

/// Once and for all: what was saved under this name before is not saved again. What the company has already stays.
awaitable<Result<void>> WorkingTime::Impl::save(std::string name, std::vector<records::Change> changes,
                                                db::Deadline deadline) {
    records::Header header;
    header.id = Uuid::fromName(name);
    header.origin = records::Origin::System;
    header.reason = "Рабочий календарь";
    auto writer = co_await gate.open(program(), header, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    std::vector<records::Refusal> refused;
    auto written = co_await writer->write(std::move(changes), refused, deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto committed = co_await writer->commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

awaitable<Result<void>> WorkingTime::seed(db::Deadline deadline) {
    const calendar::Week common = calendar::commonWeek();
    std::vector<records::Change> week;
    for (std::size_t day = 0; day < kWeek.size(); ++day) {
        std::vector<std::pair<const char*, Value>> fields{{"name", std::string(kWeek[day])},
                                                          {"weekday", static_cast<std::int64_t>(day + 1)}};
        if (const DayHours& hours = common[day]; hours.size() == 2) {
            fields.emplace_back("starts", Duration{hours[0].from});
            fields.emplace_back("ends", Duration{hours[1].to});
            fields.emplace_back("break_starts", Duration{hours[0].to});
            fields.emplace_back("break_ends", Duration{hours[1].from});
        }
        week.push_back(impl_->record(kHours, std::string("the working hours of ") + kWeek[day], std::move(fields)));
    }
    auto done = co_await impl_->save("the working hours of a week", std::move(week), deadline);
    std::map<int, std::vector<records::Change>> years;
    for (const calendar::NamedDay& named : calendar::russianDays()) {
        const Date day = named.day.day;
        years[static_cast<int>(day.ymd().year())].push_back(
            impl_->record(kDay, "the special day " + day.text(),
                          {{"day", day},
                           {"kind", std::string(kKinds[static_cast<std::size_t>(named.day.kind)])},
                           {"name", named.russian}}));
    }
    for (auto& [year, days] : years) {
        if (done) done = co_await impl_->save("the special days of " + std::to_string(year), std::move(days), deadline);
    }
    co_return done;
}

}  // namespace kupets::working_time
