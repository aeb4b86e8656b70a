// The global search: the best hits of each entity, for one fragment, in the keyboard layout that finds something.
#include "server/query/search.h"

#include <algorithm>

#include "common/text/fold.h"
#include "server/query/page.h"
#include "server/records/gate.h"
#include "server/schema/columns.h"
#include "server/schema/ddl.h"

namespace kupets::records {
namespace {

constexpr std::uint32_t kUsual = 8;
constexpr std::uint32_t kMost = 50;
constexpr std::size_t kLongest = 200;

struct Compiled {
    const schema::Entity* entity;
    db::Query query;
};

/// Titles that begin with the fragment come first, then the shorter ones. LIMIT inside keeps a fragment that everything
/// matches from being sorted whole.
Result<Compiled> compile(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& entity,
                         const std::vector<std::string>& patterns, const std::string& folded, std::uint32_t limit) {
    query::Statement statement(catalog, *reader.scope);
    query::Names names(statement, entity);
    const std::string title = names.alias() + "." + schema::ident(entity.titleField().name());
    std::string subtitle = "NULL";
    if (!entity.def().subtitle_path().empty()) {
        auto column = query::resolveColumn(entity.def().subtitle_path(), names, statement, reader);
        if (column) subtitle = column->companion.empty() ? column->sql + "::text" : column->companion;
    }
    std::string where = query::searchCondition(entity, names.alias(), patterns, statement);
    if (!names.allowed().empty()) where += " AND " + names.allowed();
    const std::string prefix = statement.parameter(folded);
    std::string sql = "SELECT h.id, h.title, h.subtitle FROM (SELECT " + names.alias() + ".id AS id, " + title +
                      " AS title, " + subtitle + " AS subtitle FROM " + names.from() + " WHERE " + where +
                      " LIMIT 500) h ORDER BY starts_with(kupets.fold(h.title), " + prefix +
                      ") DESC, length(h.title), h.title, h.id LIMIT " + std::to_string(limit);
    return Compiled{&entity, {std::move(sql), std::move(statement.params)}};
}

std::vector<std::string> layouts(const std::string& typed) {
    std::vector<std::string> out{typed};
    const std::string swapped = text::swapLayout(typed);
    if (swapped != typed) out.push_back(swapped);
    return out;
}

}  // namespace

awaitable<Result<v1::SearchReply>> Gate::search(const query::Reader& reader, const v1::SearchRequest& request,
                                                db::Deadline deadline) {
    if (text::length(request.text()) > kLongest) co_return fail(ErrorCode::TooLong, {std::to_string(kLongest)}, "text");
    const schema::CatalogPtr catalog = registry_.current();
    const std::uint32_t limit = request.limit() == 0 ? kUsual : std::min(request.limit(), kMost);
    for (const std::string& entity : request.entities()) {
        if (auto known = query::entityOf(*catalog, reader, entity); !known) co_return std::unexpected(known.error());
    }
    v1::SearchReply reply;
    for (const std::string& typed : layouts(request.text())) {
        const std::vector<std::string> patterns = query::searchPatterns(typed);
        if (patterns.empty()) continue;
        std::vector<const schema::Entity*> entities;
        std::vector<db::Query> queries;
        for (const auto& entity : catalog->snapshot->entities()) {
            const bool asked = request.entities().empty() ||
                               std::ranges::find(request.entities(), entity->name()) != request.entities().end();
            const bool readable = reader.scope->reach(*entity, access::Action::Read) != access::Reach::None;
            if (!asked || !readable || schema::searchExpression(*entity).empty()) continue;
            auto compiled = compile(*catalog, reader, *entity, patterns, text::fold(text::tidy(typed)), limit);
            if (!compiled) co_return std::unexpected(compiled.error());
            entities.push_back(entity.get());
            queries.push_back(std::move(compiled->query));
        }
        if (queries.empty()) co_return reply;
        auto answers = co_await database_.runAll(std::move(queries), deadline);
        if (!answers) co_return std::unexpected(answers.error());
        for (std::size_t e = 0; e < entities.size(); ++e) {
            const db::Rows& rows = (*answers)[e];
            for (std::size_t row = 0; row < rows.size(); ++row) {
                v1::SearchHit& hit = *reply.add_hits();
                hit.set_entity(entities[e]->name());
                hit.set_id(std::string(rows.uuid(row, 0).view()));
                hit.set_title(std::string(rows.isNull(row, 1) ? "" : rows.text(row, 1)));
                if (!rows.isNull(row, 2)) hit.set_subtitle(std::string(rows.text(row, 2)));
            }
        }
        if (reply.hits_size() > 0) break;
    }
    co_return reply;
}

}  // namespace kupets::records
