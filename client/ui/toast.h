// Short words at the bottom of the window about what has just happened, with "Undo" where it can be undone, instead of
// a dialog to be closed. A ToastHost covers its parent window's lower edge; one a window, owned by it.
#pragma once

#include <QFrame>
#include <QTimer>
#include <functional>

class QLabel;
class QPushButton;

namespace kupets::ui {

class Toast : public QFrame {
    Q_OBJECT
public:
    Toast(const QString& text, const QString& iconName, QWidget* parent);
    void setAction(const QString& text, std::function<void()> act);
    /// Goes by itself after this time; not while the pointer rests on it.
    void startTimer(int milliseconds);
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* text_;
    QTimer timer_;
};

class ToastHost : public QWidget {
    Q_OBJECT
public:
    explicit ToastHost(QWidget* window);

    enum class Kind { Done, Info, Trouble };
    /// At most three are shown; the oldest makes room. `actionText` empty: no button.
    void show(Kind kind, const QString& text, const QString& actionText = {}, std::function<void()> act = {},
              const QString& key = {});
    /// What was said under this key is true no more.
    void dismiss(const QString& key);
    void clear();
    /// What is on the screen now, newest last; for tests and for screen readers.
    QStringList texts() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();
};

}  // namespace kupets::ui
