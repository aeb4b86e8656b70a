#include "server/automation/waiting.h"

#include <algorithm>

#include "server/automation/span.h"
#include "server/db/bytea.h"
#include "server/query/names.h"

namespace kupets::automation {

namespace {

enum class Verdict { Open, Approved, Refused };

/// What the people who were asked have decided so far.
awaitable<Result<Verdict>> verdict(const Case& one, const v1::RuleAsk& ask, const std::vector<Uuid>& approvals,
                                   Sight::Look look) {
    query::Statement statement(*one.rules->catalog(), *one.reader.scope);
    query::Names names(statement, *one.rules->catalog()->entity("approval"));
    const std::string which = statement.oneOf(approvals);
    auto rows = co_await look(
        {"SELECT " + names.alias() + ".state FROM " + names.from() + " WHERE " + names.alias() + ".id" + which,
         std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::size_t approved = 0;
    std::size_t open = 0;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (rows->text(row, 0) == "approved") ++approved;
        if (rows->text(row, 0) == "asked") ++open;
    }
    const std::size_t refused = rows->size() - approved - open;
    if (ask.all()) co_return refused > 0 ? Verdict::Refused : open > 0 ? Verdict::Open : Verdict::Approved;
    co_return approved > 0 ? Verdict::Approved : open > 0 ? Verdict::Open : Verdict::Refused;
}

std::vector<Uuid> idsOf(const std::vector<std::string>& texts) {
    std::vector<Uuid> ids;
    for (const std::string& text : texts)
        if (const auto id = Uuid::parse(text)) ids.push_back(*id);
    return ids;
}

}  // namespace

awaitable<Result<void>> beginWaiting(const Case& one, int step, const v1::RuleSpan& atMost,
                                     const std::vector<Uuid>& approvals, const jobs::Job& job,
                                     db::Transaction& transaction) {
    const Uuid id = Uuid::make();
    v1::RuleRun next = one.what;
    next.set_step(static_cast<std::uint32_t>(step));
    next.set_resumes(bytesOf(id));
    db::Query query{
        "INSERT INTO kupets.rule_wait (id, run, rule, step, record, approvals, payload) VALUES ($1::uuid, $2::uuid, "
        "$3::uuid, $4::int4, $5::uuid, $6::uuid[], $7::bytea)",
        {}};
    query.params.add(id).add(idOf(one.what.run())).add(one.rule->id).add(step).add(one.record);
    query.params.addArray(std::span<const Uuid>(approvals));
    query.params.add(db::toBytea(next.SerializeAsString()));
    auto kept = co_await transaction.run(std::move(query), job.deadline);
    if (!kept) co_return std::unexpected(std::move(kept.error()));
    if (atMost.amount() <= 0) co_return Result<void>();
    const auto at = add(one.now, atMost, *one.calendar);
    if (!at) co_return fail(ErrorCode::OutOfRange, {"", "10"}, "at_most");
    next.set_late(true);
    auto late =
        co_await one.services.queue.enqueue(transaction, kRunRule, next, {.at = at, .cause = job.cause}, job.deadline);
    if (!late) co_return std::unexpected(std::move(late.error()));
    co_return Result<void>();
}

awaitable<Result<bool>> resume(Case& one, RunLine& line, Sight::Look look) {
    db::Query locked{"SELECT approvals FROM kupets.rule_wait WHERE id = $1::uuid FOR UPDATE", {}};
    locked.params.add(idOf(one.what.resumes()));
    auto rows = co_await look(std::move(locked));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty() || one.what.step() >= one.rule->ops.size()) co_return false;  // it has gone on already
    const std::vector<Uuid> approvals = idsOf(rows->array(0, 0));
    const Op& op = one.rule->ops[one.what.step()];
    bool yes = !one.what.late();
    if (yes && op.step->has_ask()) {
        auto said = co_await verdict(one, op.step->ask(), approvals, look);
        if (!said) co_return std::unexpected(std::move(said.error()));
        if (*said == Verdict::Open) co_return false;
        yes = *said == Verdict::Approved;
    }
    db::Query ended{"DELETE FROM kupets.rule_wait WHERE id = $1::uuid", {}};
    ended.params.add(idOf(one.what.resumes()));
    auto gone = co_await look(std::move(ended));
    if (!gone) co_return std::unexpected(std::move(gone.error()));
    line.step = static_cast<int>(one.what.step());
    one.withdrawn = approvals;
    one.what.set_step(static_cast<std::uint32_t>(yes ? op.next : op.other));
    co_return true;
}

awaitable<Result<void>> wake(const Services& services, const std::vector<Happened>& happened,
                             const std::vector<Uuid>& approvals, db::Transaction& transaction, db::Deadline deadline) {
    std::vector<db::Query> queries;
    for (const Happened& each : happened) {
        db::Query query{
            "SELECT payload FROM kupets.rule_wait WHERE rule = $1::uuid AND step = $2::int4 AND record = "
            "ANY($3::uuid[])",
            {}};
        query.params.add(each.where.rule->id).add(each.where.step);
        query.params.addArray(std::span<const Uuid>(each.records));
        queries.push_back(std::move(query));
    }
    if (!approvals.empty()) {
        db::Query query{"SELECT payload FROM kupets.rule_wait WHERE approvals && $1::uuid[]", {}};
        query.params.addArray(std::span<const Uuid>(approvals));
        queries.push_back(std::move(query));
    }
    std::vector<jobs::NewJob> jobs;
    for (db::Query& query : queries) {
        auto rows = co_await transaction.run(std::move(query), deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (std::size_t row = 0; row < rows->size(); ++row) {
            v1::RuleRun next;
            if (next.ParseFromString(db::fromBytea(rows->text(row, 0)))) jobs.push_back(jobs::newJob(kRunRule, next));
        }
    }
    if (jobs.empty()) co_return Result<void>();
    auto ids = co_await services.queue.enqueue(transaction, std::move(jobs), deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    co_return Result<void>();
}

}  // namespace kupets::automation
