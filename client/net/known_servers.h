// The servers this computer has met: their pinned certificates, and what the login window offers again. A small INI
// file; no secrets in it. Every change is written at once. GUI thread.
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>
#include <vector>

#include "client/net/server_address.h"

namespace kupets::net {

struct KnownServer {
    ServerAddress address;
    QString fingerprint{};  // "SHA256:…"; empty when none is pinned
    QString login{};        // the last one used here
    QString company{};      // as the server called itself
    bool remember = false;  // the keyring holds a session for it
    QDateTime lastUsed{};
};

class KnownServers {
public:
    /// An empty path: nothing is kept beyond this object.
    explicit KnownServers(QString file);
    /// ~/.config/kupets/servers.ini or what the platform has instead.
    static QString defaultFile();

    std::optional<KnownServer> find(const ServerAddress& address) const;
    /// Newest first.
    std::vector<KnownServer> recent() const;
    QString fingerprint(const ServerAddress& address) const;

    void pin(const ServerAddress& address, const QString& fingerprint);
    /// What was learnt by a successful login.
    void used(const SessionInfo& session, bool remember);
    /// Forgets the certificate and everything else about it.
    void forget(const ServerAddress& address);

private:
    void load();
    void save() const;
    KnownServer& entry(const ServerAddress& address);

    QString file_;
    std::vector<KnownServer> servers_;
};

}  // namespace kupets::net
