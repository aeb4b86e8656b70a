// The global search: the best hits of each entity, for one fragment, as it was typed or as it was meant.
#include "server/query/search.h"

#include <algorithm>

#include "common/text/company_name.h"
#include "common/text/fold.h"
#include "server/query/page.h"
#include "server/records/gate.h"
#include "server/records/words.h"
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

/// Where a fragment of letters stands at the beginning of a word.
std::string wordBegins(const std::string& alias, const std::string& folded, query::Statement& statement) {
    std::string escaped;
    for (const char c : folded) {
        if (c == '%' || c == '_' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return alias + ".search_text LIKE " + statement.parameter("% " + escaped + "%");
}

/// The title as somebody may have typed it in small letters; found by the index of titles.
std::string titleIs(const std::string& title, const std::string& typed, query::Statement& statement) {
    const std::string tidy = text::tidy(typed);
    const std::string first(text::slice(tidy, 0, 1));
    std::string out = title + " IN (" + statement.parameter(tidy) + ", " + statement.parameter(text::upper(tidy));
    return out + ", " + statement.parameter(text::upper(first) + tidy.substr(first.size())) + ")";
}

/// Whole titles come first, then titles that begin with the fragment, then words that do, the shorter ones first. Each
/// of the ways has its own LIMIT: what everything matches is not sorted whole, and yet the best of it are there.
Result<Compiled> compile(const schema::Catalog& catalog, const query::Reader& reader, const schema::Entity& entity,
                         const std::string& typed, std::uint32_t limit) {
    const std::vector<std::string> patterns = query::searchPatterns(typed);
    const std::string folded = text::fold(text::tidy(typed));
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
    const std::string select = "(SELECT " + names.alias() + ".id AS id, " + title + " AS title, " + subtitle +
                               " AS subtitle FROM " + names.from() + " WHERE " + where;
    const bool letters = std::ranges::any_of(
        folded, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
    std::string ways;
    if (letters) {
        ways = select + " AND " + titleIs(title, typed, statement) + " LIMIT 50) UNION ALL " + select + " AND " +
               wordBegins(names.alias(), folded, statement) + " LIMIT 500) UNION ALL ";
    }
    ways += select + " LIMIT 500)";
    const std::string prefix = statement.parameter(folded) + "::text";
    const std::string of = "(kupets.fold(h.title) COLLATE \"C\")";
    std::string sql = "SELECT h.id, h.title, h.subtitle FROM (SELECT DISTINCT ON (id) * FROM (" + ways +
                      ") w) h ORDER BY " + of + " = " + prefix + " DESC NULLS LAST, starts_with(" + of + ", " + prefix +
                      ") DESC NULLS LAST, strpos(' ' || " + of + ", ' ' || " + prefix +
                      ") = 0, length(h.title), h.title, h.id LIMIT " + std::to_string(limit);
    return Compiled{&entity, {std::move(sql), std::move(statement.params)}};
}

/// One search, as typed or as meant.
struct Search {
    const schema::Catalog& catalog;
    const query::Reader& reader;
    std::vector<const schema::Entity*> entities;
    std::uint32_t limit;

    awaitable<Result<bool>> find(db::Database& database, std::string typed, v1::SearchReply& reply,
                                 db::Deadline deadline) const {
        std::vector<db::Query> queries;
        if (query::searchPatterns(typed).empty()) co_return false;
        for (const schema::Entity* entity : entities) {
            auto compiled = compile(catalog, reader, *entity, typed, limit);
            if (!compiled) co_return std::unexpected(compiled.error());
            queries.push_back(std::move(compiled->query));
        }
        if (queries.empty()) co_return false;
        auto answers = co_await database.runAll(std::move(queries), deadline);
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
        co_return reply.hits_size() > 0;
    }
};

}  // namespace

awaitable<Result<v1::SearchReply>> Gate::search(const query::Reader& reader, const v1::SearchRequest& request,
                                                db::Deadline deadline) {
    if (text::length(request.text()) > kLongest) co_return fail(ErrorCode::TooLong, {std::to_string(kLongest)}, "text");
    const schema::CatalogPtr catalog = registry_.current();
    const std::uint32_t limit = request.limit() == 0 ? kUsual : std::min(request.limit(), kMost);
    for (const std::string& entity : request.entities()) {
        if (auto known = query::entityOf(*catalog, reader, entity); !known) co_return std::unexpected(known.error());
    }
    Search search{*catalog, reader, {}, limit};
    for (const auto& entity : catalog->snapshot->entities()) {
        const bool asked = request.entities().empty() ||
                           std::ranges::find(request.entities(), entity->name()) != request.entities().end();
        const bool readable = reader.scope->reach(*entity, access::Action::Read) != access::Reach::None;
        if (asked && readable && !schema::searchExpression(*entity).empty()) search.entities.push_back(entity.get());
    }
    v1::SearchReply reply;
    // As typed; without a company's legal form, which stands apart; on the other layout; then what may have been meant.
    std::vector<std::string> tries{request.text()};
    if (text::CompanyName parted = text::splitCompanyName(request.text()); !parted.form.empty())
        tries.push_back(std::move(parted.name));
    if (std::string swapped = text::swapLayout(request.text()); swapped != request.text())
        tries.push_back(std::move(swapped));
    for (std::size_t i = 0; i < tries.size(); ++i) {
        auto found = co_await search.find(database_, tries[i], reply, deadline);
        if (!found) co_return std::unexpected(found.error());
        if (!*found) continue;
        if (i > 0) reply.set_instead(tries[i]);
        co_return reply;
    }
    for (const std::string& typed : tries) {
        auto spellings = co_await words_->spellings(typed, deadline);
        if (!spellings) co_return std::unexpected(spellings.error());
        for (const std::string& spelling : *spellings) {
            auto found = co_await search.find(database_, spelling, reply, deadline);
            if (!found) co_return std::unexpected(found.error());
            if (!*found) continue;
            reply.set_instead(spelling);
            co_return reply;
        }
    }
    co_return reply;
}

}  // namespace kupets::records
