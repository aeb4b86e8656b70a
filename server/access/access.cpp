#include "server/access/access.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include <spdlog/spdlog.h>

#include "server/access/common_passwords.h"
#include "server/access/login_delay.h"
#include "server/access/password.h"
#include "server/access/roles.h"
#include "server/access/scope_builder.h"
#include "server/access/store.h"

namespace kupets::access {

namespace {

constexpr std::size_t kLongestLogin = 250;
constexpr std::size_t kLongestPassword = 1024;

/// PostgreSQL takes no NUL in a text, and nobody needs more of a device's name.
std::string cleaned(std::string text) {
    std::erase(text, '\0');
    if (text.size() > kLongestLogin) {
        text.resize(kLongestLogin);
        // Not in the middle of a letter.
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.pop_back();
    }
    return text;
}

std::size_t letters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// For the delay's key only: what differs in case is counted as one. Letters beyond ASCII need not be.
std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

}  // namespace

struct Access::Impl {
    Impl(db::Database& database, const Clock& clock, Options o)
        : options(o), store(database, clock, options), delay(database, clock), hasher(o.hashPasses, o.hashMemory) {}

    Options options;
    Store store;
    LoginDelay delay;
    PasswordHasher hasher;
    std::function<void(std::span<const Uuid>)> ended;

    std::mutex mutex;
    std::unordered_map<Uuid, ScopePtr> scopes;
    std::uint64_t generation = 0;  // of scopes: what was read before an invalidation is not kept

    void tellEnded(std::span<const Uuid> sessions) const {
        if (ended && !sessions.empty()) ended(sessions);
    }

    Result<void> endAllBut(Result<std::vector<Uuid>> valid, std::vector<Uuid> sessions) const {
        if (!valid) return std::unexpected(std::move(valid.error()));
        std::erase_if(sessions, [&](const Uuid& id) { return std::ranges::find(*valid, id) != valid->end(); });
        tellEnded(sessions);
        return {};
    }

    Result<void> checkStrength(const std::string& password, std::string_view login, const char* field) const {
        if (letters(password) < options.leastPasswordLength || password.size() > kLongestPassword)
            return fail(ErrorCode::WeakPassword, {std::to_string(options.leastPasswordLength)}, field);
        if (isCommonPassword(password, login))
            return fail(ErrorCode::WeakPassword, {"", "not one of the most common"}, field);
        return {};
    }

