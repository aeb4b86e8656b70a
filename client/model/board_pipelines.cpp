#include "client/model/board_pipelines.h"

#include <algorithm>

#include "client/data/path.h"
#include "client/data/value_format.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr int kFiguresEveryMs = 1'000;
constexpr unsigned kMost = 1'000;

std::vector<data::Record> recordsIn(const schema::Entity& entity, const wire::RowSetView& rows) {
    std::vector<data::Record> records;
    for (std::size_t row = 0; rows.hasIds() && row < rows.rows(); ++row) {
        data::Record& record = records.emplace_back();
        record.key = {entity.name(), rows.id(row)};
        record.version = rows.version(row);
        for (std::size_t column = 0; column < rows.columns(); ++column) {
            const bool titled = rows.kind(column) == v1::Column::KIND_ID || rows.kind(column) == v1::Column::KIND_IDS;
            record.cells[std::string(rows.path(column))] = {
                rows.value(row, column), titled ? std::string(rows.companion(row, column)) : std::string()};
        }
    }
    return records;
}

void set(v1::RecordChange& change, const std::string& field, const Value& value) {
    v1::FieldValue* out = change.add_fields();
    out->set_field(field);
    *out->mutable_value() = wire::toProto(value);
}

Uuid keyOf(const v1::Group& group) {
    const auto key = group.keys_size() == 1 ? wire::fromProto(group.keys(0)) : Result<Value>(Null{});
    const auto* id = key ? std::get_if<Uuid>(&*key) : nullptr;
    return id == nullptr ? Uuid{} : *id;
}

}  // namespace

const schema::Entity* recordsOfLane(const schema::Snapshot& schema, std::string_view lane) {
    for (const auto& entity : schema.entities()) {
        const v1::BoardDef& board = entity->def().board();
        const schema::Field* column = entity->field(board.column_field());
        if (!board.has_stage() || column == nullptr || column->target == nullptr) continue;
        const schema::Field* tie = column->target->field(board.column_lane_path());
        if (tie != nullptr && tie->target != nullptr && tie->target->name() == lane) return entity.get();
    }
    return nullptr;
}

BoardPipelines::BoardPipelines(data::Context context, schema::SnapshotPtr schema, const schema::Entity& records,
                               QObject* parent)
    : QObject(parent),
      context_(context),
      schema_(std::move(schema)),
      records_(records),
      column_(*records.field(records.def().board().column_field())),
      lane_(column_.target->field(records.def().board().column_lane_path())),
      def_(records.def().board().stage()) {
    connect(context_.feed, &data::Feed::changed, this, &BoardPipelines::onFeed);
    figuresTimer_.setSingleShot(true);
    figuresTimer_.setInterval(kFiguresEveryMs);
    connect(&figuresTimer_, &QTimer::timeout, this, &BoardPipelines::askFigures);
    refresh();
}

void BoardPipelines::refresh() {
    ask(*lane_->target, lanes_, 1, lanesCall_);
    ask(*column_.target, stages_, 2, stagesCall_);
    askFigures();
}

void BoardPipelines::ask(const schema::Entity& entity, std::vector<data::Record>& into, int bit,
                         net::CallHandle& call) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity.name());
    for (const auto& field : entity.fields()) {
        if (!field->system && field->isStored()) request.add_columns(field->name());
    }
    request.set_limit(kMost);
    const auto done = [this, &entity, &into, bit](Result<v1::QueryReply> reply) {
        if (!reply) {
            if (reply.error().code != ErrorCode::Cancelled) Q_EMIT failed(reply.error());
            return;
        }
        if (const auto rows = wire::RowSetView::open(reply->rows())) into = recordsIn(entity, *rows);
        loaded_ |= bit;
        if (isLoaded()) Q_EMIT changed();
    };
    call.cancel();
    call = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

/// Working days that a record stands there.
std::string BoardPipelines::sinceDays() const {
    return def_.since_field().empty() ? std::string()
                                      : "WORKDAYS(TODAY(), DATE(COALESCE(" + def_.since_field() + ", created_at)))";
}

void BoardPipelines::askFigures() {
    v1::GroupRequest request;
    request.mutable_set()->set_entity(records_.name());
    request.add_by(column_.name());
    if (!sinceDays().empty()) {
        v1::Aggregate* days = request.add_aggregates();
        days->set_function(v1::Aggregate::FUNCTION_AVERAGE);
        days->set_path("=" + sinceDays());
    }
    const auto done = [this](Result<v1::GroupReply> reply) {
        if (!reply) return;
        figures_.clear();
        for (const v1::Group& group : reply->groups()) {
            Figures& figures = figures_[keyOf(group)];
            figures.count = group.count();
            const auto days = group.aggregates_size() == 1 ? wire::fromProto(group.aggregates(0)) : Value(Null{});
            if (const auto* number = days ? std::get_if<Decimal>(&*days) : nullptr)
                figures.days = QString::fromStdString(number->text()).toDouble();
        }
        Q_EMIT figuresChanged();
        askLate();
    };
    figuresCall_.cancel();
    figuresCall_ = context_.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this, done);
}

