// Users, passwords and sessions, and the AccessScope that a user works with. Thread-safe.
//
// Passwords are hashed by Argon2id on two threads of its own. A wrong password makes the next try wait, longer each
// time, by login and by address, the same for logins that do not exist. Of a session's token only the hash is kept.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/time.h"
#include "common/base/uuid.h"
#include "server/access/scope.h"
#include "server/db/database.h"

namespace kupets::access {

namespace asio = boost::asio;

/// A person with a session.
struct LoggedIn {
    Uuid session;
    Uuid user;
    std::string login;
    std::string name;
    std::string role;
    Uuid department;    // nil: none
    std::string token;  // 32 bytes, filled by logIn only
    bool mustChangePassword = false;
};

struct SessionEntry {
    Uuid id;
    Uuid user;
    std::string userName;
    std::string device;
    std::string address;
    Timestamp since;
    Timestamp lastSeen;
};

struct Options {
    std::size_t leastPasswordLength = 12;
    std::chrono::hours idle{12};          // a token unused for so long is dead
    std::chrono::hours longest{30 * 24};  // and any after this
    // 10 passes over 64 MiB: some 200 ms on a core of today, and two at a time stay within the memory of the server.
    unsigned long long hashPasses = 10;
    std::size_t hashMemory = 64 * 1024 * 1024;
};

class Access {
public:
    Access(db::Database& database, const Clock& clock, Options options);
    ~Access();  // waits for the hashing that runs
    Access(const Access&) = delete;
    Access& operator=(const Access&) = delete;

    /// Errors: WrongPassword, TooManyRequests (args: seconds), UserDisabled.
    asio::awaitable<Result<LoggedIn>> logIn(std::string login, std::string password, std::string device,
                                            std::string address, db::Deadline deadline);
    /// Errors: SessionExpired, UserDisabled.
    asio::awaitable<Result<LoggedIn>> resume(std::string token, std::string address, db::Deadline deadline);
    asio::awaitable<Result<void>> logOut(Uuid session, db::Deadline deadline);
    /// Says that the sessions are in use, so that they do not expire; ends those that have.
    asio::awaitable<Result<void>> touch(std::vector<Uuid> sessions, db::Deadline deadline);
    /// Ends those that are no more, say by the doing of another server.
    asio::awaitable<Result<void>> verify(std::vector<Uuid> sessions, db::Deadline deadline);
    /// Ends the user's other sessions. Errors: WrongPassword, TooManyRequests, WeakPassword of new_password.
    asio::awaitable<Result<void>> changePassword(Uuid user, Uuid keepSession, std::string oldPassword,
                                                 std::string newPassword, std::string address, db::Deadline deadline);
    /// By an administrator; ends the user's sessions (but the one that asks, when it is his own). An empty password
    /// takes the user's entry away. Errors: NotFound, WeakPassword of password.
    asio::awaitable<Result<void>> setCredentials(Uuid user, std::string password, bool mustChange, Uuid keepSession,
                                                 db::Deadline deadline);

    asio::awaitable<Result<std::vector<SessionEntry>>> sessions(std::optional<Uuid> user, db::Deadline deadline);
    asio::awaitable<Result<void>> endSession(Uuid session, db::Deadline deadline);
    /// Whether anybody can log in at all; not so before the first start is done.
    asio::awaitable<Result<bool>> hasCredentials(db::Deadline deadline);

    /// The user's scope as of now; kept until invalidate(). Errors: UserDisabled (gone, or without a role that exists).
    asio::awaitable<Result<ScopePtr>> scope(Uuid user, db::Deadline deadline);
    /// A record of `entity` changed: users and departments change scopes.
    void invalidate(std::string_view entity);
    /// Called with sessions that ended, on the executor of whoever ended them.
    void onSessionsEnded(std::function<void(std::span<const Uuid>)> callback);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Sees and writes everything, for the program's own work. The reason goes to the log.
ScopePtr systemScope(std::string_view reason);

}  // namespace kupets::access
