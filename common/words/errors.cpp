#include "common/words/errors.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/text/fold.h"

namespace kupets::words {
namespace {

/// {0}, {1} are the error's arguments as they came. A letter says what an argument is: {e0} an entity's name, {t0} a
/// term, {r0} a term or whatever else it says, {n0} a position counted from 0, told from 1. A sentence whose argument
/// is not there stands without the part in [brackets] that needed it.
struct Words {
    ErrorCode code;
    std::string_view russian;
    std::string_view english;
};

constexpr std::array kWords{
    Words{ErrorCode::Internal, "Внутренняя ошибка сервера. Данные не изменены.",
          "Internal server error. Nothing was changed."},
    Words{ErrorCode::Unavailable, "Сервер сейчас недоступен. Попробуйте ещё раз чуть позже.",
          "The server is not available. Try again in a moment."},
    Words{ErrorCode::DeadlineExceeded, "Сервер не успел ответить. Попробуйте ещё раз или уточните запрос.",
          "The server took too long to answer. Try again or narrow the request."},
    Words{ErrorCode::Cancelled, "Действие отменено.", "Cancelled."},
    Words{ErrorCode::TooManyRequests, "Слишком много запросов. Подождите[ {0} с] и попробуйте снова.",
          "Too many requests. Wait[ {0} s] and try again."},
    Words{ErrorCode::BadFrame, "Ответ сервера повреждён. Соединение будет открыто заново.",
          "The server's answer is damaged. The connection is opened anew."},
    Words{ErrorCode::FrameTooLarge, "Слишком большой объём данных за один раз[: {0} байт][, предел {1}].",
          "Too much data at once[: {0} bytes][, limit {1}]."},
    Words{ErrorCode::UnknownMethod, "Сервер не знает такого действия: вероятно, он старее программы.",
          "The server does not know this action: it is probably older than the program."},
    Words{ErrorCode::BadRequest, "Сервер не понял запрос[ ({0})].",
          "The server did not understand the request[ ({0})]."},
    Words{ErrorCode::UnsupportedVersion,
          "Версии программы и сервера не подходят друг другу. Обновите программу[: сервер говорит на версии {0}].",
          "Program and server do not fit each other. Update the program[: the server speaks version {0}]."},
    Words{ErrorCode::LimitExceeded,
          "Превышен предел[ ({t0})][: не более {1}][, лист «{4}»][, строка {2}][, столбец {3}].",
          "A limit is exceeded[ ({t0})][: at most {1}][, sheet “{4}”][, row {2}][, column {3}]."},

    Words{ErrorCode::NotLoggedIn, "Сначала войдите в систему.", "Log in first."},
    Words{ErrorCode::WrongPassword, "Неверное имя или пароль.", "Wrong name or password."},
    Words{ErrorCode::SessionExpired, "Сеанс завершён. Войдите снова.", "The session has ended. Log in again."},
    Words{ErrorCode::Forbidden, "На это действие у вас нет прав[ ({e0})].", "You have no right to do this[ ({e0})]."},
    Words{ErrorCode::WeakPassword, "Пароль слишком простой[: нужно не менее {0} знаков][. Нужно: {t1}].",
          "The password is too weak[: at least {0} characters][. Expected: {t1}]."},
    Words{ErrorCode::UserDisabled, "Эта учётная запись отключена.", "This account is disabled."},

    Words{ErrorCode::UnknownEntity, "Нет такого вида записей[: {0}].", "There is no such kind of records[: {0}]."},
    Words{ErrorCode::UnknownField, "Нет такого поля[: {0}].", "There is no such field[: {0}]."},
    Words{ErrorCode::NotFound, "Запись не найдена: её удалили или у вас нет к ней доступа.",
          "The record is not there: it was deleted, or you may not see it."},
    Words{ErrorCode::AlreadyExists, "Такое значение уже есть у другой записи.",
          "Another record has this value already."},
    Words{ErrorCode::Conflict, "Пока вы редактировали, это изменил другой человек. Выберите, что оставить.",
          "Somebody changed this while you were editing. Choose what to keep."},
    Words{ErrorCode::Required, "Нужно заполнить.", "This must be filled in."},
    Words{ErrorCode::InvalidValue, "Значение не подходит[: «{0}»][. Нужно: {t1}].",
          "The value does not fit[: “{0}”][. Expected: {t1}]."},
    Words{ErrorCode::TooLong, "Слишком длинно[: не более {0} знаков].", "Too long[: at most {0} characters]."},
    Words{ErrorCode::OutOfRange, "Значение вне допустимых границ[: от {0}][ до {1}].",
          "Out of range[: from {0}][ to {1}]."},
    Words{ErrorCode::StillReferenced, "Удалить нельзя: на запись ссылаются другие[ ({e0}[: {1}])].",
          "It can not be deleted: others refer to it[ ({e0}[: {1}])]."},
    Words{ErrorCode::ReadOnly, "Это поле нельзя изменять.", "This field can not be changed."},
    Words{ErrorCode::BrokenReference, "Связанной записи больше нет[ ({e0})].",
          "The linked record is no more[ ({e0})]."},
    Words{ErrorCode::AlreadyUndone, "Это действие уже отменено.", "This has been undone already."},
    Words{ErrorCode::ChangedSince, "Отменить нельзя: после этого запись изменили.",
          "It can not be undone: it was changed since."},
    Words{ErrorCode::Duplicate, "Такая запись уже есть[: {0}].", "There is such a record already[: {0}]."},
    Words{ErrorCode::CheckFailed, "Не по правилам компании[: {0}].", "Against a rule of the company[: {1}]."},

    Words{ErrorCode::Syntax, "Ошибка в выражении[, знак {n0}][. Нужно: {t1}].",
          "Mistake in the expression[, character {n0}][. Expected: {t1}]."},
    Words{ErrorCode::UnknownFunction, "Нет такой функции[: {0}].", "There is no such function[: {0}]."},
    Words{ErrorCode::WrongType, "Неподходящий тип значения[. Нужно: {t1}].",
          "The value has the wrong type[. Expected: {t1}]."},
    Words{ErrorCode::WrongArgumentCount, "Неверное число аргументов[ у функции {0}][: {1}][ вместо {2}].",
          "Wrong number of arguments[ of {0}][: {1}][ instead of {2}]."},
    Words{ErrorCode::DivisionByZero, "Деление на ноль.", "Division by zero."},

    Words{ErrorCode::BadFile, "Файл не читается[: {r0}][, лист «{3}»][, строка {1}][, столбец {2}].",
          "The file can not be read[: {r0}][, sheet “{3}”][, row {1}][, column {2}]."},
    Words{ErrorCode::BadEncoding, "Неверная кодировка файла[, строка {0}].", "Wrong encoding of the file[, row {0}]."},
    Words{ErrorCode::Ambiguous, "Под значение[ «{0}»] подходит несколько записей[: {1}].",
          "Several records fit the value[ “{0}”][: {1}]."},
};

constexpr std::size_t kQuotedLength = 120;

class Sentence {
public:
    Sentence(const Error& error, Language language, const EntityWord& entityWord)
        : error_(error), language_(language), entityWord_(entityWord) {}

