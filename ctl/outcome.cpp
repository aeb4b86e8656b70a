#include "ctl/outcome.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "common/base/value.h"

namespace kupets::ctl {

namespace {

struct Words {
    ErrorCode code;
    std::string_view russian;  // {0}, {1} … are the error's arguments
    std::string_view english;
};

constexpr std::array kWords = {
    Words{ErrorCode::Internal, "внутренняя ошибка сервера", "internal error of the server"},
    Words{ErrorCode::Unavailable, "сервер или база данных недоступны", "the server or its database is away"},
    Words{ErrorCode::DeadlineExceeded, "истекло время ожидания", "it took too long"},
    Words{ErrorCode::Cancelled, "отменено", "cancelled"},
    Words{ErrorCode::TooManyRequests, "слишком много запросов; подождите {0} с", "too many requests; wait {0} s"},
    Words{ErrorCode::BadFrame, "испорченные данные в соединении", "garbage on the connection"},
    Words{ErrorCode::FrameTooLarge, "сообщение слишком велико: {0} байт, предел {1}",
          "message too large: {0} bytes, limit {1}"},
    Words{ErrorCode::UnknownMethod, "сервер не знает такого действия", "the server does not know this method"},
    Words{ErrorCode::BadRequest, "неверный запрос: {0}", "bad request: {0}"},
    Words{ErrorCode::UnsupportedVersion, "сервер говорит на другой версии протокола ({0})",
          "the server speaks protocol {0}"},
    Words{ErrorCode::LimitExceeded, "превышен предел: {0}, не больше {1}", "limit exceeded: {0}, at most {1}"},
    Words{ErrorCode::NotLoggedIn, "нужно войти", "not logged in"},
    Words{ErrorCode::WrongPassword, "неверное имя или пароль", "wrong name or password"},
    Words{ErrorCode::SessionExpired, "сеанс закончился; войдите снова", "the session has expired; log in again"},
    Words{ErrorCode::Forbidden, "нет прав: {0}", "forbidden: {0}"},
    Words{ErrorCode::WeakPassword, "пароль короче {0} знаков или слишком прост",
          "password shorter than {0} characters or too simple"},
    Words{ErrorCode::UserDisabled, "сотрудник отключён", "the user is disabled"},
    Words{ErrorCode::UnknownEntity, "нет таких записей: {0}", "no such entity: {0}"},
    Words{ErrorCode::UnknownField, "нет такого поля: {0}", "no such field: {0}"},
    Words{ErrorCode::NotFound, "не найдено", "not found"},
    Words{ErrorCode::AlreadyExists, "такое значение уже есть", "this value is taken"},
    Words{ErrorCode::Conflict, "запись изменил кто-то другой", "somebody else has changed the record"},
    Words{ErrorCode::Required, "значение обязательно", "a value is required"},
    Words{ErrorCode::InvalidValue, "неверное значение «{0}», ожидается: {1}", "invalid value '{0}', expected: {1}"},
    Words{ErrorCode::TooLong, "длиннее {0} знаков", "longer than {0} characters"},
    Words{ErrorCode::OutOfRange, "вне пределов: от {0} до {1}", "out of range: {0} to {1}"},
    Words{ErrorCode::StillReferenced, "на запись ссылаются: {0}, {1}", "still referenced by {0}: {1}"},
    Words{ErrorCode::ReadOnly, "только для чтения", "read-only"},
    Words{ErrorCode::BrokenReference, "ссылка на запись, которой нет: {0}",
          "reference to a record that is not there: {0}"},
    Words{ErrorCode::AlreadyUndone, "уже отменено", "already undone"},
    Words{ErrorCode::ChangedSince, "с тех пор изменено кем-то ещё", "somebody has changed it since"},
    Words{ErrorCode::Syntax, "ошибка в выражении, место {0}: ожидается {1}", "syntax error at {0}: expected {1}"},
    Words{ErrorCode::UnknownFunction, "нет такой функции: {0}", "no such function: {0}"},
    Words{ErrorCode::WrongType, "тип {0}, а нужен {1}", "found {0}, expected {1}"},
    Words{ErrorCode::WrongArgumentCount, "у {0} аргументов {1}, а нужно {2}", "{0} has {1} arguments, expected {2}"},
    Words{ErrorCode::DivisionByZero, "деление на ноль", "division by zero"},
    Words{ErrorCode::BadFile, "файл не читается: {0}, строка {1}", "the file cannot be read: {0}, line {1}"},
    Words{ErrorCode::BadEncoding, "неверная кодировка, строка {0}", "wrong encoding in line {0}"},
    Words{ErrorCode::Ambiguous, "подходит несколько записей: «{0}» ({1})", "several records match '{0}' ({1})"},
};

std::string fill(std::string_view pattern, const std::vector<std::string>& args) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
            const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
            out += index < args.size() ? args[index] : std::string("?");
            i += 2;
        } else {
            out.push_back(pattern[i]);
        }
    }
    return out;
}

ExitCode exitCodeOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::NotFound:
            return kNotFound;
        case ErrorCode::Conflict:
        case ErrorCode::ChangedSince:
        case ErrorCode::AlreadyUndone:
        case ErrorCode::AlreadyExists:
            return kConflict;
        case ErrorCode::NotLoggedIn:
        case ErrorCode::WrongPassword:
        case ErrorCode::SessionExpired:
        case ErrorCode::UserDisabled:
        case ErrorCode::Forbidden:
            return kForbidden;
        default:
            return kFailed;
    }
}

}  // namespace

bool speaksRussian() {
    static const bool russian = [] {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            const char* value = std::getenv(name);
            if (value == nullptr || *value == 0) continue;
            const std::string_view locale(value);
            return !locale.starts_with("en") && locale != "C" && !locale.starts_with("C.") && locale != "POSIX";
        }
        return true;
    }();
    return russian;
}

std::string_view say(std::string_view russian, std::string_view english) { return speaksRussian() ? russian : english; }

std::string wordsOf(const Error& error) {
    std::string text;
    const auto found = std::ranges::find(kWords, error.code, &Words::code);
    if (found != kWords.end()) text = fill(say(found->russian, found->english), error.args);
    if (!error.fieldPath.empty()) text = fmt::format("{}: {}", error.fieldPath, text);
    for (const auto& conflict : error.conflicts) {
        text += fmt::format("\n  {}.{}: {} {} / {} {} ({})", conflict.entity, conflict.field, say("было", "was"),
                            toText(conflict.original), say("стало", "is"), toText(conflict.theirs), conflict.changedBy);
    }
    return fmt::format("{} ({})", text, errorCodeName(error.code));
}

Failure failureOf(const Error& error) { return {exitCodeOf(error.code), wordsOf(error)}; }

}  // namespace kupets::ctl
