#include "common/expr/parse.h"

#include <charconv>
#include <string>
#include <utility>

#include "common/expr/lexer.h"

namespace kupets::expr {
namespace {

struct BinaryOperator {
    std::string_view symbol;
    Operator op;
    int level;
};
// By falling level: what stands lower binds weaker.
constexpr BinaryOperator kBinary[] = {
    {"*", Operator::Multiply, 3},
    {"/", Operator::Divide, 3},
    {"+", Operator::Add, 2},
    {"-", Operator::Subtract, 2},
    {"&", Operator::Join, 1},
    {"=", Operator::Equal, 0},
    {"<>", Operator::NotEqual, 0},
    {"<", Operator::Less, 0},
    {"<=", Operator::LessOrEqual, 0},
    {">", Operator::Greater, 0},
    {">=", Operator::GreaterOrEqual, 0},
};
constexpr int kComparison = 0;
constexpr int kUnary = 4;

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    Result<Ast> run() {
        auto ast = disjunction();
        if (!ast) return ast;
        if (now().kind != TokenKind::End) return syntax("operator");
        if ((*ast)->depth() > kMaxDepth) return limit("depth", kMaxDepth);
        if ((*ast)->nodes() > kMaxNodes) return limit("nodes", kMaxNodes);
        return ast;
    }

private:
    /// Counts how deep the parser stands in brackets and prefixes, so that no text exhausts the stack.
    class Nesting {
    public:
        explicit Nesting(std::uint32_t& depth) : depth_(depth) { ++depth_; }
        ~Nesting() { --depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        std::uint32_t& depth_;
    };

    const Token& now() const { return tokens_[at_]; }
    const Token& after() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    std::unexpected<Error> syntax(const char* expected) const {
        return fail(ErrorCode::Syntax, {std::to_string(now().position), expected});
    }
    static std::unexpected<Error> limit(const char* what, std::uint32_t most) {
        return fail(ErrorCode::LimitExceeded, {what, std::to_string(most)});
    }

    static bool isSymbol(const Token& token, std::string_view symbol) {
        return token.kind == TokenKind::Symbol && token.text == symbol;
    }
    static bool isWord(const Token& token, Word word) {
        return token.kind == TokenKind::Name && wordByName(token.text) == word;
    }
    bool take(std::string_view symbol) {
        if (!isSymbol(now(), symbol)) return false;
        ++at_;
        return true;
    }
    bool takeWord(Word word) {
        if (!isWord(now(), word)) return false;
        ++at_;
        return true;
    }

    /// a OR b OR c, then a AND b AND c: one node of them all.
    template <typename Next>
    Result<Ast> chain(Word word, Operator op, Next next) {
        const std::uint32_t position = now().position;
        auto first = next();
        if (!first || !isWord(now(), word)) return first;
        std::vector<Ast> operands{std::move(*first)};
        while (takeWord(word)) {
            auto operand = next();
            if (!operand) return operand;
            operands.push_back(std::move(*operand));
        }
        return makeNode(Operation{op, std::move(operands)}, position);
    }
    Result<Ast> disjunction() {
        return chain(Word::Or, Operator::Or, [this] { return conjunction(); });
    }
    Result<Ast> conjunction() {
        return chain(Word::And, Operator::And, [this] { return inversion(); });
    }

    Result<Ast> inversion() {
        const std::uint32_t position = now().position;
        if (!takeWord(Word::Not)) return binary(kComparison);
        const Nesting nesting(depth_);
        if (depth_ > kMaxDepth) return limit("depth", kMaxDepth);
        auto operand = inversion();
        if (!operand) return operand;
        return makeNode(Operation{Operator::Not, {std::move(*operand)}}, position);
    }

    const BinaryOperator* binaryHere(int level) const {
        if (now().kind != TokenKind::Symbol) return nullptr;
        for (const BinaryOperator& candidate : kBinary) {
            if (candidate.level == level && candidate.symbol == now().text) return &candidate;
        }
        return nullptr;
    }

    Result<Ast> binary(int level) {
        if (level == kUnary) return unary();
        const std::uint32_t position = now().position;
        auto left = binary(level + 1);
        while (left) {
            if (const BinaryOperator* found = binaryHere(level)) {
                ++at_;
                auto right = binary(level + 1);
                if (!right) return right;
                left = makeNode(Operation{found->op, {std::move(*left), std::move(*right)}}, position);
            } else if (level == kComparison && startsIn()) {
                left = membership(std::move(*left), position);
            } else {
                return left;
            }
        }
        return left;
    }

    bool startsIn() const { return isWord(now(), Word::In) || (isWord(now(), Word::Not) && isWord(after(), Word::In)); }

    /// x IN (a, b), x NOT IN (a, b).
    Result<Ast> membership(Ast needle, std::uint32_t position) {
        const bool inverted = takeWord(Word::Not);
        takeWord(Word::In);
        if (!take("(")) return syntax("(");
        auto list = arguments();
        if (!list) return std::unexpected(list.error());
        if (list->empty()) return fail(ErrorCode::Syntax, {std::to_string(now().position), "expression"});
        list->insert(list->begin(), std::move(needle));
        Ast in = makeNode(Operation{Operator::In, std::move(*list)}, position);
        return inverted ? makeNode(Operation{Operator::Not, {std::move(in)}}, position) : in;
    }

