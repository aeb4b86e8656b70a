// The columns of a board as their entity describes them (BoardDef.stage): what a stage is for, how long a record may
// stand there, what it asks for. Plain values.
#pragma once

#include <QString>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/data/language.h"
#include "common/rules/stages.h"
#include "common/schema/snapshot.h"
#include "common/wire/rowset.h"

namespace kupets::model {

struct BoardStage {
    Value value;  // a choice's code or a stage's id; null for "without"
    QString title;
    QString colorName;
    bool closed = false;
    bool lost = false;
    QString description;
    QString role;
    std::optional<std::int64_t> norm;  // working days
    Value probability;
    Value position;
    Value lane;
    std::vector<std::string> entryFields;
    std::vector<std::string> exitFields;
    std::string entryCondition;
    std::string exitCondition;

    rules::Standing standing() const { return {closed, lost, lane, position}; }
};

/// The board of an entity: its own, or one by its first choice. Its column field is empty when there is none.
v1::BoardDef boardOf(const schema::Entity& entity);
/// The choices that a board of it may have as columns, its own column field first.
std::vector<const schema::Field*> columnFieldsOf(const schema::Entity& entity);

/// What to ask for of the columns' entity.
std::vector<std::string> stageColumns(const schema::Entity& records);
/// Rows with at least the title among these columns.
std::vector<BoardStage> readStages(const schema::Entity& records, const wire::RowSetView& rows,
                                   data::Language language);
/// The choices of a field as columns.
std::vector<BoardStage> stagesOf(const schema::Field& choice, data::Language language);

/// The record's fields that must be filled on this way, in the order in which the stages name them; `from` null: a new
/// record.
std::vector<std::string> demandedFields(const BoardStage* from, const BoardStage& to);

/// The entities that an expression or a path reads, its own left out: a change of one of these may change its value.
std::set<std::string> entitiesRead(const schema::Entity& entity, std::string_view pathOrExpression);
/// An expression with the labels of what it names: "Сумма >= 1000".
QString conditionWords(const schema::Entity& entity, std::string_view expression, data::Language language);
/// Names of the entity's own fields in an expression; empty when it is none.
std::vector<std::string> ownFieldsIn(const schema::Entity& entity, std::string_view expression);

}  // namespace kupets::model
