#include "server/query/group.h"

#include <algorithm>

#include "common/wire/values.h"
#include "server/query/favourites.h"
#include "server/query/past.h"
#include "server/query/search.h"
#include "server/query/title_cache.h"
#include "server/schema/columns.h"

namespace kupets::query {
namespace {

using boost::asio::awaitable;
using schema::ident;

constexpr int kMostKeys = 4;
constexpr int kMostAggregates = 20;
constexpr std::uint32_t kMostGroups = 10'000;
constexpr std::uint32_t kMostRowsPerGroup = 100;

struct GroupQuery {
    db::Query query;  // keys (and their titles), count, aggregates
    std::vector<Column> keys;
    std::vector<Column> aggregates;
};

/// FROM … WHERE … of the request's set; the fragment found as PostgreSQL likes: a group reads all its rows anyway.
Result<std::string> rowsOf(const v1::RecordSet& set, Names& names, Statement& statement, const Reader& reader,
                           const std::string& more) {
    auto filter = resolveFilter(set.filter(), names, statement, reader);
    if (!filter) return filter;
    std::string rootRows;
    if (set.has_as_of()) {
        auto moment = momentOf(set.as_of());
        if (!moment) return std::unexpected(moment.error());
        rootRows = pastRows(names.root(), *moment, !set.search().empty(), statement);
    }
    std::string where;
    for (const std::string& condition :
         {rootRows.empty() ? names.allowed() : std::string(), *filter,
          searchCondition(names.root(), names.alias(), searchPatterns(set.search()), statement),
          favouriteCondition(set, names, statement), more}) {
        if (!condition.empty()) where += (where.empty() ? " WHERE " : " AND ") + condition;
    }
    return " FROM " + names.from(rootRows) + where;
}

Result<Column> resolveAggregate(const v1::Aggregate& wanted, Names& names, Statement& statement, const Reader& reader) {
    auto column = resolveColumn(wanted.path(), names, statement, reader);
    if (!column) return column;
    const bool number = column->kind == v1::Column::KIND_MONEY || column->kind == v1::Column::KIND_DECIMAL ||
                        column->kind == v1::Column::KIND_INTEGER || column->kind == v1::Column::KIND_DURATION;
    column->companion.clear();
    if (column->kind == v1::Column::KIND_MONEY) column->kind = v1::Column::KIND_DECIMAL;
    switch (wanted.function()) {
        case v1::Aggregate::FUNCTION_LEAST:
            column->sql = "min(" + column->sql + ")";
            return column;
        case v1::Aggregate::FUNCTION_GREATEST:
            column->sql = "max(" + column->sql + ")";
            return column;
        case v1::Aggregate::FUNCTION_SUM:
        case v1::Aggregate::FUNCTION_AVERAGE:
            break;
        default:
            return fail(ErrorCode::BadRequest, {"aggregate function"});
    }
    if (!number) return fail(ErrorCode::WrongType, {"not a number", "number"}, wanted.path());
    const bool sum = wanted.function() == v1::Aggregate::FUNCTION_SUM;
    column->sql = sum ? "sum(" + column->sql + ")" : "round(avg(" + column->sql + "), 10)";
    column->kind = v1::Column::KIND_DECIMAL;
    return column;
}

/// Whether records of it stand in an order that people gave them: a number of its own in its order (stages,
/// pipelines), all of it for the reader to see.
bool hasPlaces(const schema::Entity& entity, const access::AccessScope& scope) {
    bool number = false;
    for (std::string_view path : entity.def().default_sort()) {
        if (path.starts_with('-')) path.remove_prefix(1);
        const schema::Entity* at = &entity;
        for (std::size_t end = 0; end != std::string_view::npos;) {
            end = path.find('.');
            const schema::Field* field = at == nullptr ? nullptr : at->field(std::string(path.substr(0, end)));
            if (field == nullptr || !scope.canRead(*field)) return false;
            number = number || (at == &entity && field->type() == v1::INTEGER);
            at = field->target;
            if (end != std::string_view::npos) path.remove_prefix(end + 1);
        }
    }
    return number;
}

/// What a key's groups have beside it: titles of references, and what they are ordered by.
struct Heads {
    std::string joins;
    std::string select;  // a title a key
    std::vector<std::string> order;
};

/// Joined to groups, not to rows.
Result<void> addTitles(Heads& heads, const std::string& key, const schema::Entity& target, Statement& statement,
                       const Reader& reader) {
    const std::string head = statement.newAlias();
    Names names(statement, target);
    std::string select =
        names.alias() + ".id, " + names.alias() + "." + ident(target.titleField().name()) + " AS title";
    if (hasPlaces(target, statement.scope)) {
        auto order = Order::resolve({}, names, statement, reader);
        if (!order) return std::unexpected(order.error());
        for (std::size_t i = 0; i < order->keys().size(); ++i) {
            const std::string name = "o" + std::to_string(i);
            select += ", " + order->keys()[i].sql + " AS " + name;
            heads.order.push_back(head + "." + name + (order->keys()[i].descending ? " DESC" : ""));
        }
    }
    heads.joins += " LEFT JOIN (SELECT " + select + " FROM " + names.from() +
                   (names.allowed().empty() ? "" : " WHERE " + names.allowed()) + ") " + head + " ON " + head +
                   ".id = " + key;
    heads.select += head + ".title, ";
    heads.order.push_back(head + ".title");
    return {};
}

/// Groups with the titles of their keys, in order: choices as their field lists them, records as they stand, else by
/// title; those without a key last.
Result<std::string> withHeads(const std::string& grouped, const std::vector<Column>& keys, std::size_t aggregates,
                              Statement& statement, const Reader& reader) {
    Heads heads;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string key = "g.k" + std::to_string(i);
        const schema::Field* field = keys[i].field;
        heads.select += key + ", ";
        if (field != nullptr && field->isReference()) {
            if (auto ok = addTitles(heads, key, *field->target, statement, reader); !ok)
                return std::unexpected(ok.error());
        } else {
            heads.select += "NULL, ";
        }
        if (field != nullptr && field->type() == v1::CHOICE) {
            std::vector<std::string> codes;
            for (const v1::ChoiceDef& choice : field->def.choices()) codes.push_back(choice.value());
            statement.params.addArray(std::span(codes));
            heads.order.push_back("array_position($" + std::to_string(statement.params.size()) + "::text[], " + key +
                                  "::text)");
        }
        heads.order.push_back(key);
    }
    std::string sql = "SELECT " + heads.select + "g.n";
    for (std::size_t i = 0; i < aggregates; ++i) sql += ", g.v" + std::to_string(i);
    sql += " FROM (" + grouped + ") g" + heads.joins;
    for (std::size_t i = 0; i < heads.order.size(); ++i)
        sql += (i == 0 ? " ORDER BY " : ", ") + heads.order[i] + " NULLS LAST";
    return sql;
}

Result<GroupQuery> compileGroups(const schema::Catalog& catalog, const Reader& reader,
                                 const v1::GroupRequest& request) {
    auto entity = entityOf(catalog, reader, request.set().entity());
    if (!entity) return std::unexpected(entity.error());
    if (request.by_size() > kMostKeys) return fail(ErrorCode::LimitExceeded, {"by", std::to_string(kMostKeys)}, "by");
    if (request.aggregates_size() > kMostAggregates)
        return fail(ErrorCode::LimitExceeded, {"aggregates", std::to_string(kMostAggregates)}, "aggregates");
    Statement statement(catalog, *reader.scope);
    Names names(statement, **entity);
    GroupQuery out;
    std::string select;
    std::string by;
    for (const std::string& spec : request.by()) {
        auto key = resolveColumn(spec, names, statement, reader);
        if (!key) return std::unexpected(key.error());
        const std::string name = "k" + std::to_string(out.keys.size());
        select += key->sql + " AS " + name + ", ";
        by += (by.empty() ? " GROUP BY " : ", ") + name;
        out.keys.push_back(std::move(*key));
    }
    select += "count(*) AS n";
    for (const v1::Aggregate& wanted : request.aggregates()) {
        auto aggregate = resolveAggregate(wanted, names, statement, reader);
        if (!aggregate) return std::unexpected(aggregate.error());
        select += ", " + aggregate->sql + " AS v" + std::to_string(out.aggregates.size());
        out.aggregates.push_back(std::move(*aggregate));
    }
    auto rows = rowsOf(request.set(), names, statement, reader, {});
    if (!rows) return std::unexpected(rows.error());
    const std::uint32_t limit = request.limit() == 0 ? 1000 : std::min(request.limit(), kMostGroups);
    auto sql = withHeads("SELECT " + select + *rows + by, out.keys, out.aggregates.size(), statement, reader);
    if (!sql) return std::unexpected(sql.error());
    out.query.sql = *sql + " LIMIT " + std::to_string(limit);
    out.query.sql.insert(0, statement.with);
    out.query.params = std::move(statement.params);
    return out;
}

v1::GroupReply readGroups(const GroupQuery& groups, const db::Rows& rows) {
    v1::GroupReply reply;
    const std::size_t count = 2 * groups.keys.size();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        v1::Group& group = *reply.add_groups();
        for (std::size_t i = 0; i < groups.keys.size(); ++i) {
            *group.add_keys() = wire::toProto(readValue(rows, row, 2 * i, groups.keys[i]));
            group.add_titles(std::string(rows.isNull(row, 2 * i + 1) ? "" : rows.text(row, 2 * i + 1)));
        }
        group.set_count(static_cast<std::uint64_t>(rows.integer(row, count)));
        for (std::size_t i = 0; i < groups.aggregates.size(); ++i) {
            *group.add_aggregates() = wire::toProto(readValue(rows, row, count + 1 + i, groups.aggregates[i]));
        }
    }
    return reply;
}

