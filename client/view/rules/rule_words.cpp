#include "client/view/rules/rule_words.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cstdlib>

#include "client/data/path.h"
#include "client/data/value_format.h"
#include "client/model/board_stages.h"
#include "client/view/filter_conditions.h"
#include "client/view/filter_row.h"
#include "client/view/rules/rule_tr.h"
#include "common/expr/parse.h"
#include "common/expr/print.h"

namespace kupets::view::automation {
namespace {

QString fieldWords(const Speaker& speaker, const schema::Entity& entity, const std::string& path) {
    return data::pathLabel(entity, path, speaker.context.language);
}

QString valueOfTrigger(const Speaker& speaker, const schema::Entity& entity, const v1::RuleTrigger& trigger) {
    const schema::Field* field = trigger.fields_size() == 0 ? nullptr : entity.field(trigger.fields(0));
    return field == nullptr ? toQt(trigger.value()) : plainValueWords(speaker, *field, trigger.value());
}

void learnTitles(const Speaker& speaker, const schema::Entity& entity, filter::Part& part) {
    for (filter::Part& each : part.parts) learnTitles(speaker, entity, each);
    if (!part.condition || !speaker.title) return;
    const schema::Field* field = data::resolve(entity, part.condition->path).field();
    if (field == nullptr || field->target == nullptr) return;
    part.condition->titles.resize(part.condition->values.size());
    for (std::size_t at = 0; at < part.condition->values.size(); ++at)
        if (const auto* id = std::get_if<Uuid>(&part.condition->values[at]))
            part.condition->titles[at] = fromQt(speaker.title(field->target->name(), *id));
}

/// "через 3 дня после «Срок»", "за день до «Срок»", "в момент «Срок»".
QString offsetWords(const v1::RuleSpan& span, const QString& moment) {
    if (span.amount() == 0) return RuleWords::tr("at the time of “%1”").arg(moment);
    return (span.amount() < 0 ? RuleWords::tr("%1 before “%2”") : RuleWords::tr("%1 after “%2”"))
        .arg(spanWords(span), moment);
}

/// A formula with the words of the person's language and the labels of what it names.
QString formulaWords(const Speaker& speaker, const schema::Entity& entity, const std::string& expression) {
    const auto ast = expr::parse(expression);
    const bool russian = speaker.context.language == data::Language::Russian;
    const std::string text = ast && russian ? expr::print(*ast, expr::Language::Russian) : expression;
    return model::conditionWords(entity, text, speaker.context.language);
}

/// "1 октября".
QString dayOfYear(int day, int month, const QLocale& locale) {
    return locale.toString(QDate(2024, month, std::min(day, QDate(2024, month, 1).daysInMonth())),
                           QStringLiteral("d MMMM"));
}

}  // namespace

QString momentWords(const Speaker& speaker, const schema::Entity& entity, const std::string& expression) {
    const auto parsed = expr::parse(expression);
    const expr::Call* call = parsed ? std::get_if<expr::Call>(&(*parsed)->content()) : nullptr;
    if (call == nullptr) return formulaWords(speaker, entity, expression);
    // "the last one, or since it was created"
    const bool either = call->function == expr::Function::Coalesce && !call->arguments.empty();
    const expr::Ast moment = either ? call->arguments[0] : *parsed;
    for (const v1::HeadFact& fact : entity.def().head())
        if (fact.path().starts_with("="))
            if (const auto known = expr::parse(std::string_view(fact.path()).substr(1));
                known && expr::same(*known, moment))
                return data::say(speaker.context.language, fact.label());
    call = std::get_if<expr::Call>(&moment->content());
    const auto* path = call != nullptr && call->function == expr::Function::Max && call->arguments.size() == 1
                           ? std::get_if<expr::Path>(&call->arguments[0]->content())
                           : nullptr;
    const schema::Reverse* reverse =
        path != nullptr && path->steps.size() == 2 ? entity.reverse(path->steps[0]) : nullptr;
    const schema::Field* field = reverse == nullptr ? nullptr : reverse->child->field(path->steps[1]);
    if (field == nullptr) return formulaWords(speaker, entity, expression);
    return RuleWords::tr("the last of: %1 · %2")
        .arg(data::say(speaker.context.language, reverse->field->def.reverse_label()),
             data::say(speaker.context.language, field->def.label()));
}

QString within(const QString& label) {
    const bool abbreviation = label.size() > 1 && label[1].isUpper();
    return abbreviation || label.isEmpty() ? label : label[0].toLower() + label.mid(1);
}

QString accusative(const QString& label) {
    QString words = within(label);
    const qsizetype end = words.indexOf(u' ') < 0 ? words.size() : words.indexOf(u' ');
    if (end == 0) return words;
    QChar& last = words[end - 1];
    if (last == u'а') last = u'у';
    if (last == u'я' && (end < 2 || words[end - 2] != u'м')) last = u'ю';
    return words;
}

QString spanWords(const v1::RuleSpan& span) {
    const int count = std::abs(span.amount());
    switch (span.unit()) {
        case v1::RuleSpan::MINUTES:
            return RuleWords::tr("%n minute(s)", "", count);
        case v1::RuleSpan::HOURS:
            return RuleWords::tr("%n hour(s)", "", count);
        case v1::RuleSpan::DAYS:
            return RuleWords::tr("%n day(s)", "", count);
        case v1::RuleSpan::WORKING_HOURS:
            return RuleWords::tr("%n working hour(s)", "", count);
        default:
            return RuleWords::tr("%n working day(s)", "", count);
    }
}

QString timesWords(const std::string& times) {
    static const QRegularExpression simple(
        QStringLiteral(R"(^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}|L) (\*|\d{1,2}) (\*|1-5|\d)(?: (skip|before|after))?$)"));
    const auto match = simple.match(toQt(times));
    if (!match.hasMatch()) return RuleWords::tr("at times: %1").arg(toQt(times));
    const QString clock =
        QStringLiteral("%1:%2").arg(match.captured(2)).arg(match.captured(1).toInt(), 2, 10, QLatin1Char('0'));
    const QString day = match.captured(3);
    const int month = match.captured(4).toInt();
    const QString weekday = match.captured(5);
    const QString how = match.captured(6);
    if (month > 0 && month < 13 && day.toInt() > 0 && weekday == QLatin1String("*")) {
        const QString on = dayOfYear(day.toInt(), month, QLocale());
        if (how == QLatin1String("after"))
            return RuleWords::tr("each year on %1 at %2, on the working day after when that is none").arg(on, clock);
        if (how == QLatin1String("before"))
            return RuleWords::tr("each year on %1 at %2, on the working day before when that is none").arg(on, clock);
        return RuleWords::tr("each year on %1 at %2").arg(on, clock);
    }
    if (month > 0) return RuleWords::tr("at times: %1").arg(toQt(times));
    if (day == QLatin1String("L")) return RuleWords::tr("on the last day of each month at %1").arg(clock);
    if (day != QLatin1String("*")) return RuleWords::tr("on day %1 of each month at %2").arg(day, clock);
    if (how == QLatin1String("skip")) return RuleWords::tr("each working day at %1").arg(clock);
    if (weekday == QLatin1String("1-5")) return RuleWords::tr("Mondays to Fridays at %1").arg(clock);
    if (weekday == QLatin1String("*")) return RuleWords::tr("each day at %1").arg(clock);
    const QString names[] = {RuleWords::tr("on Sundays"),   RuleWords::tr("on Mondays"),
                             RuleWords::tr("on Tuesdays"),  RuleWords::tr("on Wednesdays"),
                             RuleWords::tr("on Thursdays"), RuleWords::tr("on Fridays"),
                             RuleWords::tr("on Saturdays")};
    return RuleWords::tr("%1 at %2").arg(names[weekday.toInt() % 7], clock);
}

QString plainValueWords(const Speaker& speaker, const schema::Field& field, const std::string& value) {
    if (value.empty()) return QStringLiteral("…");
    if (field.type() == v1::CHOICE || field.type() == v1::MULTI_CHOICE) {
        const v1::ChoiceDef* choice = data::choiceOf(&field, Value(value));
        for (const v1::ChoiceDef& each : field.def.choices())
            if (each.value() == value) choice = &each;
        return choice == nullptr ? toQt(value) : data::say(speaker.context.language, choice->label());
    }
    if (field.type() == v1::BOOLEAN) return value == "true" ? RuleWords::tr("yes") : RuleWords::tr("no");
    if (field.target != nullptr) {
        const auto id = Uuid::parse(value);
        return id && speaker.title ? speaker.title(field.target->name(), *id) : QStringLiteral("…");
    }
    if (field.type() == v1::DATE)
        if (const auto day = Date::parse(value)) return data::displayDate(*day, speaker.context.language);
    if (field.type() == v1::MONEY || field.type() == v1::DECIMAL)
        if (const auto number = Decimal::parse(value)) return data::displayDecimal(*number, speaker.context.language);
    return toQt(value);
}

QString triggerWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleTrigger& trigger) {
    using Kind = v1::RuleTrigger;
    const QString field = trigger.fields_size() == 0 ? QString() : fieldWords(speaker, entity, trigger.fields(0));
    switch (trigger.kind()) {
        case Kind::CREATED:
            return RuleWords::tr("is created");
        case Kind::CHANGED: {
            if (trigger.fields_size() == 0) return RuleWords::tr("is changed");
            QStringList names;
            for (const std::string& each : trigger.fields()) names << fieldWords(speaker, entity, each);
            return RuleWords::tr("is changed (%1)").arg(names.join(QStringLiteral(", ")));
        }
        case Kind::ENTERED:
            return RuleWords::tr("goes to the %1 “%2”")
                .arg(accusative(field), valueOfTrigger(speaker, entity, trigger));
        case Kind::LEFT:
            return RuleWords::tr("leaves “%2” (%1)").arg(within(field), valueOfTrigger(speaker, entity, trigger));
        case Kind::AT:
            return QStringLiteral("— ") + offsetWords(trigger.offset(), field);
        case Kind::DELETED:
            return RuleWords::tr("is deleted");
        case Kind::IDLE:
            return QStringLiteral("— ") + offsetWords(trigger.offset(), momentWords(speaker, entity, trigger.moment()));
        case Kind::SCHEDULE:
            return QStringLiteral("— ") + timesWords(trigger.times());
        case Kind::PRESSED:
            return QStringLiteral("— ") + RuleWords::tr("the button “%1” is pressed").arg(toQt(trigger.value()));
        default:
            return QStringLiteral("…");
    }
}

