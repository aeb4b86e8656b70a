#include "tests/support/kernel_fixture.h"

#include "server/access/access.h"
#include "server/access/roles.h"
#include "server/access/scope_builder.h"
#include "server/db/migrations.h"

namespace kupets::tests {
namespace {

using namespace std::chrono_literals;

db::Deadline soon() { return db::within(30s); }

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::unique_ptr<schema::Registry> loadRegistry(db::Database& database) {
    auto registry = must(schema::Registry::load(schema::embedded::entities()));
    must(runAwaitable(registry->apply(database, soon())));
    return registry;
}

std::string kernelTemplate() {
    return preparedTemplate("kernel", [](db::Database& database) {
        must(runAwaitable(db::migrate(database, soon())));
        loadRegistry(database);
    });
}

}  // namespace

Kernel::Kernel() : database_(kernelTemplate()) {
    registry_ = loadRegistry(*database_);
    catalog_ = registry_->current();
    gate_ = anotherGate();
    feed_ = std::make_unique<history::Feed>(*database_, *registry_);
    heard_ = must(runAwaitable(feed_->since({}, soon()))).token;
}

std::unique_ptr<records::Gate> Kernel::anotherGate() {
    return std::make_unique<records::Gate>(ioContext().get_executor(), *database_, *registry_, clock_);
}

void Kernel::hear() {
    const history::FeedBatch batch = must(runAwaitable(feed_->since(heard_, soon())));
    heard_ = batch.token;
    gate_->changed(batch);
}

Kernel::~Kernel() {
    runAwaitable([](records::Gate& gate) -> boost::asio::awaitable<bool> {
        co_await gate.stop();
        co_return true;
    }(*gate_));
}

records::Actor Kernel::system() {
    return {Uuid{}, "system", {access::systemScope("test"), {clock_.now(), Uuid{}, 0s}}};
}

records::Actor Kernel::person(const std::string& name, const std::string& role, std::vector<Uuid> department) {
    const Uuid id = Uuid::make();
    must(save(system(), {create("user", id, {{"name", name}, {"role", role}})}));
    const v1::RoleDef* def = access::findRole(access::productRoles(), role);
    if (def == nullptr) throw std::runtime_error("no such role: " + role);
    return {id, name, {access::ScopeBuilder::forUser(*def, id, std::move(department)), {clock_.now(), id, 0s}}};
}

v1::RecordChange Kernel::create(const std::string& entity, const Uuid& id, const FieldValues& fields) {
    v1::RecordChange change = update(entity, id, 0, fields);
    change.set_kind(v1::RecordChange::KIND_CREATE);
    return change;
}

v1::RecordChange Kernel::update(const std::string& entity, const Uuid& id, std::uint64_t baseVersion,
                                const FieldValues& fields) {
    v1::RecordChange change = remove(entity, id, baseVersion);
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    for (const auto& [field, value] : fields) {
        v1::FieldValue& item = *change.add_fields();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    }
    return change;
}

v1::RecordChange Kernel::remove(const std::string& entity, const Uuid& id, std::uint64_t baseVersion) {
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_DELETE);
    change.set_entity(entity);
    change.set_id(std::string(id.view()));
    change.set_base_version(baseVersion);
    return change;
}

Result<v1::SaveReply> Kernel::save(const records::Actor& actor, std::vector<v1::RecordChange> changes, Uuid set) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(set.view()));
    for (v1::RecordChange& change : changes) *request.add_changes() = std::move(change);
    return runAwaitable(gate_->save(actor, request, soon()));
}

Result<v1::UndoReply> Kernel::undo(const records::Actor& actor, const Uuid& set, Uuid by) {
    v1::UndoRequest request;
    request.set_change_set_id(std::string(by.view()));
    request.set_undoes(std::string(set.view()));
    return runAwaitable(gate_->undo(actor, request, soon()));
}

Result<v1::QueryReply> Kernel::query(const records::Actor& actor, v1::QueryRequest request) {
    return runAwaitable(gate_->query(actor.reader, request, soon()));
}

Result<v1::QueryReply> Kernel::query(const records::Actor& actor, const std::string& entity, const std::string& filter,
                                     std::vector<std::string> columns, std::vector<std::string> sort) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    for (std::string& column : columns) request.add_columns(std::move(column));
    for (const std::string& path : sort) {
        const bool descending = path.starts_with('-');
        v1::Sort& key = *request.add_sort();
        key.set_path(descending ? path.substr(1) : path);
        key.set_descending(descending);
    }
    return query(actor, std::move(request));
}

Result<v1::GroupReply> Kernel::group(const records::Actor& actor, const v1::GroupRequest& request) {
    return runAwaitable(gate_->group(actor.reader, request, soon()));
}

std::uint64_t Kernel::count(const records::Actor& actor, const std::string& entity, const std::string& filter) {
    v1::CountRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    return must(runAwaitable(gate_->count(actor.reader, request, soon()))).total();
}

Result<v1::GetReply> Kernel::get(const records::Actor& actor, const v1::GetRequest& request) {
    return runAwaitable(gate_->get(actor.reader, request, soon()));
}

Value Kernel::value(const records::Actor& actor, const std::string& entity, const Uuid& id, const std::string& column) {
    v1::GetRequest request;
    request.set_entity(entity);
    request.add_ids(std::string(id.view()));
    request.add_columns(column);
    const v1::GetReply reply = must(get(actor, request));
    const auto view = must(wire::RowSetView::open(reply.rows()));
    return view.rows() == 0 ? Value(Null{}) : view.value(0, 0);
}

Result<v1::HistoryReply> Kernel::history(const records::Actor& actor, const std::string& entity, const Uuid& id) {
    v1::HistoryRequest request;
    request.set_entity(entity);
    request.set_id(std::string(id.view()));
    return history(actor, request);
}

Result<v1::HistoryReply> Kernel::history(const records::Actor& actor, const v1::HistoryRequest& request) {
    return runAwaitable(gate_->history(actor.reader, request, soon()));
}

Result<v1::SearchReply> Kernel::search(const records::Actor& actor, const std::string& text) {
    v1::SearchRequest request;
    request.set_text(text);
    return runAwaitable(gate_->search(actor.reader, request, soon()));
}

std::vector<std::string> Kernel::texts(const v1::RowSet& rows, std::size_t column) {
    const auto view = must(wire::RowSetView::open(rows));
    std::vector<std::string> out;
    for (std::size_t row = 0; row < view.rows(); ++row) out.push_back(toText(view.value(row, column)));
    return out;
}

Kernel::Stages Kernel::stages() {
    const Stages ids{Uuid::make(), Uuid::make(), Uuid::make(), Uuid::make()};
    const auto stage = [&](const Uuid& id, const char* name, const char* kind, std::int64_t position) {
        return create("stage", id,
                      {{"name", std::string(name)},
                       {"pipeline", ids.pipeline},
                       {"kind", std::string(kind)},
                       {"position", position}});
    };
    must(save(system(), {create("pipeline", ids.pipeline, {{"name", std::string("Продажи")}}),
                         stage(ids.open, "В работе", "open", 1), stage(ids.won, "Выиграна", "won", 2),
                         stage(ids.lost, "Отказ", "lost", 3)}));
    return ids;
}

}  // namespace kupets::tests
