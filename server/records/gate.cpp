#include "server/records/gate.h"

#include "common/wire/values.h"
#include "server/history/feed.h"
#include "server/query/group.h"
#include "server/query/page.h"
#include "server/query/past.h"
#include "server/query/title_cache.h"
#include "server/query/views.h"
#include "server/records/words.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

constexpr int kMostChanges = 10'000;
constexpr std::size_t kMostReason = 2'000;

Result<Change> readChange(const v1::RecordChange& message, const Actor& actor, const schema::Catalog& catalog) {
    Change change;
    if (message.kind() < v1::RecordChange::KIND_CREATE || message.kind() > v1::RecordChange::KIND_DELETE)
        return fail(ErrorCode::BadRequest, {"kind"}, "kind");
    change.kind = static_cast<Kind>(message.kind());
    auto entity = query::entityOf(catalog, actor.reader, message.entity());
    if (!entity) return std::unexpected(entity.error());
    change.entity = *entity;
    auto id = wire::idFromProto(message.id(), "id");
    if (!id) return std::unexpected(id.error());
    change.id = *id;
    change.baseVersion = message.base_version();
    for (const v1::FieldValue& item : message.fields()) {
        const schema::Field* field = change.entity->field(item.field());
        if (field == nullptr) return fail(ErrorCode::UnknownField, {item.field(), message.entity()}, item.field());
        auto value = wire::fromProto(item.value());
        if (!value) return std::unexpected(Error(value.error()).within(item.field()));
        change.fields.emplace_back(field, std::move(*value));
    }
    return change;
}

Result<std::vector<Change>> readChanges(const v1::SaveRequest& request, const Actor& actor,
                                        const schema::Catalog& catalog) {
    if (request.changes_size() > kMostChanges)
        return fail(ErrorCode::LimitExceeded, {"changes", std::to_string(kMostChanges)}, "changes");
    if (request.reason().size() > kMostReason) return fail(ErrorCode::TooLong, {std::to_string(kMostReason)}, "reason");
    std::vector<Change> changes;
    for (int i = 0; i < request.changes_size(); ++i) {
        auto change = readChange(request.changes(i), actor, catalog);
        if (!change) return std::unexpected(Error(change.error()).within("changes[" + std::to_string(i) + "]"));
        changes.push_back(std::move(*change));
    }
    return changes;
}

v1::SavedRecord toProto(const Saved& saved) {
    v1::SavedRecord out;
    out.set_entity(saved.entity->name());
    out.set_id(std::string(saved.id.view()));
    out.set_version(saved.version);
    out.set_merged(saved.merged);
    return out;
}

/// What a change set did when it came first: the same answer as then.
awaitable<Result<v1::SaveReply>> answerAgain(db::Database& database, const v1::SaveRequest& request, const Uuid& set,
                                             std::uint64_t sequence, db::Deadline deadline) {
    db::Query query{"SELECT record, version FROM kupets.change WHERE set_id = $1::uuid", {}};
    query.params.add(set);
    auto rows = co_await database.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::map<Uuid, std::uint64_t> versions;
    for (std::size_t i = 0; i < rows->size(); ++i)
        versions[rows->uuid(i, 0)] = static_cast<std::uint64_t>(rows->integer(i, 1));
    v1::SaveReply reply;
    reply.set_sequence(sequence);
    for (const v1::RecordChange& change : request.changes()) {
        v1::SavedRecord& saved = *reply.add_records();
        saved.set_entity(change.entity());
        saved.set_id(change.id());
        const auto found = versions.find(Uuid::fromBytes(change.id()).value_or(Uuid{}));
        saved.set_version(found == versions.end() ? change.base_version() : found->second);
    }
    co_return reply;
}

}  // namespace

Gate::Gate(const boost::asio::any_io_executor& executor, db::Database& database, const schema::Registry& registry,
           const Clock& clock)
    : database_(database),
      registry_(registry),
      clock_(clock),
      views_(std::make_unique<query::Views>(executor, database, clock)),
      titles_(std::make_unique<query::TitleCache>(database)),
      words_(std::make_unique<Words>(executor, database, registry)) {}

Gate::~Gate() = default;

awaitable<Result<v1::QueryReply>> Gate::query(const query::Reader& reader, const v1::QueryRequest& request,
                                              db::Deadline deadline) {
    const query::Reader then = query::readerAt(reader, request.set());
    query::Pager pager(database_, *views_, *titles_, registry_.current(), then);
    co_return co_await pager.page(request, deadline);
}