struct RowsQuery {
    db::Query query;  // group's number, id, version, columns, sort keys
    std::vector<Column> columns;
    Order order;
};

/// The first rows of each group whose keys stand in `keys`; of the group without a key when there are none.
Result<RowsQuery> compileRows(const schema::Catalog& catalog, const Reader& reader, const v1::GroupRequest& request,
                              const std::vector<std::string>& keys) {
    auto entity = entityOf(catalog, reader, request.set().entity());
    if (!entity) return std::unexpected(entity.error());
    Statement statement(catalog, *reader.scope);
    Names names(statement, **entity);
    RowsQuery out;
    std::string select = names.alias() + ".id AS c0, " + names.alias() + ".version AS c1";
    int number = 0;
    std::string outer = "r.c0, r.c1";
    const auto push = [&](const std::string& sql) {
        select += ", " + sql + " AS c" + std::to_string(number + 2);
        outer += ", r.c" + std::to_string(number + 2);
        ++number;
    };
    for (const std::string& spec : request.columns()) {
        auto column = resolveColumn(spec, names, statement, reader, TitleSource::Cache);
        if (!column) return std::unexpected(column.error());
        for (const std::string& item : selected(*column)) push(item);
        out.columns.push_back(std::move(*column));
    }
    auto order = Order::resolve(request.sort(), names, statement, reader);
    if (!order) return std::unexpected(order.error());
    for (const SortKey& key : order->keys()) push("(" + key.sql + ")::text");
    auto by = resolveColumn(request.by(0), names, statement, reader);
    if (!by) return std::unexpected(by.error());
    auto rows = rowsOf(request.set(), names, statement, reader, by->sql + (keys.empty() ? " IS NULL" : " = g.k"));
    if (!rows) return std::unexpected(rows.error());
    const std::string id = names.alias() + ".id";
    const std::uint32_t limit = std::min(request.rows_per_group(), kMostRowsPerGroup);
    const std::string inner =
        "SELECT " + select + *rows + order->orderBy(id, false, false, true) + " LIMIT " + std::to_string(limit);
    if (keys.empty()) {
        out.query.sql = "SELECT 1::int8, " + outer + " FROM (" + inner + ") r";
    } else {
        statement.params.addArray(std::span(keys));
        out.query.sql = "SELECT g.n, " + outer + " FROM unnest($" + std::to_string(statement.params.size()) +
                        "::" + by->cast + "[]) WITH ORDINALITY g(k, n), LATERAL (" + inner + ") r";
    }
    out.query.sql.insert(0, statement.with);
    out.query.params = std::move(statement.params);
    out.query.binary = true;
    out.order = std::move(*order);
    return out;
}

