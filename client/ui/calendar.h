// A month to pick a day from; the keyboard walks it (arrows, PageUp, PageDown, Home for today, Enter).
#pragma once

#include <QDate>
#include <QLocale>
#include <QWidget>

namespace kupets::ui {

class Calendar : public QWidget {
    Q_OBJECT
public:
    explicit Calendar(const QLocale& locale, QWidget* parent = nullptr);
    void setSelected(QDate day);
    QDate selected() const { return selected_; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(QDate day);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect cellRect(int index) const;
    QDate dayAt(const QPoint& point) const;
    QDate firstShown() const;
    void show(QDate day);
    void paintDay(QPainter* painter, int index) const;

    QLocale locale_;
    QDate selected_;
    QDate shown_;  // any day of the month on view; the keyboard's day
    QDate hovered_;
};

}  // namespace kupets::ui
