#include "server/records/demands.h"

#include <algorithm>

#include "common/expr/check.h"
#include "common/rules/stages.h"

namespace kupets::records {
namespace {

using schema::Field;

const v1::ChoiceDef* choiceOf(const Field* field, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (field == nullptr || text == nullptr) return nullptr;
    const auto found = std::ranges::find(field->def.choices(), *text, &v1::ChoiceDef::value);
    return found == field->def.choices().end() ? nullptr : &*found;
}

Result<void> checkNames(const std::string& text, const Field& holder, const schema::Entity& records) {
    for (const std::string& name : rules::namesIn(text)) {
        const Field* field = records.field(name);
        if (field == nullptr || field->system || !field->isStored())
            return fail(ErrorCode::UnknownField, {name, records.name()}, holder.name());
    }
    return {};
}

Result<void> checkCondition(const std::string& text, const Field& holder, const schema::Entity& records) {
    auto typed = expr::compile(text, records, schema::ValueType::Boolean);
    if (typed) return {};
    Error error = std::move(typed.error());
    error.fieldPath = holder.name();
    return std::unexpected(std::move(error));
}

Result<void> checkRules(const Change& change, const StageFields& fields) {
    for (const auto& [field, value] : change.fields) {
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr || text->empty()) continue;
        Result<void> ok;
        if (field == fields.entryFields || field == fields.exitFields) ok = checkNames(*text, *field, *fields.records);
        if (field == fields.entryCondition || field == fields.exitCondition)
            ok = checkCondition(*text, *field, *fields.records);
        if (!ok) return ok;
    }
    return {};
}

}  // namespace

std::optional<StageFields> StageFields::of(const schema::Entity& records) {
    const v1::BoardDef& board = records.def().board();
    if (!board.has_stage()) return std::nullopt;
    StageFields out;
    out.records = &records;
    out.column = records.field(board.column_field());
    if (out.column == nullptr || !out.column->isReference()) return std::nullopt;
    out.stages = out.column->target;
    const v1::StageDef& def = board.stage();
    const auto ofStage = [&out](const std::string& name) { return name.empty() ? nullptr : out.stages->field(name); };
    const auto ofRecord = [&records](const std::string& name) { return name.empty() ? nullptr : records.field(name); };
    out.kind = ofStage(def.kind_field());
    out.lane = ofStage(board.column_lane_path());
    out.position = ofStage(def.position_field());
    out.entryFields = ofStage(def.entry_fields());
    out.entryCondition = ofStage(def.entry_condition());
    out.exitFields = ofStage(def.exit_fields());
    out.exitCondition = ofStage(def.exit_condition());
    out.probability = ofStage(def.probability_field());
    out.since = ofRecord(def.since_field());
    out.recordProbability = ofRecord(def.record_probability());
    out.recordClosedOn = ofRecord(def.record_closed_on());
    out.recordLostFrom = ofRecord(def.record_lost_from());
    out.lostKind = def.lost_kind();
    return out;
}

Value Stage::value(const Field* field) const {
    const auto found = values.find(field);
    return found == values.end() ? Value(Null{}) : found->second;
}

std::string Stage::text(const Field* field) const {
    const Value held = value(field);
    const auto* text = std::get_if<std::string>(&held);
    return text == nullptr ? std::string() : *text;
}

std::string Stage::title(const StageFields& fields) const { return text(&fields.stages->titleField()); }

rules::Standing Stage::standing(const StageFields& fields) const {
    const v1::ChoiceDef* choice = choiceOf(fields.kind, value(fields.kind));
    const bool closed = choice != nullptr && choice->closed();
    return {closed, closed && text(fields.kind) == fields.lostKind, value(fields.lane), value(fields.position)};
}

bool StageMove::asksToLeave() const { return from && rules::asksToLeave(from->standing(fields), to.standing(fields)); }

std::vector<StageDemand> demandsOf(const StageMove& move) {
    std::vector<StageDemand> demands;
    if (move.asksToLeave()) demands.push_back({&*move.from, move.fields.exitFields, move.fields.exitCondition, false});
    demands.push_back({&move.to, move.fields.entryFields, move.fields.entryCondition, true});
    return demands;
}

Result<void> checkFilled(const StageMove& move, const std::function<Value(const Field&)>& value) {
    for (const StageDemand& demand : demandsOf(move)) {
        for (const std::string& name : rules::namesIn(demand.stage->text(demand.fields))) {
            const Field* field = move.fields.records->field(name);
            // The schema may have lost the field since the stage was saved: nobody could fill it.
            if (field == nullptr || !field->isStored()) continue;
            if (!rules::isFilled(value(*field))) return fail(ErrorCode::Required, {}, field->name());
        }
    }
    return {};
}

Result<void> checkStageRules(const Change& change, const schema::Snapshot& snapshot) {
    if (change.kind == Kind::Delete) return {};
    for (const auto& entity : snapshot.entities()) {
        const auto fields = StageFields::of(*entity);
        if (!fields || fields->stages != change.entity) continue;
        if (auto ok = checkRules(change, *fields); !ok) return ok;
    }
    return {};
}

}  // namespace kupets::records
