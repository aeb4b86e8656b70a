// Ctrl+K: one line that finds records of any kind and the program's own commands. A layer above the whole window;
// closes by Escape, by a click beside it, or by a choice. Owned by the window.
#pragma once

#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QWidget>
#include <functional>
#include <vector>

#include "client/model/search_model.h"
#include "client/view/host.h"

class QLabel;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

struct PaletteCommand {
    QString text;
    QString iconName;
    QString shortcut;
    std::function<void()> act;
};

class SearchPopup : public QWidget {
    Q_OBJECT
public:
    SearchPopup(Host& host, QWidget* window);

    void setCommands(std::vector<PaletteCommand> commands) { commands_ = std::move(commands); }
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
    std::vector<PaletteCommand> commands_;
};

}  // namespace kupets::view
