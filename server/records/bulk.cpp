// A change of many records at once: a selection of theirs, or all that a filter finds. One statement finds and locks
// them and computes what each gets; then they go through the stages of every save, some thousands at a time, as one
// change set.
#include <algorithm>
#include <unordered_set>

#include "common/wire/errors.h"
#include "common/wire/values.h"
#include "server/db/bytea.h"
#include "server/query/page.h"
#include "server/query/selection.h"
#include "server/records/many.h"
#include "server/records/titles.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

using schema::Field;

constexpr std::size_t kBatch = 5'000;
constexpr int kMostIds = 100'000;
constexpr std::size_t kMostRecords = 1'000'000;
constexpr int kMostAssignments = 50;
constexpr std::size_t kMostListed = 100;
constexpr std::size_t kMostReason = 2'000;

/// The request, read and checked as far as that needs no database.
struct Order {
    Uuid id;
    const schema::Entity* entity = nullptr;
    std::vector<Uuid> ids;  // of a selection; empty for a set
    std::vector<std::pair<const Field*, Value>> values;
    std::vector<std::pair<const Field*, expr::Typed>> expressions;
};

Result<void> readIds(const v1::BulkRequest& request, Order& order) {
    if (request.ids().ids_size() > kMostIds)
        return fail(ErrorCode::LimitExceeded, {"ids", std::to_string(kMostIds)}, "ids");
    std::unordered_set<Uuid> known;
    for (const std::string& bytes : request.ids().ids()) {
        auto id = wire::idFromProto(bytes, "ids");
        if (!id) return std::unexpected(std::move(id.error()));
        if (known.insert(*id).second) order.ids.push_back(*id);
    }
    std::ranges::sort(order.ids);
    return {};
}

Result<void> readAssignments(const v1::BulkRequest& request, Order& order, const access::AccessScope& scope) {
    if (request.assignments_size() > kMostAssignments)
        return fail(ErrorCode::LimitExceeded, {"assignments", std::to_string(kMostAssignments)}, "assignments");
    for (const v1::BulkAssignment& item : request.assignments()) {
        const Field* field = order.entity->field(item.field());
        if (field == nullptr || !scope.canRead(*field))
            return fail(ErrorCode::UnknownField, {item.field(), order.entity->name()}, item.field());
        if (item.what_case() == v1::BulkAssignment::kExpression) {
            auto typed = query::compileFor(*field, item.expression());
            if (!typed) return std::unexpected(std::move(typed.error()));
            order.expressions.emplace_back(field, std::move(*typed));
            continue;
        }
        auto value = wire::fromProto(item.value());
        if (!value) return std::unexpected(Error(value.error()).within(item.field()));
        order.values.emplace_back(field, std::move(*value));
    }
    return {};
}

Result<Order> readOrder(const v1::BulkRequest& request, const Actor& actor, const schema::Catalog& catalog) {
    Order order;
    auto id = wire::idFromProto(request.change_set_id(), "change_set_id");
    if (!id) return std::unexpected(std::move(id.error()));
    order.id = *id;
    if (request.which_case() == v1::BulkRequest::WHICH_NOT_SET) return fail(ErrorCode::BadRequest, {"which"}, "which");
    auto entity =
        query::entityOf(catalog, actor.reader, request.has_ids() ? request.ids().entity() : request.set().entity());
    if (!entity) return std::unexpected(std::move(entity.error()));
    order.entity = *entity;
    if (request.remove() == (request.assignments_size() > 0))
        return fail(ErrorCode::BadRequest, {"assignments"}, "assignments");
    if (request.reason().size() > kMostReason) return fail(ErrorCode::TooLong, {std::to_string(kMostReason)}, "reason");
    if (request.has_ids()) {
        if (auto ok = readIds(request, order); !ok) return std::unexpected(std::move(ok.error()));
    }
    if (auto ok = readAssignments(request, order, *actor.reader.scope); !ok)
        return std::unexpected(std::move(ok.error()));
    // What no record takes is refused before any is looked at.
    Change trial{Kind::Update, order.entity, Uuid{}, 0, order.values, 0};
    if (auto ok = prepare(trial, actor); !ok) return std::unexpected(std::move(ok.error()));
    return order;
}

class Bulk {
public:
    Bulk(db::Database& database, schema::CatalogPtr catalog, const Actor& actor, const v1::BulkRequest& request,
         const BulkProgress& progress, db::Deadline deadline)
        : database_(database),
          catalog_(std::move(catalog)),
          actor_(actor),
          request_(request),
          progress_(progress),
          deadline_(deadline) {}

