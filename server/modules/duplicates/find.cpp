// The whole base. First pass: of each record a few hashes, two records of one thing having one in common. Second pass:
// records that share one are read again, some ten thousands at a time, and compared within their blocks. What agrees
// becomes groups, the surest ties first, so that a group is as sure as the weakest tie that it needs.
#include <algorithm>
#include <numeric>
#include <set>

#include "server/modules/duplicates/scan.h"
#include "server/query/page.h"

namespace kupets::duplicates {
namespace {

using rules::Duplicates;

constexpr std::size_t kMostInBlock = 300;      // a hash that more records have says little
constexpr std::size_t kMostCompared = 50'000;  // records in memory at a time
constexpr std::size_t kMostMembers = 100;      // of a group, that are listed
constexpr std::uint32_t kUsualGroups = 1'000;
constexpr std::uint32_t kMostGroups = 10'000;

struct Entry {
    std::uint64_t hash;
    std::uint32_t row;
};
/// A run of entries of one hash.
struct BlockRange {
    std::size_t from, end;
};
struct Tie {
    std::uint32_t a, b;
    unsigned confidence;
    const Duplicates::Rule* rule;
};

class Groups {
public:
    explicit Groups(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t of(std::uint32_t row) {
        while (parent_[row] != row) row = parent_[row] = parent_[parent_[row]];
        return row;
    }
    bool unite(std::uint32_t a, std::uint32_t b) {
        a = of(a);
        b = of(b);
        if (a == b) return false;
        parent_[std::max(a, b)] = std::min(a, b);
        return true;
    }

private:
    std::vector<std::uint32_t> parent_;
};

struct Group {
    std::vector<std::uint32_t> rows;
    unsigned confidence = 100;
    std::set<std::string> rules;
};

class Finder {
public:
    Finder(const Services& services, const query::Reader& reader, const schema::Entity& entity,
           const v1::DuplicateFindRequest& request, const Progress& progress)
        : services_(services),
          reader_(reader),
          catalog_(services.registry.current()),
          duplicates_(entity, Duplicates::Which::All, hiddenFields(entity, reader)),
          request_(request),
          progress_(progress) {}

    awaitable<Result<v1::DuplicateFindReply>> run() {
        if (duplicates_.empty()) co_return reply_;
        if (auto ok = co_await collect(); !ok) co_return std::unexpected(std::move(ok.error()));
        if (auto ok = co_await compareAll(); !ok) co_return std::unexpected(std::move(ok.error()));
        if (auto ok = co_await leaveDismissed(); !ok) co_return std::unexpected(std::move(ok.error()));
        if (auto ok = co_await tell(group()); !ok) co_return std::unexpected(std::move(ok.error()));
        co_return std::move(reply_);
    }

private:
    awaitable<Result<void>> collect();
    awaitable<Result<void>> compareAll();
    awaitable<Result<void>> compare(std::span<const BlockRange> blocks);
    void compareIn(std::span<const BlockRange> blocks, const std::vector<std::uint32_t>& rows, const Page& page);
    awaitable<Result<void>> leaveDismissed();
    std::vector<Group> group();
    awaitable<Result<void>> tell(std::vector<Group> groups);

