// The SQL of server/access: its own tables, and what it reads of users and departments.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/time.h"
#include "server/access/access.h"
#include "server/db/database.h"

namespace kupets::access {

/// A user with what is needed to let him in.
struct Account {
    LoggedIn who;  // without session and token
    bool active = false;
    std::string hash;    // empty: he may not log in by password
    bool known = false;  // has a session from the address that was asked for
};

class Store {
public:
    Store(db::Database& database, const Clock& clock, const Options& options)
        : database_(database), clock_(clock), options_(options) {}

    template <typename T>
    using Answer = asio::awaitable<Result<T>>;

    /// Nothing when there is none.
    Answer<std::optional<Account>> byLogin(std::string login, std::string address, db::Deadline deadline);
    Answer<std::optional<Account>> byId(Uuid user, std::string address, db::Deadline deadline);
    /// Of a session that has not expired; counts as its use.
    Answer<std::optional<Account>> byToken(std::string tokenHash, std::string address, db::Deadline deadline);

    Answer<void> addSession(Uuid id, std::string tokenHash, Uuid user, std::string device, std::string address,
                            db::Deadline deadline);
    /// Those of them that have not expired; touch() also says that they are in use.
    Answer<std::vector<Uuid>> valid(std::vector<Uuid> sessions, db::Deadline deadline);
    Answer<std::vector<Uuid>> touch(std::vector<Uuid> sessions, db::Deadline deadline);
    Answer<std::vector<SessionEntry>> sessions(std::optional<Uuid> user, db::Deadline deadline);
    Answer<void> removeSession(Uuid id, db::Deadline deadline);
    /// Sets hash (or, when it is empty, removes it) and ends the user's sessions but one; those that ended.
    Answer<std::vector<Uuid>> setHash(Uuid user, std::string hash, bool mustChange, Uuid keepSession,
                                      db::Deadline deadline);
    /// The same password at another cost.
    Answer<void> rehash(Uuid user, std::string hash, db::Deadline deadline);
    Answer<bool> hasCredentials(db::Deadline deadline);

    /// Nothing: no such user, or inactive.
    struct Post {
        std::string role;
        Uuid department;  // nil: none
    };
    /// Nothing: gone, or not active.
    Answer<std::optional<Post>> post(Uuid user, db::Deadline deadline);
    /// The people of his department and of those below it, and those who report to him, through others too.
    Answer<std::vector<Uuid>> department(Uuid user, db::Deadline deadline);

private:
    Answer<std::vector<Uuid>> ids(db::Query query, db::Deadline deadline);
    Answer<std::optional<Account>> account(db::Query query, db::Deadline deadline);
    Answer<void> execute(db::Query query, db::Deadline deadline);

    db::Database& database_;
    const Clock& clock_;
    const Options& options_;
};

}  // namespace kupets::access