    awaitable<Result<v1::BulkReply>> run(ChangeWriter& writer, Order order);
    awaitable<Result<v1::BulkReply>> answerAgain(const Uuid& set, std::uint64_t sequence);

private:
    awaitable<Result<void>> select(ChangeWriter& writer);
    awaitable<Result<void>> changeAll(ChangeWriter& writer);
    awaitable<Result<void>> changeSome(ChangeWriter& writer, std::size_t from, std::size_t end);
    awaitable<Result<v1::BulkReply>> finish(ChangeWriter& writer);
    awaitable<Result<void>> nameRefusals();
    Change changeOf(std::size_t row) const;
    void refuse(const Uuid& id, const Error& error);

    db::Database& database_;
    schema::CatalogPtr catalog_;
    const Actor& actor_;
    const v1::BulkRequest& request_;
    const BulkProgress& progress_;
    db::Deadline deadline_;
    Order order_;
    query::Selection selection_;
    db::Rows found_;  // id and what is computed, a row a record
    v1::BulkReply reply_;
};

awaitable<Result<v1::BulkReply>> Bulk::run(ChangeWriter& writer, Order order) {
    order_ = std::move(order);
    if (auto ok = co_await beginMany(writer, deadline_); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await select(writer); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await changeAll(writer); !ok) co_return std::unexpected(std::move(ok.error()));
    co_return co_await finish(writer);
}