    const Services& services_;
    const query::Reader& reader_;
    schema::CatalogPtr catalog_;
    Duplicates duplicates_;
    const v1::DuplicateFindRequest& request_;
    const Progress& progress_;
    std::vector<Uuid> ids_;
    std::vector<Entry> entries_;
    std::vector<Tie> ties_;
    v1::DuplicateFindReply reply_;
};

/// Half of the work, as far as people see it.
awaitable<Result<void>> Finder::collect() {
    Scan scan(services_, catalog_, reader_, duplicates_, true);
    auto total = co_await scan.total();
    if (!total) co_return std::unexpected(std::move(total.error()));
    std::vector<std::uint64_t> hashes;
    while (true) {
        auto page = co_await scan.next();
        if (!page) co_return std::unexpected(std::move(page.error()));
        co_await db::onWorker(services_.workers, [&] {
            for (std::size_t i = 0; i < page->ids.size(); ++i) {
                const auto row = static_cast<std::uint32_t>(ids_.size());
                ids_.push_back(page->ids[i]);
                hashes.clear();
                duplicates_.blocks(page->records[i], hashes);
                for (const std::uint64_t hash : hashes) entries_.push_back({hash, row});
            }
        });
        if (auto ok = co_await progress_(ids_.size(), 2 * std::max<std::uint64_t>(*total, ids_.size())); !ok)
            co_return ok;
        if (page->last) break;
    }
    co_await db::onWorker(services_.workers, [this] {
        std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
            return a.hash != b.hash ? a.hash < b.hash : a.row < b.row;
        });
    });
    reply_.set_record_count(ids_.size());
    co_return Result<void>();
}

awaitable<Result<void>> Finder::compareAll() {
    std::vector<BlockRange> blocks;
    std::uint64_t capped = 0;
    for (std::size_t from = 0, end = 0; from < entries_.size(); from = end) {
        while (end < entries_.size() && entries_[end].hash == entries_[from].hash) ++end;
        if (end - from < 2) continue;
        if (end - from > kMostInBlock) capped += end - from - kMostInBlock;
        blocks.push_back({from, std::min(end, from + kMostInBlock)});
    }
    reply_.set_capped(capped);
    std::size_t done = 0;
    while (done < blocks.size()) {
        std::size_t end = done;
        std::size_t count = 0;
        while (end < blocks.size() && count < kMostCompared) {
            count += blocks[end].end - blocks[end].from;
            ++end;
        }
        auto ok = co_await compare(std::span(blocks).subspan(done, end - done));
        if (!ok) co_return ok;
        done = end;
        const std::uint64_t part = ids_.size() * done / blocks.size();
        if (auto told = co_await progress_(ids_.size() + part, 2 * ids_.size()); !told) co_return told;
    }
    entries_.clear();
    entries_.shrink_to_fit();
    co_return Result<void>();
}

awaitable<Result<void>> Finder::compare(std::span<const BlockRange> blocks) {
    std::vector<std::uint32_t> rows;
    for (const BlockRange& block : blocks) {
        for (std::size_t i = block.from; i < block.end; ++i) rows.push_back(entries_[i].row);
    }
    std::ranges::sort(rows);
    const auto twice = std::ranges::unique(rows);
    rows.erase(twice.begin(), twice.end());
    std::vector<Uuid> wanted;
    for (const std::uint32_t row : rows) wanted.push_back(ids_[row]);
    Scan scan(services_, catalog_, reader_, duplicates_, true);
    auto page = co_await scan.some(std::move(wanted));
    if (!page) co_return std::unexpected(std::move(page.error()));
    co_await db::onWorker(services_.workers, [&] { compareIn(blocks, rows, *page); });
    co_return Result<void>();
}

void Finder::compareIn(std::span<const BlockRange> blocks, const std::vector<std::uint32_t>& rows, const Page& page) {
    std::unordered_map<Uuid, std::size_t> places;
    for (std::size_t i = 0; i < page.ids.size(); ++i) places.emplace(page.ids[i], i);
    std::vector<const Duplicates::Record*> records(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // What was deleted meanwhile is no duplicate.
        if (const auto found = places.find(ids_[rows[i]]); found != places.end())
            records[i] = &page.records[found->second];
    }
    const auto recordOf = [&](std::uint32_t row) {
        return records[static_cast<std::size_t>(std::ranges::lower_bound(rows, row) - rows.begin())];
    };
    std::uint64_t compared = reply_.compared();
    std::vector<std::pair<std::uint32_t, const Duplicates::Record*>> members;
    for (const BlockRange& block : blocks) {
        members.clear();
        for (std::size_t i = block.from; i < block.end; ++i) {
            if (const auto* record = recordOf(entries_[i].row)) members.emplace_back(entries_[i].row, record);
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t j = i + 1; j < members.size(); ++j) {
                ++compared;
                auto match = duplicates_.compare(*members[i].second, *members[j].second, request_.least_confidence());
                if (match) ties_.push_back({members[i].first, members[j].first, match->confidence, match->rule});
            }
        }
    }
    reply_.set_compared(compared);
}

