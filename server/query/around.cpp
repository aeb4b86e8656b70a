// The page around a record, and at which place of the order it stands.
#include <unordered_map>

#include "server/query/page.h"
#include "server/query/views.h"

namespace kupets::query {
namespace {

using boost::asio::awaitable;

constexpr std::uint32_t kSteps = 2;  // walked back to meet an anchor: others may have moved the nearest one

/// How many rows stand before the record whose neighbours these are, the nearest first; nothing when no anchor is among
/// them, as it was remembered.
std::optional<std::uint64_t> placeByAnchors(const View& view, const std::vector<RowKey>& before) {
    std::unordered_map<Uuid, std::size_t> distances;
    for (std::size_t i = 0; i < before.size(); ++i) distances.emplace(before[i].id, i);
    std::optional<std::uint64_t> place;
    std::size_t nearest = before.size();
    for (std::size_t i = 0; i < view.anchors.size(); ++i) {
        const auto found = distances.find(view.anchors[i].id);
        if (found == distances.end() || found->second >= nearest || before[found->second] != view.anchors[i]) continue;
        nearest = found->second;
        place = view.positions[i] + nearest;
    }
    return place;
}

}  // namespace

/// Keys of the rows that `spec` asks for, part after part.
awaitable<Result<std::vector<RowKey>>> Pager::keys(const v1::QueryRequest& bare, PartSpec spec, db::Deadline deadline) {
    const std::uint32_t limit = spec.limit;
    std::vector<RowKey> out;
    while (true) {
        auto part = compilePart(*catalog_, reader_, bare, spec);
        if (!part) co_return std::unexpected(part.error());
        auto rows = co_await database_.run(std::move(part->query), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i) out.push_back(part->order.keyAt(*rows, i, 2, rows->uuid(i, 0)));
        const bool lastPart = !part->order.twoParts() || spec.nullPart != spec.reversed;
        if (lastPart || out.size() >= limit) co_return out;
        spec.nullPart = !spec.reversed;
        spec.beyond.reset();
        spec.limit = limit - static_cast<std::uint32_t>(out.size());
    }
}

awaitable<Result<std::uint64_t>> Pager::countBefore(const v1::QueryRequest& bare, const RowKey& key, bool nullPart,
                                                    const View* view, db::Deadline deadline) {
    auto own = compileWhole(*catalog_, reader_, bare, Whole::Count, nullPart, 1, &key);
    if (!own) co_return std::unexpected(own.error());
    auto counted = co_await database_.run(std::move(own->query), deadline);
    if (!counted) co_return std::unexpected(counted.error());
    const auto before = static_cast<std::uint64_t>(counted->integer(0, 0));
    if (!nullPart) co_return before;
    if (view != nullptr && view->fresh) co_return view->nullStart + before;
    auto first = compileWhole(*catalog_, reader_, bare, Whole::Count, false, 1);
    if (!first) co_return std::unexpected(first.error());
    counted = co_await database_.run(std::move(first->query), deadline);
    if (!counted) co_return std::unexpected(counted.error());
    co_return static_cast<std::uint64_t>(counted->integer(0, 0)) + before;
}

awaitable<Result<v1::QueryReply>> Pager::around(const v1::QueryRequest& request, PartSpec spec, std::string viewKey,
                                                const Order& order, db::Deadline deadline) {
    const auto id = Uuid::fromBytes(request.around_id());
    if (!id) co_return fail(ErrorCode::BadRequest, {"around_id"});
    v1::QueryRequest bare;
    *bare.mutable_set() = request.set();
    *bare.mutable_sort() = request.sort();
    v1::QueryRequest one = bare;
    one.mutable_set()->set_filter((request.set().filter().empty() ? "" : "(" + request.set().filter() + ") AND ") +
                                  "id = ID(\"" + id->text() + "\")");
    auto self = co_await keys(one, PartSpec{.limit = 1}, deadline);
    if (!self) co_return std::unexpected(self.error());
    if (self->empty()) co_return fail(ErrorCode::NotFound, {}, "around_id");
    const RowKey& key = self->front();

    // The page begins half a page before the record; on the way up there may be an anchor, whose place is known.
    const std::uint32_t half = limitOf(request) / 2;
    const auto view = views_.find(viewKey);
    PartSpec up{.nullPart = order.inNullPart(key), .beyond = key, .reversed = true, .searchFirst = spec.searchFirst};
    up.limit = std::max(half + 1, view && !view->anchors.empty() ? kSteps * view->step : 0);
    auto before = co_await keys(bare, up, deadline);
    if (!before) co_return std::unexpected(before.error());
    std::optional<std::uint64_t> place;
    if (before->size() < up.limit) place = before->size();
    if (!place && view) place = placeByAnchors(*view, *before);
    if (!place) {
        auto counted = co_await countBefore(bare, key, up.nullPart, view.get(), deadline);
        if (!counted) co_return std::unexpected(counted.error());
        place = *counted;
    }
    if (before->size() > half) {
        spec.beyond = (*before)[half];
        spec.nullPart = order.inNullPart(*spec.beyond);
    }
    const std::uint64_t above = std::min<std::uint64_t>(half, before->size());
    co_return co_await from(request, std::move(spec), *place - std::min(above, *place), deadline);
}

}  // namespace kupets::query
