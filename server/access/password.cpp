#include "server/access/password.h"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <type_traits>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sodium.h>

namespace kupets::access {

namespace {

constexpr int kThreads = 2;
constexpr int kMostWaiting = 64;

std::string argon2(const std::string& password, unsigned long long passes, std::size_t memory) {
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    out.resize(out.find('\0'));
    return out;
}

}  // namespace

struct PasswordHasher::Impl {
    asio::thread_pool pool{kThreads};
    std::atomic<int> waiting = 0;
    unsigned long long passes;
    std::size_t memory;
    std::once_flag decoyMade;
    std::string decoyHash;

    /// What unknown logins are checked against.
    const std::string& decoy() {
        std::call_once(decoyMade, [this] { decoyHash = argon2(makeToken(), passes, memory); });
        return decoyHash;
    }

    /// Runs on the pool; the caller goes on where it was. Not cancelled halfway: hashing cannot stop.
    template <typename Work>
    asio::awaitable<Result<std::invoke_result_t<Work>>> run(Work work) {
        struct Place {
            std::atomic<int>& count;
            const bool granted = count.fetch_add(1) < kMostWaiting;
            ~Place() { --count; }
        } place{waiting};
        if (!place.granted) co_return fail(ErrorCode::TooManyRequests, {"5"});
        auto job = [](Work w) -> asio::awaitable<std::invoke_result_t<Work>> { co_return w(); };
        co_return co_await asio::co_spawn(pool, job(std::move(work)),
                                          asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    }
};

PasswordHasher::PasswordHasher(unsigned long long passes, std::size_t memory) : impl_(std::make_unique<Impl>()) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    impl_->passes = passes;
    impl_->memory = memory;
    asio::post(impl_->pool, [impl = impl_.get()] { impl->decoy(); });
}

PasswordHasher::~PasswordHasher() { impl_->pool.join(); }

asio::awaitable<Result<std::string>> PasswordHasher::hash(std::string password) {
    co_return co_await impl_->run(
        [this, password = std::move(password)] { return argon2(password, impl_->passes, impl_->memory); });
}

asio::awaitable<Result<bool>> PasswordHasher::verify(std::string hash, std::string password) {
    co_return co_await impl_->run([this, hash = std::move(hash), password = std::move(password)] {
        const std::string& against = hash.empty() ? impl_->decoy() : hash;
        const bool right = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
        return right && !hash.empty();
    });
}

bool PasswordHasher::outdated(const std::string& hash) const {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), impl_->passes, impl_->memory) != 0;
}

std::string makeToken() {
    std::string token(32, '\0');
    randombytes_buf(token.data(), token.size());
    return token;
}

std::string tokenHash(std::string_view token) {
    unsigned char digest[crypto_generichash_BYTES];
    crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    char hex[2 * sizeof digest + 1];
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    return std::string("\\x") + hex;
}

std::string makePassword() {
    static constexpr std::string_view kLetters = "abcdefghkmnpqrstuvwxyz23456789";
    std::string password;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
    }
    return password;
}

}  // namespace kupets::access
