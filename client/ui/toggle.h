// A switch: on and off at a glance, where a change takes effect at once.
#pragma once

#include <QAbstractButton>

class QPainter;

namespace kupets::ui {

class Toggle : public QAbstractButton {
    Q_OBJECT
public:
    explicit Toggle(const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

QSize toggleSize();
/// The same for delegates.
void paintToggle(QPainter* painter, const QRect& area, bool on, bool enabled, bool focused);

}  // namespace kupets::ui
