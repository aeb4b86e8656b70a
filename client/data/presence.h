// Who else looks at the records that are on this screen, and which of their fields somebody is writing in. Whoever
// shows a record holds a PresenceWatch of it; all of them together are told to the server in one message, a moment
// after the last change, and again when the line is back. Nothing of it is stored anywhere. Owned by the composition
// root, GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <string>
#include <vector>

#include "client/data/record.h"
#include "client/net/connection.h"
#include "kupets/v1/presence.pb.h"

namespace kupets::data {

struct Viewer {
    Uuid user;
    QString name;
    std::vector<std::string> editing;  // fields with unsaved words
    bool operator==(const Viewer&) const = default;
};

class Presence;

/// Owned by whoever shows the record.
class PresenceWatch : public QObject {
    Q_OBJECT
public:
    ~PresenceWatch() override;
    const RecordKey& key() const { return key_; }
    /// Fields in which unsaved words stand here.
    void setEditing(std::vector<std::string> fields);
    /// A card in a hidden tab is not looked at.
    void setActive(bool active);
    /// A person once, however many windows he has there; oneself left out.
    const std::vector<Viewer>& viewers() const { return viewers_; }

Q_SIGNALS:
    void changed();

private:
    friend class Presence;
    PresenceWatch(Presence& presence, RecordKey key, QObject* parent);

    QPointer<Presence> presence_;
    RecordKey key_;
    bool active_ = true;
    std::vector<std::string> editing_;
    std::vector<Viewer> viewers_;
};

class Presence : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMost = 64;  // records that the server takes

    explicit Presence(net::Connection& connection, QObject* parent = nullptr,
                      std::chrono::milliseconds gather = std::chrono::milliseconds(200));
    ~Presence() override;

    PresenceWatch* watch(const RecordKey& key, QObject* parent);

private:
    friend class PresenceWatch;
    void soon();
    void tell();
    void take(const v1::PresenceEvent& event);
    void clear();

    net::Connection& connection_;
    std::vector<PresenceWatch*> watches_;  // the latest last
    std::chrono::milliseconds gather_;
    QTimer timer_;
    bool told_ = false;  // the server holds something of ours
    net::CallHandle call_;
};

}  // namespace kupets::data
