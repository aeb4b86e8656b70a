// The text of the SQL: what an index can use, and that values never become part of it. Its results: the property test.
#include "server/query/sql_expression.h"

#include <catch2/catch.hpp>

using namespace kupets;

namespace {

/// Columns by their path: "company.name" → t."company.name".
class PathNames final : public query::SqlNames, public query::SqlChildren {
public:
    Result<std::string> column(std::span<const schema::Field* const> path, expr::Part part) override {
        std::string name;
        for (const schema::Field* field : path) name += (name.empty() ? "" : ".") + field->name();
        if (path.back()->name() == "secret") return fail(ErrorCode::Forbidden, {name});
        return prefix_ + "\"" + name + (part == expr::Part::Companion ? "+" : "") + "\"";
    }
    Result<std::unique_ptr<query::SqlChildren>> children(std::span<const schema::Field* const> /*prefix*/,
                                                         const schema::Reverse& reverse) override {
        auto inner = std::make_unique<PathNames>();
        inner->prefix_ = "c.";
        inner->from_ = "FROM " + reverse.child->name() + " c WHERE seen";
        return inner;
    }
    SqlNames& names() override { return *this; }
    Result<std::string> from() override { return from_; }

private:
    std::string prefix_ = "t.";
    std::string from_;
};

schema::SnapshotPtr deals() {
    const auto entity = [](const char* text) {
        auto def = schema::parseEntityDef("test", text);
        REQUIRE(def);
        for (auto& field : *def->mutable_fields()) {
            field.mutable_label()->set_ru(field.name());
            field.mutable_label()->set_en(field.name());
        }
        return *def;
    };
    auto snapshot =
        schema::Snapshot::build({entity(R"(name: "user" title_field: "name" fields { name: "name" type: TEXT })"),
                                 entity(R"(name: "deal" title_field: "name"
             fields { name: "name" type: TEXT }
             fields { name: "amount" type: MONEY }
             fields { name: "count" type: INTEGER }
             fields { name: "closes" type: DATE }
             fields { name: "tags" type: MULTI_CHOICE choices { value: "a" } }
             fields { name: "secret" type: TEXT }
             fields { name: "parent" type: REFERENCE target: "deal" reverse: "parts" })")},
                                1);
    REQUIRE(snapshot);
    return *snapshot;
}

struct Written {
    std::string sql;
    std::vector<std::optional<std::string>> values;
};

Written written(std::string_view text) {
    static const schema::SnapshotPtr snapshot = deals();
    const auto typed = expr::compile(text, *snapshot->entity("deal"));
    if (!typed) return {describe(typed.error()), {}};
    PathNames names;
    db::Params params;
    const expr::EvaluationContext context{*Timestamp::parse("2026-11-21T22:30:00Z"), Uuid::fromName("me"),
                                          std::chrono::hours(3)};
    const auto sql = query::toSql(*typed, names, params, context);
    return {sql ? *sql : describe(sql.error()), params.values()};
}

}  // namespace

TEST_CASE("columns are compared as they are, so that indexes serve") {
    CHECK(written("name = \"x\"").sql == R"((t."name" = $1::text))");
    CHECK(written("name IN (\"x\", \"y\")").sql == R"((t."name" IN ($1::text, $2::text)))");
    CHECK(written("count >= 5").sql == R"((t."count" >= $1::int8))");
    CHECK(written("amount < 5").sql == R"((t."amount" < $1::numeric))");
    CHECK(written("closes = \"2026-01-31\"").sql == R"((t."closes" = $1::date))");
    CHECK(written("parent = ID(\"018f0000-0000-7000-8000-000000000000\")").sql == R"((t."parent" = $1::uuid))");
    CHECK(written("HAS(tags, \"a\")").sql == R"((t."tags" @> ARRAY[$1::text]))");
    CHECK(written("parent.name").sql == R"(t."parent.name")");
    CHECK(written("amount.currency = \"RUB\"").sql == R"((t."amount+" = $1::text))");
    CHECK(written("name = parent.name").sql == R"(((t."name" COLLATE "C") = t."parent.name"))");
}

TEST_CASE("values never become a part of the text") {
    const Written found = written(
        "name = \"'; DROP TABLE x; --\" AND CONTAINS(name, \"$1'Ё\") AND amount > 12.5 AND closes < TODAY() + 1 - 1");
    for (const char* value : {"DROP", "12.5", "2026", "Ё", "ё"}) CHECK(found.sql.find(value) == std::string::npos);
    CHECK(found.values ==
          std::vector<std::optional<std::string>>{"'; DROP TABLE x; --", "$1'е", "12.5", "2026-11-22", "1", "1"});
}

TEST_CASE("what the context knows is one parameter, however often it stands there") {
    const Written found = written("closes = TODAY() OR closes = TODAY()");
    CHECK(found.sql == R"(((t."closes" = $1::date) OR (t."closes" = $1::date)))");
    CHECK(found.values.size() == 1);
}

TEST_CASE("children are read as the planner opens them") {
    CHECK(written("COUNT(parts)").sql == "(SELECT count(*) FROM deal c WHERE seen)");
    CHECK(written("COUNT(parts, name = \"x\")").sql ==
          "(SELECT count(*) FROM deal c WHERE seen AND (c.\"name\" = $1::text))");
    // A text that is computed sorts as text columns do.
    CHECK(written("MAX(parts.name)").sql ==
          R"(((SELECT max(c."name" COLLATE "C") FROM deal c WHERE seen) COLLATE "ru-RU-x-icu"))");
}

TEST_CASE("what the planner refuses is refused") {
    CHECK(written("1 = 1 OR secret = \"x\"").sql.starts_with("FORBIDDEN"));
    CHECK(written("COUNT(parts, secret = \"x\")").sql.starts_with("FORBIDDEN"));
}
