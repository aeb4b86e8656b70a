#include "common/expr/print.h"

namespace kupets::expr {
namespace {

// How tightly an operation binds; what stands inside a tighter one gets brackets.
enum Level { kOr, kAnd, kNot, kCompare, kJoin, kAdd, kMultiply, kPrefix, kAtom };

Level levelOf(Operator op) {
    switch (op) {
        case Operator::Or:
            return kOr;
        case Operator::And:
            return kAnd;
        case Operator::Not:
            return kNot;
        case Operator::Negate:
            return kPrefix;
        case Operator::Join:
            return kJoin;
        case Operator::Add:
        case Operator::Subtract:
            return kAdd;
        case Operator::Multiply:
        case Operator::Divide:
            return kMultiply;
        default:
            return kCompare;
    }
}

std::string_view symbolOf(Operator op) {
    switch (op) {
        case Operator::Equal:
            return "=";
        case Operator::NotEqual:
            return "<>";
        case Operator::Less:
            return "<";
        case Operator::LessOrEqual:
            return "<=";
        case Operator::Greater:
            return ">";
        case Operator::GreaterOrEqual:
            return ">=";
        case Operator::Join:
            return "&";
        case Operator::Add:
            return "+";
        case Operator::Subtract:
            return "-";
        case Operator::Multiply:
            return "*";
        case Operator::Divide:
            return "/";
        default:
            return "";
    }
}

class Printer {
public:
    explicit Printer(Language language) : language_(language) {}

    std::string run(const Ast& ast) {
        print(ast, kOr);
        return std::move(out_);
    }

private:
    void print(const Ast& ast, Level least) {
        const Node::Content& content = ast->content();
        if (const auto* operation = std::get_if<Operation>(&content)) {
            const bool brackets = levelOf(operation->op) < least;
            if (brackets) out_ += '(';
            print(*operation);
            if (brackets) out_ += ')';
        } else if (const auto* call = std::get_if<Call>(&content)) {
            const FunctionInfo& known = info(call->function);
            out_ += language_ == Language::English ? known.english : known.russian;
            printList(call->arguments, 0);
        } else if (const auto* path = std::get_if<Path>(&content)) {
            print(*path);
        } else {
            print(std::get<Literal>(content).value);
        }
    }

    void print(const Operation& operation) {
        const Level level = levelOf(operation.op);
        const std::vector<Ast>& operands = operation.operands;
        switch (operation.op) {
            case Operator::Or:
            case Operator::And:
                return printChain(operation, operation.op == Operator::Or ? Word::Or : Word::And);
            case Operator::Not:
                out_ += wordName(Word::Not, language_);
                out_ += ' ';
                return print(operands.front(), kNot);
            case Operator::Negate:
                out_ += '-';
                return print(operands.front(), kPrefix);
            case Operator::In:
                print(operands.front(), kCompare);
                out_ += ' ';
                out_ += wordName(Word::In, language_);
                out_ += ' ';
                return printList(operands, 1);
            default:
                break;
        }
        print(operands[0], level);
        out_ += ' ';
        out_ += symbolOf(operation.op);
        out_ += ' ';
        print(operands[1], static_cast<Level>(level + 1));  // a - (b - c)
    }

    void printChain(const Operation& operation, Word word) {
        const auto tighter = static_cast<Level>(levelOf(operation.op) + 1);
        bool first = true;
        for (const Ast& operand : operation.operands) {
            if (!first) {
                out_ += ' ';
                out_ += wordName(word, language_);
                out_ += ' ';
            }
            first = false;
            print(operand, tighter);
        }
    }

    void printList(const std::vector<Ast>& list, std::size_t from) {
        out_ += '(';
        for (std::size_t i = from; i < list.size(); ++i) {
            if (i > from) out_ += language_ == Language::English ? ", " : "; ";
            print(list[i], kOr);
        }
        out_ += ')';
    }

    void print(const Path& path) {
        bool first = true;
        for (const std::string& step : path.steps) {
            if (!first) {
                out_ += '.';
                out_ += step;
            } else if (wordByName(step)) {
                out_ += '[' + step + ']';
            } else {
                out_ += step;
            }
            first = false;
        }
    }

    void print(const Value& value) {
        if (const auto* truth = std::get_if<bool>(&value)) {
            out_ += wordName(*truth ? Word::True : Word::False, language_);
        } else if (const auto* words = std::get_if<std::string>(&value)) {
            out_ += '"';
            for (const char c : *words) out_.append(c == '"' ? 2 : 1, c);
            out_ += '"';
        } else if (isNull(value)) {
            out_ += wordName(Word::Null, language_);
        } else {
            out_ += toText(value);
        }
    }

    Language language_;
    std::string out_;
};

}  // namespace

std::string print(const Ast& ast, Language language) { return Printer(language).run(ast); }

}  // namespace kupets::expr
