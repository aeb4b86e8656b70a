// A share as a bar: how much of a line is full. Green, orange or red by how good it is.
#pragma once

#include <QWidget>

namespace kupets::ui {

class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(QWidget* parent = nullptr);
    /// 0 to 1.
    void setShare(double share);
    double share() const { return share_; }
    QSize sizeHint() const override { return {120, 8}; }
    QSize minimumSizeHint() const override { return {40, 8}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double share_ = 0;
};

}  // namespace kupets::ui
