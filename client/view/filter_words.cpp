// The words of conditions.
#include <QCoreApplication>

#include "client/data/path.h"
#include "client/data/value_format.h"
#include "client/view/filter_conditions.h"

namespace kupets::view::filter {
namespace {

struct Name {
    Is is;
    const char* words;
};
// clang-format off
constexpr Name kNames[] = {
    {Is::Contains, QT_TRANSLATE_NOOP("Filter", "contains")}, {Is::ContainsNot, QT_TRANSLATE_NOOP("Filter", "does not contain")},
    {Is::StartsWith, QT_TRANSLATE_NOOP("Filter", "starts with")}, {Is::Equal, QT_TRANSLATE_NOOP("Filter", "is")},
    {Is::NotEqual, QT_TRANSLATE_NOOP("Filter", "is not")}, {Is::OneOf, QT_TRANSLATE_NOOP("Filter", "is one of")},
    {Is::NoneOf, QT_TRANSLATE_NOOP("Filter", "is none of")}, {Is::Less, QT_TRANSLATE_NOOP("Filter", "less than")},
    {Is::LessOrEqual, QT_TRANSLATE_NOOP("Filter", "at most")}, {Is::Greater, QT_TRANSLATE_NOOP("Filter", "more than")},
    {Is::GreaterOrEqual, QT_TRANSLATE_NOOP("Filter", "at least")}, {Is::Between, QT_TRANSLATE_NOOP("Filter", "between")},
    {Is::Empty, QT_TRANSLATE_NOOP("Filter", "is empty")}, {Is::Filled, QT_TRANSLATE_NOOP("Filter", "is filled in")},
    {Is::Yes, QT_TRANSLATE_NOOP("Filter", "yes")}, {Is::No, QT_TRANSLATE_NOOP("Filter", "no")},
    {Is::Me, QT_TRANSLATE_NOOP("Filter", "is me")}, {Is::NotMe, QT_TRANSLATE_NOOP("Filter", "is not me")},
    {Is::MyDepartment, QT_TRANSLATE_NOOP("Filter", "my department")},
    {Is::Has, QT_TRANSLATE_NOOP("Filter", "has")}, {Is::HasNot, QT_TRANSLATE_NOOP("Filter", "has not")},
    {Is::On, QT_TRANSLATE_NOOP("Filter", "on the day")}, {Is::Before, QT_TRANSLATE_NOOP("Filter", "before")},
    {Is::After, QT_TRANSLATE_NOOP("Filter", "after")}, {Is::BetweenDays, QT_TRANSLATE_NOOP("Filter", "from … to …")},
    {Is::Today, QT_TRANSLATE_NOOP("Filter", "today")}, {Is::Yesterday, QT_TRANSLATE_NOOP("Filter", "yesterday")},
    {Is::Tomorrow, QT_TRANSLATE_NOOP("Filter", "tomorrow")}, {Is::ThisWeek, QT_TRANSLATE_NOOP("Filter", "this week")},
    {Is::ThisMonth, QT_TRANSLATE_NOOP("Filter", "this month")}, {Is::ThisYear, QT_TRANSLATE_NOOP("Filter", "this year")},
    {Is::LastDays, QT_TRANSLATE_NOOP("Filter", "within the last … days")}, {Is::NextDays, QT_TRANSLATE_NOOP("Filter", "within the next … days")},
    {Is::OverDaysAgo, QT_TRANSLATE_NOOP("Filter", "over … days ago")}, {Is::OverDaysAhead, QT_TRANSLATE_NOOP("Filter", "in over … days")},
};
// clang-format on

QString valueWords(const Condition& condition, std::size_t at, const schema::Field* field,
                   const data::Context& context) {
    const Value& value = condition.values[at];
    const std::string title = at < condition.titles.size() ? condition.titles[at] : std::string();
    if (const auto* text = std::get_if<std::string>(&value); text && field && field->type() != v1::CHOICE) {
        if (field->type() != v1::MULTI_CHOICE) return QStringLiteral("«%1»").arg(toQt(*text));
        return data::display({Texts{*text}, {}}, field, context.language);
    }
    if (std::holds_alternative<Uuid>(value) && title.empty()) return QStringLiteral("…");
    return data::display({value, title}, field, context.language);
}

}  // namespace

QString nameOf(Is is, const schema::Field*) {
    for (const Name& name : kNames)
        if (name.is == is) return QCoreApplication::translate("Filter", name.words);
    return {};
}

QString describe(const Condition& condition, const schema::Entity& entity, const data::Context& context) {
    const schema::Field* field = data::resolve(entity, condition.path).field();
    QStringList values;
    for (std::size_t at = 0; at < condition.values.size(); ++at) values << valueWords(condition, at, field, context);
    QString words = nameOf(condition.is, field);
    if (words.count(u'…') == values.size() && !values.isEmpty()) {
        for (const QString& value : values) words.replace(words.indexOf(u'…'), 1, value);
    } else if (condition.is == Is::Between && values.size() == 2) {
        words += u' ' + values[0] + QStringLiteral(" – ") + values[1];
    } else if (!values.isEmpty()) {
        words += u' ' + values.join(QStringLiteral(", "));
    }
    return data::pathLabel(entity, condition.path, context.language) + QStringLiteral(": ") + words;
}

QString describe(const Part& part, const schema::Entity& entity, const data::Context& context) {
    if (part.condition) return describe(*part.condition, entity, context);
    QStringList words;
    for (const Part& each : part.parts) words << describe(each, entity, context);
    return words.join(part.any ? QCoreApplication::translate("Filter", " or ")
                               : QCoreApplication::translate("Filter", " and "));
}

}  // namespace kupets::view::filter
