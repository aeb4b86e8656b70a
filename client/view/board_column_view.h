// One column of a board on the screen: its head (colour, name, count, sum; what the stage is for in its tool tip) and
// the list of its tiles. Columns that end the way can be narrow: a name, a count, and a place to drop. Carrying a tile
// begins here and is led by the page.
#pragma once

#include <QListView>
#include <QPointer>

#include "client/model/board_model.h"
#include "client/view/host.h"

class QLabel;
class QVBoxLayout;

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
    /// Where to is to be asked.
    void moveRequested(const QModelIndex& index);
    /// Into the column that ends the way well, or badly.
    void closeRequested(const QModelIndex& index, bool lost);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    bool actByKey(QKeyEvent* event, const QModelIndex& now);

    QPoint pressedAt_;
    QPersistentModelIndex pressed_;
    bool carrying_ = false;
};

class BoardColumnView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kNarrow = 56;

    BoardColumnView(model::BoardColumn& column, const schema::Entity& entity, const model::BoardModel& board,
                    QWidget* parent);

    model::BoardColumn* column() const { return column_; }
    TileList* tiles() const { return tiles_; }
    TileDelegate* delegate() const { return delegate_; }
    /// A carried tile is above this column.
    void setTarget(bool target);
    void setNarrow(bool narrow);
    bool isNarrow() const { return narrow_; }

Q_SIGNALS:
    /// A click on a narrow column, or on the head of one that can be narrow.
    void headClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void buildHead(QVBoxLayout* whole);
    void buildTiles(const schema::Entity& entity, const model::BoardModel& board);
    void refreshHead();
    QString stageWords() const;
    void paintNarrow(QPainter& painter) const;

    QPointer<model::BoardColumn> column_;
    QLabel* title_;
    QLabel* count_;
    QLabel* sum_;
    QLabel* empty_;
    TileList* tiles_;
    TileDelegate* delegate_;
    bool target_ = false;
    bool narrow_ = false;
};

}  // namespace kupets::view