    /// A try at a password: in turn, not too early, counted.
    asio::awaitable<Result<void>> check(const Account* account, LoginDelay::Try attempt, std::string password,
                                        db::Deadline deadline) {
        if (password.size() > kLongestPassword) co_return fail(ErrorCode::WrongPassword);
        const auto turn = co_await delay.turn(attempt);
        if (!turn) co_return std::unexpected(turn.error());
        if (auto free = co_await delay.check(attempt, deadline); !free) co_return free;
        auto right = co_await hasher.verify(account ? account->hash : std::string(), password);
        if (!right) co_return std::unexpected(std::move(right.error()));
        auto counted = *right ? co_await delay.succeeded(attempt, deadline) : co_await delay.failed(attempt, deadline);
        if (!counted) co_return counted;
        if (!*right) co_return fail(ErrorCode::WrongPassword);
        if (hasher.outdated(account->hash)) {
            auto fresh = co_await hasher.hash(std::move(password));
            if (fresh) co_await store.rehash(account->who.user, std::move(*fresh), deadline);
        }
        co_return Result<void>();
    }
};

Access::Access(db::Database& database, const Clock& clock, Options options)
    : impl_(std::make_unique<Impl>(database, clock, options)) {}
Access::~Access() = default;

asio::awaitable<Result<LoggedIn>> Access::logIn(std::string login, std::string password, std::string device,
                                                std::string address, db::Deadline deadline) {
    login = cleaned(std::move(login));
    auto account = co_await impl_->store.byLogin(login, address, deadline);
    if (!account) co_return std::unexpected(std::move(account.error()));
    Account* found = *account ? &**account : nullptr;
    const LoginDelay::Try attempt{lowered(login), address, found && found->known};
    if (auto right = co_await impl_->check(found, attempt, std::move(password), deadline); !right) {
        spdlog::info("login refused from {}: {}", address, errorCodeName(right.error().code));
        co_return std::unexpected(std::move(right.error()));
    }
    if (!found->active) co_return fail(ErrorCode::UserDisabled);
    if (auto mayEnter = co_await scope(found->who.user, deadline); !mayEnter)
        co_return std::unexpected(std::move(mayEnter.error()));

    LoggedIn who = std::move(found->who);
    who.session = Uuid::make();
    who.token = makeToken();
    auto added = co_await impl_->store.addSession(who.session, tokenHash(who.token), who.user,
                                                  cleaned(std::move(device)), address, deadline);
    if (!added) co_return std::unexpected(std::move(added.error()));
    spdlog::info("user {} logged in from {}, session {}", who.user.text(), address, who.session.text());
    co_return who;
}

asio::awaitable<Result<LoggedIn>> Access::resume(std::string token, std::string address, db::Deadline deadline) {
    auto account = co_await impl_->store.byToken(tokenHash(token), address, deadline);
    if (!account) co_return std::unexpected(std::move(account.error()));
    if (!*account) co_return fail(ErrorCode::SessionExpired);
    if (!(*account)->active) co_return fail(ErrorCode::UserDisabled);
    if (auto mayEnter = co_await scope((*account)->who.user, deadline); !mayEnter)
        co_return std::unexpected(std::move(mayEnter.error()));
    co_return std::move((*account)->who);
}

asio::awaitable<Result<void>> Access::logOut(Uuid session, db::Deadline deadline) {
    co_return co_await impl_->store.removeSession(session, deadline);
}

asio::awaitable<Result<void>> Access::touch(std::vector<Uuid> sessions, db::Deadline deadline) {
    if (sessions.empty()) co_return Result<void>();
    auto valid = co_await impl_->store.touch(sessions, deadline);
    co_return impl_->endAllBut(std::move(valid), std::move(sessions));
}

asio::awaitable<Result<void>> Access::verify(std::vector<Uuid> sessions, db::Deadline deadline) {
    if (sessions.empty()) co_return Result<void>();
    auto valid = co_await impl_->store.valid(sessions, deadline);
    co_return impl_->endAllBut(std::move(valid), std::move(sessions));
}

asio::awaitable<Result<void>> Access::changePassword(Uuid user, Uuid keepSession, std::string oldPassword,
                                                     std::string newPassword, std::string address,
                                                     db::Deadline deadline) {
    auto account = co_await impl_->store.byId(user, address, deadline);
    if (!account) co_return std::unexpected(std::move(account.error()));
    if (!*account) co_return fail(ErrorCode::UserDisabled);
    if (auto strong = impl_->checkStrength(newPassword, (*account)->who.login, "new_password"); !strong)
        co_return std::unexpected(std::move(strong.error()));
    const LoginDelay::Try attempt{lowered((*account)->who.login), address, (*account)->known};
    if (auto right = co_await impl_->check(&**account, attempt, std::move(oldPassword), deadline); !right)
        co_return std::unexpected(std::move(right.error()));
    auto hash = co_await impl_->hasher.hash(std::move(newPassword));
    if (!hash) co_return std::unexpected(std::move(hash.error()));
    auto ended = co_await impl_->store.setHash(user, std::move(*hash), false, keepSession, deadline);
    if (!ended) co_return std::unexpected(std::move(ended.error()));
    spdlog::info("user {} changed his password, {} other sessions ended", user.text(), ended->size());
    impl_->tellEnded(*ended);
    co_return Result<void>();
}

asio::awaitable<Result<void>> Access::setCredentials(Uuid user, std::string password, bool mustChange, Uuid keepSession,
                                                     db::Deadline deadline) {
    auto account = co_await impl_->store.byId(user, {}, deadline);
    if (!account) co_return std::unexpected(std::move(account.error()));
    if (!*account) co_return fail(ErrorCode::NotFound);
    std::string hash;
    if (!password.empty()) {
        if (auto strong = impl_->checkStrength(password, (*account)->who.login, "password"); !strong)
            co_return std::unexpected(std::move(strong.error()));
        auto made = co_await impl_->hasher.hash(std::move(password));
        if (!made) co_return std::unexpected(std::move(made.error()));
        hash = std::move(*made);
    }
    auto ended = co_await impl_->store.setHash(user, std::move(hash), mustChange, keepSession, deadline);
    if (!ended) co_return std::unexpected(std::move(ended.error()));
    spdlog::info("the password of user {} was set, {} sessions ended", user.text(), ended->size());
    impl_->tellEnded(*ended);
    co_return Result<void>();
}

asio::awaitable<Result<std::vector<SessionEntry>>> Access::sessions(std::optional<Uuid> user, db::Deadline deadline) {
    co_return co_await impl_->store.sessions(user, deadline);
}

asio::awaitable<Result<void>> Access::endSession(Uuid session, db::Deadline deadline) {
    auto removed = co_await impl_->store.removeSession(session, deadline);
    if (removed) impl_->tellEnded({&session, 1});
    co_return removed;
}

asio::awaitable<Result<bool>> Access::hasCredentials(db::Deadline deadline) {
    co_return co_await impl_->store.hasCredentials(deadline);
}

asio::awaitable<Result<ScopePtr>> Access::scope(Uuid user, db::Deadline deadline) {
    std::uint64_t generation = 0;
    {
        std::lock_guard lock(impl_->mutex);
        if (auto it = impl_->scopes.find(user); it != impl_->scopes.end()) co_return it->second;
        generation = impl_->generation;
    }
    auto post = co_await impl_->store.post(user, deadline);
    if (!post) co_return std::unexpected(std::move(post.error()));
    const v1::RoleDef* def = *post ? findRole(productRoles(), (*post)->role) : nullptr;
    if (!def) co_return fail(ErrorCode::UserDisabled);
    std::vector<Uuid> department;
    if (ScopeBuilder::needsDepartment(*def)) {
        auto people = co_await impl_->store.department(user, deadline);
        if (!people) co_return std::unexpected(std::move(people.error()));
        department = std::move(*people);
    }
    ScopePtr scope = ScopeBuilder::forUser(*def, user, std::move(department), (*post)->department);
    std::lock_guard lock(impl_->mutex);
    if (generation == impl_->generation) impl_->scopes.insert_or_assign(user, scope);
    co_return scope;
}

void Access::invalidate(std::string_view entity) {
    if (entity != "user" && entity != "department") return;
    std::lock_guard lock(impl_->mutex);
    ++impl_->generation;
    impl_->scopes.clear();
}

void Access::onSessionsEnded(std::function<void(std::span<const Uuid>)> callback) {
    impl_->ended = std::move(callback);
}

ScopePtr systemScope(std::string_view reason) {
    spdlog::info("acting for the system: {}", reason);
    return ScopeBuilder::forSystem();
}

}  // namespace kupets::access
