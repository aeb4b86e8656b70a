// What a page shows when there is nothing to show: an icon, what that means, what to do next. And grey bars while it is
// loading.
#pragma once

#include <QPushButton>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPainter;

namespace kupets::ui {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    /// An empty `action` shows no button.
    void setContent(const QString& iconName, const QString& title, const QString& hint, const QString& action = {});
    /// One more way on, quieter; empty: none. Goes with each setContent.
    void setSecond(const QString& action);
    QString title() const;

Q_SIGNALS:
    void acted();
    void actedSecond();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString iconName_;
    QLabel* title_;
    QLabel* hint_;
    QPushButton* action_;
    QPushButton* second_;
};

/// A grey bar in place of text that is still on its way; `seed` varies its length.
void paintSkeletonBar(QPainter* painter, const QRect& area, unsigned seed, Qt::Alignment alignment = Qt::AlignLeft);

/// A page of grey bars for forms and lists.
class Skeleton : public QWidget {
    Q_OBJECT
public:
    enum class Shape { Form, List };
    explicit Skeleton(Shape shape, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Shape shape_;
};

}  // namespace kupets::ui
