#include "common/base/decimal.h"

#include <algorithm>
#include <array>

namespace kupets {
namespace {

using Int = __int128;

constexpr auto kPowers = [] {
    std::array<Int, 39> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();
constexpr Int kLimit = kPowers[38];

constexpr Int power(int n) { return kPowers[static_cast<std::size_t>(n)]; }
bool fits(Int v) { return v < kLimit && v > -kLimit; }

bool rescale(Int& units, int from, int to) {
    if (to <= from) return true;
    return !__builtin_mul_overflow(units, power(to - from), &units) && fits(units);
}

Int divideHalfAway(Int numerator, Int denominator) {
    Int quotient = numerator / denominator;
    const Int rest = numerator % denominator;
    const Int absRest = rest < 0 ? -rest : rest;
    const Int absDen = denominator < 0 ? -denominator : denominator;
    if (absRest >= absDen - absRest) quotient += ((numerator < 0) == (denominator < 0)) ? 1 : -1;
    return quotient;
}

}  // namespace

Decimal Decimal::fromUnits(Int units, int scale) {
    Decimal d;
    d.units_ = units;
    d.scale_ = static_cast<std::int8_t>(scale);
    return d;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
    Int units = 0;
    int scale = 0;
    bool point = false;
    bool digit = false;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        digit = true;
        if (point && scale == kMaxScale) {
            if (c != '0') return std::nullopt;
            continue;
        }
        if (units >= kPowers[37]) return std::nullopt;
        units = units * 10 + (c - '0');
        if (point) ++scale;
    }
    if (!digit) return std::nullopt;
    return fromUnits(negative ? -units : units, scale);
}

std::string Decimal::text() const {
    Int rest = units_ < 0 ? -units_ : units_;
    std::string digits;
    do {
        digits += static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    } while (rest != 0);
    while (static_cast<int>(digits.size()) <= scale_) digits += '0';
    if (scale_ > 0) digits.insert(static_cast<std::size_t>(scale_), 1, '.');
    if (units_ < 0) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

double Decimal::toDouble() const { return static_cast<double>(units_) / static_cast<double>(power(scale_)); }

std::optional<Decimal> Decimal::add(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    Int left = a.units_;
    Int right = b.units_;
    if (!rescale(left, a.scale_, scale) || !rescale(right, b.scale_, scale)) return std::nullopt;
    const Int sum = left + right;
    if (!fits(sum)) return std::nullopt;
    return fromUnits(sum, scale);
}

std::optional<Decimal> Decimal::subtract(const Decimal& a, const Decimal& b) { return add(a, b.negated()); }

std::optional<Decimal> Decimal::multiply(const Decimal& a, const Decimal& b) {
    Int product = 0;
    if (__builtin_mul_overflow(a.units_, b.units_, &product) || !fits(product)) return std::nullopt;
    const int scale = a.scale_ + b.scale_;
    const Decimal exact = fromUnits(product, scale);
    return scale > kMaxScale ? exact.rounded(kMaxScale) : exact;
}

std::optional<Decimal> Decimal::divide(const Decimal& a, const Decimal& b, int scale) {
    if (b.units_ == 0) return std::nullopt;
    // a/10^sa : b/10^sb to `scale` digits = a·10^(scale+sb-sa) / b
    const int shift = scale + b.scale_ - a.scale_;
    Int numerator = a.units_;
    Int denominator = b.units_;
    Int& widened = shift >= 0 ? numerator : denominator;
    const int by = shift >= 0 ? shift : -shift;
    if (by > 38 || __builtin_mul_overflow(widened, power(by), &widened)) return std::nullopt;
    return fromUnits(divideHalfAway(numerator, denominator), scale);
}

Decimal Decimal::rounded(int digits) const {
    if (digits >= scale_) return *this;
    const int drop = scale_ - digits;
    if (drop > 38) return Decimal(0);
    const Int kept = divideHalfAway(units_, power(drop));
    return digits >= 0 ? fromUnits(kept, digits) : fromUnits(kept * power(-digits), 0);
}

Decimal Decimal::trimmed() const {
    Decimal d = *this;
    while (d.scale_ > 0 && d.units_ % 10 == 0) {
        d.units_ /= 10;
        --d.scale_;
    }
    return d;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    // Whole parts first: bringing both to one scale could overflow.
    const Int leftWhole = units_ / power(scale_);
    const Int rightWhole = other.units_ / power(other.scale_);
    if (leftWhole != rightWhole)
        return leftWhole < rightWhole ? std::strong_ordering::less : std::strong_ordering::greater;
    const Int left = (units_ % power(scale_)) * power(kMaxScale - scale_);
    const Int right = (other.units_ % power(other.scale_)) * power(kMaxScale - other.scale_);
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace kupets
