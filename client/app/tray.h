// The program's place in the tray of the desktop, where there is one: a sign while something is unread, what has just
// come as a message of the desktop, and a menu. GUI thread.
#pragma once

#include <QIcon>
#include <QObject>
#include <memory>
#include <optional>
#include <vector>

#include "client/model/notices.h"

class QMenu;
class QSystemTrayIcon;

namespace kupets::app {

class Tray : public QObject {
    Q_OBJECT
public:
    explicit Tray(const QIcon& icon);
    ~Tray() override;

    void setUnread(int count);
    /// False when the desktop has no place for messages: somebody else has to tell.
    bool announce(const std::vector<model::Notice>& notices);

Q_SIGNALS:
    void windowWanted();
    void noticesWanted();
    void recordWanted(const kupets::data::RecordKey& key);
    void quitWanted();

private:
    QIcon plain_;
    std::unique_ptr<QMenu> menu_;
    std::unique_ptr<QSystemTrayIcon> icon_;  // null: there is no tray
    std::optional<data::RecordKey> last_;    // what the message is about; none: several things
    int unread_ = -1;
};

}  // namespace kupets::app
