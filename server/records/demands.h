// What the columns of a board ask of the records that stand in them, and what they set (BoardDef.stage). Nothing here
// knows what a deal is: everything goes by the StageDef of the record's entity. Without a database; the steps that need
// one are in stage_moves.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/rules/stages.h"
#include "common/schema/snapshot.h"
#include "server/records/gate.h"

namespace kupets::records {

/// A StageDef with its names resolved; what is not named, or not there, is null.
struct StageFields {
    const schema::Entity* records = nullptr;  // whose board it is
    const schema::Entity* stages = nullptr;   // its columns are records of it
    const schema::Field* column = nullptr;    // of the record
    const schema::Field* kind = nullptr;      // from here on of the stage
    const schema::Field* lane = nullptr;
    const schema::Field* position = nullptr;
    const schema::Field* entryFields = nullptr;
    const schema::Field* entryCondition = nullptr;
    const schema::Field* exitFields = nullptr;
    const schema::Field* exitCondition = nullptr;
    const schema::Field* probability = nullptr;
    const schema::Field* since = nullptr;  // from here on of the record
    const schema::Field* recordProbability = nullptr;
    const schema::Field* recordClosedOn = nullptr;
    const schema::Field* recordLostFrom = nullptr;
    std::string lostKind;

    /// Nothing for an entity whose board has no stages.
    static std::optional<StageFields> of(const schema::Entity& records);
};

/// A stage as it is after this change set.
struct Stage {
    Uuid id;
    std::map<const schema::Field*, Value> values;

    Value value(const schema::Field* field) const;  // null for a null field
    std::string text(const schema::Field* field) const;
    std::string title(const StageFields& fields) const;
    rules::Standing standing(const StageFields& fields) const;
};

/// A record that comes into another stage.
struct StageMove {
    std::size_t change = 0;  // its place among the changes
    StageFields fields;
    std::optional<Stage> from;  // nothing for a new record
    Stage to;

    /// Leaving is asked for on the way forward and to success: not back, not into a refusal, not into another lane.
    bool asksToLeave() const;
};

/// One thing that must hold.
struct StageDemand {
    const Stage* stage = nullptr;
    const schema::Field* fields = nullptr;     // of the stage: the names
    const schema::Field* condition = nullptr;  // of the stage
    bool entry = true;
};
std::vector<StageDemand> demandsOf(const StageMove& move);

/// Required, on the first field that `value` finds empty; a checkbox without its tick is empty too.
Result<void> checkFilled(const StageMove& move, const std::function<Value(const schema::Field&)>& value);

/// The names and conditions that a stage is saved with are those of a board's entity: UnknownField, Syntax and the like
/// on the field of the stage that holds them.
Result<void> checkStageRules(const Change& change, const schema::Snapshot& snapshot);

}  // namespace kupets::records
