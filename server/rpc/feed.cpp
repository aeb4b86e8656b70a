#include "server/rpc/feed.h"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/async/task_group.h"
#include "server/history/feed.h"
#include "server/rpc/feed_events.h"
#include "server/rpc/metrics.h"

namespace kupets::rpc {

namespace {

using namespace std::chrono_literals;
constexpr auto kReadLimit = 20s;
constexpr auto kRetry = 250ms;
constexpr auto kTokenAge =
    30s;  // a session that hears nothing gets a fresh token so often, so that it resumes from a near one

struct Subscriber {
    std::weak_ptr<Session> session;
    Uuid user;
    std::unordered_set<Uuid> known;  // change sets of its catching up; until the hub has read past them
    std::chrono::steady_clock::time_point toldAt;
};

}  // namespace

/// Everything on one strand; `busy` keeps reading and subscribing apart across their waits.
struct FeedHub::Impl : std::enable_shared_from_this<Impl> {
    Impl(const asio::any_io_executor& executor, db::Database& d, history::Feed& f, access::Access& a,
         const schema::Registry& r, Metrics& m, std::function<void(const history::FeedBatch&)> c)
        : strand(asio::make_strand(executor)),
          database(d),
          feed(f),
          access(a),
          registry(r),
          metrics(m),
          changed(std::move(c)),
          woken(strand),
          freed(strand) {}

    asio::any_io_executor strand;
    db::Database& database;
    history::Feed& feed;
    access::Access& access;
    const schema::Registry& registry;
    Metrics& metrics;
    std::function<void(const history::FeedBatch&)> changed;

    std::string token;
    std::unordered_map<const Session*, Subscriber> subscribers;
    const std::string name = Uuid::make().text();  // which notifications are this server's own
    bool news = true;
    bool untold = false;  // the other servers have not heard yet
    bool stopped = false;
    bool busy = false;
    async::Signal woken, freed;

    asio::awaitable<void> lock() {
        while (busy) co_await freed.wait();
        busy = true;
    }
    void unlock() {
        busy = false;
        freed.notify();
    }

    asio::awaitable<void> run();
    asio::awaitable<void> tellServers();
    asio::awaitable<Result<void>> advance();
    asio::awaitable<void> deliver(const history::FeedBatch& batch);
    asio::awaitable<Result<v1::SubscribeReply>> subscribe(SessionPtr session, Uuid user, std::string resumeToken,
                                                          db::Deadline deadline);
    asio::awaitable<Result<v1::SubscribeReply>> catchUp(SessionPtr session, Uuid user, std::string resumeToken,
                                                        db::Deadline deadline);
    void tell(const SessionPtr& session, Subscriber& subscriber, const v1::ChangesEvent& event);
};

FeedHub::FeedHub(asio::any_io_executor executor, db::Database& database, history::Feed& feed, access::Access& access,
                 const schema::Registry& registry, Metrics& metrics,
                 std::function<void(const history::FeedBatch&)> changed)
    : impl_(std::make_shared<Impl>(executor, database, feed, access, registry, metrics, std::move(changed))) {}
FeedHub::~FeedHub() = default;

asio::awaitable<void> FeedHub::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void FeedHub::committed() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->news = impl->untold = true;
        impl->woken.notify();
    });
}

void FeedHub::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopped = true;
        impl->woken.notify();
    });
}

