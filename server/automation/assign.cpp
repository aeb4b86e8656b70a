#include "server/automation/assign.h"

#include <algorithm>
#include <map>

#include "server/query/columns.h"

namespace kupets::automation {

namespace {

/// Those who may get it, in the order of their names.
awaitable<Result<std::vector<Uuid>>> candidates(const Case& one, const v1::RuleAssign& assign, Sight::Look look) {
    const schema::CatalogPtr& catalog = one.rules->catalog();
    query::Statement statement(*catalog, *one.reader.scope);
    query::Names names(statement, *catalog->entity("user"));
    const std::string& t = names.alias();
    std::vector<Uuid> users;
    for (const std::string& user : assign.users())
        if (const auto id = Uuid::parse(user)) users.push_back(*id);
    std::string which;
    if (!users.empty()) which = t + ".id" + statement.oneOf(users);
    if (!assign.pool().empty()) {
        auto filter = query::resolveFilter(assign.pool(), names, statement, one.reader);
        if (!filter) co_return std::unexpected(std::move(filter.error()));
        which += (which.empty() ? "" : " OR ") + *filter;
    }
    auto rows = co_await look({"SELECT " + t + ".id FROM " + names.from() + " WHERE " + t + ".active AND (" + which +
                                   ") ORDER BY " + t + ".name, " + t + ".id LIMIT 1000",
                               std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Uuid> found;
    for (std::size_t row = 0; row < rows->size(); ++row) found.push_back(rows->uuid(row, 0));
    if (found.empty()) co_return fail(ErrorCode::NotFound, {"user"}, "assign.users");
    co_return found;
}

/// Whoever had the last one; the turn is this transaction's until it ends.
awaitable<Result<Uuid>> takeTurn(const Case& one, int step, Sight::Look look) {
    db::Query query{
        "INSERT INTO kupets.rule_turn (rule, step, person) VALUES ($1::uuid, $2::int4, $3::uuid) ON CONFLICT (rule, "
        "step) DO UPDATE SET person = kupets.rule_turn.person RETURNING person",
        {}};
    query.params.add(one.rule->id).add(step).add(Uuid());
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->uuid(0, 0);
}

awaitable<Result<void>> keepTurn(const Case& one, int step, const Uuid& person, Sight::Look look) {
    db::Query query{"UPDATE kupets.rule_turn SET person = $3::uuid WHERE rule = $1::uuid AND step = $2::int4", {}};
    query.params.add(one.rule->id).add(step).add(person);
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return Result<void>();
}

/// How many records each of them has that count.
awaitable<Result<std::map<Uuid, std::int64_t>>> loads(const Case& one, const v1::RuleAssign& assign,
                                                      const schema::Field& field, const std::vector<Uuid>& people,
                                                      Sight::Look look) {
    query::Statement statement(*one.rules->catalog(), *one.reader.scope);
    query::Names names(statement, *one.rule->entity);
    const schema::Field* path = &field;
    auto column = names.column(std::span(&path, 1), expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    std::string where = *column + statement.oneOf(people);
    const std::string counted = assign.load().empty() ? openFilter(*one.rule->entity) : assign.load();
    auto filter = query::resolveFilter(counted, names, statement, one.reader);
    if (!filter) co_return std::unexpected(std::move(filter.error()));
    if (!filter->empty()) where += " AND " + *filter;
    auto rows =
        co_await look({"SELECT " + *column + ", count(*) FROM " + names.from() + " WHERE " + where + " GROUP BY 1",
                       std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::map<Uuid, std::int64_t> found;
    for (std::size_t row = 0; row < rows->size(); ++row) found[rows->uuid(row, 0)] = rows->integer(row, 1);
    co_return found;
}

}  // namespace

std::string openFilter(const schema::Entity& entity) {
    std::string filter;
    const auto add = [&filter](const std::string& path, const schema::Field& field) {
        std::string closed;
        for (const v1::ChoiceDef& choice : field.def.choices())
            if (choice.closed()) closed += (closed.empty() ? "\"" : ", \"") + choice.value() + "\"";
        if (closed.empty()) return;
        filter += (filter.empty() ? "" : " AND ") + ("COALESCE(" + path + " NOT IN (" + closed + "), TRUE)");
    };
    for (const auto& field : entity.fields())
        if (field->type() == v1::CHOICE) add(field->name(), *field);
    const v1::BoardDef& board = entity.def().board();
    const schema::Field* column = entity.field(board.column_field());
    const schema::Field* kind = column && column->target ? column->target->field(board.stage().kind_field()) : nullptr;
    if (kind != nullptr) add(column->name() + "." + kind->name(), *kind);
    return filter;
}

awaitable<Result<Uuid>> choosePerson(const Case& one, const v1::RuleAssign& assign, int step, Sight::Look look) {
    auto people = co_await candidates(one, assign, look);
    if (!people) co_return std::unexpected(std::move(people.error()));
    auto last = co_await takeTurn(one, step, look);
    if (!last) co_return std::unexpected(std::move(last.error()));
    const auto before = std::ranges::find(*people, *last);
    // Who comes after the last one in turn; of equally loaded ones too, so that it is not always the first.
    if (before != people->end()) std::ranges::rotate(*people, before + 1);
    Uuid chosen = people->front();
    if (assign.way() == v1::RuleAssign::LEAST_LOADED) {
        const schema::Field& field = *one.rule->entity->field(assign.field().empty() ? "owner" : assign.field());
        auto load = co_await loads(one, assign, field, *people, look);
        if (!load) co_return std::unexpected(std::move(load.error()));
        chosen = *std::ranges::min_element(*people, {}, [&load](const Uuid& person) { return (*load)[person]; });
    }
    if (auto kept = co_await keepTurn(one, step, chosen, look); !kept)
        co_return std::unexpected(std::move(kept.error()));
    co_return chosen;
}

}  // namespace kupets::automation
