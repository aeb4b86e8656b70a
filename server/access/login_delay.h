// How long the next try at a password has to wait. Failures are counted for a login and for an address; a login from an
// address that its user has a session from is counted apart, so that strangers cannot lock a person out of his own
// workplace.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/time.h"
#include "server/access/turnstile.h"
#include "server/db/database.h"

namespace kupets::access {

namespace asio = boost::asio;

class LoginDelay {
public:
    /// Failures within an hour that cost nothing; after them 1, 2, 4 … 60 seconds.
    static constexpr int kFreePerLogin = 5;
    static constexpr int kFreePerAddress = 50;

    LoginDelay(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    struct Try {
        std::string login, address;
        bool known = false;
    };
    /// One try at a time for a login, so that many at once gain nothing. Keep it until the try is counted.
    asio::awaitable<Result<Turnstile::Turn>> turn(const Try& attempt);
    /// TooManyRequests (args: seconds to wait) when it is too early for another try.
    asio::awaitable<Result<void>> check(const Try& attempt, db::Deadline deadline);
    asio::awaitable<Result<void>> failed(const Try& attempt, db::Deadline deadline);
    /// It was the right password: the login's count begins anew. Forgets what is a day old.
    asio::awaitable<Result<void>> succeeded(const Try& attempt, db::Deadline deadline);

private:
    db::Database& database_;
    const Clock& clock_;
    Turnstile turnstile_;
};

}  // namespace kupets::access
