#include "common/words/terms.h"

#include <algorithm>
#include <array>

namespace kupets::words {
namespace {

struct Term {
    std::string_view name;
    std::string_view russian;
    std::string_view english = {};  // where the name does not speak for itself
};

constexpr std::array kTerms{
    // What a value should be.
    Term{"phone number", "номер телефона"},
    Term{"e-mail address", "адрес эл. почты"},
    Term{"web address", "адрес сайта"},
    Term{"INN of 10 or 12 digits with right control digits", "ИНН из 10 или 12 цифр с верными контрольными цифрами"},
    Term{"KPP of 9 characters", "КПП из 9 знаков"},
    Term{"OGRN of 13 or 15 digits with a right control digit", "ОГРН из 13 или 15 цифр с верной контрольной цифрой"},
    Term{"BIC of 9 digits", "БИК из 9 цифр"},
    Term{"account of 20 digits", "счёт из 20 цифр"},
    Term{"account whose control key fits the BIC", "счёт, контрольный ключ которого подходит к БИК"},
    Term{"account and BIC", "счёт и БИК"},
    Term{"bank account", "счёт в банке"},
    Term{"choice", "значение из списка"},
    Term{"text", "текст"},
    Term{"list of texts", "список текстов"},
    Term{"money", "сумма"},
    Term{"currency", "код валюты"},
    Term{"number", "число"},
    Term{"percent", "процент"},
    Term{"integer", "целое число"},
    Term{"date", "дата"},
    Term{"date and time", "дата и время"},
    Term{"date-time", "дата и время"},
    Term{"duration", "длительность"},
    Term{"boolean", "да или нет"},
    Term{"reference", "запись из списка"},
    Term{"references", "записи из списка"},
    Term{"list of references", "список записей"},
    Term{"id", "номер записи (UUID)"},
    Term{"identifier", "номер записи (UUID)"},
    Term{"not one of the most common", "не из самых распространённых"},
    Term{"what its entry demands", "выполнить условие входа на этот этап", "what entering this stage demands"},
    Term{"what its exit demands", "выполнить условие выхода с этого этапа", "what leaving this stage demands"},
    // Fields of requests.
    Term{"new_password", "новый пароль", "new password"},
    Term{"password", "пароль"},
    // In expressions.
    Term{"expression", "выражение"},
    Term{"operator", "знак действия"},
    Term{"digit", "цифра"},
    Term{"character", "знак"},
    Term{"field name", "имя поля"},
    Term{"closing quote", "закрывающая кавычка"},
    Term{"(", "скобка ("},
    Term{")", "скобка )"},
    Term{"]", "скобка ]"},
    Term{"single value", "одно значение"},
    Term{"number, text or date", "число, текст или дата"},
    Term{"number of days", "число дней"},
    Term{"list", "список"},
    Term{"whole number from -20 to 18", "целое число от -20 до 18"},
    Term{"path to child records", "путь к подчинённым записям"},
    Term{"path to child records, or two values", "путь к подчинённым записям или два значения"},
    Term{"path to a field of them", "путь к их полю"},
    Term{"identifier in quotes", "номер записи (UUID) в кавычках"},
    Term{"SUM, COUNT, AVERAGE, MIN or MAX", "СУММ, СЧЁТ, СРЗНАЧ, МИН или МАКС"},
    Term{"a formula that does not need itself", "формула, которой не нужна она сама"},
    Term{"a value without fields in it", "значение без полей в нём"},
    Term{"YYYY-MM-DD", "ГГГГ-ММ-ДД"},
    Term{"YYYY-MM-DD or YYYY-MM-DD HH:MM", "ГГГГ-ММ-ДД или ГГГГ-ММ-ДД ЧЧ:ММ"},
    Term{"sortable", "то, что можно упорядочить"},
    // Of imports.
    Term{"a field to find records by", "поле, по которому ищут записи"},
    Term{"a mapped field", "поле, которому дан столбец"},
    Term{"one character", "один знак"},
    Term{"quote", "незакрытая кавычка", "a quote that is not closed"},
    Term{"columns", "число столбцов", "number of columns"},
    Term{"header", "заголовок"},
    Term{"empty", "нет ни одной строки", "there is no row in it"},
    Term{"date order", "порядок дня, месяца и года"},
    // What has a limit.
    Term{"items", "значения в списке", "values in a list"},
    Term{"frame", "размер сообщения", "size of a message"},
    Term{"chunk", "размер порции", "size of a chunk"},
    Term{"file", "размер файла", "size of the file"},
    Term{"cell", "размер ячейки", "size of a cell"},
    Term{"characters", "длина выражения", "length of the expression"},
    Term{"depth", "вложенность выражения", "depth of the expression"},
    Term{"nodes", "размер выражения", "size of the expression"},
    Term{"path", "длина пути", "length of the path"},
    Term{"formulas", "вложенность формул", "depth of formulas"},
    Term{"records", "число записей", "number of records"},
    Term{"changes", "число изменений", "number of changes"},
    Term{"ids", "число записей", "number of records"},
    Term{"aliases", "число замен", "number of aliases"},
    Term{"sort", "ключи порядка", "keys of the order"},
    Term{"by", "ключи группировки", "keys of grouping"},
    Term{"aggregates", "число итогов", "number of aggregates"},
    Term{"parameters", "число параметров", "number of parameters"},
};

}  // namespace

std::optional<std::string_view> term(std::string_view name, Language language) {
    const auto found = std::ranges::find(kTerms, name, &Term::name);
    if (language == Language::Russian)
        return found == kTerms.end() ? std::nullopt : std::optional<std::string_view>(found->russian);
    return found == kTerms.end() || found->english.empty() ? name : found->english;
}

}  // namespace kupets::words