    std::string make(std::string_view pattern) {
        bool complete = true;
        return part(pattern, complete);
    }

private:
    /// Takes `rest` up to the closing bracket or the end; `complete` becomes false when an argument is missing.
    std::string part(std::string_view& rest, bool& complete) {
        std::string out;
        while (!rest.empty() && rest.front() != ']') {
            const char c = rest.front();
            rest.remove_prefix(1);
            if (c == '[') {
                bool inner = true;
                const std::string optional = part(rest, inner);
                rest.remove_prefix(1);  // ]
                if (inner) out += optional;
            } else if (c == '{') {
                const std::size_t end = rest.find('}');
                const std::string value = argument(rest.substr(0, end));
                complete = complete && !value.empty();
                out += value;
                rest.remove_prefix(end + 1);
            } else {
                out += c;
            }
        }
        return out;
    }

    std::string argument(std::string_view name) const {
        const auto index = static_cast<std::size_t>(name.back() - '0');
        if (index >= error_.args.size()) return {};
        const std::string_view said = error_.args[index];
        switch (name.front()) {
            case 'e':
                return entityWord_ ? entityWord_(said) : std::string(said);
            case 't':
                return std::string(term(said, language_).value_or(std::string_view()));
            case 'r':
                return std::string(term(said, language_).value_or(text::slice(said, 0, kQuotedLength)));
            case 'n':
                return fromOne(said);
            default:
                return std::string(text::slice(said, 0, kQuotedLength));
        }
    }

    static std::string fromOne(std::string_view position) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(position.data(), position.data() + position.size(), number);
        return error == std::errc() ? std::to_string(number + 1) : std::string();
    }

    const Error& error_;
    Language language_;
    const EntityWord& entityWord_;
};

}  // namespace

std::string sentence(const Error& error, Language language, const EntityWord& entityWord) {
    const bool russian = language == Language::Russian;
    const auto words = std::ranges::find(kWords, error.code, &Words::code);
    if (words == kWords.end()) {
        const std::string number = std::to_string(static_cast<std::uint32_t>(error.code));
        return russian ? "Неизвестная ошибка №" + number + "." : "Unknown error no. " + number + ".";
    }
    std::string_view pattern = russian ? words->russian : words->english;
    return Sentence(error, language, entityWord).make(pattern);
}

std::string sentenceAbout(std::string_view subject, const Error& error, Language language,
                          const EntityWord& entityWord) {
    const std::string whole = sentence(error, language, entityWord);
    const std::string_view first = text::slice(whole, 0, 1);
    return std::string(subject) + ": " + text::lower(first) + whole.substr(first.size());
}

}  // namespace kupets::words