awaitable<Result<void>> Finder::leaveDismissed() {
    db::Query query{"SELECT a, b FROM kupets.distinct_pair WHERE entity = $1", {}};
    query.params.add(duplicates_.entity().name());
    auto rows = co_await services_.database.run(std::move(query), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::set<std::pair<Uuid, Uuid>> pairs;
    for (std::size_t row = 0; row < rows->size(); ++row) pairs.emplace(rows->uuid(row, 0), rows->uuid(row, 1));
    if (pairs.empty()) co_return Result<void>();
    std::erase_if(ties_, [&](const Tie& tie) {
        const auto [a, b] = std::minmax(ids_[tie.a], ids_[tie.b]);
        return pairs.contains({a, b});
    });
    co_return Result<void>();
}

std::vector<Group> Finder::group() {
    std::ranges::sort(ties_, [](const Tie& x, const Tie& y) {
        return std::tie(y.confidence, x.a, x.b) < std::tie(x.confidence, y.a, y.b);
    });
    Groups groups(ids_.size());
    std::vector<const Tie*> needed;
    for (const Tie& tie : ties_) {
        if (groups.unite(tie.a, tie.b)) needed.push_back(&tie);
    }
    std::unordered_map<std::uint32_t, Group> byRoot;
    std::set<std::uint32_t> listed;
    for (const Tie* tie : needed) {
        Group& one = byRoot[groups.of(tie->a)];
        one.confidence = std::min(one.confidence, tie->confidence);
        one.rules.insert(tie->rule->def->name());
        for (const std::uint32_t row : {tie->a, tie->b}) {
            if (listed.insert(row).second) one.rows.push_back(row);
        }
    }
    std::vector<Group> out;
    for (auto& [root, one] : byRoot) out.push_back(std::move(one));
    std::ranges::sort(out, [](const Group& x, const Group& y) {
        return std::tuple(y.confidence, y.rows.size(), x.rows[0]) < std::tuple(x.confidence, x.rows.size(), y.rows[0]);
    });
    return out;
}

awaitable<Result<void>> Finder::tell(std::vector<Group> groups) {
    reply_.set_group_count(groups.size());
    const std::uint32_t limit = request_.limit() == 0 ? kUsualGroups : std::min(request_.limit(), kMostGroups);
    if (groups.size() > limit) groups.resize(limit);
    std::vector<Uuid> wanted;
    for (Group& one : groups) {
        if (one.rows.size() > kMostMembers) one.rows.resize(kMostMembers);
        for (const std::uint32_t row : one.rows) wanted.push_back(ids_[row]);
    }
    auto words = co_await wordsOf(services_, *catalog_, reader_, duplicates_.entity(), std::move(wanted));
    if (!words) co_return std::unexpected(std::move(words.error()));
    for (const Group& one : groups) {
        std::vector<std::pair<Uuid, const Words*>> members;
        for (const std::uint32_t row : one.rows) {
            if (const auto found = words->find(ids_[row]); found != words->end())
                members.emplace_back(found->first, &found->second);
        }
        if (members.size() < 2) continue;
        std::ranges::sort(members, [](const auto& x, const auto& y) {
            return std::tuple(y.second->filled, x.second->createdAt, x.first) <
                   std::tuple(x.second->filled, y.second->createdAt, y.first);
        });
        v1::DuplicateGroup& group = *reply_.add_groups();
        group.set_confidence(one.confidence);
        for (const std::string& rule : one.rules) group.add_rules(rule);
        for (const auto& [id, what] : members) {
            v1::DuplicateMember& member = *group.add_members();
            member.set_id(std::string(id.view()));
            member.set_title(what->title);
            member.set_subtitle(what->subtitle);
            member.set_filled(what->filled);
        }
    }
    co_return Result<void>();
}

}  // namespace

awaitable<Result<v1::DuplicateFindReply>> find(const Services& services, const query::Reader& reader,
                                               const v1::DuplicateFindRequest& request, const Progress& progress) {
    const schema::CatalogPtr catalog = services.registry.current();
    auto entity = query::entityOf(*catalog, reader, request.entity());
    if (!entity) co_return std::unexpected(std::move(entity.error()));
    Finder finder(services, reader, **entity, request, progress);
    co_return co_await finder.run();
}

}  // namespace kupets::duplicates
