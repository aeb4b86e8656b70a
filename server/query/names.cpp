#include "server/query/names.h"

#include "server/schema/columns.h"

namespace kupets::query {

using access::Action;
using access::Reach;
using schema::ident;

namespace {

const schema::Field* openField(const schema::Entity& entity) {
    const std::string& name = entity.def().access().open_field();
    return name.empty() ? nullptr : entity.field(name);
}

}  // namespace

std::string Statement::oneOf(std::span<const Uuid> ids) {
    if (ids.size() == 1) return " = " + parameter(ids.front()) + "::uuid";
    params.addArray(ids);
    return " = ANY($" + std::to_string(params.size()) + "::uuid[])";
}

std::string Statement::userList(Reach reach) {
    auto& known = userLists[reach];
    if (known.empty()) {
        params.addArray(scope.users(reach));
        known = "$" + std::to_string(params.size());
    }
    return known;
}

/// "company.owner" from alias a0: (SELECT s."owner" FROM data."company" s WHERE s.id = a0."company").
std::string Statement::ownerColumn(const schema::Entity& entity, const std::string& alias, std::string_view path) {
    const std::size_t dot = path.find('.');
    const schema::Field* field = entity.field(path.substr(0, dot));
    dependencies.field(*field);
    const std::string column = alias + "." + ident(field->name());
    if (dot == std::string_view::npos) return column;
    const std::string inner = newAlias();
    return "(SELECT " + ownerColumn(*field->target, inner, path.substr(dot + 1)) + " FROM " +
           schema::tableOf(*field->target) + " " + inner + " WHERE " + inner + ".id = " + column + ")";
}

bool Statement::isListOfOwners(const schema::Entity& entity, std::string_view path) {
    const std::size_t dot = path.find('.');
    const schema::Field* field = entity.field(path.substr(0, dot));
    if (dot != std::string_view::npos) return isListOfOwners(*field->target, path.substr(dot + 1));
    return field->type() == v1::REFERENCES;
}

std::string Statement::allowed(const schema::Entity& entity, const std::string& alias, Action action) {
    const Reach reach = scope.reach(entity, action);
    if (reach == Reach::None) return "FALSE";
    if (reach == Reach::All) return {};
    // A directory has no owners: whoever may read it reads all of it, and only those write who may write all of it.
    if (entity.isDirectory()) return action == Action::Read ? "" : "FALSE";
    std::string condition;
    for (const std::string& path : entity.def().access().owner_paths()) {
        const bool list = isListOfOwners(entity, path);
        if (list && action == Action::Delete) continue;  // who helps or watches does not throw away
        condition += (condition.empty() ? "(" : " OR ") + ownerColumn(entity, alias, path);
        condition += list ? " && " + userList(reach) + "::uuid[]" : " = ANY(" + userList(reach) + "::uuid[])";
    }
    if (condition.empty()) condition = "(FALSE";
    if (const schema::Field* open = openField(entity); open != nullptr && action == Action::Read) {
        dependencies.field(*open);
        condition += " OR " + alias + "." + ident(open->name());
    }
    return condition + ")";
}

std::string Statement::owners(const schema::Entity& entity, const std::string& alias) {
    std::string items;
    std::string lists;
    for (const std::string& path : entity.def().access().owner_paths()) {
        const std::string column = ownerColumn(entity, alias, path);
        if (isListOfOwners(entity, path))
            lists += " || COALESCE(" + column + ", '{}'::uuid[])";
        else
            items += (items.empty() ? "" : ", ") + column;
    }
    if (const schema::Field* open = openField(entity)) {
        const std::string everybody = "'" + Uuid{}.text() + "'::uuid";
        items += ", CASE WHEN " + alias + "." + ident(open->name()) + " THEN " + everybody + " END";
    }
    return lists.empty() ? "ARRAY[" + items + "]::uuid[]" : "(ARRAY[" + items + "]::uuid[]" + lists + ")";
}

Names::Names(Statement& statement, const schema::Entity& root) : Names(statement, root, statement.newAlias()) {}

Names::Names(Statement& statement, const schema::Entity& root, std::string alias)
    : statement_(statement),
      root_(root),
      alias_(std::move(alias)),
      allowed_(statement.allowed(root, alias_, Action::Read)) {
    statement.dependencies.rows(root);
}

Result<std::string> Names::tableAt(std::span<const schema::Field* const> references) {
    std::string at = alias_;
    std::string path;
    for (const schema::Field* reference : references) {
        if (!statement_.scope.canRead(*reference))
            return fail(ErrorCode::UnknownField, {reference->name(), reference->owner->name()});
        statement_.dependencies.field(*reference);
        path += (path.empty() ? "" : ".") + reference->name();
        std::string& joined = joined_[path];
        if (joined.empty()) {
            statement_.dependencies.rows(*reference->target);
            joined = statement_.newAlias();
            joins_ += " LEFT JOIN " + schema::tableOf(*reference->target) + " " + joined + " ON " + joined +
                      ".id = " + at + "." + ident(reference->name());
            const std::string condition = statement_.allowed(*reference->target, joined, Action::Read);
            if (!condition.empty()) joins_ += " AND " + condition;
        }
        at = joined;
    }
    return at;
}

Result<std::string> Names::column(std::span<const schema::Field* const> path, expr::Part part) {
    const schema::Field& last = *path.back();
    if (!statement_.scope.canRead(last)) return fail(ErrorCode::UnknownField, {last.name(), last.owner->name()});
    statement_.dependencies.field(last);
    auto table = tableAt(path.first(path.size() - 1));
    if (!table) return table;
    return *table + "." + ident(part == expr::Part::Main ? last.name() : last.companionColumn());
}

std::string Names::from(const std::string& rootRows) const {
    return (rootRows.empty() ? schema::tableOf(root_) : rootRows) + " " + alias_ + joins_;
}

namespace {

class Children final : public SqlChildren {
public:
    Children(Statement& statement, const schema::Reverse& reverse, std::string parent)
        : statement_(statement), names_(statement, *reverse.child), reverse_(reverse), parent_(std::move(parent)) {}
    SqlNames& names() override { return names_; }
    Result<std::string> from() override {
        statement_.dependencies.field(*reverse_.field);
        const bool many = reverse_.field->type() == v1::REFERENCES;
        const std::string column = names_.alias() + "." + ident(reverse_.field->name());
        std::string sql = "FROM " + names_.from() + " WHERE " +
                          (many ? parent_ + ".id = ANY(" + column + ")" : column + " = " + parent_ + ".id");
        if (!names_.allowed().empty()) sql += " AND " + names_.allowed();
        return sql;
    }

private:
    Statement& statement_;
    Names names_;
    const schema::Reverse& reverse_;
    std::string parent_;
};

}  // namespace

Result<std::unique_ptr<SqlChildren>> Names::children(std::span<const schema::Field* const> prefix,
                                                     const schema::Reverse& reverse) {
    auto parent = tableAt(prefix);
    if (!parent) return std::unexpected(parent.error());
    if (!statement_.scope.canRead(*reverse.field)) return fail(ErrorCode::UnknownField, {reverse.name, root_.name()});
    return std::make_unique<Children>(statement_, reverse, *parent);
}

}  // namespace kupets::query
