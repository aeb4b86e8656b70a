// The records that point to this one, a tab for each reverse reference of the card's layout; a table is made when its
// tab is opened. Cells are edited in place; a line below adds another record without leaving the card.
#pragma once

#include <QWidget>
#include <vector>

#include "client/data/record.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QStackedWidget;
class QTabBar;

namespace kupets::view {

class RecordTable;
class RelatedAdd;

class RelatedLists : public QWidget {
    Q_OBJECT
public:
    RelatedLists(Host& host, const schema::Entity& entity, const v1::Layout& layout, QWidget* parent);
    void setRecord(const data::RecordKey& key, const QString& title);
    bool isEmpty() const { return tabs_.empty(); }

private:
    struct Tab {
        const schema::Reverse* reverse;
        QWidget* page;
        RecordTable* table;
        RelatedAdd* add;
    };
    void openTab(int index);
    void fitHeight(int rows);
    void createChild();
    void fill();
    QString labelOf(const schema::Reverse& reverse) const;

    Host& host_;
    data::RecordKey key_;
    QString title_;
    std::vector<Tab> tabs_;
    QTabBar* bar_;
    QStackedWidget* pages_;
};

}  // namespace kupets::view
