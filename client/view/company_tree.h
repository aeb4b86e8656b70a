// The structure around a record: of what it is a part and what its parts are (EntityDef.parent_field), from the topmost
// one down; below, of what points to it and has a structure of its own (the people of a company: who reports to whom).
// A click or Enter opens a record. Asks level by level, at most kMost records; live.
#pragma once

#include <QTimer>
#include <QTreeWidget>
#include <memory>
#include <set>
#include <vector>

#include "client/data/record.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {

class CompanyTree : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMost = 500;
    static constexpr int kMostLevels = 20;

    /// Whether there is anything to show for records of this entity.
    static bool hasAny(const schema::Entity& entity);

    CompanyTree(Host& host, const schema::Entity& entity, QWidget* parent);
    void setRecord(const data::RecordKey& key);
    /// The tree of the record itself; null when its entity has none.
    QTreeWidget* own() const { return trees_.empty() ? nullptr : trees_.front().widget; }
    std::vector<QTreeWidget*> widgets() const;

private:
    struct Tree {
        const schema::Entity* entity;
        const schema::Field* parent;   // of the entity, to itself
        const schema::Field* belongs;  // of a child entity: points to the record; null: the record's own tree
        std::string second;            // the column beside the title
        QTreeWidget* widget;
        QWidget* empty;
        std::map<std::string, QTreeWidgetItem*> items = {};  // by id
        int asked = 0;                                       // what answers belong to
    };
    void addTree(const schema::Entity& entity, const schema::Field* belongs, const QString& heading);
    void load();
    void climb(std::size_t tree, const Uuid& id, int level, int asked);
    void descend(std::size_t tree, std::vector<Uuid> parents, int level, int asked);
    void members(std::size_t tree, int asked);
    void ask(const Tree& tree, const std::string& filter, std::function<void(const v1::RowSet&)> take);
    static std::vector<std::string> columnsOf(const Tree& tree);
    QTreeWidgetItem* put(Tree& tree, const Uuid& id, const QString& title, const QString& second, const Uuid& parent);
    void finish(Tree& tree);

    Host& host_;
    schema::SnapshotPtr snapshot_;
    data::RecordKey key_;
    std::vector<Tree> trees_;
    QTimer timer_;
};

}  // namespace kupets::view