QString conditionWords(const Speaker& speaker, const schema::Entity& entity, const std::string& expression) {
    if (expression.empty()) return {};
    auto part = filter::read(expression, entity);
    if (!part) return formulaWords(speaker, entity, expression);
    learnTitles(speaker, entity, *part);
    return filter::describe(*part, entity, speaker.context);
}

QString causeWords(const Speaker& speaker, const v1::RuleDef& rule) {
    const schema::Entity* entity = speaker.schema == nullptr ? nullptr : speaker.schema->entity(rule.entity());
    if (entity == nullptr) return toQt(rule.entity());
    QStringList causes;
    for (const v1::RuleTrigger& trigger : rule.triggers()) causes << triggerWords(speaker, *entity, trigger);
    QString words = RuleWords::tr("If “%1” %2")
                        .arg(data::say(speaker.context.language, entity->def().label()),
                             causes.isEmpty() ? QStringLiteral("…") : causes.join(RuleWords::tr(" or ")));
    if (!rule.was().empty())
        words += RuleWords::tr(", was before: %1").arg(conditionWords(speaker, *entity, rule.was()));
    if (!rule.condition().empty())
        words += RuleWords::tr(", and %1").arg(conditionWords(speaker, *entity, rule.condition()));
    return words;
}

QString stepsWords(const Speaker& speaker, const schema::Entity& entity,
                   const google::protobuf::RepeatedPtrField<v1::RuleStep>& steps) {
    QStringList words;
    for (const v1::RuleStep& step : steps) words << stepWords(speaker, entity, step);
    return words.isEmpty() ? QStringLiteral("…") : words.join(QStringLiteral("; "));
}

