// Taking back a change set: its inverse, written as a change set of its own through the same gate. Undo of an undo is
// redo.
#include <optional>
#include <set>

#include "common/wire/values.h"
#include "server/history/diff.h"
#include "server/records/many.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

constexpr int kBatch = 5'000;
constexpr int kMostListed = 1'000;

struct Target {
    bool undone = false;
    Uuid actor;
    Uuid undoes;
};

awaitable<Result<Target>> findTarget(ChangeWriter& writer, const Uuid& set, db::Deadline deadline) {
    // Locked, so that two undos of the same do not both go through.
    db::Query query{"SELECT undone_by IS NOT NULL, actor, undoes FROM kupets.change_set WHERE id = $1::uuid FOR UPDATE",
                    {}};
    query.params.add(set);
    auto rows = co_await writer.look(std::move(query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    if (rows->empty()) co_return fail(ErrorCode::NotFound, {}, "undoes");
    const auto idAt = [&rows](std::size_t column) { return rows->isNull(0, column) ? Uuid{} : rows->uuid(0, column); };
    co_return Target{rows->boolean(0, 0), idAt(1), idAt(2)};
}

db::Query batchQuery(const Uuid& set, const Uuid& after) {
    db::Query query{
        "SELECT entity, record, kind, version, diff FROM kupets.change WHERE set_id = $1::uuid AND record > $2::uuid "
        "ORDER BY record, version LIMIT $3::int8",
        {}};
    query.params.add(set).add(after).add(kBatch);
    return query;
}

/// What takes back the changes of one record, rows `from` to `end` in their order. Its base version is the one that the
/// last of them left: anything since is a conflict by field. Nothing for a record that came and went with the change
/// set.
std::optional<Change> inverse(const schema::Entity& entity, const db::Rows& rows, std::size_t from, std::size_t end) {
    const auto kindAt = [&rows](std::size_t row) { return static_cast<Kind>(rows.integer(row, 2)); };
    const auto last = static_cast<std::uint64_t>(rows.integer(end - 1, 3));
    const bool wasThere = kindAt(from) != Kind::Create;
    const bool isThere = kindAt(end - 1) != Kind::Delete;
    if (!wasThere && !isThere) return std::nullopt;
    Change change;
    change.entity = &entity;
    change.id = rows.uuid(from, 1);
    change.kind = !wasThere ? Kind::Delete : isThere ? Kind::Update : Kind::Create;
    isThere ? change.baseVersion = last : change.restoredVersion = last + 1;
    if (!wasThere) return change;
    std::set<const schema::Field*> known;  // what the first change found is what was there
    for (std::size_t row = from; row < end; ++row) {
        const history::Diff diff = rows.isNull(row, 4) ? history::Diff{} : history::parseDiff(rows.text(row, 4));
        for (history::FieldChange& field : history::byField(entity, diff)) {
            if (known.insert(field.field).second) change.fields.emplace_back(field.field, std::move(field.before));
        }
    }
    return change;
}

/// Whole records of a batch; `after` becomes the last of them.
Result<std::vector<Change>> inverses(const schema::Catalog& catalog, const db::Rows& rows, Uuid& after) {
    std::vector<Change> changes;
    const bool cut = rows.size() == kBatch;  // the last record may have more changes than came
    for (std::size_t from = 0, end = 0; from < rows.size(); from = end) {
        const Uuid id = rows.uuid(from, 1);
        while (end < rows.size() && rows.uuid(end, 1) == id) ++end;
        if (cut && end == rows.size() && from > 0) break;
        const schema::Entity* entity = catalog.entity(rows.text(from, 0));
        if (entity == nullptr) return fail(ErrorCode::UnknownEntity, {std::string(rows.text(from, 0))});
        if (auto change = inverse(*entity, rows, from, end)) changes.push_back(std::move(*change));
        after = id;
    }
    return changes;
}

db::Query markQuery(const Uuid& set, const Uuid& by) {
    db::Query query{"UPDATE kupets.change_set SET undone_by = $2::uuid WHERE id = $1::uuid", {}};
    query.params.add(set);
    by.isNil() ? query.params.addNull() : query.params.add(by);
    return query;
}

Result<void> mayRestore(const Change& change, const Actor& actor) {
    if (change.kind != Kind::Create) return {};
    if (actor.reader.scope->reach(*change.entity, access::Action::Create) == access::Reach::None)
        return fail(ErrorCode::Forbidden, {change.entity->name()});
    return {};
}

}  // namespace

awaitable<Result<v1::UndoReply>> Gate::undo(const Actor& actor, const v1::UndoRequest& request, db::Deadline deadline) {
    auto id = wire::idFromProto(request.change_set_id(), "change_set_id");
    auto undoes = wire::idFromProto(request.undoes(), "undoes");
    if (!id) co_return std::unexpected(id.error());
    if (!undoes) co_return std::unexpected(undoes.error());
    auto writer = co_await open(actor, Header{*id, Origin::Undo, {}, *undoes}, deadline);
    if (!writer) co_return std::unexpected(writer.error());
    auto known = co_await writer->write({}, deadline);
    if (!known) co_return std::unexpected(known.error());
    v1::UndoReply reply;
    if (writer->repeated()) {
        auto sequence = co_await writer->commit(deadline);
        if (!sequence) co_return std::unexpected(sequence.error());
        reply.set_sequence(*sequence);
        co_return reply;
    }
    auto target = co_await findTarget(*writer, *undoes, deadline);
    if (!target) co_return std::unexpected(target.error());
    // One takes back what one did oneself; an administrator anything.
    if (target->actor != actor.id && !actor.reader.scope->isAdministrator())
        co_return fail(ErrorCode::Forbidden, {"undo"}, "undoes");
    if (target->undone) co_return fail(ErrorCode::AlreadyUndone, {}, "undoes");

    const schema::CatalogPtr catalog = registry_.current();
    std::set<std::string> entities;
    Uuid after;
    while (true) {
        auto rows = co_await writer->look(batchQuery(*undoes, after), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        if (rows->empty()) break;
        if (rows->size() == kBatch) {
            if (auto begun = co_await beginMany(*writer, deadline); !begun)
                co_return std::unexpected(std::move(begun.error()));
        }
        auto changes = inverses(*catalog, *rows, after);
        if (!changes) co_return std::unexpected(std::move(changes.error()));
        for (const Change& change : *changes) {
            if (auto ok = mayRestore(change, actor); !ok) co_return std::unexpected(ok.error());
            entities.insert(change.entity->name());
        }
        auto saved = co_await writer->write(std::move(*changes), deadline);
        if (!saved) {
            // A record that is gone was deleted since.
            if (saved.error().code == ErrorCode::NotFound) saved.error().code = ErrorCode::ChangedSince;
            co_return std::unexpected(saved.error());
        }
        for (const Saved& record : *saved) {
            if (reply.records_size() == kMostListed) break;
            v1::SavedRecord& out = *reply.add_records();
            out.set_entity(record.entity->name());
            out.set_id(std::string(record.id.view()));
            out.set_version(record.version);
        }
        if (rows->size() < kBatch) break;
    }
    if (writer->count() >= kBatch) {
        if (auto ended = co_await endMany(*writer, entities, deadline); !ended)
            co_return std::unexpected(std::move(ended.error()));
    }
    reply.set_record_count(writer->count());
    auto marked = co_await writer->look(markQuery(*undoes, *id), deadline);
    if (!marked) co_return std::unexpected(marked.error());
    if (!target->undoes.isNil()) {
        // This was an undo: what it had taken back stands again.
        auto standing = co_await writer->look(markQuery(target->undoes, Uuid{}), deadline);
        if (!standing) co_return std::unexpected(standing.error());
    }
    auto sequence = co_await writer->commit(deadline);
    if (!sequence) co_return std::unexpected(sequence.error());
    reply.set_sequence(*sequence);
    co_return reply;
}

}  // namespace kupets::records
