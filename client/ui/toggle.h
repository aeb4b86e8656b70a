// A switch: on and off at a glance, where a change takes effect at once.
#pragma once

#include <QAbstractButton>

namespace kupets::ui {

class Toggle : public QAbstractButton {
    Q_OBJECT
public:
    explicit Toggle(const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace kupets::ui
