#include "server/schema/ddl.h"

#include <algorithm>

#include "server/schema/columns.h"

namespace kupets::schema {
namespace {

bool isRowConstant(const Field& field) {
    return field.system && (field.name() == "id" || field.name() == "version" || field.name() == "created_at" ||
                            field.name() == "updated_at");
}

std::string sequenceOf(const Entity& entity, const Field& field) {
    return "data." + ident(entity.name() + "_" + field.name() + "_seq");
}

std::string quoteLiteral(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += '\'';
        out += c;
    }
    return out + "'";
}

/// "name" text COLLATE … NOT NULL; `fresh` tables can promise required columns at once.
std::vector<std::string> columnDefinitions(const Entity& entity, const Field& field, bool fresh) {
    std::string definition = ident(field.name()) + " " + columnType(field);
    if (field.name() == "id" && field.system) definition += " PRIMARY KEY";
    if (isRowConstant(field) || (fresh && field.def.required())) definition += " NOT NULL";
    if (field.type() == v1::AUTO_NUMBER) {
        definition += " DEFAULT " + quoteLiteral(field.def.number_prefix()) + " || nextval(" +
                      quoteLiteral(sequenceOf(entity, field)) + ")";
    }
    std::vector<std::string> out{definition};
    if (const std::string companion = field.companionColumn(); !companion.empty())
        out.push_back(ident(companion) + " text COLLATE \"C\"");
    return out;
}

bool hasColumn(const Field& field) { return !field.isFormula(); }

/// Column types as PostgreSQL's format_type prints them.
std::string printedType(const Field& field) {
    static const std::map<std::string, std::string> kPrinted{
        {"bool", "boolean"}, {"int8", "bigint"}, {"timestamptz", "timestamp with time zone"}};
    const std::string cast = castType(field);
    const auto found = kPrinted.find(cast);
    return found == kPrinted.end() ? cast : found->second;
}

void createTable(const Entity& entity, std::vector<std::string>& out) {
    std::string columns;
    for (const auto& field : entity.fields()) {
        if (!hasColumn(*field)) continue;
        if (field->type() == v1::AUTO_NUMBER)
            out.push_back("CREATE SEQUENCE IF NOT EXISTS " + sequenceOf(entity, *field));
        for (const std::string& definition : columnDefinitions(entity, *field, true)) {
            columns += (columns.empty() ? "\n    " : ",\n    ") + definition;
        }
    }
    out.push_back("CREATE TABLE " + tableOf(entity) + " (" + columns + "\n)");
}

Result<void> addColumns(const Entity& entity, const std::map<std::string, std::string>& existing,
                        std::vector<std::string>& out) {
    for (const auto& field : entity.fields()) {
        if (!hasColumn(*field)) continue;
        const auto column = existing.find(field->name());
        if (column == existing.end()) {
            if (field->type() == v1::AUTO_NUMBER)
                out.push_back("CREATE SEQUENCE IF NOT EXISTS " + sequenceOf(entity, *field));
            for (const std::string& definition : columnDefinitions(entity, *field, false)) {
                out.push_back("ALTER TABLE " + tableOf(entity) + " ADD COLUMN " + definition);
            }
        } else if (column->second != printedType(*field)) {
            const std::string where = entity.name() + "." + field->name();
            return fail(ErrorCode::InvalidValue, {column->second, printedType(*field)}, where);
        }
    }
    return {};
}

void addSearch(const Entity& entity, const Existing& existing, std::vector<std::string>& out) {
    const std::string expression = searchExpression(entity);
    const auto known = existing.searchDefinitions.find(entity.name());
    const bool there = known != existing.searchDefinitions.end();
    if (there && known->second == expression) return;
    if (there) out.push_back("ALTER TABLE " + tableOf(entity) + " DROP COLUMN search_text");
    if (expression.empty()) return;
    out.push_back("ALTER TABLE " + tableOf(entity) +
                  " ADD COLUMN search_text text COLLATE \"C\" GENERATED ALWAYS AS (" + expression + ") STORED");
    out.push_back("ALTER TABLE " + tableOf(entity) + " ALTER COLUMN search_text SET STATISTICS 2000");
    out.push_back("COMMENT ON COLUMN " + tableOf(entity) + ".search_text IS " + quoteLiteral(expression));
}

void addForeignKeys(const Entity& entity, const Existing& existing, std::vector<std::string>& out) {
    for (const auto& field : entity.fields()) {
        if (!field->isReference() || field->system) continue;
        const std::string name = "fk_" + entity.name() + "_" + field->name();
        if (existing.constraints.contains(name)) continue;
        out.push_back("ALTER TABLE " + tableOf(entity) + " ADD CONSTRAINT " + ident(name) + " FOREIGN KEY (" +
                      ident(field->name()) + ") REFERENCES " + tableOf(*field->target) +
                      " (id) DEFERRABLE INITIALLY DEFERRED");
    }
}

/// Whether a rule that forbids duplicates asks by this field on each save.
bool isForbiddenTwice(const Entity& entity, const Field& field) {
    return std::ranges::any_of(entity.def().duplicate_rules(), [&field](const v1::DuplicateRule& rule) {
        return rule.action() == v1::DuplicateRule::FORBID &&
               std::ranges::any_of(rule.keys(), [&field](const v1::DuplicateKey& key) {
                   return key.field() == field.name() && key.likeness() == v1::DuplicateKey::EXACT;
               });
    });
}

bool isSortable(const Field& field) {
    return !field.isFormula() && valueTypeOf(field.type()) != ValueType::Texts &&
           valueTypeOf(field.type()) != ValueType::References && field.type() != v1::LONG_TEXT;
}

}  // namespace

