#include "server/query/columns.h"

#include <charconv>

#include "common/expr/check.h"
#include "common/wire/rowset.h"
#include "server/schema/columns.h"

namespace kupets::query {
namespace {

using Kind = v1::Column::Kind;
using schema::ValueType;

/// Titles of many references, in their order, joined as list cells are.
std::string titlesOfMany(const std::string& column, const schema::Entity& target, Statement& statement) {
    const std::string alias = statement.newAlias();
    const std::string condition = statement.allowed(target, alias, access::Action::Read);
    statement.dependencies.all(target);
    return "(SELECT string_agg(COALESCE(" + alias + "." + schema::ident(target.titleField().name()) +
           ", ''), E'\\x1f' ORDER BY u.n) FROM unnest(" + column + ") WITH ORDINALITY u(i, n) LEFT JOIN " +
           schema::tableOf(target) + " " + alias + " ON " + alias + ".id = u.i" +
           (condition.empty() ? "" : " AND " + condition) + ")";
}

/// A file is called what it was called when it was uploaded.
std::string fileName(const std::string& column) {
    return "(SELECT f.name FROM kupets.file f WHERE f.id = " + column + ")";
}

/// What may be remembered for everybody: titles that a join would find for this reader whatever the record.
bool mayBeCached(const schema::Entity& entity, const Statement& statement) {
    const access::Reach reach = statement.scope.reach(entity, access::Action::Read);
    const bool all = reach == access::Reach::All || (reach != access::Reach::None && entity.isDirectory());
    return all && entity.titleField().isStored() && statement.scope.canRead(entity.titleField());
}

Result<void> addCompanion(Column& column, const expr::FieldAccess& access, Names& names, Statement& statement,
                          TitleSource titles) {
    const schema::Field& field = *column.field;
    if (field.isReference() && titles == TitleSource::Cache && mayBeCached(*field.target, statement)) {
        column.titled = field.target;
        return {};
    }
    const auto assign = [&column](Result<std::string> sql) -> Result<void> {
        if (!sql) return std::unexpected(sql.error());
        column.companion = std::move(*sql);
        return {};
    };
    if (!field.companionColumn().empty()) return assign(names.column(access.path, expr::Part::Companion));
    if (field.isReference()) return assign(titleColumn(access.path, names));
    if (field.type() == v1::FILE) column.companion = fileName(column.sql);
    if (field.type() == v1::REFERENCES) column.companion = titlesOfMany(column.sql, *field.target, statement);
    return {};
}

std::int64_t parseInteger(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string joinItems(std::string_view literal) {
    std::string joined;
    bool first = true;
    for (const std::string& item : db::parseArray(literal)) {
        if (!first) joined += wire::kItemSeparator;
        joined += item;
        first = false;
    }
    return joined;
}

std::string idBytes(std::string_view literal) {
    std::string bytes;
    for (const std::string& item : db::parseArray(literal)) {
        if (const auto id = Uuid::parse(item)) bytes.append(id->view());
    }
    return bytes;
}

void writeCell(wire::ColumnWriter& out, Kind kind, const RowRef& ref, std::size_t at) {
    switch (kind) {
        case v1::Column::KIND_BOOLEAN:
            return out.integer(ref.rows->boolean(ref.row, at) ? 1 : 0);
        case v1::Column::KIND_INTEGER:
        case v1::Column::KIND_DURATION:
            return out.integer(ref.rows->integer(ref.row, at));
        case v1::Column::KIND_DATE:
            return out.integer(ref.rows->date(ref.row, at).days);
        case v1::Column::KIND_TIMESTAMP:
            return out.integer(ref.rows->timestamp(ref.row, at).micros);
        case v1::Column::KIND_TEXTS:
            return out.bytes(joinItems(ref.rows->text(ref.row, at)));
        default:
            return out.bytes(ref.rows->text(ref.row, at));
    }
}

/// What travels in PostgreSQL's binary format goes in the type that the reader expects, all else as text.
std::string typeOnTheWay(const Column& column) {
    switch (column.kind) {
        case v1::Column::KIND_BOOLEAN:
        case v1::Column::KIND_INTEGER:
        case v1::Column::KIND_DURATION:
        case v1::Column::KIND_DATE:
        case v1::Column::KIND_TIMESTAMP:
        case v1::Column::KIND_ID:
            return column.cast;
        default:
            return "text";
    }
}

}  // namespace

v1::Column::Kind kindOf(schema::ValueType type) {
    switch (type) {
        case ValueType::Boolean:
            return v1::Column::KIND_BOOLEAN;
        case ValueType::Integer:
            return v1::Column::KIND_INTEGER;
        case ValueType::Decimal:
            return v1::Column::KIND_DECIMAL;
        case ValueType::Text:
            return v1::Column::KIND_TEXT;
        case ValueType::Date:
            return v1::Column::KIND_DATE;
        case ValueType::Timestamp:
            return v1::Column::KIND_TIMESTAMP;
        case ValueType::Duration:
            return v1::Column::KIND_DURATION;
        case ValueType::Reference:
            return v1::Column::KIND_ID;
        case ValueType::Money:
            return v1::Column::KIND_MONEY;
        case ValueType::BankAccount:
            return v1::Column::KIND_BANK_ACCOUNT;
        case ValueType::Texts:
            return v1::Column::KIND_TEXTS;
        case ValueType::References:
            return v1::Column::KIND_IDS;
    }
    return v1::Column::KIND_TEXT;
}

Result<std::string> titleColumn(std::span<const schema::Field* const> references, Names& names) {
    std::vector<const schema::Field*> path(references.begin(), references.end());
    path.push_back(&references.back()->target->titleField());
    return names.column(path, expr::Part::Main);
}

Result<Column> resolveColumn(const std::string& spec, Names& names, Statement& statement, const Reader& reader,
                             TitleSource titles) {
    const std::string_view text = spec.starts_with('=') ? std::string_view(spec).substr(1) : std::string_view(spec);
    auto typed = expr::compile(text, names.root());
    if (!typed) return std::unexpected(Error(typed.error()).within(spec));
    Column column;
    column.spec = spec;
    column.kind = kindOf((*typed)->type());
    column.cast = schema::sqlType((*typed)->type());
    const expr::FieldAccess* access = (*typed)->access();
    auto sql = access != nullptr ? names.column(access->path, access->part)
                                 : toSql(*typed, names, statement.params, reader.context);
    if (!sql) return std::unexpected(Error(sql.error()).within(spec));
    column.sql = std::move(*sql);
    if (access == nullptr) {
        // A formula computes an amount; which currency it is in, no column tells.
        if (column.kind == v1::Column::KIND_MONEY) column.kind = v1::Column::KIND_DECIMAL;
        return column;
    }
    column.field = access->path.back();
    column.rootColumn = access->path.size() == 1;
    if (column.field->name() == "id" && column.field->system) {
        column.kind = v1::Column::KIND_ID;
        column.cast = "uuid";
    }
    if (access->part == expr::Part::Main) {
        if (auto ok = addCompanion(column, *access, names, statement, titles); !ok) return std::unexpected(ok.error());
    }
    return column;
}

Result<std::string> resolveFilter(const std::string& text, Names& names, Statement& statement, const Reader& reader) {
    if (text.empty()) return std::string();
    auto typed = expr::compile(text, names.root(), ValueType::Boolean);
    if (!typed) return std::unexpected(Error(typed.error()).within("filter"));
    auto sql = toSql(*typed, names, statement.params, reader.context);
    if (!sql) return std::unexpected(Error(sql.error()).within("filter"));
    return sql;
}

std::vector<std::string> selected(const Column& column) {
    // A stored column is of its own type already; saying so again would only make the statement longer.
    const std::string type = typeOnTheWay(column);
    std::vector<std::string> items{column.field != nullptr && type == column.cast ? column.sql
                                                                                  : "(" + column.sql + ")::" + type};
    if (!column.companion.empty()) items.push_back("(" + column.companion + ")::text");
    return items;
}

void readColumn(std::span<const RowRef> refs, std::size_t first, const Column& column,
                std::span<const std::string> titles, v1::RowSet& set) {
    v1::Column& out = *set.add_columns();
    out.set_path(column.spec);
    wire::ColumnWriter writer(out, column.kind);
    const bool pair = !column.companion.empty();
    for (std::size_t i = 0; i < refs.size(); ++i) {
        const auto& [rows, row] = refs[i];
        if (rows->isNull(row, first)) {
            writer.null();
            continue;
        }
        const std::string_view second =
            pair && !rows->isNull(row, first + 1) ? rows->text(row, first + 1) : std::string_view();
        if (column.kind == v1::Column::KIND_ID) {
            const Uuid id = rows->uuid(row, first);
            const bool titled = column.titled != nullptr;
            pair || titled ? writer.pair(id.view(), titled ? titles[i] : second) : writer.bytes(id.view());
        } else if (column.kind == v1::Column::KIND_IDS) {
            writer.pair(idBytes(rows->text(row, first)), second);
        } else if (pair) {
            writer.pair(rows->text(row, first), second);
        } else {
            writeCell(writer, column.kind, refs[i], first);
        }
    }
}

void readRows(std::span<const RowRef> refs, std::span<const Column> columns, std::span<const Titles> titles,
              v1::RowSet& set) {
    set.set_row_count(static_cast<std::uint32_t>(refs.size()));
    std::string& ids = *set.mutable_ids();
    for (const auto& [rows, row] : refs) {
        ids.append(rows->uuid(row, 0).view());
        set.add_versions(static_cast<std::uint64_t>(rows->integer(row, 1)));
    }
    std::size_t at = 2;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        readColumn(refs, at, columns[c], titles[c], set);
        at += width(columns[c]);
    }
}

std::vector<RowRef> allRows(const db::Rows& rows) {
    std::vector<RowRef> refs(rows.size());
    for (std::size_t i = 0; i < refs.size(); ++i) refs[i] = {&rows, i};
    return refs;
}

Value readValue(const db::Rows& rows, std::size_t row, std::size_t at, const Column& column) {
    if (rows.isNull(row, at)) return Null{};
    const std::string_view cell = rows.text(row, at);
    switch (column.kind) {
        case v1::Column::KIND_BOOLEAN:
            return cell == "t";
        case v1::Column::KIND_INTEGER:
            return parseInteger(cell);
        case v1::Column::KIND_DURATION:
            return Duration{parseInteger(cell)};
        case v1::Column::KIND_DATE:
            return Date::parse(cell).value_or(Date{});
        case v1::Column::KIND_TIMESTAMP:
            return Timestamp::parse(cell).value_or(Timestamp{});
        case v1::Column::KIND_MONEY:
        case v1::Column::KIND_DECIMAL:
            return Decimal::parse(cell).value_or(Decimal{});
        case v1::Column::KIND_ID:
            return Uuid::parse(cell).value_or(Uuid{});
        default:
            return std::string(cell);
    }
}

}  // namespace kupets::query
