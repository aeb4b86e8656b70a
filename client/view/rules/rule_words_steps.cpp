// The words of what rules do.
#include "client/data/path.h"
#include "client/data/value_format.h"
#include "client/view/rules/rule_tr.h"
#include "client/view/rules/rule_words.h"

namespace kupets::view::automation {
namespace {

constexpr qsizetype kLongText = 90;

QString quoted(const Speaker& speaker, const schema::Entity& entity, const std::string& text) {
    QString words = withLabels(entity, speaker.context, text).simplified();
    if (words.size() > kLongText) words = words.left(kLongText - 1) + u'…';
    return QStringLiteral("«%1»").arg(words);
}

QString valueWords(const Speaker& speaker, const schema::Entity& about, const schema::Entity& target,
                   const v1::RuleValue& value) {
    const schema::Field* field = target.field(value.field());
    const QString label =
        field == nullptr ? toQt(value.field()) : data::say(speaker.context.language, field->def.label());
    QString said;
    switch (value.from_case()) {
        case v1::RuleValue::kExpression:
            said = value.expression() == "id" ? RuleWords::tr("this record")
                                              : conditionWords(speaker, about, value.expression());
            break;
        case v1::RuleValue::kText:
            said = quoted(speaker, about, value.text());
            break;
        case v1::RuleValue::kMoment:
            said = value.moment().amount() == 0 ? RuleWords::tr("now")
                                                : RuleWords::tr("in %1").arg(spanWords(value.moment()));
            break;
        case v1::RuleValue::kValue:
            said = field == nullptr ? toQt(value.value()) : plainValueWords(speaker, *field, value.value());
            break;
        default:
            said = QStringLiteral("…");
    }
    return QStringLiteral("%1 — %2").arg(label, said);
}

QString valuesWords(const Speaker& speaker, const schema::Entity& about, const schema::Entity& target,
                    const google::protobuf::RepeatedPtrField<v1::RuleValue>& values) {
    QStringList words;
    for (const v1::RuleValue& value : values) words << valueWords(speaker, about, target, value);
    return words.isEmpty() ? QStringLiteral("…") : words.join(QStringLiteral(", "));
}

QString peopleWords(const Speaker& speaker, const schema::Entity& entity,
                    const google::protobuf::RepeatedPtrField<std::string>& paths,
                    const google::protobuf::RepeatedPtrField<std::string>& users) {
    QStringList words;
    for (const std::string& path : paths) words << data::pathLabel(entity, path, speaker.context.language);
    for (const std::string& user : users) {
        const auto id = Uuid::parse(user);
        words << (id && speaker.title ? speaker.title("user", *id) : QStringLiteral("…"));
    }
    return words.isEmpty() ? QStringLiteral("…") : words.join(QStringLiteral(", "));
}

/// «создать: Задача «Перезвонить», Срок — через 2 часа».
QString createWords(const Speaker& speaker, const schema::Entity& about, const v1::RuleCreate& create) {
    const schema::Entity* target = speaker.schema->entity(create.entity());
    if (target == nullptr) return RuleWords::tr("create: %1").arg(toQt(create.entity()));
    QString title;
    QStringList rest;
    for (const v1::RuleValue& value : create.values()) {
        const bool isTitle = value.field() == target->def().title_field() && value.from_case() == v1::RuleValue::kText;
        if (isTitle)
            title = u' ' + quoted(speaker, about, value.text());
        else
            rest << valueWords(speaker, about, *target, value);
    }
    rest.prepend(data::say(speaker.context.language, target->def().label()) + title);
    return RuleWords::tr("create: %1").arg(rest.join(QStringLiteral(", ")));
}

QString assignWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleAssign& assign) {
    const std::string field = assign.field().empty() ? "owner" : assign.field();
    const QString label = data::pathLabel(entity, field, speaker.context.language);
    const schema::Entity* user = speaker.schema->entity("user");
    QStringList from;
    if (assign.users_size() > 0) from << peopleWords(speaker, entity, {}, assign.users());
    if (!assign.pool().empty() && user != nullptr) from << conditionWords(speaker, *user, assign.pool());
    const QString whom = from.isEmpty() ? QStringLiteral("…") : from.join(QStringLiteral(", "));
    if (assign.users_size() == 1 && assign.pool().empty()) return RuleWords::tr("assign: %1 — %2").arg(label, whom);
    return RuleWords::tr("assign: %1 — %2 of: %3").arg(label, wayWords(assign.way()), whom);
}

QString sendWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleSend& send) {
    QStringList to;
    for (const std::string& path : send.to()) to << data::pathLabel(entity, path, speaker.context.language);
    if (!send.address().empty()) to << withLabels(entity, speaker.context, send.address());
    QString words = RuleWords::tr("send %1 (%2)")
                        .arg(within(channelWords(send.channel())),
                             to.isEmpty() ? QStringLiteral("…") : to.join(QStringLiteral(", ")));
    const std::string& text = send.text().empty() ? send.subject() : send.text();
    if (!text.empty()) words += QStringLiteral(": ") + quoted(speaker, entity, text);
    return words;
}

