// A ring around the button, check box or list that has the focus, shown to those who move it by the keyboard. Inputs
// show their focus by their own border. One a program, owned by the composition root.
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace kupets::ui {

class FocusRing : public QObject {
    Q_OBJECT
public:
    explicit FocusRing(QObject* parent = nullptr);
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void focusMoved(QWidget* now);
    void follow();

    bool byKeyboard_ = false;
    QPointer<QWidget> target_;
    QPointer<QWidget> ring_;
};

}  // namespace kupets::ui
