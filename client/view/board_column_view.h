// One column of a board on the screen: its head (colour, name, count, sum) and the list of its tiles. Carrying a tile
// begins here and is led by the page.
#pragma once

#include <QListView>
#include <QPointer>

#include "client/model/board_model.h"
#include "client/view/host.h"

class QLabel;

namespace kupets::view {

class TileDelegate;

/// The tiles of a column; tells when one is pulled, and what keys want.
class TileList : public QListView {
    Q_OBJECT
public:
    using QListView::QListView;

Q_SIGNALS:
    void pulled(const QModelIndex& index, const QPoint& grip);
    void carried(const QPoint& globalPosition);
    void dropped(const QPoint& globalPosition);
    void carryCancelled();
    void sidewaysPressed(int direction, bool move);
    void opened(const QModelIndex& index);
    void removeRequested(const QModelIndex& index);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QPoint pressedAt_;
    QPersistentModelIndex pressed_;
    bool carrying_ = false;
};

class BoardColumnView : public QWidget {
    Q_OBJECT
public:
    BoardColumnView(model::BoardColumn& column, const schema::Entity& entity, QWidget* parent);

    model::BoardColumn* column() const { return column_; }
    TileList* tiles() const { return tiles_; }
    TileDelegate* delegate() const { return delegate_; }
    /// A carried tile is above this column.
    void setTarget(bool target);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshHead();

    QPointer<model::BoardColumn> column_;
    QLabel* title_;
    QLabel* count_;
    QLabel* sum_;
    QLabel* empty_;
    TileList* tiles_;
    TileDelegate* delegate_;
    bool target_ = false;
};

}  // namespace kupets::view
