// The header of a table: quiet words, an arrow on the column that it is sorted by, a hairline below. Columns move by
// dragging.
#pragma once

#include <QHeaderView>

namespace kupets::ui {

class TableHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// Sections that cannot be sorted show no hand; by default all can.
    void setSortable(int section, bool sortable);

Q_SIGNALS:
    void menuRequested(int section, const QPoint& globalPosition);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int hovered_ = -1;
    QList<int> unsortable_;
};

}  // namespace kupets::ui
