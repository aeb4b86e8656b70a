#include "client/data/error_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "client/data/path.h"

namespace kupets::data {
namespace {

/// {0}, {1} are the error's arguments; {e0} is an argument that names an entity, {x1} one that says what is expected. A
/// sentence whose argument did not come stands without the part in [brackets] that needed it.
struct Words {
    ErrorCode code;
    const char* russian;
    const char* english;
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
    Words{ErrorCode::FrameTooLarge, "Слишком большой объём данных за один раз.", "Too much data at once."},
    Words{ErrorCode::UnknownMethod, "Сервер не знает такого действия: вероятно, он старее программы.",
          "The server does not know this action: it is probably older than the program."},
    Words{ErrorCode::BadRequest, "Сервер не понял запрос[ ({0})].",
          "The server did not understand the request[ ({0})]."},
    Words{ErrorCode::UnsupportedVersion, "Версии программы и сервера не подходят друг другу. Обновите программу.",
          "Program and server do not fit each other. Update the program."},
    Words{ErrorCode::LimitExceeded, "Превышен предел[: не более {1}].", "A limit is exceeded[: at most {1}]."},

    Words{ErrorCode::NotLoggedIn, "Сначала войдите в систему.", "Log in first."},
    Words{ErrorCode::WrongPassword, "Неверное имя или пароль.", "Wrong name or password."},
    Words{ErrorCode::SessionExpired, "Сеанс завершён. Войдите снова.", "The session has ended. Log in again."},
    Words{ErrorCode::Forbidden, "На это действие у вас нет прав.", "You have no right to do this."},
    Words{ErrorCode::WeakPassword, "Пароль слишком простой[: нужно не менее {0} знаков].",
          "The password is too weak[: at least {0} characters]."},
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
    Words{ErrorCode::InvalidValue, "Значение не подходит[: «{0}»][. Нужно: {x1}].",
          "The value does not fit[: “{0}”][. Expected: {x1}]."},
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

    Words{ErrorCode::Syntax, "Ошибка в выражении[, знак {0}][: ожидается {1}].",
          "Mistake in the expression[, character {0}][: expected {1}]."},
    Words{ErrorCode::UnknownFunction, "Нет такой функции[: {0}].", "There is no such function[: {0}]."},
    Words{ErrorCode::WrongType, "Неподходящий тип значения.", "The value has the wrong type."},
    Words{ErrorCode::WrongArgumentCount, "Неверное число аргументов[ у функции {0}][: {1}][ вместо {2}].",
          "Wrong number of arguments[ of {0}][: {1}][ instead of {2}]."},
    Words{ErrorCode::DivisionByZero, "Деление на ноль.", "Division by zero."},

    Words{ErrorCode::BadFile, "Файл не читается[: {0}][, строка {1}][, столбец {2}].",
          "The file can not be read[: {0}][, row {1}][, column {2}]."},
    Words{ErrorCode::BadEncoding, "Неверная кодировка файла[, строка {0}].", "Wrong encoding of the file[, row {0}]."},
    Words{ErrorCode::Ambiguous, "Под значение[ «{0}»] подходит несколько записей[: {1}].",
          "Several records fit the value[ “{0}”][: {1}]."},
};

/// What is expected, as common/text and the server name it, and in Russian.
struct Expected {
    std::string_view english;
    const char* russian;
};

constexpr std::array kExpected{
    Expected{"phone number", "номер телефона"},
    Expected{"e-mail address", "адрес эл. почты"},
    Expected{"web address", "адрес сайта"},
    Expected{"INN of 10 or 12 digits with right control digits",
             "ИНН из 10 или 12 цифр с верными контрольными цифрами"},
    Expected{"KPP of 9 characters", "КПП из 9 знаков"},
    Expected{"OGRN of 13 or 15 digits with a right control digit",
             "ОГРН из 13 или 15 цифр с верной контрольной цифрой"},
    Expected{"BIC of 9 digits", "БИК из 9 цифр"},
    Expected{"account of 20 digits", "счёт из 20 цифр"},
    Expected{"account whose control key fits the BIC", "счёт, контрольный ключ которого подходит к БИК"},
    Expected{"choice", "значение из списка"},
    Expected{"text", "текст"},
    Expected{"money", "сумма"},
    Expected{"currency", "код валюты"},
    Expected{"number", "число"},
    Expected{"integer", "целое число"},
    Expected{"date", "дата"},
    Expected{"date and time", "дата и время"},
    Expected{"duration", "длительность"},
    Expected{"boolean", "да или нет"},
    Expected{"reference", "запись из списка"},
};

const schema::Field* fieldDef(const Error& error, const schema::Snapshot* schema, std::string_view entity) {
    const schema::Entity* found = schema == nullptr ? nullptr : schema->entity(entity);
    return found == nullptr ? nullptr : found->field(fieldOf(error));
}

class Sentence {
public:
    Sentence(const Error& error, Language language, const schema::Snapshot* schema)
        : error_(error), language_(language), schema_(schema) {}

