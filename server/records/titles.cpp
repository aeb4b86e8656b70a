#include "server/records/titles.h"

#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::records {

void Titles::want(const schema::Field& field, const Value& value) {
    const auto* id = std::get_if<Uuid>(&value);
    if (field.type() == v1::FILE && id != nullptr) wantedFiles_.insert(*id);
    if (field.target == nullptr) return;
    if (id != nullptr) want(*field.target, *id);
    if (const auto* ids = std::get_if<Ids>(&value)) {
        for (const Uuid& each : *ids) want(*field.target, each);
    }
}

boost::asio::awaitable<Result<void>> Titles::fetch(db::Database& database, const schema::Catalog& catalog,
                                                   const query::Reader& reader, db::Deadline deadline) {
    std::vector<db::Query> queries;
    for (const auto& [entity, ids] : wanted_) {
        query::Statement statement(catalog, *reader.scope);
        query::Names names(statement, *entity);
        const std::vector<Uuid> list(ids.begin(), ids.end());
        statement.params.addArray(std::span<const Uuid>(list));
        std::string sql = "SELECT " + names.alias() + ".id, " + names.alias() + "." +
                          schema::ident(entity->titleField().name()) + " FROM " + names.from() + " WHERE " +
                          names.alias() + ".id = ANY($" + std::to_string(statement.params.size()) + "::uuid[])";
        if (!names.allowed().empty()) sql += " AND " + names.allowed();
        queries.push_back({std::move(sql), std::move(statement.params)});
    }
    if (!wantedFiles_.empty()) {
        const std::vector<Uuid> list(wantedFiles_.begin(), wantedFiles_.end());
        db::Query names{"SELECT id, name FROM kupets.file WHERE id = ANY($1::uuid[])", {}};
        names.params.addArray(std::span<const Uuid>(list));
        queries.push_back(std::move(names));
    }
    wanted_.clear();
    wantedFiles_.clear();
    if (queries.empty()) co_return Result<void>();
    auto answers = co_await database.runAll(std::move(queries), deadline);
    if (!answers) co_return std::unexpected(answers.error());
    for (const db::Rows& rows : *answers) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows.isNull(i, 1)) titles_[rows.uuid(i, 0)] = rows.text(i, 1);
        }
    }
    co_return Result<void>();
}

std::string Titles::of(const Uuid& id) const {
    const auto found = titles_.find(id);
    return found == titles_.end() ? std::string() : found->second;
}

std::string Titles::of(const schema::Field& field, const Value& value) const {
    if (field.target == nullptr && field.type() != v1::FILE) return {};
    if (const auto* id = std::get_if<Uuid>(&value)) return of(*id);
    std::string joined;
    if (const auto* ids = std::get_if<Ids>(&value)) {
        for (const Uuid& id : *ids) joined += (joined.empty() ? "" : ", ") + of(id);
    }
    return joined;
}

}  // namespace kupets::records
