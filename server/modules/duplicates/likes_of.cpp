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

Duplicates::Record takeApart(const Duplicates& duplicates, const Row& row) {
    std::vector<Value> values(duplicates.fields().size());
    for (const auto& [field, value] : row) {
        const auto at = std::ranges::find(duplicates.fields(), field);
        if (at != duplicates.fields().end()) values[static_cast<std::size_t>(at - duplicates.fields().begin())] = value;
    }
    return duplicates.record(values);
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

}  // namespace

struct RowLikes::State {
    explicit State(const schema::Entity& entity) : duplicates(entity) {}

    /// Compared with the rows before it.
    void add(const Row& row) {
        const auto place = static_cast<std::uint32_t>(rows.records.size());
        rows.records.push_back(takeApart(duplicates, row));
        likes.emplace_back();
        hashes.clear();
        duplicates.blocks(rows.records.back(), hashes);
        meet(rows, hashes, met);
        for (const std::uint32_t other : met) {
            auto match = duplicates.compare(rows.records.back(), rows.records[other]);
            if (!match) continue;
            likes.back().push_back(likeOf(*match));
            likes.back().back().row = other;
        }
        for (const std::uint64_t hash : hashes) {
            Block& block = rows.blocks[hash];
            if (block.size() < kMostInBlock && (block.empty() || block.back() != place)) block.push_back(place);
        }
    }

    Duplicates duplicates;
    Rows rows;
    std::vector<std::vector<Like>> likes;
    std::vector<std::uint64_t> hashes;
    Block met;
};

RowLikes::RowLikes(const schema::Entity& entity) : state_(std::make_unique<State>(entity)) {}
RowLikes::RowLikes(RowLikes&&) noexcept = default;
RowLikes::~RowLikes() = default;

bool RowLikes::empty() const { return state_->duplicates.empty(); }

void RowLikes::add(std::span<const Row> rows) {
    for (const Row& row : rows) state_->add(row);
}

awaitable<Result<std::vector<std::vector<Like>>>> RowLikes::find(const Services& services, const query::Reader& reader,
                                                                 const Progress& progress) {
    const Duplicates& duplicates = state_->duplicates;
    const Rows& known = state_->rows;
    std::vector<std::vector<Like>>& likes = state_->likes;
    if (duplicates.empty() || known.records.empty()) co_return std::move(likes);
    const schema::CatalogPtr catalog = services.registry.current();
    Scan scan(services, catalog, reader, duplicates, false);
    auto total = co_await scan.total();
    if (!total) co_return std::unexpected(std::move(total.error()));
    std::uint64_t done = 0;
    std::vector<std::uint64_t>& hashes = state_->hashes;
    Block& met = state_->met;
    std::vector<Uuid> named;
    while (true) {
        auto page = co_await scan.next();
        if (!page) co_return std::unexpected(std::move(page.error()));
        co_await db::onWorker(services.workers, [&] {
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
    auto words = co_await wordsOf(services, *catalog, reader, duplicates.entity(), std::move(named));
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
    co_return std::move(likes);
}

}  // namespace kupets::duplicates
