#include "common/expr/parse.h"

#include <catch2/catch.hpp>

#include "common/expr/print.h"

using namespace kupets;
using namespace kupets::expr;

namespace {

std::string canonical(std::string_view text, Language language = Language::English) {
    const auto ast = parse(text);
    return ast ? print(*ast, language) : describe(ast.error());
}

Error errorOf(std::string_view text) {
    const auto ast = parse(text);
    REQUIRE_FALSE(ast);
    return ast.error();
}

}  // namespace

TEST_CASE("what stands without brackets binds as in spreadsheets") {
    CHECK(canonical("1+2*3") == "1 + 2 * 3");
    CHECK(canonical("(1+2)*3") == "(1 + 2) * 3");
    CHECK(canonical("a-(b-c)") == "a - (b - c)");
    CHECK(canonical("a-b-c") == "a - b - c");
    CHECK(canonical("a & b + 1 = c") == "a & b + 1 = c");
    CHECK(canonical("a & (b = c)") == "a & (b = c)");
    CHECK(canonical("not a = 1 or b and c") == "NOT a = 1 OR b AND c");
    CHECK(canonical("not (a or b)") == "NOT (a OR b)");
    CHECK(canonical("-a * -2") == "-a * -2");
    CHECK(canonical("a != 1") == "a <> 1");
    CHECK(canonical("a not in (1; 2)") == "NOT a IN (1, 2)");
}

TEST_CASE("both languages say the same") {
    const auto english = parse(R"(IF(SUM(deals.amount, stage.kind = "won") > 1.50, TRUE, COUNT(deals) IN (1, 2)))");
    const auto russian = parse(R"(если(СУММ(deals.amount; stage.kind = "won") > 1.50; истина; СЧЕТ(deals) в (1; 2)))");
    REQUIRE(english);
    REQUIRE(russian);
    CHECK(same(*english, *russian));
    CHECK(print(*english, Language::Russian) ==
          R"(ЕСЛИ(СУММ(deals.amount; stage.kind = "won") > 1.50; ИСТИНА; СЧЁТ(deals) В (1; 2)))");
    CHECK(canonical("И(a; b) ИЛИ НЕ(c)") == "a AND b OR NOT c");
    CHECK(canonical("AND(a, b, c)") == "a AND b AND c");
    CHECK(canonical("ЕПУСТО(name) = ЛОЖЬ", Language::Russian) == "ЕПУСТО(name) = ЛОЖЬ");
}

TEST_CASE("every function has its own name in each language") {
    for (const FunctionInfo& known : functions()) {
        CHECK(functionByName(known.english) == known.function);
        CHECK(functionByName(known.russian) == known.function);
        CHECK(&info(known.function) == &known);
    }
}

TEST_CASE("texts, numbers and reserved names come back as they were") {
    CHECK(canonical(R"("ООО ""Рога"" и копыта")") == R"("ООО ""Рога"" и копыта")");
    CHECK(canonical("0.10") == "0.10");
    CHECK(canonical("-9223372036854775808") == "-9223372036854775808");
    CHECK(canonical("99999999999999999999") == "99999999999999999999");
    CHECK(canonical("[in].[or] = 1") == "[in].or = 1");
    CHECK(canonical("null") == "NULL");
    CHECK(canonical("a\xC2\xA0=\n1") == "a = 1");
}

TEST_CASE("syntax errors say where, in characters, and what is expected") {
    const auto syntax = [](std::string_view text) {
        const Error error = errorOf(text);
        CHECK(error.code == ErrorCode::Syntax);
        return error.args.at(0) + " " + error.args.at(1);
    };
    CHECK(syntax("") == "0 expression");
    CHECK(syntax("1 +") == "3 expression");
    CHECK(syntax("\"ёж\" & (a") == "9 )");
    CHECK(syntax("\"ёж") == "0 closing quote");
    CHECK(syntax("a b") == "2 operator");
    CHECK(syntax("a.") == "2 field name");
    CHECK(syntax("1.") == "2 digit");
    CHECK(syntax("12ab") == "2 operator");
    CHECK(syntax("a ! b") == "2 operator");
    CHECK(syntax("a = #") == "4 expression");
    CHECK(syntax("a IN ()") == "7 expression");
    CHECK(syntax("\xD0") == "0 UTF-8");
    CHECK(syntax(std::string_view("\"a\0b\"", 5)) == "2 character");
}

TEST_CASE("functions are known by name and number of arguments") {
    CHECK(errorOf("1 + NOPE(1)").code == ErrorCode::UnknownFunction);
    CHECK(errorOf("1 + NOPE(1)").args == std::vector<std::string>{"NOPE", "4"});
    CHECK(errorOf("IF(TRUE)").code == ErrorCode::WrongArgumentCount);
    CHECK(errorOf("IF(TRUE)").args == std::vector<std::string>{"IF", "1", "2–3", "0"});
    CHECK(errorOf("NOW(1)").args == std::vector<std::string>{"NOW", "1", "0", "0"});
    CHECK(errorOf(std::string(40, '9')).code == ErrorCode::InvalidValue);
}

TEST_CASE("texts without end, depth and size are refused") {
    const auto limit = [](const std::string& text) {
        const Error error = errorOf(text);
        CHECK(error.code == ErrorCode::LimitExceeded);
        return error.args.at(0);
    };
    CHECK(limit(std::string(10'001, ' ')) == "characters");
    CHECK(limit(std::string(5'000, '(')) == "depth");
    CHECK(limit(std::string(5'000, '-') + "1") == "depth");
    std::string nots;
    for (int i = 0; i < 2'000; ++i) nots += "NOT ";
    CHECK(limit(nots + "a") == "depth");
    std::string calls;
    for (int i = 0; i < 1'000; ++i) calls += "ABS(";
    CHECK(limit(calls) == "depth");
    std::string chain = "1";
    for (int i = 0; i < 200; ++i) chain += "+1";
    CHECK(limit(chain) == "depth");
    std::string list = "a IN (1";
    for (int i = 0; i < 2'000; ++i) list += ",1";
    CHECK(limit(list + ")") == "nodes");
    CHECK(parse(std::string(90, '(') + "a" + std::string(90, ')')));
}

TEST_CASE("programs build the trees that texts are read as") {
    const auto built =
        all({equals(field("company.owner"), call(Function::Me)), greater(field("amount"), number(Decimal(5))),
             oneOf(field("stage.name"), {text("Won"), text("a\"b")}), isFilled(field("inn")),
             any({contains(field("name"), "x"), startsWith(field("name"), "y")}),
             operation(Operator::Negate, {number(std::int64_t{5})}), lessOrEqual(field("d"), date(Date{}))});
    const auto again = parse(print(built));
    REQUIRE(again);
    CHECK(same(built, *again));
    const auto russian = parse(print(built, Language::Russian));
    REQUIRE(russian);
    CHECK(same(built, *russian));
    CHECK(print(all({})) == "TRUE");
    CHECK(print(any({})) == "FALSE");
    CHECK(print(any({field("a")})) == "a");
    CHECK(print(oneOf(field("a"), {})) == "FALSE");
}
