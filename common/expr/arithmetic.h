// Numbers of expressions: values below 10^20 with up to 18 digits after the point, every operation rounded half away
// from zero; what does not fit is nothing. SQL's numeric, bounded the same way, gives the same.
#pragma once

#include <memory>
#include <optional>

#include "common/base/decimal.h"

namespace kupets::expr {

using MaybeDecimal = std::optional<Decimal>;

inline constexpr int kWholeDigits = 20;
inline constexpr int kQuotientDigits = 10;
inline constexpr int kLeastRound = -20;

MaybeDecimal add(const Decimal& a, const Decimal& b);
MaybeDecimal subtract(const Decimal& a, const Decimal& b);
MaybeDecimal multiply(const Decimal& a, const Decimal& b);
/// To kQuotientDigits; nothing when b is zero.
MaybeDecimal divide(const Decimal& a, const Decimal& b);
/// `digits` from kLeastRound to Decimal::kMaxScale.
MaybeDecimal round(const Decimal& a, int digits);

/// Adds up without a bound in between, as SQL's sum().
class Sum {
public:
    Sum();
    ~Sum();
    void add(const Decimal& value);
    std::uint64_t count() const { return count_; }
    MaybeDecimal total() const;
    /// Nothing when there was nothing.
    MaybeDecimal average() const;

private:
    struct Wide;
    std::unique_ptr<Wide> units_;
    std::uint64_t count_ = 0;
    int scale_ = 0;  // the finest of the numbers so far
};

/// Rounded to a whole number, if that lies between least and most.
std::optional<std::int64_t> wholeWithin(const Decimal& value, std::int64_t least, std::int64_t most);

}  // namespace kupets::expr
