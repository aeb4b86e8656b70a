// A rule in words, as one sentence: «Если Сделка переходит на этап «Доставка», то отправить СМС …». Pure; the list of
// rules, templates, the pipeline and the constructor say it with these.
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "client/data/context.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::view::automation {

/// What sentences need to know. The schema outlives it.
struct Speaker {
    data::Context context;  // the language; a connection is not needed
    const schema::Snapshot* schema = nullptr;
    /// What a record is called; "…" while that is not known.
    std::function<QString(const std::string& entity, const Uuid& id)> title;
};

/// "2 рабочих часа"; empty for none. Of a negative span its size.
QString spanWords(const v1::RuleSpan& span);
/// "переходит на этап «Доставка»".
QString triggerWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleTrigger& trigger);
/// "по рабочим дням в 8:00"; the text itself when it is a time of another kind.
QString timesWords(const std::string& times);
/// "Сумма: больше 200 000"; a formula with the labels of its fields where rows cannot say it.
QString conditionWords(const Speaker& speaker, const schema::Entity& entity, const std::string& expression);
/// "отправить СМС", with whom and what.
QString stepWords(const Speaker& speaker, const schema::Entity& entity, const v1::RuleStep& step);
/// Since when, of IDLE: what the card's head calls by a name, or "последнее: События · Когда".
QString momentWords(const Speaker& speaker, const schema::Entity& entity, const std::string& expression);
/// Several steps, one after the other.
QString stepsWords(const Speaker& speaker, const schema::Entity& entity,
                   const google::protobuf::RepeatedPtrField<v1::RuleStep>& steps);
/// «Если Сделка переходит на этап «Доставка» и Сумма: больше 200 000, то отправить СМС …».
QString sentence(const Speaker& speaker, const v1::RuleDef& rule);
/// Without the steps: «Если …».
QString causeWords(const Speaker& speaker, const v1::RuleDef& rule);

/// Words with {paths} in them, the paths by their labels: what people see; and back. Braces that name no field stay.
QString withLabels(const schema::Entity& entity, const data::Context& context, const std::string& text);
std::string withPaths(const schema::Entity& entity, const data::Context& context, const QString& text);

/// A value of RuleValue.value as people read it.
QString plainValueWords(const Speaker& speaker, const schema::Field& field, const std::string& value);

/// Small letters in the midst of a sentence; abbreviations stay.
QString within(const QString& label);
/// "Стадия" → "стадию": a field's label after «на».
QString accusative(const QString& label);
/// Kinds of triggers in the order of their use, and how each reads behind the entity.
const std::vector<v1::RuleTrigger::Kind>& triggerKinds();
QString triggerKindWords(v1::RuleTrigger::Kind kind);
QString stepKindWords(v1::RuleStep::ActionCase kind);
QString channelWords(const std::string& channel);
QString wayWords(v1::RuleAssign::Way way);

}  // namespace kupets::view::automation
