// Ctrl+K: one line that finds records of any kind and the program's own commands. A layer above the whole window;
// closes by Escape, by a click beside it, or by a choice. Owned by the window.
#pragma once

#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QWidget>

#include "client/command/action.h"
#include "client/model/search_model.h"
#include "client/view/host.h"

class QLabel;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class SearchPopup : public QWidget {
    Q_OBJECT
public:
    SearchPopup(Host& host, QWidget* window);

    /// What the palette offers; those that are not for it, or not enabled now, are left out.
    void setActions(const command::Actions& actions);
    void open();
    void close();
    ui::SearchField* field() const { return field_; }
    int hits() const { return items_->rowCount(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void addHits();
    void addCommands();
    void place();
    void choose(const QModelIndex& index);
    void step(int key);

    Host& host_;
    model::SearchModel* model_;
    QStandardItemModel* items_;
    QWidget* panel_;
    ui::SearchField* field_;
    QListView* list_;
    QLabel* hint_;
    QPointer<QWidget> before_;
    command::Actions commands_;
};

}  // namespace kupets::view