/// All rows of one group, then those of the next; rows of groups that are not asked for are left out.
struct GroupedRows {
    std::vector<RowRef> rows;
    std::vector<std::size_t> ends;  // of each group
};

GroupedRows grouped(const db::Rows& rows, std::size_t groups) {
    std::vector<std::vector<RowRef>> byGroup(groups);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto number = static_cast<std::size_t>(rows.integer(row, 0)) - 1;
        if (number < groups) byGroup[number].push_back({&rows, row});
    }
    GroupedRows out;
    for (const std::vector<RowRef>& group : byGroup) {
        out.rows.insert(out.rows.end(), group.begin(), group.end());
        out.ends.push_back(out.rows.size());
    }
    return out;
}

void addRows(const RowsQuery& compiled, const db::Rows& rows, const GroupedRows& all, std::span<const Titles> titles,
             const std::vector<v1::Group*>& groups) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::size_t begin = g == 0 ? 0 : all.ends[g - 1];
        const auto refs = std::span(all.rows).subspan(begin, all.ends[g] - begin);
        v1::RowSet& set = *groups[g]->mutable_rows();
        set.set_row_count(static_cast<std::uint32_t>(refs.size()));
        for (const RowRef& ref : refs) {
            set.mutable_ids()->append(rows.uuid(ref.row, 1).view());
            set.add_versions(static_cast<std::uint64_t>(rows.integer(ref.row, 2)));
        }
        std::size_t at = 3;
        for (std::size_t c = 0; c < compiled.columns.size(); ++c) {
            const auto named = std::span(titles[c]);
            readColumn(refs, at, compiled.columns[c], named.empty() ? named : named.subspan(begin, refs.size()), set);
            at += width(compiled.columns[c]);
        }
        if (refs.empty()) continue;
        const std::size_t last = refs.back().row;
        groups[g]->set_last_key(compiled.order.encode(compiled.order.keyAt(rows, last, at, rows.uuid(last, 1))));
    }
}

}  // namespace

