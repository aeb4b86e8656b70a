// The menu beside a table's title: saved views to choose from, mine and shared ones; to save, rename, share, delete;
// and which one comes first. A dot says that the view was changed. Reads and writes records of the entity `view`.
#pragma once

#include <QPushButton>
#include <vector>

#include "client/net/call.h"
#include "client/view/view_state.h"

class QMenu;

namespace kupets::view {

class ViewMenu : public QWidget {
    Q_OBJECT
public:
    ViewMenu(Host& host, const schema::Entity& entity, ViewState& state, QWidget* parent);

    const std::vector<SavedView>& views() const { return views_; }
    bool isKnown() const { return known_; }
    void choose(const Uuid& view);
    void save();
    void saveAs(const QString& name);
    void rename(const QString& name);
    void share(bool shared, const std::string& role);
    void remove();
    void openMenu();
    void askName(bool forNew);

Q_SIGNALS:
    void viewsChanged();

private:
    void ask();
    void take(const v1::QueryReply& reply);
    void refresh();
    void fill(QMenu* menu);
    bool isMine() const;
    void write(v1::RecordChange::Kind kind, const Uuid& id, const std::vector<std::pair<std::string, Value>>& fields,
               const QString& words);

    Host& host_;
    const schema::Entity& entity_;
    ViewState& state_;
    QPushButton* button_;
    QPushButton* save_;
    QPushButton* reset_;
    std::vector<SavedView> views_;
    bool known_ = false;
    Uuid awaited_;  // saved just now: to be shown when it comes
    net::CallHandle call_;
};

}  // namespace kupets::view
