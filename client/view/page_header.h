// The strip above a list: the entity's icon and name, the switch between table and board, a place for tools at the
// right.
#pragma once

#include <QHBoxLayout>
#include <QWidget>

#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QPushButton;

namespace kupets::view {

class PageHeader : public QWidget {
    Q_OBJECT
public:
    /// The last three: of tasks.
    enum class Kind { Table, Board, Time, Calendar, Load };
    PageHeader(Host& host, const schema::Entity& entity, Kind kind, QWidget* parent);

    /// Beside the title.
    QHBoxLayout* aside() const { return aside_; }
    /// Where a page puts its tools; the button "New" stands after them.
    QHBoxLayout* tools() const { return tools_; }
    QPushButton* newButton() const { return new_; }

private:
    QHBoxLayout* aside_;
    QHBoxLayout* tools_;
    QPushButton* new_;
};

}  // namespace kupets::view
