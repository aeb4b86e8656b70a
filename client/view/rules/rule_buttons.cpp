#include "client/view/rules/rule_buttons.h"

#include <QPushButton>

#include "client/model/pressed_rules.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/rules/rule_runs_dialog.h"
#include "client/view/rules/why_dialog.h"
#include "client/view/words.h"

namespace kupets::view {

RuleButtons::RuleButtons(Host& host, std::string entity, std::function<std::optional<data::RecordKey>()> record,
                         QWidget* parent)
    : QWidget(parent), host_(host), entity_(std::move(entity)), record_(std::move(record)) {
    flow_ = new ui::FlowLayout(this);
    flow_->setContentsMargins(0, 6, 0, 0);
    connect(&model::PressedRules::of(host.context()), &model::PressedRules::changed, this, &RuleButtons::rebuild);
    rebuild();
}

void RuleButtons::rebuild() {
    ui::clearLayout(flow_);
    for (const model::PressedRules::Button& each : model::PressedRules::of(host_.context()).buttonsOf(entity_)) {
        auto* button = ui::button(each.words, ui::ButtonKind::Normal, QStringLiteral("zap"), this);
        button->setToolTip(tr("The rule “%1”").arg(each.name));
        connect(button, &QPushButton::clicked, this, [this, each] {
            if (const auto record = record_()) pressRule(host_, each.rule, each.words, *record, this);
        });
        flow_->addWidget(button);
        button->show();
    }
    setVisible(flow_->count() > 0);
    updateGeometry();
}

void pressRule(Host& host, const Uuid& rule, const QString& words, const data::RecordKey& record, QObject* context) {
    model::PressedRules::of(host.context())
        .press(rule, {record.id}, context, [&host, words, entity = record.entity](Result<v1::PressReply> reply) {
            if (!reply) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), reply.error(), entity));
            host.toast(reply->started() > 0 ? ui::ToastHost::Kind::Done : ui::ToastHost::Kind::Info,
                       reply->started() > 0 ? RuleButtons::tr("Started: %1").arg(words)
                                            : RuleButtons::tr("“%1” has nothing to do here now").arg(words));
        });
}

command::Actions automationActions(Host* host, QWidget* card,
                                   const std::function<std::optional<data::RecordKey>()>& record,
                                   const std::function<QString()>& title) {
    using command::Place;
    const auto isThere = [record] { return record && record().has_value(); };
    command::Actions all{{.id = QStringLiteral("card.automation"),
                          .text = RuleButtons::tr("Automation…"),
                          .iconName = QStringLiteral("zap"),
                          .place = Place::Card,
                          .also = RuleButtons::tr("rules, runs, why not, what did the program do"),
                          .enabled = isThere,
                          .run =
                              [host, card, record, title] {
                                  if (const auto key = record())
                                      (new RuleRunsDialog(*host, *key, title(), card->window()))->open();
                              }},
                         {.id = QStringLiteral("card.why"),
                          .text = RuleButtons::tr("Why is it here?"),
                          .iconName = QStringLiteral("git-branch"),
                          .place = Place::Card,
                          .also = RuleButtons::tr("cause, chain, reason, who made it"),
                          .enabled = isThere,
                          .run = [host, card, record] {
                              if (const auto key = record()) WhyDialog::openRecord(*host, *key, card->window());
                          }}};
    if (host == nullptr || card == nullptr) return all;
    const auto key = record();
    if (!key) return all;
    for (const model::PressedRules::Button& each : model::PressedRules::of(host->context()).buttonsOf(key->entity))
        all.push_back({.id = QStringLiteral("card.press.") + toQt(each.rule.text()) + u'.' + each.words,
                       .text = each.words,
                       .iconName = QStringLiteral("zap"),
                       .place = Place::Card,
                       .also = each.name,
                       .enabled = isThere,
                       .run = [host, card, each, record] {
                           if (const auto at = record()) pressRule(*host, each.rule, each.words, *at, card);
                       }});
    return all;
}

}  // namespace kupets::view
