// Reading the history: a record's chronology, one's own latest change sets.
#include <algorithm>

#include "common/wire/values.h"
#include "server/query/names.h"
#include "server/query/page.h"
#include "server/records/titles.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using access::Action;
using access::Reach;

constexpr std::uint32_t kUsual = 50;
constexpr std::uint32_t kMost = 500;

std::uint32_t limitOf(std::uint32_t asked) { return asked == 0 ? kUsual : std::min(asked, kMost); }

// Columns 0-10: the change set; 11-15: one change of it.
constexpr const char* kSetColumns =
    "s.id, s.seq, s.at, s.actor, s.actor_name, s.origin, s.reason, s.undoes, s.undone_by, s.record_count, s.seq";
constexpr const char* kChangeColumns = "c.entity, c.record, c.kind, c.version, c.diff";

v1::ChangeSet readSet(const db::Rows& rows, std::size_t i) {
    v1::ChangeSet set;
    const auto bytesAt = [&](std::size_t column) {
        return rows.isNull(i, column) ? std::string() : std::string(rows.uuid(i, column).view());
    };
    set.set_id(bytesAt(0));
    set.set_sequence(static_cast<std::uint64_t>(rows.integer(i, 1)));
    set.set_at(rows.timestamp(i, 2).micros);
    set.set_actor_id(bytesAt(3));
    set.set_actor_name(std::string(rows.text(i, 4)));
    set.set_origin(static_cast<v1::ChangeSet::Origin>(rows.integer(i, 5)));
    set.set_reason(std::string(rows.text(i, 6)));
    set.set_undoes(bytesAt(7));
    set.set_undone_by(bytesAt(8));
    set.set_record_count(static_cast<std::uint64_t>(rows.integer(i, 9)));
    return set;
}

/// One change with its fields; hidden ones and the system's own are left out.
struct ReadDiff {
    v1::RecordDiff* message;
    const schema::Entity* entity;
    Uuid record;
    std::vector<history::FieldChange> fields;
};

std::optional<ReadDiff> readDiff(const db::Rows& rows, std::size_t i, const schema::Catalog& catalog,
                                 const access::AccessScope& scope, v1::ChangeSet& set) {
    if (rows.isNull(i, 11)) return std::nullopt;
    const schema::Entity* entity = catalog.entity(rows.text(i, 11));
    if (entity == nullptr || scope.reach(*entity, Action::Read) == Reach::None) return std::nullopt;
    v1::RecordDiff& diff = *set.add_records();
    diff.set_entity(entity->name());
    diff.set_id(std::string(rows.uuid(i, 12).view()));
    diff.set_kind(static_cast<v1::RecordChange::Kind>(rows.integer(i, 13)));
    diff.set_version(static_cast<std::uint64_t>(rows.integer(i, 14)));
    ReadDiff out{&diff, entity, rows.uuid(i, 12), {}};
    if (rows.isNull(i, 15)) return out;
    for (history::FieldChange& change : history::byField(*entity, history::parseDiff(rows.text(i, 15)))) {
        if (!change.field->system && scope.canRead(*change.field)) out.fields.push_back(std::move(change));
    }
    return out;
}

void fillTitles(const std::vector<ReadDiff>& diffs, const Titles& titles) {
    for (const ReadDiff& diff : diffs) {
        std::string title = titles.of(diff.record);
        for (const history::FieldChange& change : diff.fields) {
            if (title.empty() && change.field == &diff.entity->titleField()) title = toText(change.before);
            v1::FieldDiff& field = *diff.message->add_fields();
            field.set_field(change.field->name());
            *field.mutable_before() = wire::toProto(change.before);
            *field.mutable_after() = wire::toProto(change.after);
            field.set_before_title(titles.of(*change.field, change.before));
            field.set_after_title(titles.of(*change.field, change.after));
        }
        diff.message->set_title(title);
    }
}

