// What can be done to a record now, as buttons under the figures of its card: the entity's actions (EntityDef.actions)
// whose condition holds. The card owns it.
#pragma once

#include <QWidget>
#include <vector>

#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QPushButton;

namespace kupets::view {

class CardFigures;

class CardActionRow : public QWidget {
    Q_OBJECT
public:
    /// `figures` knows which are possible.
    CardActionRow(Host& host, const schema::Entity& entity, CardFigures& figures, QWidget* parent);
    /// Null when the program does not know the action.
    QPushButton* button(const std::string& action) const;

Q_SIGNALS:
    void chosen(const std::string& action);

private:
    struct Item {
        int place;
        std::string name;
        QPushButton* button;
    };
    std::vector<Item> items_;
};

}  // namespace kupets::view
