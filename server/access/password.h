// Hashing of passwords (Argon2id) on threads of its own, and tokens.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"

namespace kupets::access {

namespace asio = boost::asio;

class PasswordHasher {
public:
    PasswordHasher(unsigned long long passes, std::size_t memory);
    ~PasswordHasher();  // waits for what runs

    /// Argon2id's text form, with salt and cost in it. TooManyRequests (args: seconds) when too many wait already.
    asio::awaitable<Result<std::string>> hash(std::string password);
    /// An empty hash stands for a login that does not exist: it takes as long, and is wrong.
    asio::awaitable<Result<bool>> verify(std::string hash, std::string password);
    /// Whether a hash was made at another cost than today's.
    bool outdated(const std::string& hash) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// 32 bytes from the system's source.
std::string makeToken();
/// BLAKE2b of a token, as a bytea literal.
std::string tokenHash(std::string_view token);
/// A password for a first entry: 20 letters and digits that are not mistaken for one another, in fours.
std::string makePassword();

}  // namespace kupets::access
