#include "server/query/views.h"

#include <algorithm>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kupets::query {
namespace {

using boost::asio::awaitable;
using namespace std::chrono_literals;

constexpr std::size_t kMostViews = 200;
constexpr std::uint64_t kSmallSet = 5'000;  // OFFSET is good enough for these
constexpr std::uint32_t kLeastStep = 100;
constexpr std::uint64_t kAnchors = 5'000;
constexpr std::int64_t kLeastAgeMicros = 1'000'000;  // between two builds of a view
constexpr std::int64_t kRestFactor = 10;             // and ten times what a build takes

std::uint64_t countOf(const db::Rows& rows) { return static_cast<std::uint64_t>(rows.integer(0, 0)); }

}  // namespace

Views::Views(boost::asio::any_io_executor executor, db::Database& database, const Clock& clock)
    : executor_(std::move(executor)), database_(database), clock_(clock) {}

Views::~Views() = default;

std::string Views::key(const v1::QueryRequest& request, const Order& order, const Reader& reader) {
    const v1::RecordSet& set = request.set();
    if (set.favourites()) return {};
    std::string key =
        set.entity() + '\n' + set.filter() + '\n' + set.search() + '\n' + order.identity() + '\n' + reader.scope->key();
    if (set.has_as_of()) key += '\n' + std::to_string(set.as_of());
    if (!set.filter().empty())
        key += '\n' + reader.context.me.text() + reader.context.department.text() + reader.context.today().text();
    return key;
}

std::shared_ptr<const View> Views::find(const std::string& key) {
    if (key.empty()) return nullptr;
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end()) return nullptr;
    found->second.usedAt = clock_.now().micros;
    if (found->second.view && found->second.dirty && found->second.view->fresh) {
        auto stale = std::make_shared<View>(*found->second.view);
        stale->fresh = false;
        found->second.view = stale;
    }
    return found->second.view;
}

void Views::want(const std::string& key, schema::CatalogPtr catalog, const Reader& reader,
                 const v1::QueryRequest& request) {
    if (key.empty()) return;
    const std::int64_t now = clock_.now().micros;
    {
        const std::scoped_lock lock(mutex_);
        if (stopping_) return;
        Entry& entry = entries_[key];
        entry.usedAt = now;
        const std::int64_t rest = std::max(kLeastAgeMicros, kRestFactor * entry.buildMicros);
        const bool due = !entry.view || (entry.dirty && now - entry.builtAt > rest);
        if (entry.building || !due) return;
        entry.building = true;
        entry.dirty = false;
        ++running_;
        evict();
    }
    Job job{key, std::move(catalog), reader, {}};
    *job.request.mutable_set() = request.set();
    *job.request.mutable_sort() = request.sort();
    // Counted in running_: stop() waits for it.
    boost::asio::co_spawn(executor_, build(std::move(job)), [this](const std::exception_ptr&) {
        std::function<void()> drained;
        {
            const std::scoped_lock lock(mutex_);
            if (--running_ == 0) drained = drained_;
        }
        if (drained) drained();
    });
}

awaitable<void> Views::build(Job job) {
    const std::int64_t begin = clock_.now().micros;
    auto view = co_await compute(job);
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(job.key);
    if (found == entries_.end()) co_return;
    found->second.building = false;
    found->second.builtAt = clock_.now().micros;
    found->second.buildMicros = found->second.builtAt - begin;
    if (view) {
        found->second.view = *view;
    } else {
        found->second.dirty = true;
    }
}

awaitable<Result<std::shared_ptr<const View>>> Views::compute(const Job& job) {
    const db::Deadline deadline = db::within(60s);
    auto view = std::make_shared<View>();
    auto whole = compileWhole(*job.catalog, job.reader, job.request, Whole::Count, std::nullopt, 1);
    if (!whole) co_return std::unexpected(whole.error());
    const bool twoParts = whole->order.twoParts();
    auto counted = co_await database_.run(std::move(whole->query), deadline);
    if (!counted) co_return std::unexpected(counted.error());
    view->total = countOf(*counted);
    view->dependencies = std::move(whole->dependencies);
    view->nullStart = view->total;
    view->step = static_cast<std::uint32_t>(std::max<std::uint64_t>(kLeastStep, view->total / kAnchors));
    if (twoParts) {
        auto firstPart = compileWhole(*job.catalog, job.reader, job.request, Whole::Count, false, 1);
        if (!firstPart) co_return std::unexpected(firstPart.error());
        auto first = co_await database_.run(std::move(firstPart->query), deadline);
        if (!first) co_return std::unexpected(first.error());
        view->nullStart = countOf(*first);
    }
    if (view->total <= kSmallSet) co_return view;
    for (const bool nullPart : {false, true}) {
        if (nullPart && !twoParts) break;
        auto anchors = compileWhole(*job.catalog, job.reader, job.request, Whole::Anchors, nullPart, view->step);
        if (!anchors) co_return std::unexpected(anchors.error());
        auto rows = co_await database_.run(std::move(anchors->query), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i) {
            view->anchors.push_back(anchors->order.keyAt(*rows, i, 2, rows->uuid(i, 1)));
            view->positions.push_back((nullPart ? view->nullStart : 0) +
                                      static_cast<std::uint64_t>(rows->integer(i, 0)));
        }
    }
    co_return view;
}

void Views::changed(const std::string& entity, const std::optional<std::span<const std::string>>& updated) {
    const std::scoped_lock lock(mutex_);
    for (auto& [key, entry] : entries_) {
        // What a view depends on is known when it was built once.
        if (!entry.view || entry.view->dependencies.touchedBy(entity, updated)) entry.dirty = true;
    }
}

void Views::evict() {
    while (entries_.size() > kMostViews) {
        auto oldest = entries_.end();
        for (auto it = entries_.begin(); it != entries_.end(); ++it) {
            if (!it->second.building && (oldest == entries_.end() || it->second.usedAt < oldest->second.usedAt))
                oldest = it;
        }
        if (oldest == entries_.end()) return;
        entries_.erase(oldest);
    }
}

awaitable<void> Views::stop() {
    auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer done(executor, boost::asio::steady_timer::time_point::max());
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        if (running_ == 0) co_return;
        drained_ = [executor, &done] { boost::asio::post(executor, [&done] { done.cancel(); }); };
    }
    co_await done.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
}

}  // namespace kupets::query
