#include "common/words/errors.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "common/text/fold.h"
#include "kupets/v1/error.pb.h"

using namespace kupets;
using namespace kupets::words;

namespace {

bool hasCyrillic(std::string_view utf8) {
    return std::ranges::any_of(utf8, [](char c) { return c == '\xD0' || c == '\xD1'; });
}

}  // namespace

TEST_CASE("every code of the contract has its own sentence in both languages") {
    const auto* codes = v1::ErrorCode_descriptor();
    std::set<std::string> seen;
    int known = 0;
    for (int i = 0; i < codes->value_count(); ++i) {
        if (codes->value(i)->number() == 0) continue;
        ++known;
        const auto code = static_cast<ErrorCode>(codes->value(i)->number());
        for (const auto& args : {std::vector<std::string>{}, {"7"}, {"7", "date"}, {"7", "date", "3"}}) {
            for (const Language language : {Language::Russian, Language::English}) {
                const std::string said = sentence(Error(code, args), language);
                CAPTURE(codes->value(i)->name(), args.size(), said);
                CHECK(hasCyrillic(said) == (language == Language::Russian));
                CHECK(said.find("еизвестная") == std::string::npos);
                CHECK(said.find("nknown error") == std::string::npos);
                CHECK(said.ends_with("."));
                CHECK(said.find_first_of("[]{}") == std::string::npos);
                const std::string_view first = text::slice(said, 0, 1);
                CHECK(text::lower(first) != first);
                if (args.empty()) seen.insert(said);
            }
        }
    }
    CHECK(static_cast<int>(seen.size()) == 2 * known);
    CHECK(sentence(Error(static_cast<ErrorCode>(999)), Language::Russian) == "Неизвестная ошибка №999.");
    CHECK(sentence(Error(static_cast<ErrorCode>(999)), Language::English) == "Unknown error no. 999.");
}

TEST_CASE("sentences say what their arguments say, and nothing of those that are not there") {
    const auto said = [](ErrorCode code, std::vector<std::string> args, Language language = Language::Russian) {
        return sentence(Error(code, std::move(args)), language);
    };
    CHECK(said(ErrorCode::TooLong, {"40"}) == "Слишком длинно: не более 40 знаков.");
    CHECK(said(ErrorCode::TooLong, {}) == "Слишком длинно.");
    CHECK(said(ErrorCode::OutOfRange, {"", "5"}) == "Значение вне допустимых границ до 5.");
    CHECK(said(ErrorCode::InvalidValue, {"12", "BIC of 9 digits"}) ==
          "Значение не подходит: «12». Нужно: БИК из 9 цифр.");
    CHECK(said(ErrorCode::InvalidValue, {"12", "BIC of 9 digits"}, Language::English) ==
          "The value does not fit: “12”. Expected: BIC of 9 digits.");
    CHECK(said(ErrorCode::InvalidValue, {"1", "no such term"}) == "Значение не подходит: «1».");
    CHECK(said(ErrorCode::InvalidValue, {"1", "no such term"}, Language::English) ==
          "The value does not fit: “1”. Expected: no such term.");
    CHECK(said(ErrorCode::Syntax, {"0", ")"}) == "Ошибка в выражении, знак 1. Нужно: скобка ).");
    CHECK(said(ErrorCode::Syntax, {"x", ")"}) == "Ошибка в выражении. Нужно: скобка ).");
    CHECK(said(ErrorCode::BadFile, {"quote", "3"}) == "Файл не читается: незакрытая кавычка, строка 3.");
    CHECK(said(ErrorCode::BadFile, {"/x: no"}) == "Файл не читается: /x: no.");
    CHECK(said(ErrorCode::LimitExceeded, {"items", "100"}, Language::English) ==
          "A limit is exceeded (values in a list): at most 100.");
    CHECK(said(ErrorCode::StillReferenced, {"deal", "3"}) == "Удалить нельзя: на запись ссылаются другие (deal: 3).");
    CHECK(said(ErrorCode::UnknownField, {std::string(1000, 'x')}).size() < 200);
    CHECK(said(ErrorCode::BadRequest, {"{0}[1]"}) == "Сервер не понял запрос ({0}[1]).");
}

TEST_CASE("a sentence about something begins with it, and entities go by what people call them") {
    const auto call = [](std::string_view entity) { return entity == "deal" ? std::string("Сделки") : std::string(); };
    CHECK(sentenceAbout("«ИНН»", Error(ErrorCode::Required), Language::Russian) == "«ИНН»: нужно заполнить.");
    CHECK(sentenceAbout("a.b", Error(ErrorCode::Required), Language::English) == "a.b: this must be filled in.");
    CHECK(sentence(Error(ErrorCode::Forbidden, {"deal"}), Language::Russian, call) ==
          "На это действие у вас нет прав (Сделки).");
    CHECK(sentence(Error(ErrorCode::Forbidden, {"undo"}), Language::Russian, call) ==
          "На это действие у вас нет прав.");
}
