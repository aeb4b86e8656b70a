// Where a server is and how one says who one is.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <variant>

#include "common/base/uuid.h"

namespace kupets::net {

struct ServerAddress {
    static constexpr quint16 kDefaultPort = 7443;

    QString host;
    quint16 port = kDefaultPort;

    /// "crm.example.ru", "192.168.0.5:7420", "[::1]:7420". Nothing when it is none of these.
    static std::optional<ServerAddress> parse(QStringView text);
    /// "host:port", brackets around an IPv6 address; also the key under which fingerprints are pinned.
    QString text() const;
    bool operator==(const ServerAddress&) const = default;
};

struct PasswordLogin {
    QString login;
    QString password;
    QString device;  // what the person will see in the list of his sessions
};
/// A session begun earlier, e.g. remembered in the keyring.
struct TokenLogin {
    QByteArray token;
};
using Credentials = std::variant<PasswordLogin, TokenLogin>;

/// Who is logged in, and where.
struct SessionInfo {
    ServerAddress server;
    QString fingerprint;
    QString serverVersion;
    QString company;
    QByteArray token;  // what TokenLogin takes
    Uuid userId;
    Uuid departmentId;  // nil when there is none
    QString login;
    QString name;
    QString role;
    quint64 schemaVersion = 0;
    bool mustChangePassword = false;
};

}  // namespace kupets::net