void BoardPipelines::askLate() {
    if (sinceDays().empty() || def_.norm_field().empty()) return;
    v1::GroupRequest request;
    request.mutable_set()->set_entity(records_.name());
    request.mutable_set()->set_filter(sinceDays() + " > " + column_.name() + "." + def_.norm_field());
    request.add_by(column_.name());
    const auto done = [this](Result<v1::GroupReply> reply) {
        if (!reply) return;
        for (auto& [id, figures] : figures_) figures.late = 0;
        for (const v1::Group& group : reply->groups()) figures_[keyOf(group)].late = group.count();
        Q_EMIT figuresChanged();
    };
    lateCall_.cancel();
    lateCall_ = context_.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this, done);
}

void BoardPipelines::onFeed(const data::FeedBatch& batch) {
    if (batch.touches(lane_->target->name())) ask(*lane_->target, lanes_, 1, lanesCall_);
    if (batch.touches(column_.target->name())) ask(*column_.target, stages_, 2, stagesCall_);
    if (batch.touches(records_.name()) && !figuresTimer_.isActive()) figuresTimer_.start();
}

std::int64_t BoardPipelines::positionOf(const data::Record& stage) const {
    const auto* position = std::get_if<std::int64_t>(&stage.cell(def_.position_field()).value);
    return position == nullptr ? 0 : *position;
}

bool BoardPipelines::isClosed(const data::Record& stage) const {
    const v1::ChoiceDef* kind =
        data::choiceOf(column_.target->field(def_.kind_field()), stage.cell(def_.kind_field()).value);
    return kind != nullptr && kind->closed();
}

std::vector<data::Record> BoardPipelines::stagesOf(const Uuid& lane) const {
    std::vector<data::Record> found;
    for (const data::Record& stage : stages_) {
        if (stage.cell(lane_->name()).value == Value(lane)) found.push_back(stage);
    }
    std::ranges::stable_sort(found, {}, [this](const data::Record& stage) { return positionOf(stage); });
    return found;
}

BoardPipelines::Figures BoardPipelines::figuresOf(const Uuid& stage) const {
    const auto found = figures_.find(stage);
    return found == figures_.end() ? Figures{} : found->second;
}

v1::RecordChange& BoardPipelines::create(data::Operation& operation, const schema::Entity& entity,
                                         const Uuid& id) const {
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_CREATE);
    change.set_entity(entity.name());
    change.set_id(std::string(id.view()));
    return change;
}

data::Operation BoardPipelines::reorder(const std::vector<Uuid>& stages) const {
    data::Operation operation;
    std::int64_t position = 0;
    for (const Uuid& id : stages) {
        ++position;
        const auto found = std::ranges::find_if(stages_, [&id](const data::Record& each) { return each.key.id == id; });
        if (found == stages_.end() || positionOf(*found) == position) continue;
        v1::RecordChange& change = operation.changes.emplace_back();
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_entity(column_.target->name());
        change.set_id(std::string(id.view()));
        set(change, def_.position_field(), position);
    }
    operation.title = data::say(context_.language, "порядок этапов", "order of the stages");
    return operation;
}

data::Operation BoardPipelines::newStage(const Uuid& lane, const QString& title, Uuid& id) const {
    data::Operation operation;
    id = Uuid::make();
    const std::vector<data::Record> there = stagesOf(lane);
    std::int64_t position = 0;
    for (const data::Record& stage : there) {
        if (!isClosed(stage)) position = positionOf(stage);
    }
    v1::RecordChange& made = create(operation, *column_.target, id);
    set(made, column_.target->def().title_field(), fromQt(title));
    set(made, lane_->name(), lane);
    set(made, def_.position_field(), position + 1);
    for (const data::Record& stage : there) {
        if (positionOf(stage) <= position) continue;
        v1::RecordChange& moved = operation.changes.emplace_back();
        moved.set_kind(v1::RecordChange::KIND_UPDATE);
        moved.set_entity(column_.target->name());
        moved.set_id(std::string(stage.key.id.view()));
        set(moved, def_.position_field(), positionOf(stage) + 1);
    }
    operation.title = title;
    return operation;
}

data::Operation BoardPipelines::newLane(const Uuid& like, const QString& title, Uuid& id) const {
    data::Operation operation;
    id = Uuid::make();
    set(create(operation, *lane_->target, id), lane_->target->def().title_field(), fromQt(title));
    const std::vector<data::Record> stages = stagesOf(like);
    for (const data::Record& stage : stages) {
        v1::RecordChange& copy = create(operation, *column_.target, Uuid::make());
        for (const auto& [path, cell] : stage.cells) {
            const schema::Field* field = column_.target->field(path);
            if (isNull(cell.value) || field == nullptr || field->def.read_only()) continue;
            set(copy, path, field == lane_ ? Value(id) : cell.value);
        }
    }
    const schema::Field* kind = column_.target->field(def_.kind_field());
    if (stages.empty() && kind != nullptr) {
        std::int64_t position = 0;
        for (const v1::ChoiceDef& choice : kind->def.choices()) {
            v1::RecordChange& stage = create(operation, *column_.target, Uuid::make());
            set(stage, column_.target->def().title_field(), fromQt(data::say(context_.language, choice.label())));
            set(stage, lane_->name(), id);
            set(stage, kind->name(), choice.value());
            set(stage, def_.position_field(), ++position);
        }
    }
    operation.title = title;
    return operation;
}

}  // namespace kupets::model
