// What is to be done, by when it is due: six columns from overdue to no deadline. A tile that is carried into another
// column gets its deadline there.
#pragma once

#include <QPointer>
#include <vector>

#include "client/model/time_board.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class TileList;
class TimeTileDelegate;

class TimeBoardPage : public Page {
    Q_OBJECT
public:
    explicit TimeBoardPage(Host& host, QWidget* parent = nullptr);
    ~TimeBoardPage() override;

    QString address() const override { return QStringLiteral("time/task"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("clock"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(TimeBoardPage* self);

    model::TimeBoard& board() { return board_; }
    TileList* tiles(model::When when) const { return columns_[static_cast<std::size_t>(when)].tiles; }
    void setMine(bool mine);

private:
    struct Column {
        QWidget* whole;
        QLabel* count;
        QLabel* empty;
        TileList* tiles;
        TimeTileDelegate* delegate;
    };
    Column addColumn(model::When when, QWidget* parent);
    void connectTiles(std::size_t place);
    void refreshColumn(std::size_t place);
    void lift(std::size_t from, const QModelIndex& index, const QPoint& grip);
    void carry(const QPoint& globalPosition);
    void drop(const QPoint& globalPosition);
    void endCarry();
    int columnAt(const QPoint& globalPosition) const;
    void setTarget(int place);
    void step(std::size_t from, int direction, bool move);

    Host& host_;
    model::TimeBoard board_;
    std::vector<Column> columns_;
    QPushButton* mine_ = nullptr;
    QPushButton* team_ = nullptr;
    Uuid carried_;
    int carriedFrom_ = -1;
    QPoint grip_;
    QPointer<QLabel> carriedPicture_;
};

}  // namespace kupets::view