awaitable<Result<void>> Bulk::select(ChangeWriter& writer) {
    const bool byIds = request_.has_ids();
    auto selection =
        byIds ? query::compileSelection(*catalog_, actor_.reader, *order_.entity, order_.ids, order_.expressions)
              : query::compileSelection(*catalog_, actor_.reader, request_.set(), order_.expressions);
    if (!selection) co_return std::unexpected(std::move(selection.error()));
    selection_ = std::move(*selection);
    auto rows = co_await writer.look(std::move(selection_.query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    found_ = std::move(*rows);
    if (found_.size() > kMostRecords)
        co_return fail(ErrorCode::LimitExceeded, {"records", std::to_string(kMostRecords)}, "set");
    if (!byIds || found_.size() == order_.ids.size()) co_return Result<void>();
    // What may not be seen does not exist.
    std::size_t row = 0;
    for (const Uuid& id : order_.ids) {
        if (row < found_.size() && found_.uuid(row, 0) == id) {
            ++row;
        } else if (const Error error(ErrorCode::NotFound, {order_.entity->name()}); request_.skip_refused()) {
            refuse(id, error);
        } else {
            co_return std::unexpected(error);
        }
    }
    co_return Result<void>();
}

Change Bulk::changeOf(std::size_t row) const {
    Change change{
        request_.remove() ? Kind::Delete : Kind::Update, order_.entity, found_.uuid(row, 0), 0, order_.values, 0};
    for (const query::Computed& computed : selection_.computed)
        change.fields.emplace_back(computed.field, query::computedValue(found_, row, computed));
    return change;
}

void Bulk::refuse(const Uuid& id, const Error& error) {
    reply_.set_refused(reply_.refused() + 1);
    if (static_cast<std::size_t>(reply_.refusals_size()) == kMostListed) return;
    v1::BulkRefusal& refusal = *reply_.add_refusals();
    refusal.set_id(std::string(id.view()));
    *refusal.mutable_error() = wire::toProto(error);
}

awaitable<Result<void>> Bulk::changeAll(ChangeWriter& writer) {
    if (request_.remove()) {
        std::vector<Uuid> going;
        for (std::size_t row = 0; row < found_.size(); ++row) going.push_back(found_.uuid(row, 0));
        writer.willDelete(going);
    }
    const std::uint64_t total = found_.size() + reply_.refused();
    std::uint64_t done = reply_.refused();
    if (auto told = co_await progress_(done, total); !told) co_return told;
    for (std::size_t from = 0; from < found_.size(); from += kBatch) {
        const std::size_t end = std::min(from + kBatch, found_.size());
        if (auto ok = co_await changeSome(writer, from, end); !ok) co_return ok;
        done += end - from;
        if (auto told = co_await progress_(done, total); !told) co_return told;
    }
    co_return Result<void>();
}

awaitable<Result<void>> Bulk::changeSome(ChangeWriter& writer, std::size_t from, std::size_t end) {
    std::vector<Change> changes;
    changes.reserve(end - from);
    for (std::size_t row = from; row < end; ++row) {
        // Locked since it was found, so what is gone by now went with another of them.
        if (writer.deleted(found_.uuid(row, 0))) {
            reply_.set_changed(reply_.changed() + 1);
        } else {
            changes.push_back(changeOf(row));
        }
    }
    std::vector<Refusal> refusals;
    std::vector<Uuid> ids;
    for (const Change& change : changes) ids.push_back(change.id);
    auto saved = request_.skip_refused() ? co_await writer.write(std::move(changes), refusals, deadline_)
                                         : co_await writer.write(std::move(changes), deadline_);
    if (!saved) {
        // Which of the records it was says nothing to whoever asked for all of them.
        Error error = std::move(saved.error());
        if (error.fieldPath.starts_with("changes["))
            error.fieldPath.erase(0, std::min(error.fieldPath.find(']') + 2, error.fieldPath.size()));
        co_return std::unexpected(std::move(error));
    }
    std::ranges::sort(refusals, {}, &Refusal::index);
    for (const Refusal& refusal : refusals) refuse(ids[refusal.index], refusal.error);
    const auto changed = static_cast<std::uint64_t>(std::ranges::count_if(*saved, &Saved::changed));
    reply_.set_changed(reply_.changed() + changed);
    reply_.set_unchanged(reply_.unchanged() + saved->size() - changed - refusals.size());
    co_return Result<void>();
}

/// Titles of those that may be read; the others stay without.
awaitable<Result<void>> Bulk::nameRefusals() {
    if (reply_.refusals().empty()) co_return Result<void>();
    Titles titles;
    for (const v1::BulkRefusal& refusal : reply_.refusals())
        titles.want(*order_.entity, *Uuid::fromBytes(refusal.id()));
    if (auto ok = co_await titles.fetch(database_, *catalog_, actor_.reader, deadline_); !ok) co_return ok;
    for (v1::BulkRefusal& refusal : *reply_.mutable_refusals())
        refusal.set_title(titles.of(*Uuid::fromBytes(refusal.id())));
    co_return Result<void>();
}

awaitable<Result<v1::BulkReply>> Bulk::finish(ChangeWriter& writer) {
    if (auto ok = co_await nameRefusals(); !ok) co_return std::unexpected(std::move(ok.error()));
    if (request_.dry_run()) {
        // What would be checked at the end is checked now.
        auto checked = co_await writer.look({"SET CONSTRAINTS ALL IMMEDIATE", {}}, deadline_);
        co_await writer.rollback();
        if (!checked) co_return std::unexpected(std::move(checked.error()));
        co_return std::move(reply_);
    }
    if (auto ok = co_await endMany(writer, {order_.entity->name()}, deadline_); !ok)
        co_return std::unexpected(std::move(ok.error()));
    if (writer.count() > 0) {
        db::Query answer{"INSERT INTO kupets.bulk (change_set, reply) VALUES ($1::uuid, $2::bytea)", {}};
        answer.params.add(order_.id).add(db::toBytea(reply_.SerializeAsString()));
        auto stored = co_await writer.look(std::move(answer), deadline_);
        if (!stored) co_return std::unexpected(std::move(stored.error()));
    }
    auto sequence = co_await writer.commit(deadline_);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    if (writer.repeated()) co_return co_await answerAgain(order_.id, *sequence);
    reply_.set_sequence(*sequence);
    co_return std::move(reply_);
}

awaitable<Result<v1::BulkReply>> Bulk::answerAgain(const Uuid& set, std::uint64_t sequence) {
    db::Query query{
        "SELECT b.reply FROM kupets.bulk b JOIN kupets.change_set s ON s.id = b.change_set WHERE b.change_set = "
        "$1::uuid AND s.actor = $2::uuid",
        {}};
    query.params.add(set).add(actor_.id);
    auto rows = co_await database_.run(std::move(query), deadline_);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    v1::BulkReply reply;
    if (!rows->empty()) reply.ParseFromString(db::fromBytea(rows->text(0, 0)));
    reply.set_sequence(sequence);
    co_return reply;
}

}  // namespace

awaitable<Result<v1::BulkReply>> Gate::bulk(const Actor& actor, const v1::BulkRequest& request,
                                            const BulkProgress& progress, db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry_.current();
    auto order = readOrder(request, actor, *catalog);
    if (!order) co_return std::unexpected(std::move(order.error()));
    const Uuid id = order->id;
    auto writer = co_await open(actor, Header{id, Origin::Person, request.reason(), {}}, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    auto known = co_await writer->write({}, deadline);
    if (!known) co_return std::unexpected(std::move(known.error()));
    Bulk bulk(database_, catalog, actor, request, progress, deadline);
    if (writer->repeated()) {
        auto sequence = co_await writer->commit(deadline);
        if (!sequence) co_return std::unexpected(std::move(sequence.error()));
        co_return co_await bulk.answerAgain(id, *sequence);
    }
    co_return co_await bulk.run(*writer, std::move(*order));
}

}  // namespace kupets::records
