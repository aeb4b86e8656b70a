#include "client/model/board_stages.h"

#include <QRegularExpression>
#include <algorithm>

#include "client/data/path.h"
#include "client/data/reference_colors.h"
#include "client/data/value_format.h"
#include "common/expr/check.h"

namespace kupets::model {
namespace {

constexpr std::size_t kMostTileFields = 4;

/// Walks a typed tree; tells every field path and every list of child records.
template <typename OnPath, typename OnChildren>
void walk(const expr::TypedNode& node, const OnPath& onPath, const OnChildren& onChildren) {
    if (const auto* access = std::get_if<expr::FieldAccess>(&node.content())) {
        onPath(access->path);
    } else if (const auto* application = std::get_if<expr::Application>(&node.content())) {
        for (const expr::Typed& operand : application->operands) walk(*operand, onPath, onChildren);
    } else if (const auto* aggregation = std::get_if<expr::Aggregation>(&node.content())) {
        onPath(aggregation->prefix);
        onChildren(*aggregation->reverse);
        for (const expr::Typed& part : {aggregation->value, aggregation->condition}) {
            if (part) walk(*part, onPath, onChildren);
        }
    }
}

QString textOf(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? QString() : toQt(*text);
}

void readColumn(BoardStage& stage, const v1::BoardDef& board, std::string_view path, const data::Cell& cell,
                const schema::Field* field, data::Language language) {
    const v1::StageDef& def = board.stage();
    const auto names = [&cell] {
        const auto* text = std::get_if<std::string>(&cell.value);
        return text == nullptr ? std::vector<std::string>() : rules::namesIn(*text);
    };
    const auto is = [path](const std::string& name) { return !name.empty() && name == path; };
    const v1::ChoiceDef* choice = data::choiceOf(field, cell.value);
    stage.closed = stage.closed || (choice != nullptr && choice->closed());
    if (is(def.kind_field())) stage.lost = textOf(cell.value) == toQt(def.lost_kind());
    if (is(def.position_field())) stage.position = cell.value;
    if (is(board.column_lane_path())) stage.lane = cell.value;
    if (is(def.description_field())) stage.description = textOf(cell.value);
    if (is(def.role_field())) stage.role = data::display(cell, field, language);
    if (is(def.probability_field())) stage.probability = cell.value;
    if (is(def.entry_fields())) stage.entryFields = names();
    if (is(def.exit_fields())) stage.exitFields = names();
    if (is(def.entry_condition())) stage.entryCondition = fromQt(textOf(cell.value));
    if (is(def.exit_condition())) stage.exitCondition = fromQt(textOf(cell.value));
    if (const auto* days = std::get_if<std::int64_t>(&cell.value); is(def.norm_field()) && days != nullptr)
        stage.norm = *days;
}

}  // namespace

v1::BoardDef boardOf(const schema::Entity& entity) {
    if (!entity.def().board().column_field().empty()) return entity.def().board();
    v1::BoardDef board;
    for (const auto& field : entity.fields()) {
        if (field->type() != v1::CHOICE || field->system) continue;
        board.set_column_field(field->name());
        break;
    }
    for (const std::string& path : entity.def().table_columns()) {
        if (board.tile_fields_size() >= static_cast<int>(kMostTileFields)) break;
        if (path != entity.def().title_field() && path != board.column_field()) board.add_tile_fields(path);
    }
    return board;
}

std::vector<const schema::Field*> columnFieldsOf(const schema::Entity& entity) {
    std::vector<const schema::Field*> fields;
    const schema::Field* own = entity.field(boardOf(entity).column_field());
    if (own != nullptr) fields.push_back(own);
    for (const auto& field : entity.fields()) {
        if (field->type() == v1::CHOICE && !field->system && field.get() != own) fields.push_back(field.get());
    }
    return fields;
}

std::vector<std::string> stageColumns(const schema::Entity& records) {
    const v1::BoardDef& board = records.def().board();
    const schema::Field* column = records.field(board.column_field());
    if (column == nullptr || column->target == nullptr) return {};
    const schema::Entity& target = *column->target;
    std::vector<std::string> columns{target.def().title_field()};
    const auto add = [&columns, &target](const std::string& name) {
        if (target.field(name) != nullptr && std::ranges::find(columns, name) == columns.end()) columns.push_back(name);
    };
    for (const auto& field : target.fields()) {
        if (field->type() == v1::CHOICE) add(field->name());
    }
    const v1::StageDef& def = board.stage();
    for (const std::string& name :
         {board.column_lane_path(), def.position_field(), def.description_field(), def.norm_field(), def.role_field(),
          def.probability_field(), def.entry_fields(), def.entry_condition(), def.exit_fields(), def.exit_condition()})
        add(name);
    return columns;
}

std::vector<BoardStage> readStages(const schema::Entity& records, const wire::RowSetView& rows,
                                   data::Language language) {
    std::vector<BoardStage> stages;
    const v1::BoardDef& board = records.def().board();
    const schema::Entity& target = *records.field(board.column_field())->target;
    for (std::size_t row = 0; rows.hasIds() && row < rows.rows(); ++row) {
        BoardStage stage;
        stage.value = rows.id(row);
        stage.title = toQt(rows.text(row, 0));
        stage.colorName = data::colorOfRow(target, rows, row);
        for (std::size_t column = 1; column < rows.columns(); ++column) {
            const bool titled = rows.kind(column) == v1::Column::KIND_ID;
            const data::Cell cell{rows.value(row, column),
                                  titled ? std::string(rows.companion(row, column)) : std::string()};
            readColumn(stage, board, rows.path(column), cell, target.field(rows.path(column)), language);
        }
        stages.push_back(std::move(stage));
    }
    return stages;
}

std::vector<BoardStage> stagesOf(const schema::Field& choice, data::Language language) {
    std::vector<BoardStage> stages;
    for (const v1::ChoiceDef& each : choice.def.choices()) {
        BoardStage& stage = stages.emplace_back();
        stage.value = each.value();
        stage.title = data::say(language, each.label());
        stage.colorName = toQt(each.color());
        stage.closed = each.closed();
    }
    return stages;
}

std::vector<std::string> demandedFields(const BoardStage* from, const BoardStage& to) {
    std::vector<std::string> names;
    if (from != nullptr && rules::asksToLeave(from->standing(), to.standing())) names = from->exitFields;
    for (const std::string& name : to.entryFields) {
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names;
}

std::set<std::string> entitiesRead(const schema::Entity& entity, std::string_view pathOrExpression) {
    std::set<std::string> entities;
    if (pathOrExpression.starts_with('=')) pathOrExpression.remove_prefix(1);
    const auto typed = expr::compile(pathOrExpression, entity);
    if (!typed) return entities;
    walk(
        **typed,
        [&entities](const expr::FieldChain& path) {
            for (const schema::Field* field : path) {
                if (field->target != nullptr) entities.insert(field->target->name());
            }
        },
        [&entities](const schema::Reverse& reverse) { entities.insert(reverse.child->name()); });
    entities.erase(entity.name());
    return entities;
}

QString conditionWords(const schema::Entity& entity, std::string_view expression, data::Language language) {
    static const QRegularExpression parts(QStringLiteral("\"[^\"]*\"|[a-z_][a-z0-9_.]*|[^\"a-z_]+|."));
    QString words;
    auto matches = parts.globalMatch(toQt(expression));
    while (matches.hasNext()) {
        const QString part = matches.next().captured();
        const std::string path = fromQt(part);
        const schema::Reverse* reverse = entity.reverse(path.substr(0, path.find('.')));
        if (data::resolve(entity, path).field() != nullptr) {
            words += data::pathLabel(entity, path, language);
        } else if (reverse != nullptr) {
            words += data::say(language, reverse->field->def.reverse_label());
        } else {
            words += part;
        }
    }
    return words;
}

std::vector<std::string> ownFieldsIn(const schema::Entity& entity, std::string_view expression) {
    std::vector<std::string> names;
    const auto typed = expr::compile(expression, entity);
    if (!typed) return names;
    walk(
        **typed,
        [&names, &entity](const expr::FieldChain& path) {
            if (path.size() != 1 || path.front()->owner != &entity) return;
            const std::string& name = path.front()->name();
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        },
        [](const schema::Reverse&) {});
    return names;
}

}  // namespace kupets::model
