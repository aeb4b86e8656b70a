#include "client/model/as_of_record.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "kupets/v1/changes.pb.h"

namespace kupets::model {
namespace {

constexpr int kGatherMs = 60;
constexpr std::uint32_t kMostMoments = 500;

}  // namespace

AsOfRecord::AsOfRecord(const data::Context& context, data::RecordKey key, QObject* parent)
    : QObject(parent),
      context_(context),
      key_(std::move(key)),
      snapshot_(context.schema->snapshot()),
      entity_(snapshot_->entity(key_.entity)),
      watch_(context.records->watch(key_, this)) {
    soon_.setSingleShot(true);
    soon_.setInterval(kGatherMs);
    connect(&soon_, &QTimer::timeout, this, &AsOfRecord::ask);
    connect(watch_, &data::RecordWatch::changed, this, [this] {
        askMoments();
        Q_EMIT changed();
    });
    connect(watch_, &data::RecordWatch::removed, this, [this] {
        askMoments();
        Q_EMIT changed();
    });
    askMoments();
}

void AsOfRecord::askMoments() {
    historyCall_.cancel();
    v1::HistoryRequest request;
    request.set_entity(key_.entity);
    request.set_id(std::string(key_.id.view()));
    request.set_limit(kMostMoments);
    const auto done = [this](Result<v1::HistoryReply> reply) {
        if (!reply) {
            Q_EMIT failed(reply.error());
            return;
        }
        moments_.clear();
        for (const v1::ChangeSet& set : reply->change_sets())
            moments_.push_back({set.at(), toQt(set.actor_name()), toQt(set.reason())});
        std::ranges::reverse(moments_);
        Q_EMIT momentsChanged();
    };
    historyCall_ = context_.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, request, this, done);
}

void AsOfRecord::setMoment(std::int64_t at) {
    if (at == moment_) return;
    moment_ = at;
    loading_ = true;
    soon_.start();
}

void AsOfRecord::ask() {
    call_.cancel();
    v1::GetRequest request;
    request.set_entity(key_.entity);
    request.add_ids(std::string(key_.id.view()));
    request.set_as_of(moment_);
    const auto done = [this](Result<v1::GetReply> reply) {
        loading_ = false;
        if (!reply) {
            Q_EMIT failed(reply.error());
            return;
        }
        take(reply->rows());
    };
    call_ = context_.connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this, done);
}

void AsOfRecord::take(const v1::RowSet& rows) {
    then_.reset();
    const auto view = wire::RowSetView::open(rows);
    if (view && view->rows() > 0) {
        then_.emplace();
        then_->key = key_;
        then_->version = view->version(0);
        for (std::size_t column = 0; column < view->columns(); ++column)
            then_->cells[std::string(view->path(column))] = {view->value(0, column),
                                                             std::string(view->companion(0, column))};
    }
    Q_EMIT changed();
}

bool AsOfRecord::differs(const schema::Field& field) const {
    const auto today = now();
    return then_ && today && then_->cell(field.name()).value != today->cell(field.name()).value;
}

std::vector<const schema::Field*> AsOfRecord::differences() const {
    std::vector<const schema::Field*> out;
    for (const auto& field : entity_->fields()) {
        const bool mine =
            !field->system && field->isStored() && !field->def.read_only() && field->type() != v1::AUTO_NUMBER;
        if (mine && differs(*field)) out.push_back(field.get());
    }
    return out;
}

std::optional<data::Operation> AsOfRecord::restoration(const QString& description) const {
    const auto fields = differences();
    if (fields.empty() || !now()) return std::nullopt;
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(key_.entity);
    change.set_id(std::string(key_.id.view()));
    change.set_base_version(now()->version);
    for (const schema::Field* field : fields) {
        v1::FieldValue& value = *change.add_fields();
        value.set_field(field->name());
        *value.mutable_value() = wire::toProto(then_->cell(field->name()).value);
    }
    data::Operation operation;
    operation.changes.push_back(std::move(change));
    operation.description = description;
    return operation;
}

}  // namespace kupets::model
