#include "server/query/favourites.h"
#include "server/query/page.h"
#include "server/query/past.h"
#include "server/query/search.h"
#include "server/schema/columns.h"

namespace kupets::query {
namespace {

/// Everything that narrows a record set, and whether its fragment is looked for first.
struct Conditions {
    std::string where;     // without the word, may be empty
    std::string rootRows;  // a subquery instead of the table, or empty
};

void addCondition(std::string& where, const std::string& condition) {
    if (condition.empty()) return;
    where += (where.empty() ? "" : " AND ") + condition;
}

Result<Conditions> conditionsOf(const v1::RecordSet& set, Names& names, Statement& statement, const Reader& reader,
                                bool searchFirst) {
    Conditions out;
    if (set.has_as_of()) {
        auto moment = momentOf(set.as_of());
        if (!moment) return std::unexpected(moment.error());
        out.rootRows = pastRows(names.root(), *moment, !set.search().empty(), statement);
        searchFirst = false;
    } else {
        addCondition(out.where, names.allowed());
    }
    auto filter = resolveFilter(set.filter(), names, statement, reader);
    if (!filter) return std::unexpected(filter.error());
    addCondition(out.where, *filter);
    addCondition(out.where, favouriteCondition(set, names, statement));
    const std::vector<std::string> patterns = searchPatterns(set.search());
    if (searchFirst && !patterns.empty()) {
        // OFFSET 0 keeps PostgreSQL from pulling the condition up: it plans the fragment for itself, by the trigram
        // index.
        out.rootRows = "(SELECT * FROM " + schema::tableOf(names.root()) + " s WHERE " +
                       searchCondition(names.root(), "s", patterns, statement) + " OFFSET 0)";
    } else {
        addCondition(out.where, searchCondition(names.root(), names.alias(), patterns, statement));
    }
    return out;
}

std::string whereClause(const std::string& conditions) { return conditions.empty() ? "" : " WHERE " + conditions; }

}  // namespace

Result<const schema::Entity*> entityOf(const schema::Catalog& catalog, const Reader& reader, const std::string& name) {
    const schema::Entity* entity = catalog.entity(name);
    if (entity == nullptr || reader.scope->reach(*entity, access::Action::Read) == access::Reach::None) {
        return fail(ErrorCode::UnknownEntity, {name}, "entity");
    }
    return entity;
}

Result<Part> compilePart(const schema::Catalog& catalog, const Reader& reader, const v1::QueryRequest& request,
                         const PartSpec& spec) {
    auto entity = entityOf(catalog, reader, request.set().entity());
    if (!entity) return std::unexpected(entity.error());
    if (request.columns_size() > kMostColumns)
        return fail(ErrorCode::LimitExceeded, {"columns", std::to_string(kMostColumns)}, "columns");
    Statement statement(catalog, *reader.scope);
    Names names(statement, **entity);
    Part part;
    std::string select = "SELECT " + names.alias() + ".id, " + names.alias() + ".version";
    for (const std::string& wanted : request.columns()) {
        auto column = resolveColumn(wanted, names, statement, reader, TitleSource::Cache);
        if (!column) return std::unexpected(column.error());
        for (const std::string& item : selected(*column)) select += ", " + item;
        part.columns.push_back(std::move(*column));
    }
    auto order = Order::resolve(request.sort(), names, statement, reader);
    if (!order) return std::unexpected(order.error());
    auto conditions = conditionsOf(request.set(), names, statement, reader, spec.searchFirst);
    if (!conditions) return std::unexpected(conditions.error());
    const std::string idColumn = names.alias() + ".id";
    addCondition(conditions->where, order->part(spec.nullPart));
    if (spec.beyond) addCondition(conditions->where, order->beyond(*spec.beyond, idColumn, spec.reversed, statement));
    // The limit stands in the text: as a parameter it would make PostgreSQL plan the statement anew each time.
    select += order->selectKeys() + " FROM " + names.from(conditions->rootRows) + whereClause(conditions->where) +
              order->orderBy(idColumn, spec.nullPart, spec.reversed) + " LIMIT " + std::to_string(spec.limit);
    if (spec.offset > 0) select += " OFFSET " + statement.parameter(spec.offset) + "::int8";
    part.query = {statement.with + std::move(select), std::move(statement.params), true};
    part.order = std::move(*order);
    return part;
}

Result<SetQuery> compileWhole(const schema::Catalog& catalog, const Reader& reader, const v1::QueryRequest& request,
                              Whole what, std::optional<bool> nullPart, std::uint32_t step, const RowKey* before) {
    auto entity = entityOf(catalog, reader, request.set().entity());
    if (!entity) return std::unexpected(entity.error());
    Statement statement(catalog, *reader.scope);
    Names names(statement, **entity);
    auto order = Order::resolve(request.sort(), names, statement, reader);
    if (!order) return std::unexpected(order.error());
    auto conditions = conditionsOf(request.set(), names, statement, reader, what == Whole::Count);
    if (!conditions) return std::unexpected(conditions.error());
    if (nullPart) addCondition(conditions->where, order->part(*nullPart));
    if (before != nullptr)
        addCondition(conditions->where, order->beyond(*before, names.alias() + ".id", true, statement));
    const std::string rows = " FROM " + names.from(conditions->rootRows) + whereClause(conditions->where);
    SetQuery out;
    if (what == Whole::Count) {
        out.query.sql = "SELECT count(*)" + rows;
    } else {
        const std::string id = names.alias() + ".id";
        std::string inner = "SELECT row_number() OVER (" +
                            order->orderBy(id, nullPart.value_or(false), false).substr(1) + ") AS n, " + id + " AS id";
        std::string outer = "SELECT n, id";
        for (std::size_t i = 0; i < order->keys().size(); ++i) {
            const std::string name = "k" + std::to_string(i);
            inner += ", " + order->keys()[i].sql + " AS " + name;
            outer += ", " + name;
        }
        out.query.sql = outer + " FROM (" + inner + rows + ") w WHERE n % " + statement.parameter(std::uint64_t{step}) +
                        "::int8 = 0 ORDER BY n";
    }
    out.query.sql.insert(0, statement.with);
    out.query.params = std::move(statement.params);
    out.order = std::move(*order);
    out.dependencies = std::move(statement.dependencies);
    return out;
}

}  // namespace kupets::query
