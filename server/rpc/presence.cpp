#include "server/rpc/presence.h"

#include <chrono>
#include <unordered_map>
#include <unordered_set>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/async/task_group.h"
#include "server/query/names.h"
#include "server/rpc/presence_board.h"
#include "server/schema/columns.h"
#include "server/schema/registry.h"

namespace kupets::rpc {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kMostRecords = 64;
constexpr int kMostFields = 100;
constexpr auto kPause = 200ms;  // what happens within it is told at once
constexpr auto kReadLimit = 5s;

struct Listener {
    std::weak_ptr<Session> session;
    Uuid user;
    std::string name;
    Steady::time_point checkedAt;
};

Result<PresenceBoard::Watched> readRequest(const v1::WatchRequest& request, const schema::Snapshot& schema) {
    if (request.records_size() > kMostRecords)
        return fail(ErrorCode::LimitExceeded, {"records", std::to_string(kMostRecords)}, "records");
    PresenceBoard::Watched watched;
    for (const v1::Watched& item : request.records()) {
        auto id = wire::idFromProto(item.id(), "id");
        if (!id) return std::unexpected(std::move(id.error()));
        if (item.editing_size() > kMostFields)
            return fail(ErrorCode::LimitExceeded, {"editing", std::to_string(kMostFields)}, "editing");
        const schema::Entity* entity = schema.entity(item.entity());
        if (entity == nullptr) continue;  // as one that may not be read
        std::set<std::string>& editing = watched[{item.entity(), *id}];
        for (const std::string& name : item.editing()) {
            if (entity->field(name) != nullptr) editing.insert(name);
        }
    }
    return watched;
}

}  // namespace

/// Everything on one strand.
struct PresenceHub::Impl : std::enable_shared_from_this<Impl> {
    Impl(const asio::any_io_executor& executor, db::Database& d, access::Access& a, const schema::Registry& r,
         const Clock& c, std::chrono::milliseconds age)
        : strand(asio::make_strand(executor)),
          database(d),
          access(a),
          registry(r),
          clock(c),
          rightsAge(age),
          woken(strand) {}

    asio::any_io_executor strand;
    db::Database& database;
    access::Access& access;
    const schema::Registry& registry;
    const Clock& clock;
    const std::chrono::milliseconds rightsAge;  // of a look-up of rights that is still believed
    PresenceBoard board;
    std::unordered_map<const void*, Listener> listeners;
    bool stopped = false;
    async::Signal woken;

    asio::awaitable<void> run();
    asio::awaitable<void> tell();
    asio::awaitable<void> lookAgain();
    void forgetEnded();
    asio::awaitable<Result<std::set<PresentAt>>> readable(access::ScopePtr scope, std::vector<PresentAt> records,
                                                          db::Deadline deadline);
    asio::awaitable<bool> mayStillRead(const void* key);
    asio::awaitable<Result<v1::WatchReply>> watch(SessionPtr session, access::LoggedIn login, access::ScopePtr scope,
                                                  PresenceBoard::Watched watched, db::Deadline deadline);
    void send(const SessionPtr& session, const v1::PresenceEvent& event);
};

PresenceHub::PresenceHub(asio::any_io_executor executor, db::Database& database, access::Access& access,
                         const schema::Registry& registry, const Clock& clock, std::chrono::milliseconds rightsAge)
    : impl_(std::make_shared<Impl>(executor, database, access, registry, clock, rightsAge)) {}
PresenceHub::~PresenceHub() = default;

asio::awaitable<void> PresenceHub::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void PresenceHub::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopped = true;
        impl->woken.notify();
    });
}

void PresenceHub::forget(const Session* session) {
    asio::post(impl_->strand, [impl = impl_, session] {
        if (impl->listeners.erase(session) == 0) return;
        impl->board.forget(session);
        impl->woken.notify();
    });
}

