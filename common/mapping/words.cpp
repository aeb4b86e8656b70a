#include "common/mapping/words.h"

#include <utility>

namespace kupets::mapping {
namespace {

struct Words {
    std::string_view entity;  // empty: fields of this name anywhere
    std::string_view field;
    std::string_view words;  // by "|"
};

constexpr Words kFields[] = {
    {"company", "name",
     "компания|организация|контрагент|клиент|юр лицо|юрлицо|юридическое "
     "лицо|фирма|предприятие|заказчик|покупатель|поставщик|"
     "наименование|наименование организации|краткое "
     "наименование|company|account|organization|organisation|customer|client|firm"},
    {"company", "full_name", "полное наименование|полное название|юридическое название|legal name"},
    {"company", "parent",
     "головная организация|головная|холдинг|материнская компания|входит в|subsidiary of|parent|parent account|parent "
     "company"},
    {"company", "industry", "отрасль|сфера|сфера деятельности|вид деятельности|направление|sector|industry"},
    {"company", "founded_year", "год основания|основана|основан|year established|founded|established"},
    {"company", "country", "страна|country|office location"},
    {"company", "legal_address", "юр адрес|юридический адрес|адрес регистрации|legal address"},
    {"company", "address", "адрес|факт адрес|фактический адрес|почтовый адрес|адрес доставки|address"},
    {"company", "employees",
     "сотрудников|число сотрудников|численность|количество сотрудников|штат|headcount|employees"},
    {"company", "revenue", "выручка|оборот|годовой оборот|revenue|turnover"},
    {"company", "director", "директор|руководитель|генеральный директор|ген директор|ceo|director"},
    {"company", "bank_account", "расчетный счет|р с|рс|счет|р счет|bank account|account number"},
    {"company", "bank_name", "банк|наименование банка|bank"},
    {"company", "credit_limit", "лимит|кредитный лимит|credit limit"},
    {"company", "payment_delay_days", "отсрочка|отсрочка платежа|отсрочка дней|payment delay"},
    {"company", "website", "сайт|веб сайт|www|site|web|website|url"},
    {"contact", "name",
     "фио|ф и о|контактное лицо|контакт|имя|сотрудник|представитель|лпр|фамилия имя|фамилия имя отчество|full "
     "name|name|contact|"
     "contact person|contact name|person"},
    {"contact", "position", "должность|роль|пост|position|job title|title|job"},
    {"contact", "department", "отдел|подразделение|департамент|department"},
    {"contact", "birthday", "дата рождения|др|д р|день рождения|birthday|birth date|date of birth|dob"},
    {"contact", "company",
     "компания|организация|контрагент|фирма|юр лицо|место работы|работодатель|company|account|organization|employer"},
    {"deal", "name",
     "сделка|название сделки|тема|предмет|проект|заказ|opportunity|opportunity id|deal|deal name|subject|project"},
    {"deal", "number", "номер|номер сделки|no|number"},
    {"deal", "amount",
     "сумма|сумма сделки|бюджет|стоимость|цена|итого|оборот|amount|sum|budget|value|close value|total|price"},
    {"deal", "stage", "этап|стадия|статус|состояние|этап сделки|стадия сделки|deal stage|stage|status"},
    {"deal", "owner",
     "менеджер|ответственный|продавец|сотрудник|куратор|sales agent|sales rep|owner|manager|responsible"},
    {"deal", "product", "товар|продукт|услуга|номенклатура|product|service|item"},
    {"deal", "company",
     "компания|организация|контрагент|клиент|заказчик|покупатель|юр лицо|account|company|customer|client"},
    {"deal", "contact", "контакт|контактное лицо|фио|contact|contact person"},
    {"deal", "started_on",
     "дата начала|начало|начата|дата создания|дата сделки|дата|engage date|start date|created|date"},
    {"deal", "expected_close",
     "план закрытия|плановая дата|ожидаемое закрытие|срок|дата закрытия план|expected close|expected close date|due "
     "date"},
    {"deal", "closed_on", "дата закрытия|закрыта|завершена|дата оплаты|close date|closed|closed on"},
    {"deal", "probability", "вероятность|probability|chance"},
    {"deal", "refusal_reason", "причина отказа|отказ|почему потеряна|loss reason|lost reason"},
    {"lead", "name", "лид|имя|фио|обратился|кто обратился|контактное лицо|контакт|lead|name|full name"},
    {"lead", "company_name", "компания|организация|фирма|юр лицо|company|organization"},
    {"lead", "interest", "интерес|запрос|чем интересуется|потребность|сообщение|комментарий|interest|message|request"},
    {"lead", "budget", "бюджет|сумма|budget|amount"},
    {"product", "name", "товар|наименование|название|номенклатура|продукт|услуга|product|name|item"},
    {"product", "article", "артикул|код|код товара|sku|article|part number|code"},
    {"product", "product_group", "группа|категория|группа товаров|серия|series|category|group"},
    {"product", "price", "цена|стоимость|прайс|цена продажи|розничная цена|sales price|price|list price|cost"},
    {"product", "unit", "ед|ед изм|единица|единица измерения|unit|uom"},
    {"user", "name", "сотрудник|фио|менеджер|имя|продавец|sales agent|agent|employee|name|full name|user"},
    {"user", "manager", "руководитель|начальник|manager|supervisor"},
    {"user", "department", "отдел|офис|регион|подразделение|regional office|office|department|team"},
    {"user", "login", "логин|login|username"},
    {"task", "name", "задача|суть|что сделать|тема|task|subject|title"},
    {"task", "due", "срок|дедлайн|крайний срок|дата|due|due date|deadline"},
    {"task", "owner", "исполнитель|ответственный|assignee|owner"},
    {"task", "description", "описание|подробности|комментарий|description|details"},
    {"activity", "subject", "тема|событие|subject|activity"},
    {"activity", "happened_at", "дата|когда|дата и время|date|when"},
    {"activity", "text", "текст|описание|комментарий|итог|text|notes|description"},
    {"", "phones",
     "телефон|телефоны|тел|моб|мобильный|сотовый|моб телефон|мобильный телефон|рабочий телефон|раб тел|контактный "
     "телефон|номер телефона|"
     "phone|phones|tel|telephone|mobile|cell|phone number|work phone"},
    {"", "emails",
     "почта|e mail|email|емейл|имейл|эл почта|электронная почта|эл адрес|электронный адрес|mail|e mails|emails"},
    {"", "inn", "инн|инн юл|инн кпп|tax id|inn|tin"},
    {"", "kpp", "кпп|kpp"},
    {"", "ogrn", "огрн|огрнип|ogrn"},
    {"", "city", "город|населенный пункт|нас пункт|city|town"},
    {"", "address", "адрес|address"},
    {"", "source", "источник|откуда|откуда узнали|канал|рекламный источник|source|lead source|channel"},
    {"", "territory", "территория|регион|область|край|region|territory|state"},
    {"", "owner", "ответственный|менеджер|куратор|ответственный менеджер|owner|manager|account manager|responsible"},
    {"", "note",
     "примечание|примечания|комментарий|комментарии|заметка|заметки|описание|доп "
     "информация|note|notes|comment|comments|remark|description"},
    {"", "website", "сайт|веб сайт|www|site|web|website|url"},
    {"", "telegram", "телеграм|телеграмм|telegram|tg"},
    {"", "vk", "вконтакте|вк|vk"},
    {"", "name", "название|наименование|имя|name|title"},
    {"", "status", "статус|состояние|status|state"},
    {"", "category", "категория|category|segment|сегмент"},
    {"", "discount", "скидка|discount"},
    {"", "country", "страна|country"},
    {"", "position", "должность|position|job title"},
};

struct About {
    std::string_view entity;
    std::string_view words;
};
constexpr About kEntities[] = {
    {"company",
     "компании|компания|организации|организация|контрагента|контрагент|клиента|фирмы|юр "
     "лица|юрлица|предприятия|company|account|customer|org"},
    {"contact",
     "контакта|контактного лица|контактное лицо|контактный|лица|представителя|лпр|сотрудника|contact|person"},
    {"deal", "сделки|сделка|заказа|проекта|deal|opportunity|order"},
    {"lead", "лида|лид|заявки|lead"},
    {"product", "товара|товар|продукта|услуги|номенклатуры|product|item"},
    {"user", "менеджера|сотрудника|ответственного|продавца|agent|manager|employee"},
    {"task", "задачи|задача|task"},
};

std::vector<std::string_view> split(std::string_view list) {
    std::vector<std::string_view> out;
    while (!list.empty()) {
        const std::size_t bar = list.find('|');
        out.push_back(list.substr(0, bar));
        list = bar == std::string_view::npos ? std::string_view{} : list.substr(bar + 1);
    }
    return out;
}

}  // namespace

std::vector<std::string_view> wordsFor(std::string_view entity, std::string_view field) {
    for (const bool own : {true, false})
        for (const Words& words : kFields)
            if (words.field == field && words.entity == (own ? entity : std::string_view{})) return split(words.words);
    return {};
}

std::vector<std::string_view> wordsOfEntity(std::string_view entity) {
    for (const About& about : kEntities)
        if (about.entity == entity) return split(about.words);
    return {};
}

}  // namespace kupets::mapping
