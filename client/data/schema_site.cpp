#include "client/data/schema_site.h"

#include <QHash>
#include <algorithm>
#include <set>

namespace kupets::data {
namespace {

const QString kPrefix = QStringLiteral("my_");
constexpr qsizetype kLongest = 40;

QString latin(QChar c) {
    static const QHash<QChar, QString> letters = [] {
        const QString from = QStringLiteral("абвгдеёжзийклмнопрстуфхцчшщъыьэюя");
        const QStringList to =
            QStringLiteral("a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya")
                .split(QLatin1Char(' '));
        QHash<QChar, QString> out;
        for (qsizetype i = 0; i < from.size(); ++i) out[from[i]] = to[i] == QLatin1String("_") ? QString() : to[i];
        return out;
    }();
    if (const auto found = letters.constFind(c); found != letters.constEnd()) return *found;
    const bool plain =
        (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
    return plain ? QString(c) : QStringLiteral("_");
}

QString code(const QString& label) {
    QString out;
    for (const QChar c : label.toLower()) {
        const QString next = latin(c);
        if (next == QLatin1String("_") && (out.isEmpty() || out.endsWith(QLatin1Char('_')))) continue;
        out += next;
    }
    out.truncate(kLongest);
    while (out.endsWith(QLatin1Char('_'))) out.chop(1);
    return out;
}

template <typename Taken>
std::string free(const QString& wanted, Taken taken) {
    QString name = wanted;
    for (int i = 2; taken(fromQt(name)); ++i) name = wanted + QStringLiteral("_%1").arg(i);
    return fromQt(name);
}

}  // namespace

bool isOwnField(const v1::FieldDef& field) { return field.name().starts_with(fromQt(kPrefix)); }

v1::SiteEntity siteOf(const v1::EntityDef& entity) {
    v1::SiteEntity site;
    site.set_entity(entity.name());
    for (const v1::FieldDef& field : entity.fields())
        if (field.layer() == v1::LAYER_SITE) *site.add_fields() = field;
    for (const v1::CheckDef& check : entity.checks())
        if (check.layer() == v1::LAYER_SITE) *site.add_checks() = check;
    for (const v1::DuplicateRule& rule : entity.duplicate_rules())
        if (rule.layer() == v1::LAYER_SITE) *site.add_duplicate_rules() = rule;
    if (entity.layer() != v1::LAYER_SITE) return site;
    *site.add_layouts()->mutable_layout() = entity.card();
    for (const v1::RoleLayout& card : entity.role_cards()) *site.add_layouts() = card;
    *site.mutable_table_columns() = entity.table_columns();
    return site;
}

std::string ownName(const QString& label, const v1::EntityDef& entity) {
    QString name = code(label);
    if (name.isEmpty()) name = QStringLiteral("field");
    return free(kPrefix + name, [&entity](const std::string& wanted) {
        return std::ranges::any_of(entity.fields(),
                                   [&wanted](const v1::FieldDef& field) { return field.name() == wanted; });
    });
}

std::string ownCheckName(const QString& label, const v1::EntityDef& entity) {
    QString name = code(label);
    if (name.isEmpty()) name = QStringLiteral("check");
    return free(kPrefix + name, [&entity](const std::string& wanted) {
        return std::ranges::any_of(entity.checks(),
                                   [&wanted](const v1::CheckDef& check) { return check.name() == wanted; });
    });
}

void putCheck(v1::SiteEntity& site, const v1::CheckDef& check) {
    for (v1::CheckDef& known : *site.mutable_checks())
        if (known.name() == check.name()) return void(known = check);
    *site.add_checks() = check;
}

void dropCheck(v1::SiteEntity& site, const std::string& name) {
    for (int i = site.checks_size() - 1; i >= 0; --i)
        if (site.checks(i).name() == name) site.mutable_checks()->DeleteSubrange(i, 1);
}

std::string choiceValue(const QString& label, const std::vector<std::string>& taken) {
    QString value = code(label);
    if (value.isEmpty()) value = QStringLiteral("choice");
    return free(value, [&taken](const std::string& wanted) { return std::ranges::find(taken, wanted) != taken.end(); });
}

void putField(v1::SiteEntity& site, const v1::FieldDef& field) {
    for (v1::FieldDef& known : *site.mutable_fields())
        if (known.name() == field.name()) {
            known = field;
            return;
        }
    *site.add_fields() = field;
    // A card laid out by hand names its fields one by one: a new one joins its last section.
    for (v1::RoleLayout& layout : *site.mutable_layouts()) {
        v1::Layout& card = *layout.mutable_layout();
        if (card.sections().empty()) card.add_sections();
        card.mutable_sections(card.sections_size() - 1)->add_fields(field.name());
    }
}

void dropField(v1::SiteEntity& site, const std::string& name) {
    const auto drop = [&name](google::protobuf::RepeatedPtrField<std::string>& names) {
        names.erase(std::remove(names.begin(), names.end(), name), names.end());
    };
    for (int i = site.fields_size() - 1; i >= 0; --i)
        if (site.fields(i).name() == name) site.mutable_fields()->DeleteSubrange(i, 1);
    for (v1::RoleLayout& layout : *site.mutable_layouts())
        for (v1::LayoutSection& section : *layout.mutable_layout()->mutable_sections()) drop(*section.mutable_fields());
    drop(*site.mutable_table_columns());
}

const std::vector<v1::FieldType>& ownTypes() {
    static const std::vector<v1::FieldType> types{
        v1::TEXT,    v1::LONG_TEXT, v1::CHOICE,    v1::MULTI_CHOICE, v1::BOOLEAN,    v1::DATE,   v1::DATE_TIME,
        v1::INTEGER, v1::DECIMAL,   v1::MONEY,     v1::PERCENT,      v1::FORMULA,    v1::PHONES, v1::EMAILS,
        v1::URL,     v1::ADDRESS,   v1::REFERENCE, v1::REFERENCES,   v1::USER,       v1::FILE,   v1::DURATION,
        v1::INN,     v1::KPP,       v1::OGRN,      v1::BANK_ACCOUNT, v1::AUTO_NUMBER};
    return types;
}

QString typeWords(v1::FieldType type, Language language) {
    switch (type) {
        case v1::TEXT:
            return say(language, "Строка текста", "Line of text");
        case v1::LONG_TEXT:
            return say(language, "Длинный текст", "Long text");
        case v1::INTEGER:
            return say(language, "Целое число", "Whole number");
        case v1::DECIMAL:
            return say(language, "Дробное число", "Decimal number");
        case v1::MONEY:
            return say(language, "Деньги", "Money");
        case v1::PERCENT:
            return say(language, "Проценты", "Percent");
        case v1::BOOLEAN:
            return say(language, "Да или нет", "Yes or no");
        case v1::DATE:
            return say(language, "Дата", "Date");
        case v1::DATE_TIME:
            return say(language, "Дата и время", "Date and time");
        case v1::DURATION:
            return say(language, "Длительность", "Duration");
        case v1::CHOICE:
            return say(language, "Один из списка", "One of a list");
        case v1::MULTI_CHOICE:
            return say(language, "Несколько из списка", "Several of a list");
        case v1::REFERENCE:
            return say(language, "Ссылка на карточку", "Link to a card");
        case v1::REFERENCES:
            return say(language, "Ссылки на карточки", "Links to cards");
        case v1::USER:
            return say(language, "Сотрудник", "User");
        case v1::PHONES:
            return say(language, "Телефоны", "Phones");
        case v1::EMAILS:
            return say(language, "Эл. почта", "E-mail");
        case v1::URL:
            return say(language, "Веб-адрес", "Web address");
        case v1::ADDRESS:
            return say(language, "Почтовый адрес", "Postal address");
        case v1::INN:
            return say(language, "ИНН", "INN");
        case v1::KPP:
            return say(language, "КПП", "KPP");
        case v1::OGRN:
            return say(language, "ОГРН", "OGRN");
        case v1::BANK_ACCOUNT:
            return say(language, "Банковский счёт", "Bank account");
        case v1::FILE:
            return say(language, "Файл", "File");
        case v1::AUTO_NUMBER:
            return say(language, "Номер по порядку", "Running number");
        case v1::FORMULA:
            return say(language, "Формула", "Formula");
        default:
            return {};
    }
}

}  // namespace kupets::data