asio::awaitable<Result<v1::WatchReply>> PresenceHub::watch(SessionPtr session, access::ScopePtr scope,
                                                           v1::WatchRequest request, db::Deadline deadline) {
    auto watched = readRequest(request, *impl_->registry.current()->snapshot);
    if (!watched) co_return std::unexpected(std::move(watched.error()));
    access::LoggedIn login = *session->login();
    co_return co_await asio::co_spawn(
        impl_->strand,
        impl_->watch(std::move(session), std::move(login), std::move(scope), std::move(*watched), deadline),
        asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

asio::awaitable<Result<v1::WatchReply>> PresenceHub::Impl::watch(SessionPtr session, access::LoggedIn login,
                                                                 access::ScopePtr scope, PresenceBoard::Watched watched,
                                                                 db::Deadline deadline) {
    std::vector<PresentAt> records;
    for (const auto& [record, editing] : watched) records.push_back(record);
    auto seen = co_await readable(scope, std::move(records), deadline);
    if (!seen) co_return std::unexpected(std::move(seen.error()));
    std::erase_if(watched, [&](const auto& item) { return !seen->contains(item.first); });
    const void* key = session.get();
    listeners.insert_or_assign(key, Listener{session, login.user, login.name, Steady::now()});
    board.watch(key, {login.user, login.name, std::move(scope)}, std::move(watched), clock.now());
    const auto schema = registry.current()->snapshot;
    v1::WatchReply reply = board.reply(key, *schema);
    for (const PresentAt& record : board.watchedBy(key)) board.isNews(key, record, board.event(key, record, *schema));
    woken.notify();
    co_return reply;
}

asio::awaitable<void> PresenceHub::Impl::run() {
    const auto self = shared_from_this();
    auto nextLook = Steady::now() + rightsAge;
    while (!stopped) {
        forgetEnded();
        if (!board.changed()) co_await woken.waitUntil(nextLook);
        if (!stopped && Steady::now() >= nextLook) {
            co_await lookAgain();
            nextLook = Steady::now() + rightsAge;
        }
        if (!board.changed()) continue;
        const auto until = Steady::now() + kPause;
        while (!stopped && Steady::now() < until) co_await woken.waitUntil(until);
        if (!stopped) co_await tell();
    }
}

/// A request that was open when its session ended may have come after forget().
void PresenceHub::Impl::forgetEnded() {
    std::erase_if(listeners, [this](const auto& item) {
        if (!item.second.session.expired()) return false;
        board.forget(item.first);
        return true;
    });
}

asio::awaitable<void> PresenceHub::Impl::tell() {
    for (const auto& [key, records] : board.takeChanged()) {
        if (!co_await mayStillRead(key)) continue;
        const auto listener = listeners.find(key);
        const SessionPtr session = listener == listeners.end() ? nullptr : listener->second.session.lock();
        if (!session) continue;
        const auto schema = registry.current()->snapshot;
        for (const PresentAt& record : records) {
            const v1::PresenceEvent event = board.event(key, record, *schema);
            if (board.isNews(key, record, event)) send(session, event);
        }
    }
}

/// Whoever is not alone: others see him, and he sees them, though nothing happens there.
asio::awaitable<void> PresenceHub::Impl::lookAgain() {
    std::vector<const void*> keys;
    for (const auto& [key, listener] : listeners) {
        if (board.hasCompany(key)) keys.push_back(key);
    }
    for (const void* key : keys) {
        if (!stopped) co_await mayStillRead(key);
    }
}

/// Rights change while people look. Whoever may no longer see a record leaves it, and the others hear so.
asio::awaitable<bool> PresenceHub::Impl::mayStillRead(const void* key) {
    const auto listener = listeners.find(key);
    if (listener == listeners.end()) co_return false;
    if (Steady::now() - listener->second.checkedAt < rightsAge) co_return true;
    auto scope = co_await access.scope(listener->second.user, db::within(kReadLimit));
    if (!scope) co_return false;
    auto seen = co_await readable(*scope, board.watchedBy(key), db::within(kReadLimit));
    if (!seen) {
        spdlog::warn("presence waits: {}", describe(seen.error()));
        co_return false;
    }
    const auto again = listeners.find(key);  // it may have gone meanwhile
    if (again == listeners.end()) co_return false;
    again->second.checkedAt = Steady::now();
    for (const PresentAt& record : board.watchedBy(key)) {
        if (!seen->contains(record)) board.leave(key, record);
    }
    co_return true;
}

asio::awaitable<Result<std::set<PresentAt>>> PresenceHub::Impl::readable(access::ScopePtr scope,
                                                                         std::vector<PresentAt> records,
                                                                         db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry.current();
    std::map<std::string, std::vector<Uuid>> wanted;
    for (const PresentAt& record : records) wanted[record.entity].push_back(record.id);
    std::vector<db::Query> queries;
    std::vector<std::string> entities;
    for (const auto& [name, ids] : wanted) {
        const schema::Entity* entity = catalog->entity(name);
        if (entity == nullptr || scope->reach(*entity, access::Action::Read) == access::Reach::None) continue;
        query::Statement statement(*catalog, *scope);
        query::Names names(statement, *entity);
        std::string sql = "SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " + names.alias() + ".id" +
                          statement.oneOf(ids);
        if (!names.allowed().empty()) sql += " AND " + names.allowed();
        queries.push_back({std::move(sql), std::move(statement.params)});
        entities.push_back(name);
    }
    std::set<PresentAt> seen;
    if (queries.empty()) co_return seen;
    auto answers = co_await database.runAll(std::move(queries), deadline);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    for (std::size_t i = 0; i < entities.size(); ++i) {
        for (std::size_t row = 0; row < (*answers)[i].size(); ++row)
            seen.insert({entities[i], (*answers)[i].uuid(row, 0)});
    }
    co_return seen;
}

void PresenceHub::Impl::send(const SessionPtr& session, const v1::PresenceEvent& presence) {
    v1::Event event;
    event.set_presence(presence.SerializeAsString());
    asio::post(session->executor(), [session, event = std::move(event)]() mutable { session->send(std::move(event)); });
}

}  // namespace kupets::rpc
