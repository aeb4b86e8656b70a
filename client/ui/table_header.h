// The header of a table: quiet words, an arrow on each column that it is sorted by (with its number where there are
// several), a hairline below. Columns move by dragging; the first ones may stay while the others scroll.
#pragma once

#include <QHeaderView>

class QMouseEvent;

namespace kupets::ui {

struct SortMark {
    int section = -1;
    bool descending = false;
};

class TableHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// Sections that cannot be sorted show no hand; by default all can.
    void setSortable(int section, bool sortable);
    void setSortMarks(const QList<SortMark>& marks);
    const QList<SortMark>& sortMarks() const { return marks_; }
    /// So many sections at the left stay in their place.
    void setFrozen(int count);
    int frozen() const { return frozen_; }
    /// Pixels at the left that do not scroll.
    int frozenWidth() const;
    /// The section under a point of the viewport, frozen ones above those that scroll; -1.
    int sectionAt(int x) const;
    /// Where a section is seen.
    int seenPosition(int section) const;
    bool isFrozen(int section) const { return visualIndex(section) < frozen_; }

Q_SIGNALS:
    void menuRequested(int section, const QPoint& globalPosition);
    /// `add`: with Shift, beside the order that is there.
    void sortClicked(int section, bool add);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int shiftAt(int x) const;

    int hovered_ = -1;
    int frozen_ = 0;
    bool adding_ = false;
    int shift_ = 0;  // between where the mouse is and where the section lies, while a button is held
    QList<int> unsortable_;
    QList<SortMark> marks_;
};

}  // namespace kupets::ui
