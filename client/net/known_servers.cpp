#include "client/net/known_servers.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

namespace kupets::net {

KnownServers::KnownServers(QString file) : file_(std::move(file)) { load(); }

QString KnownServers::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/kupets/servers.ini");
}

void KnownServers::load() {
    if (file_.isEmpty()) return;
    QSettings settings(file_, QSettings::IniFormat);
    const int count = settings.beginReadArray(QStringLiteral("servers"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const auto address = ServerAddress::parse(settings.value(QStringLiteral("address")).toString());
        if (!address) continue;
        KnownServer server;
        server.address = *address;
        server.fingerprint = settings.value(QStringLiteral("fingerprint")).toString();
        server.login = settings.value(QStringLiteral("login")).toString();
        server.company = settings.value(QStringLiteral("company")).toString();
        server.remember = settings.value(QStringLiteral("remember")).toBool();
        server.lastUsed = settings.value(QStringLiteral("lastUsed")).toDateTime();
        servers_.push_back(std::move(server));
    }
}

void KnownServers::save() const {
    if (file_.isEmpty()) return;
    QSettings settings(file_, QSettings::IniFormat);
    settings.remove(QStringLiteral("servers"));
    settings.beginWriteArray(QStringLiteral("servers"), static_cast<int>(servers_.size()));
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        const KnownServer& server = servers_[i];
        settings.setValue(QStringLiteral("address"), server.address.text());
        settings.setValue(QStringLiteral("fingerprint"), server.fingerprint);
        settings.setValue(QStringLiteral("login"), server.login);
        settings.setValue(QStringLiteral("company"), server.company);
        settings.setValue(QStringLiteral("remember"), server.remember);
        settings.setValue(QStringLiteral("lastUsed"), server.lastUsed);
    }
    settings.endArray();
    settings.sync();
}

std::optional<KnownServer> KnownServers::find(const ServerAddress& address) const {
    const auto found = std::ranges::find(servers_, address, &KnownServer::address);
    if (found == servers_.end()) return std::nullopt;
    return *found;
}

std::vector<KnownServer> KnownServers::recent() const {
    std::vector<KnownServer> sorted = servers_;
    std::ranges::sort(sorted, [](const KnownServer& a, const KnownServer& b) { return a.lastUsed > b.lastUsed; });
    return sorted;
}

QString KnownServers::fingerprint(const ServerAddress& address) const {
    const auto server = find(address);
    return server ? server->fingerprint : QString();
}

KnownServer& KnownServers::entry(const ServerAddress& address) {
    const auto found = std::ranges::find(servers_, address, &KnownServer::address);
    if (found != servers_.end()) return *found;
    servers_.push_back({.address = address});
    return servers_.back();
}

void KnownServers::pin(const ServerAddress& address, const QString& fingerprint) {
    entry(address).fingerprint = fingerprint;
    save();
}

void KnownServers::used(const SessionInfo& session, bool remember) {
    KnownServer& server = entry(session.server);
    server.login = session.login;
    server.company = session.company;
    server.remember = remember;
    server.lastUsed = QDateTime::currentDateTimeUtc();
    save();
}

void KnownServers::forget(const ServerAddress& address) {
    std::erase_if(servers_, [&address](const KnownServer& server) { return server.address == address; });
    save();
}

}  // namespace kupets::net
