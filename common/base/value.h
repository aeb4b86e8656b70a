// One value of a field, in memory: what a record holds, an expression computes and a history entry remembers.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "common/base/decimal.h"
#include "common/base/time.h"
#include "common/base/uuid.h"

namespace kupets {

struct Money {
    Decimal amount;
    std::string currency;  // ISO 4217
    bool operator==(const Money&) const = default;
};

struct BankAccount {
    std::string account;
    std::string bic;
    bool operator==(const BankAccount&) const = default;
};

struct Null {
    bool operator==(const Null&) const = default;
};

using Texts = std::vector<std::string>;
using Ids = std::vector<Uuid>;
using Value = std::variant<Null, bool, std::int64_t, Decimal, std::string, Date, Timestamp, Duration, Uuid, Money, BankAccount, Texts, Ids>;

inline bool isNull(const Value& value) { return std::holds_alternative<Null>(value); }

/// For logs, tests and CSV: "Won", "10.50", "2026-11-21", "10.50 RUB", items of lists joined by "; "; null is empty.
std::string toText(const Value& value);

/// One field that two people changed; see kupets.v1.FieldConflict.
struct FieldConflictInfo {
    std::string entity;
    Uuid record;
    std::string field;
    Value original;
    Value mine;
    Value theirs;
    std::string changedBy;
    Timestamp changedAt;
};

}  // namespace kupets
