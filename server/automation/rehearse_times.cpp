#include <ranges>

#include "common/calendar/recurrence.h"
#include "server/automation/rehearsal.h"
#include "server/automation/span.h"
#include "server/query/columns.h"

namespace kupets::automation {

namespace {
constexpr int kMostOccurrences = 10'000;
using Kind = v1::RuleTrigger;
}  // namespace

/// Moments that came within the time, of records as they are today.
awaitable<Result<void>> Rehearsal::moments(const Spring& spring, db::Transaction& transaction) {
    reply_.set_as_of_today(true);
    const std::string& of = spring.def().kind() == Kind::AT ? spring.def().fields(0) : spring.def().moment();
    Uuid last;
    while (true) {
        query::Statement statement(*rules_.catalog(), *reader_.scope);
        query::Names names(statement, *rule_->entity);
        auto column = query::resolveColumn(of, names, statement, reader_);
        if (!column) co_return std::unexpected(std::move(column.error()));
        auto filter = query::resolveFilter(rule_->def.condition(), names, statement, reader_);
        if (!filter) co_return std::unexpected(std::move(filter.error()));
        const std::string where = names.alias() + ".id > " + statement.parameter(last) + "::uuid AND " + column->sql +
                                  " IS NOT NULL" + (filter->empty() ? "" : " AND " + *filter);
        auto rows = co_await transaction.run(
            {"SELECT " + names.alias() + ".id, " + query::selected(*column).front() + " FROM " + names.from() +
                 " WHERE " + where + " ORDER BY 1 LIMIT " + std::to_string(kRehearsedAtOnce),
             std::move(statement.params)},
            deadline_);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (std::size_t row = 0; row < rows->size(); ++row) {
            last = rows->uuid(row, 0);
            const Value named = query::readValue(*rows, row, 1, *column);
            const auto at = add(momentOf(named, calendar_->zone()), spring.def().offset(), *calendar_);
            if (at && *at > since_ && *at <= until_) fired(*at, last, spring.trigger, {});
        }
        reply_.set_events(reply_.events() + rows->size());
        if (auto told = co_await progress_(reply_.events(), reply_.events()); !told) co_return told;
        if (rows->size() < kRehearsedAtOnce) co_return Result<void>();
    }
}

/// Each occurrence, for the records that the condition holds for today.
awaitable<Result<void>> Rehearsal::occurrences(const Spring& spring, db::Transaction& transaction) {
    reply_.set_as_of_today(true);
    query::Statement statement(*rules_.catalog(), *reader_.scope);
    query::Names names(statement, *rule_->entity);
    auto filter = query::resolveFilter(rule_->def.condition(), names, statement, reader_);
    if (!filter) co_return std::unexpected(std::move(filter.error()));
    auto rows = co_await transaction.run(
        {"SELECT " + names.alias() + ".id FROM " + names.from() + (filter->empty() ? "" : " WHERE " + *filter) +
             " ORDER BY 1 LIMIT " + std::to_string(kMostAtOnce),
         std::move(statement.params)},
        deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    const auto times = calendar::Recurrence::parse(spring.def().times());
    if (!times) co_return std::unexpected(times.error());
    const auto isWorking = [this](Date day) { return calendar_->isWorking(day); };
    std::vector<Timestamp> all;
    for (auto at = times->next(since_, calendar_->zone(), isWorking);
         at && *at <= until_ && all.size() < kMostOccurrences; at = times->next(*at, calendar_->zone(), isWorking))
        all.push_back(*at);
    for (const Timestamp& at : all | std::views::reverse)
        for (std::size_t row = 0; row < rows->size(); ++row) fired(at, rows->uuid(row, 0), spring.trigger, {});
    reply_.set_events(reply_.events() + all.size() * rows->size());
    co_return Result<void>();
}

}  // namespace kupets::automation