awaitable<Result<v1::CountReply>> Gate::count(const query::Reader& reader, const v1::CountRequest& request,
                                              db::Deadline deadline) {
    const query::Reader then = query::readerAt(reader, request.set());
    query::Pager pager(database_, *views_, *titles_, registry_.current(), then);
    v1::QueryRequest whole;
    *whole.mutable_set() = request.set();
    auto total = co_await pager.count(whole, deadline);
    if (!total) co_return std::unexpected(total.error());
    v1::CountReply reply;
    reply.set_total(*total);
    co_return reply;
}

awaitable<Result<v1::GroupReply>> Gate::group(const query::Reader& reader, const v1::GroupRequest& request,
                                              db::Deadline deadline) {
    const query::Reader then = query::readerAt(reader, request.set());
    co_return co_await query::group(database_, *titles_, registry_.current(), then, request, deadline);
}

awaitable<Result<ChangeWriter>> Gate::open(const Actor& actor, Header header, db::Deadline deadline) {
    auto transaction = co_await database_.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    co_return ChangeWriter(newState(actor, std::move(header), std::move(*transaction), false));
}

ChangeWriter Gate::open(const Actor& actor, Header header, db::Transaction transaction) {
    return ChangeWriter(newState(actor, std::move(header), std::move(transaction), true));
}

std::unique_ptr<ChangeWriter::State> Gate::newState(const Actor& actor, Header header, db::Transaction transaction,
                                                    bool borrowed) const {
    return std::unique_ptr<ChangeWriter::State>(new ChangeWriter::State{
        .database = database_,
        .catalog = registry_.current(),
        .actor = actor,
        .header = std::move(header),
        .now = clock_.now(),
        .transaction = std::move(transaction),
        .borrowed = borrowed,
        .views = views_.get(),
        .titles = titles_.get(),
        .committed = committed_,
        .watcher = watcher_,
    });
}

awaitable<Result<v1::SaveReply>> Gate::save(const Actor& actor, const v1::SaveRequest& request, db::Deadline deadline) {
    auto id = wire::idFromProto(request.change_set_id(), "change_set_id");
    if (!id) co_return std::unexpected(id.error());
    auto changes = readChanges(request, actor, *registry_.current());
    if (!changes) co_return std::unexpected(changes.error());
    auto writer = co_await open(actor, Header{*id, Origin::Person, request.reason(), {}}, deadline);
    if (!writer) co_return std::unexpected(writer.error());
    auto saved = co_await writer->write(std::move(*changes), deadline);
    if (!saved) co_return std::unexpected(saved.error());
    v1::SaveReply reply;
    for (const Saved& record : *saved) *reply.add_records() = toProto(record);
    if (request.dry_run() && !writer->repeated()) {
        // What only the end of a transaction would find (links, unique values) shows now.
        db::Query constraints{"SET CONSTRAINTS ALL IMMEDIATE", {}};
        auto checked = co_await writer->look(std::move(constraints), deadline);
        co_await writer->rollback();
        if (!checked) co_return std::unexpected(checked.error());
        co_return reply;
    }
    auto sequence = co_await writer->commit(deadline);
    if (!sequence) co_return std::unexpected(sequence.error());
    if (writer->repeated()) co_return co_await answerAgain(database_, request, *id, *sequence, deadline);
    reply.set_sequence(*sequence);
    co_return reply;
}

void Gate::changed(const history::FeedBatch& batch) {
    for (const history::FeedChange& change : batch.changes) {
        std::optional<std::span<const std::string>> updated;
        if (change.kind == static_cast<int>(Kind::Update)) updated = change.fields;
        views_->changed(change.entity, updated);
        if (change.kind != static_cast<int>(Kind::Create)) titles_->forget(change.entity, change.record);
    }
    for (const history::FeedBulk& bulk : batch.bulk) {
        views_->changed(bulk.entity, std::nullopt);
        titles_->forgetAll(bulk.entity);
    }
    if (batch.reset) titles_->clear();
    words_->heard(batch);
}

awaitable<void> Gate::keepWords() { co_await words_->run(); }

awaitable<void> Gate::stop() { co_await views_->stop(); }

}  // namespace kupets::records
