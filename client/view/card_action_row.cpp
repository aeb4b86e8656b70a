#include "client/view/card_action_row.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <algorithm>

#include "client/ui/widgets.h"
#include "client/view/card_actions.h"
#include "client/view/card_figures.h"
#include "client/view/words.h"

namespace kupets::view {

CardActionRow::CardActionRow(Host& host, const schema::Entity& entity, CardFigures& figures, QWidget* parent)
    : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(ui::metrics::kGap);
    for (int i = 0; i < entity.def().actions_size(); ++i) {
        const v1::EntityAction& action = entity.def().actions(i);
        if (!knowsAction(entity.name(), action.name())) continue;
        auto* button =
            ui::button(say(host.context(), action.label()), ui::ButtonKind::Normal, toQt(action.icon()), this);
        button->setProperty("fit", "small");
        button->hide();
        connect(button, &QPushButton::clicked, this, [this, name = action.name()] { Q_EMIT chosen(name); });
        row->addWidget(button);
        items_.push_back({i, action.name(), button});
    }
    row->addStretch(1);
    hide();
    connect(&figures, &CardFigures::answered, this, [this, &figures] {
        for (const Item& item : items_) item.button->setVisible(figures.isPossible(item.place));
        setVisible(std::ranges::any_of(items_, [&](const Item& item) { return figures.isPossible(item.place); }));
    });
}

QPushButton* CardActionRow::button(const std::string& action) const {
    const auto found = std::ranges::find(items_, action, &Item::name);
    return found == items_.end() ? nullptr : found->button;
}

}  // namespace kupets::view