awaitable<Result<v1::GroupReply>> group(db::Database& database, TitleCache& titles, schema::CatalogPtr catalog,
                                        const Reader& reader, const v1::GroupRequest& request, db::Deadline deadline) {
    auto compiled = compileGroups(*catalog, reader, request);
    if (!compiled) co_return std::unexpected(compiled.error());
    auto rows = co_await database.run(std::move(compiled->query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    v1::GroupReply reply = readGroups(*compiled, *rows);
    if (request.rows_per_group() == 0) co_return reply;
    if (request.by_size() != 1) co_return fail(ErrorCode::BadRequest, {"rows_per_group needs one key"}, "by");

    std::vector<std::string> keys;
    std::vector<v1::Group*> keyed;
    std::vector<v1::Group*> unkeyed;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        v1::Group* group = reply.mutable_groups(static_cast<int>(i));
        if (rows->isNull(i, 0)) {
            unkeyed.push_back(group);
        } else {
            keys.emplace_back(rows->text(i, 0));
            keyed.push_back(group);
        }
    }
    for (const auto* groups : {&keyed, &unkeyed}) {
        if (groups->empty()) continue;
        auto first = compileRows(*catalog, reader, request, groups == &keyed ? keys : std::vector<std::string>());
        if (!first) co_return std::unexpected(first.error());
        auto found = co_await database.run(std::move(first->query), deadline);
        if (!found) co_return std::unexpected(found.error());
        const GroupedRows all = grouped(*found, groups->size());
        auto named = co_await titles.titlesOf(*catalog, reader, all.rows, first->columns, 3, deadline);
        if (!named) co_return std::unexpected(named.error());
        addRows(*first, *found, all, *named, *groups);
    }
    co_return reply;
}

}  // namespace kupets::query
