#include "common/expr/lexer.h"

#include <unicode/uchar.h>

#include "common/expr/ast.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::expr {
namespace {

bool isSpace(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x202F; }
bool isDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool startsName(char32_t c) { return c == U'_' || u_isalpha(static_cast<UChar32>(c)) != 0; }
bool continuesName(char32_t c) { return startsName(c) || isDigit(c); }

class Lexer {
public:
    explicit Lexer(std::string_view utf8) : rest_(utf8) { advance(); }

    Result<std::vector<Token>> run() {
        while (true) {
            while (isSpace(next_)) advance();
            begin_ = position_;
            if (ended_) break;
            if (auto token = one(); !token) return std::unexpected(token.error());
        }
        push(TokenKind::End, {});
        return std::move(tokens_);
    }

private:
    void advance() {
        if (started_) ++position_;
        started_ = true;
        ended_ = at_ >= rest_.size();
        next_ = ended_ ? U'\0' : text::decode(rest_, at_);
    }

    void push(TokenKind kind, std::string text) { tokens_.push_back({kind, std::move(text), begin_}); }

    std::unexpected<Error> syntax(std::uint32_t position, const char* expected) {
        return fail(ErrorCode::Syntax, {std::to_string(position), expected});
    }

    Result<void> one() {
        if (startsName(next_)) return push(TokenKind::Name, name()), Result<void>{};
        if (isDigit(next_)) return number();
        if (next_ == U'"') return quoted();
        if (next_ == U'[') return bracketed();
        return symbol();
    }

    std::string name() {
        std::string out;
        for (; continuesName(next_); advance()) text::append(out, next_);
        return out;
    }

    Result<void> number() {
        std::string out;
        for (; isDigit(next_); advance()) text::append(out, next_);
        if (next_ == U'.') {
            out += '.';
            advance();
            if (!isDigit(next_)) return syntax(position_, "digit");
            for (; isDigit(next_); advance()) text::append(out, next_);
        }
        if (startsName(next_)) return syntax(position_, "operator");
        push(TokenKind::Number, std::move(out));
        return {};
    }

    Result<void> quoted() {
        std::string out;
        while (true) {
            advance();
            if (ended_) return syntax(begin_, "closing quote");
            if (next_ == U'\0') return syntax(position_, "character");
            if (next_ == U'"') {
                advance();
                if (next_ != U'"') break;
            }
            text::append(out, next_);
        }
        push(TokenKind::Text, std::move(out));
        return {};
    }

    Result<void> bracketed() {
        advance();
        if (!startsName(next_)) return syntax(position_, "field name");
        std::string out = name();
        if (next_ != U']') return syntax(position_, "]");
        advance();
        push(TokenKind::QuotedName, std::move(out));
        return {};
    }

    Result<void> symbol() {
        const char32_t first = next_;
        advance();
        std::string out;
        text::append(out, first);
        const bool twoOfLess = first == U'<' && (next_ == U'=' || next_ == U'>');
        const bool twoOfGreater = first == U'>' && next_ == U'=';
        if (twoOfLess || twoOfGreater) {
            text::append(out, next_);
            advance();
        } else if (first == U'!') {
            if (next_ != U'=') return syntax(begin_, "operator");
            out = "<>";
            advance();
        } else if (out.find_first_of("+-*/&=<>(),;.") != 0) {
            return syntax(begin_, "expression");
        }
        push(TokenKind::Symbol, std::move(out));
        return {};
    }

    std::string_view rest_;
    std::size_t at_ = 0;
    char32_t next_ = 0;
    bool started_ = false;
    bool ended_ = false;
    std::uint32_t position_ = 0;
    std::uint32_t begin_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view utf8) {
    if (utf8.size() > kMaxCharacters && text::length(utf8) > kMaxCharacters) {
        return fail(ErrorCode::LimitExceeded, {"characters", std::to_string(kMaxCharacters)});
    }
    if (!text::isValidUtf8(utf8)) return fail(ErrorCode::Syntax, {"0", "UTF-8"});
    return Lexer(utf8).run();
}

}  // namespace kupets::expr
