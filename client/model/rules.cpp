#include "client/model/rules.h"

#include <google/protobuf/util/json_util.h>

#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {
namespace {

constexpr const char* kRule = "rule";
constexpr std::uint32_t kPage = 500;
constexpr std::uint32_t kRuns = 500;
constexpr auto kSettle = std::chrono::milliseconds(2000);

void put(v1::RecordChange& change, const char* field, const Value& value) {
    v1::FieldValue* into = change.add_fields();
    into->set_field(field);
    *into->mutable_value() = wire::toProto(value);
}

Value textOrNull(const QString& text) { return text.isEmpty() ? Value(Null{}) : Value(fromQt(text)); }

}  // namespace

bool RuleRecord::sameAs(const RuleRecord& other) const {
    return name == other.name && enabled == other.enabled && note == other.note && owner.value == other.owner.value &&
           writeRule(def) == writeRule(other.def);
}

std::optional<v1::RuleDef> readRule(const std::string& json) {
    v1::RuleDef def;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = false;  // what is not understood would be lost by saving
    if (!google::protobuf::util::JsonStringToMessage(json, &def, options).ok()) return std::nullopt;
    return def;
}

std::string writeRule(const v1::RuleDef& def) {
    std::string json;
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    (void)google::protobuf::util::MessageToJsonString(def, &json, options);
    return json;
}

data::Operation saveOf(const RuleRecord* before, const RuleRecord& after) {
    data::Operation operation;
    if (before != nullptr && before->sameAs(after)) return operation;
    operation.title = after.name;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(before != nullptr ? v1::RecordChange::KIND_UPDATE : v1::RecordChange::KIND_CREATE);
    change.set_entity(kRule);
    change.set_id(std::string(after.id.view()));
    if (before != nullptr) change.set_base_version(before->version);
    const bool all = before == nullptr;
    if (all || before->name != after.name) put(change, "name", textOrNull(after.name));
    if (all || before->enabled != after.enabled) put(change, "enabled", after.enabled);
    if (all || before->def.entity() != after.def.entity()) put(change, "entity", after.def.entity());
    if (all || before->note != after.note) put(change, "note", textOrNull(after.note));
    if (all ? !isNull(after.owner.value) : before->owner.value != after.owner.value)
        put(change, "owner", after.owner.value);
    if (all || writeRule(before->def) != writeRule(after.def)) put(change, "definition", writeRule(after.def));
    return operation;
}

data::Operation removalOf(const RuleRecord& rule) {
    data::Operation operation;
    operation.title = rule.name;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_DELETE);
    change.set_entity(kRule);
    change.set_id(std::string(rule.id.view()));
    return operation;
}

Rules::Rules(data::Context context, QObject* parent) : QObject(parent), context_(context) {
    soon_.setSingleShot(true);
    soon_.setInterval(kSettle);
    connect(&soon_, &QTimer::timeout, this, &Rules::refreshFigures);
    connect(context.feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.touches(kRule)) refresh();
        if (!soon_.isActive()) soon_.start();  // whatever changed may have been a rule's work
    });
    refresh();
    refreshFigures();
}

const RuleRecord* Rules::find(const Uuid& id) const {
    for (const RuleRecord& rule : rules_)
        if (rule.id == id) return &rule;
    return nullptr;
}

RuleFigures Rules::figuresOf(const Uuid& id) const {
    const auto found = figures_.find(id);
    return found == figures_.end() ? RuleFigures{} : found->second;
}

void Rules::refresh() { ask({}, {}); }

void Rules::ask(const std::string& after, std::vector<RuleRecord> soFar) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kRule);
    for (const char* column : {"name", "enabled", "note", "owner", "definition"}) request.add_columns(column);
    request.add_sort()->set_path("name");
    request.set_limit(kPage);
    if (!after.empty()) request.set_after_key(after);
    call_.cancel();
    call_ = context_.connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, request, this,
        [this, soFar = std::move(soFar)](Result<v1::QueryReply> reply) mutable {
            if (!reply) return Q_EMIT failed(reply.error());
            const auto rows = wire::RowSetView::open(reply->rows());
            if (!rows) return Q_EMIT failed(rows.error());
            for (std::size_t row = 0; row < rows->rows(); ++row) {
                RuleRecord rule;
                rule.id = rows->id(row);
                rule.version = rows->version(row);
                rule.name = toQt(rows->text(row, 0));
                rule.enabled = !rows->isNull(row, 1) && rows->integer(row, 1) != 0;
                rule.note = toQt(rows->text(row, 2));
                rule.owner = {rows->value(row, 3), std::string(rows->companion(row, 3))};
                auto def = readRule(std::string(rows->text(row, 4)));
                rule.readable = def.has_value();
                if (def) rule.def = std::move(*def);
                soFar.push_back(std::move(rule));
            }
            if (reply->more() && rows->rows() > 0) return ask(reply->last_key(), std::move(soFar));
            rules_ = std::move(soFar);
            loaded_ = true;
            Q_EMIT changed();
        });
}

void Rules::refreshFigures() {
    v1::RuleRunsRequest request;
    request.set_limit(kRuns);
    figuresCall_.cancel();
    figuresCall_ = context_.connection->call<v1::RuleRunsReply>(
        v1::METHOD_RULES_RUNS, request, this, [this](Result<v1::RuleRunsReply> reply) {
            if (!reply) return;  // who may not see the runs sees the rules
            figures_.clear();
            for (const v1::RuleRunLine& line : reply->lines()) {
                const auto id = Uuid::fromBytes(line.rule());
                if (!id) continue;
                RuleFigures& figures = figures_[*id];
                if (line.outcome() == v1::RuleRunLine::WAITS) ++figures.waiting;
                if (line.outcome() == v1::RuleRunLine::NOT_SO || figures.lastAt != 0) continue;
                figures.lastAt = line.begun_at();
                figures.failed =
                    line.outcome() == v1::RuleRunLine::FAILED || line.outcome() == v1::RuleRunLine::STOPPED;
            }
            Q_EMIT figuresChanged();
        });
}

}  // namespace kupets::model