QString waitWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleWait& wait) {
    QStringList events;
    for (const v1::RuleTrigger& event : wait.events()) events << triggerWords(speaker, entity, event);
    QString words = RuleWords::tr("wait until it %1")
                        .arg(events.isEmpty() ? QStringLiteral("…") : events.join(RuleWords::tr(" or ")));
    if (wait.at_most().amount() != 0) words += RuleWords::tr(", at most %1").arg(spanWords(wait.at_most()));
    if (wait.late_size() > 0) words += RuleWords::tr(", else: %1").arg(stepsWords(speaker, entity, wait.late()));
    return words;
}

QString askWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleAsk& ask) {
    QString words = RuleWords::tr("ask for approval: %1").arg(peopleWords(speaker, entity, ask.whom(), ask.users()));
    if (!ask.text().empty()) words += u' ' + quoted(speaker, entity, ask.text());
    if (ask.at_most().amount() != 0) words += RuleWords::tr(", at most %1").arg(spanWords(ask.at_most()));
    if (ask.refused_size() > 0)
        words += RuleWords::tr(", if refused: %1").arg(stepsWords(speaker, entity, ask.refused()));
    return words;
}

QString branchWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleBranch& branch) {
    QString words =
        RuleWords::tr("if %1: %2")
            .arg(branch.condition().empty() ? QStringLiteral("…") : conditionWords(speaker, entity, branch.condition()),
                 stepsWords(speaker, entity, branch.yes()));
    if (branch.no_size() > 0) words += RuleWords::tr(", else: %1").arg(stepsWords(speaker, entity, branch.no()));
    return words;
}

QString actionWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleStep& step) {
    switch (step.action_case()) {
        case v1::RuleStep::kSet:
            return RuleWords::tr("set: %1").arg(valuesWords(speaker, entity, entity, step.set().values()));
        case v1::RuleStep::kCreate:
            return createWords(speaker, entity, step.create());
        case v1::RuleStep::kNotify:
            return RuleWords::tr("tell %1: %2")
                .arg(peopleWords(speaker, entity, step.notify().whom(), step.notify().users()),
                     quoted(speaker, entity, step.notify().text()));
        case v1::RuleStep::kAssign:
            return assignWords(speaker, entity, step.assign());
        case v1::RuleStep::kSend:
            return sendWords(speaker, entity, step.send());
        case v1::RuleStep::kStart: {
            const auto id = Uuid::parse(step.start().rule());
            return RuleWords::tr("start the rule “%1”")
                .arg(id && speaker.title ? speaker.title("rule", *id) : QStringLiteral("…"));
        }
        case v1::RuleStep::kWait:
            return waitWords(speaker, entity, step.wait());
        case v1::RuleStep::kAsk:
            return askWords(speaker, entity, step.ask());
        case v1::RuleStep::kBranch:
            return branchWords(speaker, entity, step.branch());
        default:
            return QStringLiteral("…");
    }
}

}  // namespace

QString stepWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleStep& step) {
    QString words = actionWords(speaker, entity, step);
    if (!step.when().empty())
        words = RuleWords::tr("if %1: %2").arg(conditionWords(speaker, entity, step.when()), words);
    if (step.after().amount() != 0) words = RuleWords::tr("after %1: %2").arg(spanWords(step.after()), words);
    return words;
}

QString stepKindWords(v1::RuleStep::ActionCase kind) {
    switch (kind) {
        case v1::RuleStep::kSet:
            return RuleWords::tr("Set fields");
        case v1::RuleStep::kCreate:
            return RuleWords::tr("Create a task or another record");
        case v1::RuleStep::kNotify:
            return RuleWords::tr("Tell an employee");
        case v1::RuleStep::kAssign:
            return RuleWords::tr("Assign who is responsible");
        case v1::RuleStep::kSend:
            return RuleWords::tr("Send to the client");
        case v1::RuleStep::kStart:
            return RuleWords::tr("Start another rule");
        case v1::RuleStep::kWait:
            return RuleWords::tr("Wait for an event");
        case v1::RuleStep::kAsk:
            return RuleWords::tr("Ask for approval");
        case v1::RuleStep::kBranch:
            return RuleWords::tr("Branch: if … else …");
        default:
            return {};
    }
}

QString channelWords(const std::string& channel) {
    if (channel == "sms") return RuleWords::tr("SMS");
    if (channel == "email") return RuleWords::tr("E-mail");
    if (channel == "messenger") return RuleWords::tr("Message in a messenger");
    if (channel == "webhook") return RuleWords::tr("Web hook");
    if (channel == "document") return RuleWords::tr("Document");
    return toQt(channel);
}

QString wayWords(v1::RuleAssign::Way way) {
    return way == v1::RuleAssign::LEAST_LOADED ? RuleWords::tr("the least loaded") : RuleWords::tr("in turn");
}

}  // namespace kupets::view::automation