QString sentence(const Speaker& speaker, const v1::RuleDef& rule) {
    const schema::Entity* entity = speaker.schema == nullptr ? nullptr : speaker.schema->entity(rule.entity());
    if (entity == nullptr) return toQt(rule.entity());
    const QString whole =
        rule.in_save() ? RuleWords::tr("%1, then within the save: %2") : RuleWords::tr("%1, then: %2");
    return whole.arg(causeWords(speaker, rule), stepsWords(speaker, *entity, rule.steps()));
}

QString withLabels(const schema::Entity& entity, const data::Context& context, const std::string& text) {
    static const QRegularExpression braces(QStringLiteral(R"(\{\{|\{([a-z_][a-z0-9_.]*)\})"));
    const QString all = toQt(text);
    QString out;
    qsizetype last = 0;
    for (auto it = braces.globalMatch(all); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(all).mid(last, match.capturedStart() - last);
        const std::string path = fromQt(match.captured(1));
        const bool known = !path.empty() && data::resolve(entity, path).field() != nullptr;
        out += known ? u'{' + data::pathLabel(entity, path, context.language) + u'}' : match.captured();
        last = match.capturedEnd();
    }
    return out + all.mid(last);
}

std::string withPaths(const schema::Entity& entity, const data::Context& context, const QString& text) {
    static const QRegularExpression braces(QStringLiteral(R"(\{\{|\{([^{}]*)\})"));
    const auto offered = offeredPaths(entity, context);
    QString out;
    qsizetype last = 0;
    for (auto it = braces.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(last, match.capturedStart() - last);
        QString inner = match.captured();
        for (const auto& [path, label] : offered)
            if (label == match.captured(1).trimmed()) {
                inner = u'{' + toQt(path) + u'}';
                break;
            }
        out += inner;
        last = match.capturedEnd();
    }
    return fromQt(out + text.mid(last));
}

