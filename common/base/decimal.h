// Exact decimal numbers for money, quantities and percents: an integer of up to 38 digits and a scale of 0 to 18 digits
// after the point. Arithmetic is PostgreSQL's numeric within these bounds, so that SQL and memory agree.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kupets {

class Decimal {
public:
    static constexpr int kMaxScale = 18;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : units_(whole) {}  // NOLINT: a whole number is a decimal
    /// units · 10^-scale.
    static Decimal fromUnits(__int128 units, int scale);
    /// "-1234.50"; no exponent, no spaces, no thousands separators. Nothing when it is not a number or does not fit.
    static std::optional<Decimal> parse(std::string_view text);

    __int128 units() const { return units_; }
    int scale() const { return scale_; }
    /// Keeps the scale: 10.50 is "10.50".
    std::string text() const;
    double toDouble() const;
    bool isZero() const { return units_ == 0; }

    /// Nothing when the result does not fit in 38 digits.
    static std::optional<Decimal> add(const Decimal& a, const Decimal& b);
    static std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
    static std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
    /// The quotient rounded half away from zero to `scale` digits. Nothing when b is zero.
    static std::optional<Decimal> divide(const Decimal& a, const Decimal& b, int scale);

    Decimal negated() const { return fromUnits(-units_, scale_); }
    /// Rounded half away from zero, as PostgreSQL's round(numeric, int). `digits` may be negative.
    Decimal rounded(int digits) const;
    /// Without trailing zeros after the point.
    Decimal trimmed() const;

    /// By value: 1.0 equals 1.00.
    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

private:
    __int128 units_ = 0;
    std::int8_t scale_ = 0;
};

}  // namespace kupets
