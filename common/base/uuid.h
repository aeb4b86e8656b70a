// Identity of records, change sets and sessions: UUID version 7 (RFC 9562), made by whoever creates the thing, so that a
// write can be sent again safely and new ids land side by side in an index.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kupets {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    /// Version 7: milliseconds since 1970, then a counter that keeps ids of one process strictly rising, then random bits.
    /// Thread-safe.
    static Uuid make();
    /// A name-based id, always the same for the same name (version 8): for what the program itself ships.
    static Uuid fromName(std::string_view name);
    /// "018f…-…" with or without hyphens, any case.
    static std::optional<Uuid> parse(std::string_view text);
    /// Exactly 16 bytes as they travel on the wire.
    static std::optional<Uuid> fromBytes(std::string_view bytes);

    std::string text() const;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    bool isNil() const { return *this == Uuid{}; }

    auto operator<=>(const Uuid&) const = default;
};

}  // namespace kupets

template <>
struct std::hash<kupets::Uuid> {
    std::size_t operator()(const kupets::Uuid& id) const noexcept {
        return std::hash<std::string_view>{}(id.view());
    }
};
