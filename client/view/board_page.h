// Records as tiles in the columns of their stages (or of any choice): counts and sums above, drag and drop and
// Ctrl+arrows move them. What the tiles show and how the closed columns stand is each person's own; filter and saved
// views are those of the table. Live.
#pragma once

#include <QPixmap>
#include <QPointer>
#include <QTimer>
#include <set>
#include <vector>

#include "client/model/board_model.h"
#include "client/view/board_options.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QScrollArea;
class QStackedLayout;
class QToolButton;

namespace kupets::ui {
class EmptyState;
class SearchField;
}  // namespace kupets::ui

namespace kupets::view {

class BoardColumnView;
class FilterBar;
class PageHeader;
class ViewMenu;
class ViewState;

class BoardPage : public Page {
    Q_OBJECT
public:
    BoardPage(Host& host, const std::string& entity, QWidget* parent = nullptr);
    ~BoardPage() override;

    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(BoardPage* self);

    model::BoardModel& board() { return *model_; }
    const std::vector<BoardColumnView*>& columnViews() const { return views_; }
    FilterBar& filter() { return *filter_; }
    ViewState& state() { return *state_; }
    ViewMenu& views() { return *viewMenu_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildTools(PageHeader* header);
    void buildColumns();
    void connectColumn(BoardColumnView* view);
    void arrangeColumns();
    void restoreChoices();
    void openOptions(QWidget* anchor);
    void setMine(bool mine);
    void applyFilter();
    void fillLanes();
    QString key(const char* what) const;
    void lift(BoardColumnView* from, const QModelIndex& index, const QPoint& grip);
    void carry(const QPoint& globalPosition);
    void drop(const QPoint& globalPosition);
    void endCarry();
    void scrollWhileCarrying();
    void moveTo(const Uuid& record, BoardColumnView* to);
    void tellMoved(const Uuid& record, const Uuid& changeSet);
    void openMoveMenu(BoardColumnView* from, const QModelIndex& index);
    void closeTile(BoardColumnView* from, const QModelIndex& index, bool lost);
    void rememberStep(const Uuid& record, const model::BoardColumn* from, const model::BoardColumn* to);
    void showSteps();
    QPixmap pictureOf(const BoardColumnView& view, const QModelIndex& index) const;
    BoardColumnView* columnAt(const QPoint& globalPosition) const;
    void stepAside(BoardColumnView* from, int direction, bool move);
    void removeTile(BoardColumnView* from, const QModelIndex& index);

    Host& host_;
    std::string entity_;
    schema::SnapshotPtr snapshot_;  // holds what definition_ points to
    const schema::Entity* definition_;
    model::BoardModel* model_;
    ViewState* state_;
    FilterBar* filter_;
    ViewMenu* viewMenu_;
    QToolButton* filterButton_ = nullptr;
    std::pair<QString, bool> asked_{QString(), false};  // the filter that the model has
    ui::SearchField* search_;
    QToolButton* mine_ = nullptr;
    QToolButton* options_ = nullptr;
    ClosedColumns closed_ = ClosedColumns::Narrow;
    std::set<std::string> opened_;  // narrow columns that were opened
    QComboBox* lanes_;
    QStackedLayout* stack_;
    ui::EmptyState* empty_;
    QScrollArea* scroll_;
    QWidget* strip_;
    QHBoxLayout* row_;
    std::vector<BoardColumnView*> views_;

    /// A tile that somebody else has moved.
    struct Step {
        Uuid record;
        QPixmap picture;
        QPoint from;
        QPointer<BoardColumnView> to;
    };
    std::vector<Step> steps_;
    QPointer<QLabel> carriedPicture_;
    QPointer<BoardColumnView> carriedFrom_;
    Uuid carried_;
    QPoint grip_;
    QPoint lastPosition_;
    QTimer scrollTimer_;
};

}  // namespace kupets::view
