// Many rows at once, of an import: the hashes of all of them are kept, and the base is read once past them.
#include <algorithm>

#include "server/modules/duplicates/scan.h"

namespace kupets::duplicates {
namespace {

constexpr std::size_t kMostLikes = 10;
constexpr std::size_t kMostInBlock = 200;  // rows that are compared with one record

using rules::Duplicates;
using Block = std::vector<std::uint32_t>;

struct Rows {
    std::vector<Duplicates::Record> records;
    std::unordered_map<std::uint64_t, Block> blocks;
};

Rows takeApart(const Duplicates& duplicates, std::span<const Row> rows) {
    Rows out;
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<Value> values(duplicates.fields().size());
        for (const auto& [field, value] : rows[i]) {
            const auto at = std::ranges::find(duplicates.fields(), field);
            if (at != duplicates.fields().end())
                values[static_cast<std::size_t>(at - duplicates.fields().begin())] = value;
        }
        out.records.push_back(duplicates.record(values));
        hashes.clear();
        duplicates.blocks(out.records.back(), hashes);
        for (const std::uint64_t hash : hashes) {
            Block& block = out.blocks[hash];
            if (block.size() < kMostInBlock) block.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return out;
}

/// The rows that a record has a block in common with, each once.
void meet(const Rows& rows, const std::vector<std::uint64_t>& hashes, Block& out) {
    out.clear();
    for (const std::uint64_t hash : hashes) {
        const auto found = rows.blocks.find(hash);
        if (found != rows.blocks.end()) out.insert(out.end(), found->second.begin(), found->second.end());
    }
    std::ranges::sort(out);
    const auto twice = std::ranges::unique(out);
    out.erase(twice.begin(), twice.end());
}

Like likeOf(const Duplicates::Match& match) {
    Like like;
    like.confidence = match.confidence;
    like.rule = match.rule->def->name();
    like.fields = match.fields;
    like.forbidden = match.forbidden;
    return like;
}

void amongThemselves(const Duplicates& duplicates, const Rows& rows, std::vector<std::vector<Like>>& likes) {
    std::vector<std::uint64_t> hashes;
    Block others;
    for (std::size_t i = 0; i < rows.records.size(); ++i) {
        hashes.clear();
        duplicates.blocks(rows.records[i], hashes);
        meet(rows, hashes, others);
        for (const std::uint32_t other : others) {
            if (other >= i) break;
            if (auto match = duplicates.compare(rows.records[i], rows.records[other])) {
                likes[i].push_back(likeOf(*match));
                likes[i].back().row = other;
            }
        }
    }
}

}  // namespace

awaitable<Result<std::vector<std::vector<Like>>>> likesOf(const Services& services, const query::Reader& reader,
                                                          const schema::Entity& entity, std::span<const Row> rows,
                                                          const Progress& progress) {
    std::vector<std::vector<Like>> likes(rows.size());
    const Duplicates duplicates(entity);
    if (duplicates.empty() || rows.empty()) co_return likes;
    Rows known;
    co_await onWorkers(services.workers, [&] {
        known = takeApart(duplicates, rows);
        amongThemselves(duplicates, known, likes);
    });
    const schema::CatalogPtr catalog = services.registry.current();
    Scan scan(services, catalog, reader, duplicates, false);
    auto total = co_await scan.total();
    if (!total) co_return std::unexpected(std::move(total.error()));
    std::uint64_t done = 0;
    std::vector<std::uint64_t> hashes;
    Block met;
    std::vector<Uuid> named;
    while (true) {
        auto page = co_await scan.next();
        if (!page) co_return std::unexpected(std::move(page.error()));
        co_await onWorkers(services.workers, [&] {
            for (std::size_t i = 0; i < page->ids.size(); ++i) {
                hashes.clear();
                duplicates.blocks(page->records[i], hashes);
                meet(known, hashes, met);
                for (const std::uint32_t row : met) {
                    auto match = duplicates.compare(known.records[row], page->records[i]);
                    if (!match) continue;
                    likes[row].push_back(likeOf(*match));
                    if (!page->visible[i]) continue;
                    likes[row].back().id = page->ids[i];
                    named.push_back(page->ids[i]);
                }
            }
        });
        done += page->ids.size();
        if (progress) {
            if (auto ok = co_await progress(done, std::max(*total, done)); !ok)
                co_return std::unexpected(std::move(ok.error()));
        }
        if (page->last) break;
    }
    std::ranges::sort(named);
    const auto twice = std::ranges::unique(named);
    named.erase(twice.begin(), twice.end());
    auto words = co_await wordsOf(services, *catalog, reader, entity, std::move(named));
    if (!words) co_return std::unexpected(std::move(words.error()));
    for (std::vector<Like>& some : likes) {
        std::ranges::sort(some, [](const Like& a, const Like& b) {
            return std::tie(b.confidence, a.row, a.id) < std::tie(a.confidence, b.row, b.id);
        });
        if (some.size() > kMostLikes) some.resize(kMostLikes);
        for (Like& like : some) {
            if (const auto found = words->find(like.id); found != words->end()) like.title = found->second.title;
        }
    }
    co_return likes;
}

}  // namespace kupets::duplicates
