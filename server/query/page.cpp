#include "server/query/page.h"

#include <algorithm>
#include <limits>

#include "server/query/search.h"
#include "server/query/title_cache.h"
#include "server/query/views.h"

namespace kupets::query {
namespace {

using boost::asio::awaitable;

constexpr std::uint64_t kOffsetIsCheap = 1'000;

}  // namespace

/// Rows of a page as they come in, part after part.
struct Pager::Collected {
    std::vector<db::Rows> answers;
    std::optional<Part> part;

    std::size_t size() const {
        std::size_t count = 0;
        for (const db::Rows& rows : answers) count += rows.size();
        return count;
    }
    /// In the order of the page, at most `limit`.
    std::vector<RowRef> rows(std::uint32_t limit, bool reversed) const {
        std::vector<RowRef> refs;
        for (const db::Rows& rows : answers) {
            for (const RowRef& ref : allRows(rows)) refs.push_back(ref);
        }
        if (refs.size() > limit) refs.resize(limit);
        if (reversed) std::ranges::reverse(refs);
        return refs;
    }
    v1::QueryReply reply(std::span<const RowRef> refs, std::span<const Titles> titles) const {
        v1::QueryReply out;
        out.set_more(size() > refs.size());
        readRows(refs, part->columns, titles, *out.mutable_rows());
        if (refs.empty()) return out;
        std::size_t keys = 2;
        for (const Column& column : part->columns) keys += width(column);
        const auto encoded = [&](const RowRef& ref) {
            return part->order.encode(part->order.keyAt(*ref.rows, ref.row, keys, ref.rows->uuid(ref.row, 0)));
        };
        out.set_first_key(encoded(refs.front()));
        out.set_last_key(encoded(refs.back()));
        return out;
    }
};

awaitable<Result<bool>> Pager::searchFirst(const v1::QueryRequest& request, db::Deadline deadline) {
    const std::vector<std::string> patterns = searchPatterns(request.set().search());
    if (patterns.empty() || request.set().has_as_of()) co_return false;
    auto entity = entityOf(*catalog_, reader_, request.set().entity());
    if (!entity) co_return std::unexpected(entity.error());
    co_return co_await isRare(database_, **entity, patterns, deadline);
}

awaitable<Result<v1::QueryReply>> Pager::page(const v1::QueryRequest& request, db::Deadline deadline) {
    PartSpec spec;
    spec.limit = limitOf(request) + 1;
    auto first = co_await searchFirst(request, deadline);
    if (!first) co_return std::unexpected(first.error());
    spec.searchFirst = *first;
    auto probe = compilePart(*catalog_, reader_, request, spec);
    if (!probe) co_return std::unexpected(probe.error());
    const std::string viewKey = Views::key(request, probe->order, reader_);
    Result<v1::QueryReply> reply = v1::QueryReply();
    switch (request.start_case()) {
        case v1::QueryRequest::kAfterKey:
        case v1::QueryRequest::kBeforeKey: {
            spec.reversed = request.start_case() == v1::QueryRequest::kBeforeKey;
            auto key = probe->order.decode(spec.reversed ? request.before_key() : request.after_key());
            if (!key) co_return std::unexpected(key.error());
            spec.nullPart = probe->order.inNullPart(*key);
            spec.beyond = std::move(*key);
            reply = co_await from(request, std::move(spec), std::nullopt, deadline);
            break;
        }
        case v1::QueryRequest::kAroundId:
            reply = co_await around(request, std::move(spec), viewKey, probe->order, deadline);
            break;
        default:
            reply = co_await atPosition(request, std::move(spec), viewKey, std::move(*probe), deadline);
    }
    if (!reply) co_return reply;
    // A set that is a page long needs no view.
    const bool whole = reply->has_position() && reply->position() == 0 && !reply->more();
    if (!whole && (request.set().search().empty() || request.position() > kOffsetIsCheap))
        views_.want(viewKey, catalog_, reader_, request);
    const auto view = views_.find(viewKey);
    const bool exact = !view || reply->position() == 0;  // not found by what was true before some change
    if (view && view->fresh && !whole) {
        reply->set_total(view->total);
    } else if (reply->has_position() && !reply->more() && exact) {
        reply->set_total(reply->position() + reply->rows().row_count());
    }
    co_return reply;
}

awaitable<Result<v1::QueryReply>> Pager::atPosition(const v1::QueryRequest& request, PartSpec spec, std::string viewKey,
                                                    Part probe, db::Deadline deadline) {
    const std::uint64_t position = request.position();
    spec.offset = position;
    if (position == 0) co_return co_await from(request, std::move(spec), position, deadline, std::move(probe));
    if (const auto view = views_.find(viewKey); view && view->step > 0) {
        if (position >= view->nullStart && view->nullStart < view->total) {
            spec.nullPart = true;
            spec.offset = position - view->nullStart;
        }
        const auto after = std::ranges::upper_bound(view->positions, position);
        if (after != view->positions.begin()) {
            const auto index = static_cast<std::size_t>(after - view->positions.begin()) - 1;
            const RowKey& anchor = view->anchors[index];
            const bool sameParts = !anchor.values.front() == spec.nullPart;
            if (sameParts) {
                spec.offset = position - view->positions[index];
                spec.beyond = anchor;
            }
        }
        co_return co_await from(request, std::move(spec), position, deadline);
    }
    // Nothing is known yet: the first part may be shorter than the offset.
    auto firstPart = compileWhole(*catalog_, reader_, request, Whole::Count, false, 1);
    if (!firstPart) co_return std::unexpected(firstPart.error());
    if (firstPart->order.twoParts()) {
        auto rows = co_await database_.run(std::move(firstPart->query), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        const auto boundary = static_cast<std::uint64_t>(rows->integer(0, 0));
        if (position >= boundary) {
            spec.nullPart = true;
            spec.offset = position - boundary;
        }
    }
    co_return co_await from(request, std::move(spec), position, deadline);
}

awaitable<Result<v1::QueryReply>> Pager::from(const v1::QueryRequest& request, PartSpec spec,
                                              std::optional<std::uint64_t> position, db::Deadline deadline,
                                              std::optional<Part> first) {
    const std::uint32_t limit = spec.limit - 1;
    const bool reversed = spec.reversed;
    Collected collected;
    while (true) {
        auto part = first ? Result<Part>(std::move(*first)) : compilePart(*catalog_, reader_, request, spec);
        first.reset();
        if (!part) co_return std::unexpected(part.error());
        auto rows = co_await database_.run(std::move(part->query), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        collected.part = std::move(*part);
        collected.answers.push_back(std::move(*rows));
        const bool lastPart = !collected.part->order.twoParts() || spec.nullPart != reversed;
        if (lastPart || collected.size() > limit) break;
        spec.nullPart = !reversed;
        spec.beyond.reset();
        spec.offset = 0;
        spec.limit = limit + 1 - static_cast<std::uint32_t>(collected.size());
    }
    const std::vector<RowRef> rows = collected.rows(limit, reversed);
    auto titles = co_await titles_.titlesOf(*catalog_, reader_, rows, collected.part->columns, 2, deadline);
    if (!titles) co_return std::unexpected(titles.error());
    v1::QueryReply reply = collected.reply(rows, *titles);
    if (position) reply.set_position(*position);
    co_return reply;
}

awaitable<Result<std::uint64_t>> Pager::count(const v1::QueryRequest& request, db::Deadline deadline) {
    auto whole = compileWhole(*catalog_, reader_, request, Whole::Count, std::nullopt, 1);
    if (!whole) co_return std::unexpected(whole.error());
    const std::string viewKey = Views::key(request, whole->order, reader_);
    if (const auto view = views_.find(viewKey); view && view->fresh) co_return view->total;
    auto rows = co_await database_.run(std::move(whole->query), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    co_return static_cast<std::uint64_t>(rows->integer(0, 0));
}

}  // namespace kupets::query
