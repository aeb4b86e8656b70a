// What rules offer on a card: their buttons under its title, in its menu and in the palette; what they did about the
// record; and why it is there.
#pragma once

#include <QWidget>
#include <functional>
#include <optional>

#include "client/command/action.h"
#include "client/view/host.h"

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

/// Buttons of the rules about an entity; not seen while there are none.
class RuleButtons : public QWidget {
    Q_OBJECT
public:
    /// `record`: the one that is shown; nothing while it is not saved.
    RuleButtons(Host& host, std::string entity, std::function<std::optional<data::RecordKey>()> record,
                QWidget* parent);

private:
    void rebuild();

    Host& host_;
    const std::string entity_;
    std::function<std::optional<data::RecordKey>()> record_;
    ui::FlowLayout* flow_;
};

/// Sets a rule off for a record, and says so.
void pressRule(Host& host, const Uuid& rule, const QString& words, const data::RecordKey& record, QObject* context);
/// "Automation", "Why?" and the buttons of rules, for a card of `record`. Without a card (null): for print.
command::Actions automationActions(Host* host, QWidget* card,
                                   const std::function<std::optional<data::RecordKey>()>& record,
                                   const std::function<QString()>& title);

}  // namespace kupets::view