const std::vector<v1::RuleTrigger::Kind>& triggerKinds() {
    using Kind = v1::RuleTrigger;
    static const std::vector<Kind::Kind> kinds{Kind::CREATED, Kind::CHANGED,  Kind::ENTERED, Kind::LEFT,   Kind::AT,
                                               Kind::IDLE,    Kind::SCHEDULE, Kind::DELETED, Kind::PRESSED};
    return kinds;
}

QString triggerKindWords(v1::RuleTrigger::Kind kind) {
    using Kind = v1::RuleTrigger;
    switch (kind) {
        case Kind::CREATED:
            return RuleWords::tr("is created");
        case Kind::CHANGED:
            return RuleWords::tr("is changed");
        case Kind::ENTERED:
            return RuleWords::tr("goes to");
        case Kind::LEFT:
            return RuleWords::tr("leaves");
        case Kind::AT:
            return RuleWords::tr("reaches a date");
        case Kind::IDLE:
            return RuleWords::tr("is not touched for long");
        case Kind::SCHEDULE:
            return RuleWords::tr("by schedule");
        case Kind::DELETED:
            return RuleWords::tr("is deleted");
        case Kind::PRESSED:
            return RuleWords::tr("button is pressed");
        default:
            return {};
    }
}

}  // namespace kupets::view::automation