std::string searchExpression(const Entity& entity) {
    std::string parts;
    for (const auto& field : entity.fields()) {
        if (!field->def.searchable()) continue;
        const bool list = valueTypeOf(field->type()) == ValueType::Texts;
        const std::string column = list ? "kupets.joined(" + ident(field->name()) + ")" : ident(field->name());
        parts += (parts.empty() ? "COALESCE(" : " || ' ' || COALESCE(") + column + ", '')";
    }
    return parts.empty() ? parts : "' ' || kupets.fold(" + parts + ")";
}

std::vector<std::pair<std::string, std::string>> secondaryIndexes(const Entity& entity) {
    std::vector<std::pair<std::string, std::string>> out;
    const std::string on = " ON " + tableOf(entity) + " ";
    const auto add = [&](const std::string& name, const std::string& rest, bool unique = false) {
        out.emplace_back(name,
                         std::string(unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + ident(name) + on + rest);
    };
    const auto& columns = entity.def().table_columns();
    for (const auto& field : entity.fields()) {
        const bool listed = std::ranges::find(columns, field->name()) != columns.end();
        const bool title = field.get() == &entity.titleField();
        const bool sorted =
            field->name() == "updated_at" || (isSortable(*field) && (listed || title || field->def.indexed()));
        const bool reference = field->isReference() && !field->system;
        const bool key = isForbiddenTwice(entity, *field);
        if (field->def.unique())
            add("uq_" + entity.name() + "_" + field->name(), "(" + ident(field->name()) + ")", true);
        if (sorted || reference || (key && isSortable(*field)))
            add("ix_" + entity.name() + "_" + field->name(), "(" + ident(field->name()) + ", id)");
        const bool list = valueTypeOf(field->type()) == ValueType::Texts;
        if (field->type() == v1::REFERENCES || (list && (key || field->def.indexed())))
            add("ix_" + entity.name() + "_" + field->name(), "USING gin (" + ident(field->name()) + ")");
    }
    if (!searchExpression(entity).empty()) {
        // New entries wait in a short list (gin_pending_list_limit of the sessions) and go in sorted: several times
        // cheaper than one by one, and a search reads the list in passing.
        add("ix_" + entity.name() + "_search", "USING gin (search_text gin_trgm_ops)");
    }
    if (const std::string& column = entity.def().board().column_field();
        !column.empty() && !entity.def().default_sort().empty()) {
        std::string first = entity.def().default_sort(0);
        if (first.starts_with('-')) first.erase(0, 1);
        if (first.find('.') == std::string::npos) {
            add("ix_" + entity.name() + "_board", "(" + ident(column) + ", " + ident(first) + ", id)");
        }
    }
    return out;
}

std::vector<std::string> siteDdl(const Snapshot& snapshot, Existing& existing, std::string_view prefix) {
    std::vector<std::string> out;
    for (const auto& entity : snapshot.entities()) {
        const auto table = existing.columns.find(entity->name());
        if (table == existing.columns.end()) continue;
        for (const auto& [column, type] : table->second) {
            if (!column.starts_with(prefix)) continue;
            const Field* field = entity->field(column);
            const std::string key = "fk_" + entity->name() + "_" + column;
            const std::string unique = "uq_" + entity->name() + "_" + column;
            const bool refers = field != nullptr && field->isReference();
            if (!refers && existing.constraints.erase(key) > 0)
                out.push_back("ALTER TABLE " + tableOf(*entity) + " DROP CONSTRAINT " + ident(key));
            if (refers && !existing.constraints.contains(key)) {
                out.push_back("UPDATE " + tableOf(*entity) + " SET " + ident(column) + " = NULL WHERE " +
                              ident(column) + " IS NOT NULL AND NOT EXISTS (SELECT FROM " + tableOf(*field->target) +
                              " o WHERE o.id = " + tableOf(*entity) + "." + ident(column) + ")");
            }
            if ((field == nullptr || !field->def.unique()) && existing.indexes.erase(unique) > 0)
                out.push_back("DROP INDEX data." + ident(unique));
        }
    }
    return out;
}

Result<std::vector<std::string>> missingDdl(const Snapshot& snapshot, const Existing& existing) {
    std::vector<std::string> out;
    for (const auto& entity : snapshot.entities()) {
        const auto table = existing.columns.find(entity->name());
        if (table == existing.columns.end()) {
            createTable(*entity, out);
        } else if (auto ok = addColumns(*entity, table->second, out); !ok) {
            return std::unexpected(ok.error());
        }
        addSearch(*entity, existing, out);
        for (const auto& [name, statement] : secondaryIndexes(*entity)) {
            if (!existing.indexes.contains(name)) out.push_back(statement);
        }
    }
    for (const auto& entity : snapshot.entities()) addForeignKeys(*entity, existing, out);
    return out;
}

}  // namespace kupets::schema
