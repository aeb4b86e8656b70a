#include <algorithm>
#include <ranges>

#include "common/expr/reads.h"
#include "server/access/access.h"
#include "server/automation/rehearsal.h"
#include "server/query/columns.h"
#include "server/records/titles.h"

namespace kupets::automation {

namespace {

constexpr std::int64_t kDay = 86'400'000'000;  // microseconds
constexpr std::int64_t kUsualDays = 30;
constexpr std::int64_t kMostDays = 366;
constexpr std::uint32_t kUsualRuns = 200;
constexpr std::uint32_t kMostRuns = 1'000;
using Kind = v1::RuleTrigger;

bool isChange(Kind::Kind kind) {
    return kind == Kind::CREATED || kind == Kind::CHANGED || kind == Kind::ENTERED || kind == Kind::LEFT ||
           kind == Kind::DELETED;
}

}  // namespace

Rehearsal::Rehearsal(const Services& services, query::Reader reader, RulePtr rule, const v1::RehearseRequest& request,
                     RehearsalProgress progress, db::Deadline deadline)
    : services_(services),
      asker_(std::move(reader)),
      reader_{access::systemScope("rehearsal of a rule"), asker_.context},
      rule_(rule),
      rules_(services.registry.current(), {std::move(rule)}),
      progress_(std::move(progress)),
      deadline_(deadline),
      calendar_(services.calendar()) {
    until_ = request.until() == 0 ? services.clock.now() : Timestamp{request.until()};
    since_ = request.since() == 0 ? Timestamp{until_.micros - kUsualDays * kDay} : Timestamp{request.since()};
    limit_ = request.limit() == 0 ? kUsualRuns : std::min(request.limit(), kMostRuns);
    const std::string& condition = rule_->def.condition();
    if (!condition.empty()) {
        const auto typed = expr::compile(condition, *rule_->entity, schema::ValueType::Boolean);
        if (typed && expr::readsOwnAlone(*typed)) condition_ = *typed;
    }
    fields_ = fieldsToKnow(*rule_, condition_);
}

expr::EvaluationContext Rehearsal::contextAt(Timestamp moment) const {
    expr::EvaluationContext context = reader_.context;
    context.now = moment;
    return context;
}

awaitable<Result<v1::RehearseReply>> Rehearsal::go() {
    auto transaction = co_await services_.database.begin(deadline_);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    const auto hasChange = [](const Kind& trigger) { return isChange(trigger.kind()); };
    if (std::ranges::any_of(rule_->def.triggers(), hasChange)) {
        if (auto done = co_await changes(*transaction); !done) co_return std::unexpected(std::move(done.error()));
    }
    for (int i = 0; i < rule_->def.triggers_size(); ++i) {
        const Spring spring{rule_.get(), static_cast<std::uint32_t>(i)};
        Result<void> done;
        const auto kind = spring.def().kind();
        if (kind == Kind::AT || kind == Kind::IDLE) done = co_await moments(spring, *transaction);
        if (kind == Kind::SCHEDULE) done = co_await occurrences(spring, *transaction);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
    reply_.set_records(records_.size());
    auto& runs = *reply_.mutable_runs();
    std::ranges::stable_sort(runs, std::greater(), &v1::RehearsedRun::at);
    if (runs.size() > static_cast<int>(limit_))
        runs.DeleteSubrange(static_cast<int>(limit_), runs.size() - static_cast<int>(limit_));
    records::Titles titles;
    for (const auto& run : runs) titles.want(*rule_->entity, idOf(run.record()));
    auto fetched = co_await titles.fetch(services_.database, *rules_.catalog(), asker_, deadline_);
    if (!fetched) co_return std::unexpected(std::move(fetched.error()));
    for (auto& run : runs) run.set_title(titles.of(idOf(run.record())));
    co_return std::move(reply_);
}

void Rehearsal::fired(Timestamp at, const Uuid& record, std::uint32_t trigger, const std::string& actor) {
    reply_.set_fired(reply_.fired() + 1);
    records_.insert(record);
    // Enough to sort the latest out of, and no more of what nobody will read.
    if (reply_.runs_size() >= static_cast<int>(kMostRuns * 3)) return;
    v1::RehearsedRun& run = *reply_.add_runs();
    run.set_at(at.micros);
    run.set_record(bytesOf(record));
    run.set_trigger(trigger);
    run.set_actor_name(actor);
}

/// Of imports only where the rule wants them; what is taken back or put together sets nothing off.
awaitable<Result<void>> Rehearsal::openCursor(db::Transaction& transaction) {
    db::Query query{
        "DECLARE rehearsal NO SCROLL CURSOR FOR SELECT s.id, s.at, s.actor_name, c.record, c.kind, c.diff FROM "
        "kupets.change_set s JOIN kupets.change c ON c.set_id = s.id WHERE c.entity = $1 AND s.at > $2::timestamptz "
        "AND s.at <= $3::timestamptz AND s.origin <> ALL($4::int2[]) ORDER BY s.seq DESC, c.record LIMIT " +
            std::to_string(kMostRehearsed),
        {}};
    std::vector<std::string> origins{std::to_string(static_cast<int>(records::Origin::Undo)),
                                     std::to_string(static_cast<int>(records::Origin::Merge)),
                                     std::to_string(static_cast<int>(records::Origin::Split))};
    if (!rule_->def.on_import()) origins.push_back(std::to_string(static_cast<int>(records::Origin::Import)));
    query.params.add(rule_->entity->name()).add(since_).add(until_).addArray(origins);
    auto opened = co_await transaction.run(std::move(query), deadline_);
    if (!opened) co_return std::unexpected(std::move(opened.error()));
    co_return Result<void>();
}

awaitable<Result<std::uint64_t>> Rehearsal::countEvents(db::Transaction& transaction) {
    db::Query query{
        "SELECT count(*) FROM kupets.change_set s JOIN kupets.change c ON c.set_id = s.id WHERE c.entity = $1 AND "
        "s.at > $2::timestamptz AND s.at <= $3::timestamptz",
        {}};
    query.params.add(rule_->entity->name()).add(since_).add(until_);
    auto rows = co_await transaction.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return std::min<std::uint64_t>(static_cast<std::uint64_t>(rows->integer(0, 0)), kMostRehearsed);
}

awaitable<Result<void>> Rehearsal::changes(db::Transaction& transaction) {
    auto total = co_await countEvents(transaction);
    if (!total) co_return std::unexpected(std::move(total.error()));
    if (auto opened = co_await openCursor(transaction); !opened) co_return opened;
    while (true) {
        auto rows =
            co_await transaction.run({"FETCH " + std::to_string(kRehearsedAtOnce) + " FROM rehearsal", {}}, deadline_);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        if (rows->empty()) co_return Result<void>();
        if (auto done = co_await page(*rows, transaction); !done) co_return done;
        reply_.set_events(reply_.events() + rows->size());
        if (auto told = co_await progress_(reply_.events(), std::max(*total, reply_.events())); !told) co_return told;
    }
}

Event Rehearsal::eventOf(const db::Rows& rows, std::size_t row) const {
    Event event;
    event.set = rows.uuid(row, 0);
    event.at = rows.timestamp(row, 1);
    event.actor = rows.text(row, 2);
    event.written.entity = rule_->entity;
    event.written.id = rows.uuid(row, 3);
    event.written.kind = static_cast<records::Kind>(rows.integer(row, 4));
    if (!rows.isNull(row, 5)) event.written.diff = history::parseDiff(rows.text(row, 5));
    event.changes = history::byField(*rule_->entity, event.written.diff);
    return event;
}

/// A creation's diff is what the record was right after it.
void Rehearsal::fillCreation(Event& event) const {
    const auto found = past_.find(event.written.id);
    if (found == past_.end()) return;
    for (const auto& [field, value] : found->second.values)
        if (!isNull(value)) event.written.diff.push_back({field->name(), std::nullopt, toText(value)});
}

bool Rehearsal::wasSo(const Event& event) const {
    if (!rule_->was) return true;
    if (event.written.kind == records::Kind::Create) return false;
    PastRecord before = past_.at(event.written.id);
    before.takeBack(event.changes);
    return expr::holds(rule_->was, before, contextAt(event.at));
}

awaitable<Result<void>> Rehearsal::page(const db::Rows& rows, db::Transaction& transaction) {
    std::vector<Event> events;
    std::vector<Uuid> unknown;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        events.push_back(eventOf(rows, row));
        if (past_.try_emplace(events.back().written.id).second) unknown.push_back(events.back().written.id);
    }
    if (auto known = co_await learn(unknown, transaction); !known) co_return known;
    std::vector<std::pair<const Event*, Spring>> asked;  // whose condition has to be asked of today
    for (Event& event : events) {
        PastRecord& record = past_.at(event.written.id);
        record.id = event.written.id;
        if (event.written.kind == records::Kind::Delete) record.takeBack(event.changes);
        if (event.written.kind == records::Kind::Create) fillCreation(event);
        for (const Spring& spring : rules_.sprung(event.written)) {
            const bool so = wasSo(event) && (!condition_ || expr::holds(condition_, record, contextAt(event.at)));
            if (!so)
                reply_.set_not_so(reply_.not_so() + 1);
            else if (!condition_ && !rule_->def.condition().empty())
                asked.emplace_back(&event, spring);
            else
                fired(event.at, event.written.id, spring.trigger, event.actor);
        }
        if (event.written.kind == records::Kind::Update) record.takeBack(event.changes);
    }
    if (asked.empty()) co_return Result<void>();
    reply_.set_as_of_today(true);
    std::vector<Uuid> ids;
    for (const auto& [event, spring] : asked) ids.push_back(event->written.id);
    auto so = co_await soToday(ids, transaction);
    if (!so) co_return std::unexpected(std::move(so.error()));
    for (const auto& [event, spring] : asked) {
        if (so->contains(event->written.id))
            fired(event->at, event->written.id, spring.trigger, event->actor);
        else
            reply_.set_not_so(reply_.not_so() + 1);
    }
    co_return Result<void>();
}

/// What these records say today.
awaitable<Result<void>> Rehearsal::learn(const std::vector<Uuid>& ids, db::Transaction& transaction) {
    if (ids.empty() || fields_.empty()) co_return Result<void>();
    query::Statement statement(*rules_.catalog(), *reader_.scope);
    query::Names names(statement, *rule_->entity);
    std::vector<std::pair<const schema::Field*, query::Column>> columns;
    std::string select = names.alias() + ".id";
    for (const schema::Field* field : fields_) {
        if (!field->isStored()) continue;
        auto column = query::resolveColumn(field->name(), names, statement, reader_);
        if (!column) co_return std::unexpected(std::move(column.error()));
        for (const std::string& item : query::selected(*column)) select += ", " + item;
        columns.emplace_back(field, std::move(*column));
    }
    const std::string which = statement.oneOf(ids);
    auto rows = co_await transaction.run(
        {"SELECT " + select + " FROM " + names.from() + " WHERE " + names.alias() + ".id" + which,
         std::move(statement.params)},
        deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        PastRecord& record = past_[rows->uuid(row, 0)];
        std::size_t at = 1;
        for (const auto& [field, column] : columns) {
            record.values[field] = cellOf(*rows, row, at, column);
            at += query::width(column);
        }
    }
    co_return Result<void>();
}

awaitable<Result<std::unordered_set<Uuid>>> Rehearsal::soToday(const std::vector<Uuid>& ids,
                                                               db::Transaction& transaction) {
    query::Statement statement(*rules_.catalog(), *reader_.scope);
    query::Names names(statement, *rule_->entity);
    auto filter = query::resolveFilter(rule_->def.condition(), names, statement, reader_);
    if (!filter) co_return std::unexpected(std::move(filter.error()));
    const std::string which = statement.oneOf(ids);
    auto rows = co_await transaction.run({"SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " +
                                              names.alias() + ".id" + which + " AND " + *filter,
                                          std::move(statement.params)},
                                         deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::unordered_set<Uuid> found;
    for (std::size_t row = 0; row < rows->size(); ++row) found.insert(rows->uuid(row, 0));
    co_return found;
}

std::set<const schema::Field*> fieldsToKnow(const Rule& rule, const expr::Typed& condition) {
    std::set<const schema::Field*> fields;
    for (const v1::RuleTrigger& trigger : rule.def.triggers())
        for (const std::string& name : trigger.fields()) fields.insert(rule.entity->field(name));
    if (rule.was) fields.merge(expr::ownFields(rule.was));
    if (condition) fields.merge(expr::ownFields(condition));
    return fields;
}

awaitable<Result<v1::RehearseReply>> rehearse(const Services& services, query::Reader reader,
                                              v1::RehearseRequest request, RehearsalProgress progress,
                                              db::Deadline deadline) {
    const std::int64_t now = services.clock.now().micros;
    const std::int64_t until = request.until() == 0 ? now : request.until();
    const bool sound = until > 0 && until <= now + kDay && request.since() >= 0 &&
                       (request.since() == 0 || until - request.since() <= kMostDays * kDay) &&
                       request.since() <= until;
    if (!sound) co_return fail(ErrorCode::BadRequest, {"since"}, "since");
    request.mutable_definition()->clear_in_save();  // it would have been set off the same way
    auto rule = compile(Uuid::make(), {}, {}, request.definition(), *services.registry.current()->snapshot);
    if (!rule) co_return std::unexpected(std::move(rule.error()).within("definition"));
    Rehearsal rehearsal(services, std::move(reader), std::move(*rule), request, std::move(progress), deadline);
    co_return co_await rehearsal.go();
}

}  // namespace kupets::automation