asio::awaitable<Result<v1::SubscribeReply>> FeedHub::subscribe(SessionPtr session, std::string resumeToken,
                                                               db::Deadline deadline) {
    const Uuid user = session->login()->user;
    co_return co_await asio::co_spawn(impl_->strand,
                                      impl_->subscribe(std::move(session), user, std::move(resumeToken), deadline),
                                      asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void FeedHub::unsubscribe(const Session* session) {
    asio::post(impl_->strand, [impl = impl_, session] { impl->subscribers.erase(session); });
}

asio::awaitable<void> FeedHub::Impl::run() {
    const auto self = shared_from_this();
    database.listen(history::kChannel, [self](std::string_view from) {
        if (from == self->name) return;
        asio::post(self->strand, [self] {
            self->news = true;
            self->woken.notify();
        });
    });
    while (!stopped) {
        // Another server that died between a commit and its notification leaves news of which nobody was told.
        if (!news) co_await woken.waitUntil(std::chrono::steady_clock::now() + kTokenAge);
        if (stopped) break;
        news = false;
        co_await lock();
        auto advanced = co_await advance();
        unlock();
        if (untold) co_await tellServers();
        if (advanced || stopped) continue;
        spdlog::warn("the change feed waits: {}", describe(advanced.error()));
        news = true;
        co_await woken.waitUntil(std::chrono::steady_clock::now() + kRetry);
    }
}

/// A NOTIFY within the saves' own transactions would make all their commits wait for one another.
asio::awaitable<void> FeedHub::Impl::tellServers() {
    untold = false;
    db::Query query{"SELECT pg_notify($1, $2)", {}};
    query.params.add(history::kChannel).add(name);
    auto told = co_await database.run(std::move(query), db::within(kReadLimit));
    // Those who listen lose their connection too, and look for themselves when they have another.
    if (!told) spdlog::warn("other servers are not told of changes: {}", describe(told.error()));
}

asio::awaitable<Result<void>> FeedHub::Impl::advance() {
    auto batch = co_await feed.since(token, db::within(kReadLimit));
    if (!batch) co_return std::unexpected(std::move(batch.error()));
    token = batch->token;
    std::set<std::string> entities;
    for (const history::FeedChange& change : batch->changes) entities.insert(change.entity);
    for (const history::FeedBulk& bulk : batch->bulk) entities.insert(bulk.entity);
    for (const std::string& entity : entities) access.invalidate(entity);
    if (!entities.empty() || batch->reset) changed(*batch);
    if (!entities.empty()) co_await deliver(*batch);
    co_return Result<void>();
}

asio::awaitable<void> FeedHub::Impl::deliver(const history::FeedBatch& batch) {
    const auto schema = registry.current()->snapshot;
    std::map<std::string, v1::ChangesEvent> made;  // by scope: most sessions that see the same are told the same
    std::vector<const Session*> keys;
    std::erase_if(subscribers, [](const auto& entry) { return entry.second.session.expired(); });
    for (const auto& [key, subscriber] : subscribers) keys.push_back(key);
    for (const Session* key : keys) {
        auto it = subscribers.find(key);
        SessionPtr session = it == subscribers.end() ? nullptr : it->second.session.lock();
        if (!session) continue;
        auto scope = co_await access.scope(it->second.user, db::within(kReadLimit));
        it = subscribers.find(key);  // it may have gone meanwhile
        if (it == subscribers.end()) continue;
        Subscriber& subscriber = it->second;
        if (!scope) {
            // He may no longer be here, or it is not known what he may see: he asks anew when he comes back.
            session->close();
            continue;
        }
        const bool brief = session->outboxBytes() > session->outboxLimit() / 2;
        if (brief || !subscriber.known.empty()) {
            tell(session, subscriber, eventFor(batch, **scope, *schema, subscriber.known, brief));
            subscriber.known.clear();
            continue;
        }
        auto event = made.find((*scope)->key());
        if (event == made.end())
            event = made.emplace((*scope)->key(), eventFor(batch, **scope, *schema, {}, false)).first;
        tell(session, subscriber, event->second);
    }
}

void FeedHub::Impl::tell(const SessionPtr& session, Subscriber& subscriber, const v1::ChangesEvent& changes) {
    const auto now = std::chrono::steady_clock::now();
    const bool empty = changes.records().empty() && changes.bulk().empty();
    if (empty && now - subscriber.toldAt < kTokenAge) return;
    subscriber.toldAt = now;
    metrics.delivered(1);
    v1::Event event;
    event.set_changes(changes.SerializeAsString());
    asio::post(session->executor(), [session, event = std::move(event)]() mutable { session->send(std::move(event)); });
}

asio::awaitable<Result<v1::SubscribeReply>> FeedHub::Impl::subscribe(SessionPtr session, Uuid user,
                                                                     std::string resumeToken, db::Deadline deadline) {
    co_await lock();
    auto reply = co_await catchUp(std::move(session), user, std::move(resumeToken), deadline);
    unlock();
    co_return reply;
}

/// The hub reads up to now, then the session's own past: what is in that and comes again by the hub's next reading is
/// known by its change set. So nothing is lost between the two and nothing is told twice.
asio::awaitable<Result<v1::SubscribeReply>> FeedHub::Impl::catchUp(SessionPtr session, Uuid user,
                                                                   std::string resumeToken, db::Deadline deadline) {
    if (auto advanced = co_await advance(); !advanced) co_return std::unexpected(std::move(advanced.error()));
    Subscriber subscriber{session, user, {}, std::chrono::steady_clock::now()};
    v1::SubscribeReply reply;
    reply.set_token(token);
    if (!resumeToken.empty()) {
        auto missed = co_await feed.since(std::move(resumeToken), deadline);
        if (!missed) co_return std::unexpected(std::move(missed.error()));
        auto scope = co_await access.scope(user, deadline);
        if (!scope) co_return std::unexpected(std::move(scope.error()));
        reply.set_reset(missed->reset);
        if (!missed->reset) {
            reply.set_token(missed->token);
            const v1::ChangesEvent event = eventFor(*missed, **scope, *registry.current()->snapshot, {}, false);
            if (event.records_size() > 0 || event.bulk_size() > 0) tell(session, subscriber, event);
            for (const history::FeedChange& change : missed->changes) subscriber.known.insert(change.changeSet);
            for (const history::FeedBulk& bulk : missed->bulk) subscriber.known.insert(bulk.changeSet);
        }
    }
    subscribers.insert_or_assign(session.get(), std::move(subscriber));
    co_return reply;
}

}  // namespace kupets::rpc