/// Of a merger and of its split: the other records of it, by their titles alone.
awaitable<Result<void>> addMembers(db::Database& database, const schema::Catalog& catalog, const query::Reader& reader,
                                   const schema::Entity& entity, const Uuid& id, v1::HistoryReply& reply,
                                   std::vector<ReadDiff>& diffs, Titles& titles, db::Deadline deadline) {
    std::map<Uuid, v1::ChangeSet*> sets;
    std::vector<Uuid> ids;
    for (v1::ChangeSet& set : *reply.mutable_change_sets()) {
        if (set.origin() != v1::ChangeSet::ORIGIN_MERGE && set.origin() != v1::ChangeSet::ORIGIN_SPLIT) continue;
        ids.push_back(Uuid::fromBytes(set.id()).value_or(Uuid{}));
        sets.emplace(ids.back(), &set);
    }
    if (ids.empty()) co_return Result<void>();
    db::Query query{std::string("SELECT ") + kSetColumns + ", " + kChangeColumns +
                        " FROM kupets.change c JOIN kupets.change_set s ON s.id = c.set_id WHERE c.set_id = "
                        "ANY($1::uuid[]) AND c.entity = $2 AND c.record <> $3::uuid AND c.kind <> 2 LIMIT 1000",
                    {}};
    query.params.addArray(std::span<const Uuid>(ids)).add(entity.name()).add(id);
    auto rows = co_await database.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto diff = readDiff(*rows, i, catalog, *reader.scope, *sets.at(rows->uuid(i, 0)));
        if (!diff) continue;
        std::erase_if(diff->fields,
                      [&entity](const history::FieldChange& change) { return change.field != &entity.titleField(); });
        titles.want(entity, diff->record);
        diffs.push_back(std::move(*diff));
    }
    co_return Result<void>();
}

/// `of`: whose history it is; nothing for change sets as a whole.
struct Whose {
    const schema::Entity& entity;
    Uuid id;
};

awaitable<Result<v1::HistoryReply>> answer(db::Database& database, const schema::Catalog& catalog,
                                           const query::Reader& reader, const db::Rows& rows, std::uint32_t limit,
                                           db::Deadline deadline, std::optional<Whose> of = std::nullopt) {
    v1::HistoryReply reply;
    std::vector<ReadDiff> diffs;
    Titles titles;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool next = reply.change_sets().empty() ||
                          reply.change_sets().rbegin()->sequence() != static_cast<std::uint64_t>(rows.integer(i, 1));
        if (next && reply.change_sets_size() == static_cast<int>(limit)) {
            reply.set_more(true);
            break;
        }
        if (next) *reply.add_change_sets() = readSet(rows, i);
        auto diff = readDiff(rows, i, catalog, *reader.scope, *reply.mutable_change_sets(reply.change_sets_size() - 1));
        if (!diff) continue;
        titles.want(*diff->entity, diff->record);
        for (const history::FieldChange& change : diff->fields) {
            titles.want(*change.field, change.before);
            titles.want(*change.field, change.after);
        }
        diffs.push_back(std::move(*diff));
    }
    if (of) {
        auto ok = co_await addMembers(database, catalog, reader, of->entity, of->id, reply, diffs, titles, deadline);
        if (!ok) co_return std::unexpected(ok.error());
    }
    if (auto ok = co_await titles.fetch(database, catalog, reader, deadline); !ok)
        co_return std::unexpected(ok.error());
    fillTitles(diffs, titles);
    co_return reply;
}

/// A moment of the years that there are, or none.
Result<Timestamp> boundOf(std::int64_t micros, const char* what) {
    static const Timestamp first = Timestamp::fromDate(*Date::fromYmd(1, 1, 1));
    static const Timestamp last = Timestamp::fromDate(*Date::fromYmd(9999, 12, 31));
    if (micros < first.micros || micros > last.micros) return fail(ErrorCode::BadRequest, {what}, what);
    return Timestamp{micros};
}

/// Of one record's changes, in the order and within the bounds asked for.
Result<db::Query> historyQuery(const schema::Entity& entity, const Uuid& id, const v1::HistoryRequest& request) {
    const auto since = boundOf(request.since(), "since");
    if (!since) return std::unexpected(since.error());
    const auto until = boundOf(request.until(), "until");
    if (!until) return std::unexpected(until.error());
    db::Query query{std::string("SELECT ") + kSetColumns + ", " + kChangeColumns +
                        // OFFSET 0: the record's changes first. In the order of sets, that of an import alone has
                        // a hundred thousand to walk through.
                        " FROM (SELECT * FROM kupets.change WHERE record = $1::uuid AND entity = $2 OFFSET 0) c "
                        "JOIN kupets.change_set s ON s.id = c.set_id WHERE TRUE",
                    {}};
    query.params.add(id).add(entity.name());
    const auto bound = [&query](const char* condition, auto value, const char* type) {
        if (value == decltype(value){}) return;
        query.params.add(value);
        query.sql += std::string(" AND ") + condition + "$" + std::to_string(query.params.size()) + type;
    };
    bound("s.seq < ", request.before_sequence(), "::int8");
    bound("s.seq > ", request.after_sequence(), "::int8");
    bound("s.at > ", *since, "::timestamptz");
    bound("s.at <= ", *until, "::timestamptz");
    query.params.add(static_cast<int>(limitOf(request.limit()) + 1));
    query.sql += request.oldest_first() ? " ORDER BY s.seq" : " ORDER BY s.seq DESC";
    query.sql += " LIMIT $" + std::to_string(query.params.size()) + "::int8";
    return query;
}

