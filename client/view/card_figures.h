// What the head of a card tells at a glance besides the record's own fields: sum bought, open deals, last contact, next
// task, as the entity's file says (EntityDef.head), and only where it says something. One request for all of them, and
// for which of the entity's actions are possible; asked again a moment after something has changed that they may depend
// on.
#pragma once

#include <QTimer>
#include <QWidget>
#include <vector>

#include "client/data/record.h"
#include "client/net/connection.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"

class QLabel;

namespace kupets::view {

class CardFigures : public QWidget {
    Q_OBJECT
public:
    CardFigures(Host& host, const schema::Entity& entity, QWidget* parent);
    void setRecord(const data::RecordKey& key);
    /// Whether the condition of the entity's so manieth action holds; false until it is known.
    bool isPossible(int action) const;

Q_SIGNALS:
    void answered();

private:
    struct Figure {
        std::string path;
        std::string when;  // "=condition"; empty: always
        std::string warn;  // the same; empty: never
        QWidget* block;
        QLabel* value;
    };
    void ask();
    void take(const v1::GetReply& reply);
    QString shown(const data::Cell& cell, const std::string& path) const;

    Host& host_;
    const schema::Entity& entity_;
    data::RecordKey key_;
    std::vector<Figure> figures_;
    std::vector<bool> possible_;
    QTimer timer_;
    net::CallHandle call_;
};

}  // namespace kupets::view
