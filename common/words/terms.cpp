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
    Term{"one company in one cell: here are two", "одна компания в одном поле, а здесь две",
         "one company in one field, and here are two"},
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
    Term{"an earlier part of the row", "то, что сделано из этой же строки раньше", "what the same row made before"},
    Term{"a part of the row", "то, что делается из строки", "what is made of the row"},
    Term{"country code", "код страны из двух латинских букв", "a country's code of two letters"},
    Term{"a value instead of a formula's error", "значение, а не ошибка формулы"},
    Term{"no such sheet", "такого листа нет"},
    Term{"one character", "один знак"},
    Term{"quote", "незакрытая кавычка", "a quote that is not closed"},
    Term{"columns", "число столбцов", "number of columns"},
    Term{"header", "заголовок"},
    Term{"empty", "нет ни одной строки", "there is no row in it"},
    // Of table files.
    Term{"empty file", "он пуст", "it is empty"},
    Term{"protected", "он закрыт паролем. Снимите пароль в Excel или LibreOffice и сохраните",
         "a password protects it. Take the password away in Excel or LibreOffice and save it"},
    Term{"picture", "это картинка, а не таблица", "it is a picture, not a table"},
    Term{"pdf", "это PDF, а не таблица", "it is a PDF, not a table"},
    Term{"rtf", "это текст RTF, а не таблица", "it is an RTF text, not a table"},
    Term{"web page", "это веб-страница с другим именем. Откройте её в Excel или LibreOffice и сохраните как .xlsx",
         "it is a web page under another name. Open it in Excel or LibreOffice and save it as .xlsx"},
    Term{"xml 2003", "это «Таблица XML 2003». Откройте её в Excel или LibreOffice и сохраните как .xlsx",
         "it is an “XML Spreadsheet 2003”. Open it in Excel or LibreOffice and save it as .xlsx"},
    Term{"flat ods", "это таблица OpenDocument одним XML. Откройте её в LibreOffice и сохраните как .ods",
         "it is an OpenDocument table as one XML. Open it in LibreOffice and save it as .ods"},
    Term{"xml", "это XML, а не таблица", "it is XML, not a table"},
    Term{"xlsb", "это двоичная книга .xlsb. Откройте её в Excel или LibreOffice и сохраните как .xlsx",
         "it is a binary book (.xlsb). Open it in Excel or LibreOffice and save it as .xlsx"},
    Term{"sylk", "это таблица SYLK. Откройте её в Excel или LibreOffice и сохраните как .xlsx",
         "it is a SYLK table. Open it in Excel or LibreOffice and save it as .xlsx"},
    Term{"excel 4", "это книга Excel 4 или старше. Откройте её в LibreOffice и сохраните как .xlsx",
         "it is a book of Excel 4 or older. Open it in LibreOffice and save it as .xlsx"},
    Term{"numbers", "это таблица Numbers. Выгрузите её из Numbers как Excel",
         "it is a Numbers table. Export it from Numbers as Excel"},
    Term{"word document", "это текстовый документ, а не таблица", "it is a text document, not a table"},
    Term{"presentation", "это презентация, а не таблица", "it is a presentation, not a table"},
    Term{"letter", "это письмо Outlook, а не таблица", "it is an Outlook letter, not a table"},
    Term{"archive", "это архив. Сначала распакуйте его", "it is an archive. Unpack it first"},
    Term{"not text", "это не таблица и не текст", "it is neither a table nor a text"},
    Term{"not a book", "это не книга Excel", "it is no Excel book"},
    Term{"cannot write", "его нельзя записать: нет места или прав на эту папку",
         "it can not be written: there is no room, or no right to this folder"},
    Term{"no sheets", "в нём нет ни одного листа", "there is no sheet in it"},
    Term{"zip damaged", "он повреждён или скачан не до конца", "it is damaged or was not downloaded to its end"},
    Term{"compound damaged", "он повреждён или скачан не до конца", "it is damaged or was not downloaded to its end"},
    Term{"cut off", "он обрывается", "it breaks off"},
    Term{"xml damaged", "содержимое повреждено", "what is in it is damaged"},
    Term{"dtd", "в нём есть определения DTD, которых в таблицах не бывает",
         "it has DTD definitions, which no table has"},
    Term{"part missing", "не хватает его части", "a part of it is missing"},
    Term{"text missing", "не хватает текста ячейки", "the text of a cell is missing"},
    Term{"date order", "порядок дня, месяца и года"},
    // What has a limit.
    Term{"items", "значения в списке", "values in a list"},
    Term{"frame", "размер сообщения", "size of a message"},
    Term{"chunk", "размер порции", "size of a chunk"},
    Term{"file", "размер файла", "size of the file"},
    Term{"cell", "размер ячейки", "size of a cell"},
    Term{"unpacked", "размер распакованного, байт", "size unpacked, bytes"},
    Term{"ratio", "степень сжатия: похоже на «архивную бомбу»", "ratio of packing: it looks like a zip bomb"},
    Term{"parts", "число частей файла", "number of parts of the file"},
    Term{"row", "размер строки", "size of a row"},
    Term{"rows", "число строк", "number of rows"},
    Term{"texts", "число разных текстов", "number of different texts"},
    Term{"sheets", "число листов", "number of sheets"},
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
