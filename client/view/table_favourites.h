// One's own favourites among the records of an entity: which they are, and the star that makes one or takes it away.
#pragma once

#include <QObject>
#include <unordered_set>

#include "client/net/call.h"
#include "client/view/host.h"

namespace kupets::view {

class TableFavourites : public QObject {
    Q_OBJECT
public:
    TableFavourites(Host& host, std::string entity, QObject* parent);

    bool contains(const Uuid& id) const { return ids_.contains(id); }
    void toggle(const Uuid& id);
    /// As the server has them: other windows and cards change them too.
    void ask();

Q_SIGNALS:
    void changed();

private:
    void set(const Uuid& id, bool favourite);

    Host& host_;
    std::string entity_;
    std::unordered_set<Uuid> ids_;
    net::CallHandle call_;
};

}  // namespace kupets::view
