// A thin strip under the top bar while the line is away: since when, when it is tried again, how many changes wait to
// be sent; a button tries at once. When the line is back it goes by itself, as soon as all is sent.
#pragma once

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include "client/command/commands.h"
#include "client/net/connection.h"

class QLabel;
class QPushButton;

namespace kupets::app {

class OfflineBar : public QWidget {
    Q_OBJECT
public:
    OfflineBar(net::Connection& connection, command::Commands& commands, QWidget* parent);
    QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    net::Connection& connection_;
    command::Commands& commands_;
    QLabel* icon_;
    QLabel* text_;
    QPushButton* retry_;
    QTimer tick_;
    QDateTime since_;  // invalid while the line is there
    bool sending_ = false;
};

}  // namespace kupets::app
