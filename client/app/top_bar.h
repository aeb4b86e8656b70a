// The strip above the pages: back and forward, the search that Ctrl+K opens, how the line to the server is, and the
// person's menu.
#pragma once

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>

#include "client/net/connection.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace kupets::view {
class Bell;
}

namespace kupets::app {

/// A dot and, when something is wrong, words; a click tries again at once.
class ConnectionBadge : public QAbstractButton {
    Q_OBJECT
public:
    ConnectionBadge(net::Connection& connection, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    net::Connection& connection_;
    QTimer tick_;
};

class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(net::Connection& connection, QWidget* parent);

    void setHistory(bool canGoBack, bool canGoForward);
    void setUser(const QString& name);
    QAbstractButton* userButton() const { return user_; }
    QPushButton* searchButton() const { return search_; }
    view::Bell* bell() const { return bell_; }

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void searchRequested();
    void userMenuRequested();
    void noticesRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* back_;
    QToolButton* forward_;
    QPushButton* search_;
    view::Bell* bell_;
    QAbstractButton* user_;
};

}  // namespace kupets::app