/// A record that is there and may be seen, or was last somebody's whose records the reader may see.
awaitable<Result<bool>> mayRead(db::Database& database, const schema::Catalog& catalog, const query::Reader& reader,
                                const schema::Entity& entity, const Uuid& id, db::Deadline deadline) {
    const Uuid ids[] = {id};
    db::Query last{
        "SELECT owners, kind = 3 FROM kupets.change WHERE record = $1::uuid AND entity = $2 ORDER BY version DESC "
        "LIMIT 1",
        {}};
    last.params.add(id).add(entity.name());
    std::vector<db::Query> queries;
    queries.push_back(currentQuery(catalog, *reader.scope, entity, ids, false));
    queries.push_back(std::move(last));
    auto rows = co_await database.runAll(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    const auto current = readCurrent(entity, (*rows)[0]);
    if (!current.empty()) co_return current.begin()->second.mayRead;
    if ((*rows)[1].empty() || !(*rows)[1].boolean(0, 1)) co_return false;
    const Reach reach = reader.scope->reach(entity, Action::Read);
    if (reach == Reach::All || entity.isDirectory()) co_return true;
    for (const std::string& owner : (*rows)[1].array(0, 0)) {
        const auto user = Uuid::parse(owner);
        if (user && reader.scope->includes(reach, *user)) co_return true;
    }
    co_return false;
}

}  // namespace

awaitable<Result<v1::HistoryReply>> Gate::history(const query::Reader& reader, const v1::HistoryRequest& request,
                                                  db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry_.current();
    auto entity = query::entityOf(*catalog, reader, request.entity());
    if (!entity) co_return std::unexpected(entity.error());
    auto id = wire::idFromProto(request.id(), "id");
    if (!id) co_return std::unexpected(id.error());
    auto allowed = co_await mayRead(database_, *catalog, reader, **entity, *id, deadline);
    if (!allowed) co_return std::unexpected(allowed.error());
    if (!*allowed) co_return fail(ErrorCode::NotFound, {request.entity()}, "id");
    auto query = historyQuery(**entity, *id, request);
    if (!query) co_return std::unexpected(query.error());
    auto rows = co_await database_.run(std::move(*query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    co_return co_await answer(database_, *catalog, reader, *rows, limitOf(request.limit()), deadline,
                              Whose{**entity, *id});
}

/// That one has read a notice is no deed: nobody wants to take it back.
awaitable<Result<v1::HistoryReply>> Gate::recent(const Actor& actor, const v1::RecentRequest& request,
                                                 db::Deadline deadline) {
    const std::uint32_t limit = limitOf(request.limit());
    db::Query query{std::string("SELECT ") + kSetColumns + ", " + kChangeColumns +
                        " FROM (SELECT * FROM kupets.change_set m WHERE actor = $1::uuid AND ($2::int8 = 0 OR seq < "
                        "$2::int8) AND EXISTS (SELECT 1 FROM kupets.change x WHERE x.set_id = m.id AND x.entity <> "
                        "'notice') ORDER BY seq DESC LIMIT $3::int8) s "
                        "LEFT JOIN LATERAL (SELECT * FROM kupets.change WHERE set_id = s.id LIMIT 10) c ON TRUE ORDER "
                        "BY s.seq DESC",
                    {}};
    query.params.add(actor.id).add(request.before_sequence()).add(static_cast<int>(limit + 1));
    auto rows = co_await database_.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    co_return co_await answer(database_, *registry_.current(), actor.reader, *rows, limit, deadline);
}

}  // namespace kupets::records