    QString make(const QString& words) {
        qsizetype at = 0;
        bool complete = true;
        return part(words, at, complete);
    }

private:
    /// Up to the closing bracket or the end; `complete` becomes false when an argument is missing.
    QString part(const QString& words, qsizetype& at, bool& complete) {
        QString out;
        while (at < words.size() && words[at] != u']') {
            if (words[at] == u'[') {
                bool inner = true;
                const QString optional = part(words, ++at, inner);
                ++at;  // ]
                if (inner) out += optional;
            } else if (words[at] == u'{') {
                const qsizetype end = words.indexOf(u'}', at);
                const QString value = argument(words.mid(at + 1, end - at - 1));
                complete = complete && !value.isEmpty();
                out += value;
                at = end + 1;
            } else {
                out += words[at++];
            }
        }
        return out;
    }

    QString argument(QString name) const {
        const bool isEntity = name.startsWith(u'e');
        const bool isExpected = name.startsWith(u'x');
        if (isEntity || isExpected) name.remove(0, 1);
        const auto index = static_cast<std::size_t>(name.toInt());
        if (index >= error_.args.size()) return {};
        const std::string& text = error_.args[index];
        if (isExpected && language_ == Language::Russian) {
            const auto known = std::ranges::find(kExpected, text, &Expected::english);
            return known == kExpected.end() ? QString() : QString::fromUtf8(known->russian);
        }
        return isEntity ? entityPlural(schema_, text, language_) : toQt(text).left(120);
    }

    const Error& error_;
    Language language_;
    const schema::Snapshot* schema_;
};

}  // namespace

std::string fieldOf(const Error& error) {
    const std::size_t dot = error.fieldPath.rfind('.');
    std::string name = dot == std::string::npos ? error.fieldPath : error.fieldPath.substr(dot + 1);
    if (const std::size_t bracket = name.find('['); bracket != std::string::npos) name.resize(bracket);
    return name == "changes" ? std::string() : name;
}

bool isPassing(const Error& error) {
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
           error.code == ErrorCode::TooManyRequests || error.code == ErrorCode::Cancelled;
}

QString errorText(const Error& error, Language language, const schema::Snapshot* schema, std::string_view entity) {
    const auto words = std::ranges::find(kWords, error.code, &Words::code);
    if (words == kWords.end()) {
        return say(language, "Неизвестная ошибка №", "Unknown error no. ") +
               QString::number(static_cast<unsigned>(error.code));
    }
    QString sentence = Sentence(error, language, schema).make(say(language, words->russian, words->english));
    const std::string name = fieldOf(error);
    const schema::Field* field = fieldDef(error, schema, entity);
    if (field == nullptr && (name.empty() || error.code == ErrorCode::UnknownField)) return sentence;
    const QString label = field == nullptr ? toQt(name) : say(language, field->def.label());
    sentence[0] = sentence[0].toLower();
    return language == Language::Russian ? u'«' + label + QStringLiteral("»: ") + sentence
                                         : u'“' + label + QStringLiteral("”: ") + sentence;
}

}  // namespace kupets::data
