// The list of a chronology: entries of their own heights, read on in both directions as one scrolls, without a jump
// when something comes above. Keyboard: arrows, Enter opens, Space ticks off, the menu key shows what else can be done.
#pragma once

#include <QCache>
#include <QListView>
#include <set>
#include <unordered_map>

#include "client/model/chronology_model.h"
#include "client/view/chronology_look.h"
#include "client/view/host.h"

namespace kupets::view {

class Thumbnails;

class ChronologyView : public QListView {
    Q_OBJECT
public:
    ChronologyView(Host& host, model::ChronologyModel& chronology, QWidget* parent);

    /// The entry as it is painted now.
    const ChronologyLook& lookOf(int row) const;
    /// Where a part of an entry stands in the viewport.
    QRect placeOf(int row, ChronologyLook::Part part) const;
    bool isAtTop() const;
    void goToTop();
    /// The look of everything has changed, e.g. the theme.
    void forgetLooks();

    void doItemsLayout() override;

Q_SIGNALS:
    void scrolled();

protected:
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    class Delegate;
    struct Height {
        ChronologyLook::Given of;
        int height = 0;
    };

    ChronologyLook::Given givenOf(int row) const;
    int heightOf(int row) const;
    void act(int row, ChronologyLook::Part part);
    void openEntry(int row);
    void openFile(int row);
    void copyEntry(int row) const;
    void setHovered(const QModelIndex& index, ChronologyLook::Part part);
    ChronologyLook::Part partAt(const QModelIndex& index, const QPoint& at) const;
    void toggleExpanded(int row);
    void keepPlace();
    void readOn();

    Host& host_;
    model::ChronologyModel& chronology_;
    Thumbnails* thumbnails_;
    mutable QCache<QString, ChronologyLook> looks_;
    mutable std::unordered_map<std::string, Height> heights_;  // of more than are looked at
    std::set<std::string> expanded_;
    QPersistentModelIndex hovered_;
    ChronologyLook::Part part_ = ChronologyLook::Part::None;
    QPersistentModelIndex pressed_;
    QPersistentModelIndex anchor_;  // what stands at the upper edge while rows come and go above it
    int anchorTop_ = 0;
    bool byKeyboard_ = false;
};

}  // namespace kupets::view
