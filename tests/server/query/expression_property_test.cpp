// Random schemas, rows and expressions: PostgreSQL and memory give the same value for every row.
// KUPETS_SEED=… repeats a run, KUPETS_EXPRESSIONS=… makes it longer.
#include <cstdlib>
#include <iostream>
#include <random>

#include <catch2/catch.hpp>

#include "common/expr/parse.h"
#include "common/expr/print.h"
#include "server/access/scope.h"
#include "server/access/scope_builder.h"
#include "server/db/migrations.h"
#include "server/query/names.h"
#include "server/query/sql_expression.h"
#include "server/schema/ddl.h"
#include "tests/server/query/random_expression.h"
#include "tests/server/query/random_schema.h"
#include "tests/support/database_fixture.h"

namespace kupets::tests {
namespace {

using schema::ValueType;

constexpr std::size_t kRowsEach = 9;
constexpr int kDepth = 5;
constexpr std::size_t kExpressionsASchema = 300;

std::uint64_t fromEnvironment(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::string kernelTemplate() {
    return preparedTemplate("kernel", [](db::Database& database) {
        const auto done = runAwaitable(db::migrate(database, db::within(std::chrono::seconds(30))));
        if (!done) throw std::runtime_error(describe(done.error()));
    });
}

Value cell(const db::Rows& rows, std::size_t row, ValueType type) {
    if (rows.isNull(row, 1)) return Null{};
    switch (type) {
        case ValueType::Boolean:
            return rows.boolean(row, 1);
        case ValueType::Integer:
        case ValueType::Duration:
            return rows.integer(row, 1);
        case ValueType::Decimal:
        case ValueType::Money:
            return rows.decimal(row, 1);
        case ValueType::Date:
            return rows.date(row, 1);
        case ValueType::Timestamp:
            return rows.timestamp(row, 1);
        case ValueType::Reference:
            return rows.uuid(row, 1);
        default:
            return std::string(rows.text(row, 1));
    }
}

/// One schema with its rows in a database and in memory.
class World {
public:
    explicit World(Random& random)
        : snapshot_(randomSchema(random)), rows_(random, *snapshot_, kRowsEach), database_(kernelTemplate()) {
        auto ddl = schema::missingDdl(*snapshot_, {});
        if (!ddl) throw std::runtime_error(describe(ddl.error()));
        std::vector<db::Query> queries;
        for (std::string& statement : *ddl) queries.push_back({std::move(statement), {}});
        run(std::move(queries));
        run(rows_.inserts());
        context_.now = *Timestamp::parse("2026-11-21T22:15:00.5Z");
        context_.me = rows_.ids(*snapshot_->entity("user")).front();
        if (random.chance(70))
            context_.department = rows_.ids(*snapshot_->entity("user")).back();  // any record will do
        static const std::vector<int> kOffsets{0, 10'800, -18'000, 19'800};
        context_.zoneOffset = std::chrono::seconds(random.of(kOffsets));
    }

    const schema::Snapshot& snapshot() const { return *snapshot_; }

    /// What differs, or an empty text.
    std::string compare(const expr::Typed& typed, const schema::Entity& entity) {
        const schema::Catalog catalog{snapshot_, {}};
        const access::ScopePtr scope = access::ScopeBuilder::forSystem();
        query::Statement statement(catalog, *scope);
        query::Names names(statement, entity);
        const auto sql = query::toSql(typed, names, statement.params, context_);
        if (!sql) return "no SQL: " + describe(sql.error());
        db::Query query{"SELECT " + names.alias() + ".id, " + *sql + " FROM " + names.from(),
                        std::move(statement.params)};
        const std::string shown = query.sql;
        auto rows = runAwaitable(database_->run(std::move(query), db::within(std::chrono::seconds(30))));
        if (!rows) return describe(rows.error()) + " in\n" + shown;
        if (rows->size() != kRowsEach) return "wrong number of rows from\n" + shown;
        for (std::size_t row = 0; row < rows->size(); ++row) {
            const Value fromSql = cell(*rows, row, typed->type());
            const Value fromMemory = expr::evaluate(typed, rows_.row(rows->uuid(row, 0)), context_);
            ++values_;
            if (!isNull(fromSql)) ++filled_;
            if (fromSql != fromMemory) {
                return "SQL: '" + toText(fromSql) + "', memory: '" + toText(fromMemory) + "' by\n" + shown;
            }
        }
        return {};
    }

    std::size_t values() const { return values_; }
    std::size_t filled() const { return filled_; }

private:
    void run(std::vector<db::Query> queries) {
        const auto done = runAwaitable(database_->runAll(std::move(queries), db::within(std::chrono::seconds(30))));
        if (!done) throw std::runtime_error(describe(done.error()));
    }

    schema::SnapshotPtr snapshot_;
    RandomRows rows_;
    TestDatabase database_;
    expr::EvaluationContext context_;
    std::size_t values_ = 0;
    std::size_t filled_ = 0;  // of them not null
};

}  // namespace

TEST_CASE("an expression has one value, by SQL and in memory") {
    const std::uint64_t seed = fromEnvironment("KUPETS_SEED", std::random_device{}());
    const std::uint64_t wanted = fromEnvironment("KUPETS_EXPRESSIONS", 2'400);
    std::cout << "seed " << seed << std::endl;
    Random random(seed);
    static const std::vector<ValueType> kTypes{ValueType::Boolean,  ValueType::Boolean, ValueType::Decimal,
                                               ValueType::Decimal,  ValueType::Text,    ValueType::Date,
                                               ValueType::Timestamp};
    std::size_t compared = 0;
    std::size_t refused = 0;
    std::size_t values = 0;
    std::size_t filled = 0;
    while (compared < wanted) {
        World world(random);
        for (std::size_t i = 0; i < kExpressionsASchema; ++i) {
            const schema::Entity& entity = *random.of(world.snapshot().entities());
            const ValueType type = random.of(kTypes);
            const std::string text = expr::print(RandomExpressions(random, entity).make(type, kDepth));
            const auto typed = expr::compile(text, entity, type);
            if (!typed) {
                ++refused;  // two nulls in one IF have no type, for one
                UNSCOPED_INFO(entity.name() << ": " << text << ": " << describe(typed.error()));
                continue;
            }
            const std::string difference = world.compare(*typed, entity);
            ++compared;
            if (!difference.empty())
                FAIL_CHECK("seed " << seed << ", " << entity.name() << ": " << text << "\n" << difference);
        }
        values += world.values();
        filled += world.filled();
    }
    CHECK(refused * 10 < compared);
    CHECK(filled * 3 > values);
    std::cout << compared << " expressions compared, " << refused << " refused; " << filled << " of " << values
              << " values not null" << std::endl;
}

}  // namespace kupets::tests
