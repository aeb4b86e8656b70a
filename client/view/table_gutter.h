// The left edge of a table: a press selects whole rows, and where stars are asked for, each row has its own.
#pragma once

#include <QHeaderView>
#include <functional>

namespace kupets::view {

class TableGutter : public QHeaderView {
    Q_OBJECT
public:
    explicit TableGutter(QWidget* parent = nullptr);

    /// Whether a row is a favourite: 1, or may become one: 0, or neither: -1. Without it there are no stars.
    void setStars(std::function<int(int row)> stars);
    void setHoveredRow(int row);
    /// Rows of the past stand on another ground.
    void setPast(bool past);
    QSize sizeHint() const override;

Q_SIGNALS:
    void starClicked(int row);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    bool isOnStar(const QPoint& at) const;

    std::function<int(int)> stars_;
    int hovered_ = -1;
    bool onStar_ = false;
    bool past_ = false;
};

}  // namespace kupets::view
