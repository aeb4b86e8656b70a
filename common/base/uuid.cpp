#include "common/base/uuid.h"

#include <chrono>
#include <cstring>
#include <mutex>
#include <random>

namespace kupets {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
    return hash;
}

}  // namespace

Uuid Uuid::make() {
    static std::mutex mutex;
    static std::mt19937_64 random{[] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }()};
    static std::uint64_t lastStamp = 0;  // 48 bits of milliseconds and 12 bits of counter

    using namespace std::chrono;
    const auto ms =
        static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    std::uint64_t stamp = 0;
    std::uint64_t tail = 0;
    {
        const std::scoped_lock lock(mutex);
        stamp = std::max(ms << 12, lastStamp + 1);
        lastStamp = stamp;
        tail = random();
    }
    Uuid id;
    for (int i = 0; i < 6; ++i)
        id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(stamp >> (52 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | ((stamp >> 8) & 0x0f));
    id.bytes[7] = static_cast<std::uint8_t>(stamp);
    std::memcpy(&id.bytes[8], &tail, 8);
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

Uuid Uuid::fromName(std::string_view name) {
    const std::uint64_t high = fnv1a(name, 14695981039346656037ULL);
    const std::uint64_t low = fnv1a(name, high * 31 + 7);
    Uuid id;
    std::memcpy(&id.bytes[0], &high, 8);
    std::memcpy(&id.bytes[8], &low, 8);
    id.bytes[6] = static_cast<std::uint8_t>(0x80 | (id.bytes[6] & 0x0f));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    Uuid id;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == '-') continue;
        const int value = hexDigit(c);
        if (value < 0 || digits >= 32) return std::nullopt;
        std::uint8_t& byte = id.bytes[digits / 2];
        byte = static_cast<std::uint8_t>(digits % 2 == 0 ? value << 4 : byte | value);
        ++digits;
    }
    if (digits != 32) return std::nullopt;
    return id;
}

std::optional<Uuid> Uuid::fromBytes(std::string_view raw) {
    if (raw.size() != 16) return std::nullopt;
    Uuid id;
    std::memcpy(id.bytes.data(), raw.data(), 16);
    return id;
}

std::string Uuid::text() const {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        out += kHex[bytes[i] >> 4];
        out += kHex[bytes[i] & 0x0f];
    }
    return out;
}

}  // namespace kupets
