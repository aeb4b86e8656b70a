#include "server/query/title_cache.h"

#include <algorithm>

#include "server/schema/columns.h"

namespace kupets::query {
namespace {

constexpr std::size_t kMostYoung = 50'000;  // of one entity; some 12 MB with as many old ones

db::Query titlesQuery(const schema::Catalog& catalog, const Reader& reader, const schema::Entity& entity,
                      const std::vector<Uuid>& ids) {
    Statement statement(catalog, *reader.scope);
    Names names(statement, entity);
    statement.params.addArray(std::span<const Uuid>(ids));
    const std::string alias = names.alias();
    std::string sql = "SELECT " + alias + ".id, (" + alias + "." + schema::ident(entity.titleField().name()) +
                      ")::text FROM " + names.from() + " WHERE " + alias + ".id = ANY($" +
                      std::to_string(statement.params.size()) + "::uuid[])";
    if (!names.allowed().empty()) sql += " AND " + names.allowed();
    return {std::move(sql), std::move(statement.params), true};
}

}  // namespace

boost::asio::awaitable<Result<std::vector<Titles>>> TitleCache::titlesOf(const schema::Catalog& catalog,
                                                                         const Reader& reader,
                                                                         std::span<const RowRef> rows,
                                                                         std::span<const Column> columns,
                                                                         std::size_t first, db::Deadline deadline) {
    std::vector<Titles> titles(columns.size());
    std::unordered_map<const schema::Entity*, Missing> missing;
    struct Gap {
        std::size_t column, row;
        Uuid id;
    };
    std::vector<Gap> gaps;
    {
        const std::scoped_lock lock(mutex_);
        std::size_t at = first;
        for (std::size_t c = 0; c < columns.size(); at += width(columns[c]), ++c) {
            const schema::Entity* entity = columns[c].titled;
            if (entity == nullptr) continue;
            titles[c].resize(rows.size());
            Shelf& shelf = shelves_[entity->name()];
            for (std::size_t r = 0; r < rows.size(); ++r) {
                if (rows[r].rows->isNull(rows[r].row, at)) continue;
                const Uuid id = rows[r].rows->uuid(rows[r].row, at);
                if (const std::string* title = find(shelf, id)) {
                    titles[c][r] = *title;
                } else {
                    missing[entity].changes = shelf.changes;
                    missing[entity].ids.push_back(id);
                    gaps.push_back({c, r, id});
                }
            }
        }
    }
    if (gaps.empty()) co_return titles;
    std::vector<const schema::Entity*> entities;
    std::vector<db::Query> queries;
    for (auto& [entity, wanted] : missing) {
        std::ranges::sort(wanted.ids);
        wanted.ids.erase(std::ranges::unique(wanted.ids).begin(), wanted.ids.end());
        queries.push_back(titlesQuery(catalog, reader, *entity, wanted.ids));
        entities.push_back(entity);
    }
    auto answers = co_await database_.runAll(std::move(queries), deadline);
    if (!answers) co_return std::unexpected(answers.error());
    std::unordered_map<const schema::Entity*, Known> found;
    const std::scoped_lock lock(mutex_);
    for (std::size_t e = 0; e < entities.size(); ++e) {
        const db::Rows& answer = (*answers)[e];
        Shelf& shelf = shelves_[entities[e]->name()];
        const bool current = shelf.changes == missing[entities[e]].changes;
        for (std::size_t i = 0; i < answer.size(); ++i) {
            const Uuid id = answer.uuid(i, 0);
            const std::string title(answer.isNull(i, 1) ? std::string_view() : answer.text(i, 1));
            if (current) put(shelf, id, title);
            found[entities[e]].emplace(id, title);
        }
    }
    for (const Gap& gap : gaps) {
        const Known& known = found[columns[gap.column].titled];
        if (const auto title = known.find(gap.id); title != known.end()) titles[gap.column][gap.row] = title->second;
    }
    co_return titles;
}

const std::string* TitleCache::find(Shelf& shelf, const Uuid& id) {
    if (const auto found = shelf.young.find(id); found != shelf.young.end()) return &found->second;
    const auto found = shelf.old.find(id);
    if (found == shelf.old.end()) return nullptr;
    std::string title = std::move(found->second);
    shelf.old.erase(found);
    put(shelf, id, std::move(title));
    return &shelf.young.at(id);
}

void TitleCache::put(Shelf& shelf, const Uuid& id, std::string title) {
    if (shelf.young.size() >= kMostYoung) {
        shelf.old = std::move(shelf.young);
        shelf.young = {};
    }
    shelf.young.insert_or_assign(id, std::move(title));
}

void TitleCache::forget(const std::string& entity, const Uuid& record) {
    const std::scoped_lock lock(mutex_);
    Shelf& shelf = shelves_[entity];
    ++shelf.changes;
    shelf.young.erase(record);
    shelf.old.erase(record);
}

void TitleCache::forgetAll(const std::string& entity) {
    const std::scoped_lock lock(mutex_);
    Shelf& shelf = shelves_[entity];
    ++shelf.changes;
    shelf.young.clear();
    shelf.old.clear();
}

void TitleCache::clear() {
    const std::scoped_lock lock(mutex_);
    for (auto& [entity, shelf] : shelves_) {
        ++shelf.changes;
        shelf.young.clear();
        shelf.old.clear();
    }
}

}  // namespace kupets::query