    Result<Ast> unary() {
        const std::uint32_t position = now().position;
        if (take("+")) return nested([this] { return unary(); });
        if (!take("-")) return primary();
        auto operand = nested([this] { return unary(); });
        if (!operand) return operand;
        return withPosition(operation(Operator::Negate, {std::move(*operand)}), position);
    }

    template <typename Next>
    Result<Ast> nested(Next next) {
        const Nesting nesting(depth_);
        if (depth_ > kMaxDepth) return limit("depth", kMaxDepth);
        return next();
    }

    static Ast withPosition(const Ast& ast, std::uint32_t position) { return makeNode(ast->content(), position); }

    Result<Ast> primary() {
        const Token& token = now();
        switch (token.kind) {
            case TokenKind::Number:
                return ++at_, numeral(token);
            case TokenKind::Text:
                return ++at_, makeNode(Literal{token.text}, token.position);
            case TokenKind::Name:
                return isSymbol(after(), "(") ? callOf(token) : wordOrPath(token);
            case TokenKind::QuotedName:
                return path();
            case TokenKind::Symbol:
                if (token.text != "(") return syntax("expression");
                return nested([this] { return bracketed(); });
            case TokenKind::End:
                break;
        }
        return syntax("expression");
    }

    Result<Ast> bracketed() {
        ++at_;
        auto inner = disjunction();
        if (!inner) return inner;
        if (!take(")")) return syntax(")");
        return inner;
    }

    static Result<Ast> numeral(const Token& token) {
        std::int64_t whole = 0;
        const char* end = token.text.data() + token.text.size();
        if (const auto read = std::from_chars(token.text.data(), end, whole);
            read.ec == std::errc() && read.ptr == end) {
            return makeNode(Literal{whole}, token.position);
        }
        const auto decimal = Decimal::parse(token.text);
        if (!decimal) {
            return fail(ErrorCode::InvalidValue, {token.text, "number", std::to_string(token.position)});
        }
        return makeNode(Literal{*decimal}, token.position);
    }

    Result<Ast> wordOrPath(const Token& token) {
        const auto word = wordByName(token.text);
        if (!word) return path();
        const auto literal = [&](Value value) -> Result<Ast> {
            ++at_;
            return makeNode(Literal{std::move(value)}, token.position);
        };
        switch (*word) {
            case Word::True:
                return literal(true);
            case Word::False:
                return literal(false);
            case Word::Null:
                return literal(Null{});
            default:
                return syntax("expression");
        }
    }

    Result<Ast> path() {
        const std::uint32_t position = now().position;
        Path steps;
        steps.steps.push_back(now().text);
        ++at_;
        while (take(".")) {
            if (now().kind != TokenKind::Name && now().kind != TokenKind::QuotedName) return syntax("field name");
            steps.steps.push_back(now().text);
            ++at_;
        }
        return makeNode(std::move(steps), position);
    }

    Result<std::vector<Ast>> arguments() {
        std::vector<Ast> out;
        if (take(")")) return out;
        while (true) {
            auto argument = nested([this] { return disjunction(); });
            if (!argument) return std::unexpected(argument.error());
            out.push_back(std::move(*argument));
            if (take(")")) return out;
            if (!take(",") && !take(";")) return syntax(")");
        }
    }

    /// A function's call; AND, OR and NOT may be written as functions too.
    Result<Ast> callOf(const Token& name) {
        const auto word = wordByName(name.text);
        const auto function = functionByName(name.text);
        const bool logic = word == Word::And || word == Word::Or || word == Word::Not;
        if (!function && !logic) {
            if (word) return wordOrPath(name);
            return fail(ErrorCode::UnknownFunction, {name.text, std::to_string(name.position)});
        }
        at_ += 2;
        auto list = arguments();
        if (!list) return std::unexpected(list.error());
        if (logic) return logicCall(name, *word, std::move(*list));
        const FunctionInfo& known = info(*function);
        if (list->size() < known.least || list->size() > known.most) {
            return wrongCount(name, list->size(), known.least, known.most);
        }
        return makeNode(Call{*function, std::move(*list)}, name.position);
    }

    static Result<Ast> logicCall(const Token& name, Word word, std::vector<Ast> list) {
        if (word == Word::Not) {
            if (list.size() != 1) return wrongCount(name, list.size(), 1, 1);
            return makeNode(Operation{Operator::Not, std::move(list)}, name.position);
        }
        if (list.empty()) return wrongCount(name, 0, 1, kMaxNodes);
        if (list.size() == 1) return std::move(list.front());
        return makeNode(Operation{word == Word::And ? Operator::And : Operator::Or, std::move(list)}, name.position);
    }

    static std::unexpected<Error> wrongCount(const Token& name, std::size_t found, std::size_t least,
                                             std::size_t most) {
        std::string expected = std::to_string(least);
        if (most != least) expected += "–" + std::to_string(most);
        return fail(ErrorCode::WrongArgumentCount,
                    {name.text, std::to_string(found), std::move(expected), std::to_string(name.position)});
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::uint32_t depth_ = 0;
};

}  // namespace

Result<Ast> parse(std::string_view utf8) {
    auto tokens = tokenize(utf8);
    if (!tokens) return std::unexpected(std::move(tokens.error()));
    return Parser(std::move(*tokens)).run();
}

}  // namespace kupets::expr
