// The bell of the top bar: how many notices nobody has read yet.
#pragma once

#include <QAbstractButton>

namespace kupets::view {

class Bell : public QAbstractButton {
    Q_OBJECT
public:
    explicit Bell(QWidget* parent);
    void setUnread(int count);
    int unread() const { return unread_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    int unread_ = -1;
};

}  // namespace kupets::view
