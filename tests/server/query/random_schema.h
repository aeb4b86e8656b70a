// Random schemas and rows for property tests: a few entities with fields of every type, references between them,
// formulas.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/expr/evaluate.h"
#include "common/schema/snapshot.h"
#include "server/db/database.h"

namespace kupets::tests {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    /// 0 … most - 1.
    std::size_t below(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(engine_); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <typename Items>
    const auto& of(const Items& items) {
        return *(std::begin(items) + static_cast<std::ptrdiff_t>(below(std::size(items))));
    }

private:
    std::mt19937_64 engine_;
};

schema::SnapshotPtr randomSchema(Random& random);

/// A text, number, date … such as rows and expressions have; many of them meet again.
std::string randomText(Random& random);
Decimal randomDecimal(Random& random);
std::int64_t randomInteger(Random& random);
Date randomDate(Random& random);
Timestamp randomTimestamp(Random& random);

/// All rows of a schema in memory.
class RandomRows {
public:
    RandomRows(Random& random, const schema::Snapshot& snapshot, std::size_t rowsEach);

    class Row final : public expr::Record {
    public:
        Value value(const schema::Field& field) const override;
        const expr::Record* follow(const schema::Field& reference) const override;
        std::vector<const expr::Record*> children(const schema::Reverse& reverse) const override;

        const RandomRows* rows = nullptr;
        const schema::Entity* entity = nullptr;
        std::map<std::string, Value> values;
    };

    const std::vector<Uuid>& ids(const schema::Entity& entity) const { return ids_.at(&entity); }
    const Row& row(const Uuid& id) const { return rows_.at(id); }
    /// INSERTs of everything.
    std::vector<db::Query> inserts() const;

private:
    Value randomValue(Random& random, const schema::Field& field) const;
    std::map<Uuid, Row> rows_;
    std::map<const schema::Entity*, std::vector<Uuid>> ids_;
};

}  // namespace kupets::tests
