#include "common/expr/arithmetic.h"

#include <boost/multiprecision/cpp_int.hpp>

namespace kupets::expr {
namespace {

// Two operands of 38 digits, a product of them, and what division adds before the point: below 10^120 in any case.
using Int = boost::multiprecision::int512_t;

Int power(int n) { return boost::multiprecision::pow(Int(10), static_cast<unsigned>(n)); }

Int scaled(const Decimal& value, int scale) { return Int(value.units()) * power(scale - value.scale()); }

Int divideHalfAway(const Int& numerator, const Int& denominator) {
    Int quotient;
    Int rest;
    boost::multiprecision::divide_qr(numerator, denominator, quotient, rest);
    if (abs(rest) * 2 >= abs(denominator)) quotient += (numerator < 0) == (denominator < 0) ? 1 : -1;
    return quotient;
}

/// units · 10^-scale as a number of ours.
MaybeDecimal fit(Int units, int scale) {
    if (scale > Decimal::kMaxScale) {
        units = divideHalfAway(units, power(scale - Decimal::kMaxScale));
        scale = Decimal::kMaxScale;
    }
    if (abs(units) >= power(kWholeDigits + scale)) return std::nullopt;
    return Decimal::fromUnits(static_cast<__int128>(units), scale);
}

}  // namespace

MaybeDecimal add(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale(), b.scale());
    return fit(scaled(a, scale) + scaled(b, scale), scale);
}

MaybeDecimal subtract(const Decimal& a, const Decimal& b) { return add(a, b.negated()); }

MaybeDecimal multiply(const Decimal& a, const Decimal& b) {
    return fit(Int(a.units()) * Int(b.units()), a.scale() + b.scale());
}

MaybeDecimal divide(const Decimal& a, const Decimal& b) {
    if (b.isZero()) return std::nullopt;
    const Int numerator = Int(a.units()) * power(kQuotientDigits + b.scale());
    return fit(divideHalfAway(numerator, Int(b.units()) * power(a.scale())), kQuotientDigits);
}

MaybeDecimal round(const Decimal& a, int digits) {
    if (digits >= a.scale()) return fit(Int(a.units()), a.scale());
    const Int kept = divideHalfAway(Int(a.units()), power(a.scale() - digits));
    return digits >= 0 ? fit(kept, digits) : fit(kept * power(-digits), 0);
}

struct Sum::Wide {
    Int units = 0;  // at Decimal::kMaxScale
};

Sum::Sum() : units_(std::make_unique<Wide>()) {}
Sum::~Sum() = default;

void Sum::add(const Decimal& value) {
    units_->units += scaled(value, Decimal::kMaxScale);
    scale_ = std::max(scale_, value.scale());
    ++count_;
}

MaybeDecimal Sum::total() const { return fit(units_->units / power(Decimal::kMaxScale - scale_), scale_); }

MaybeDecimal Sum::average() const {
    if (count_ == 0) return std::nullopt;
    return fit(divideHalfAway(units_->units, Int(count_) * power(Decimal::kMaxScale - kQuotientDigits)),
               kQuotientDigits);
}

std::optional<std::int64_t> wholeWithin(const Decimal& value, std::int64_t least, std::int64_t most) {
    const Decimal whole = value.rounded(0);
    if (whole < Decimal(least) || whole > Decimal(most)) return std::nullopt;
    return static_cast<std::int64_t>(whole.units());
}

}  // namespace kupets::expr
