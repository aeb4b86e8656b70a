#include "client/net/server_address.h"

namespace kupets::net {

std::optional<ServerAddress> ServerAddress::parse(QStringView text) {
    text = text.trimmed();
    ServerAddress address;
    QStringView port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0) return std::nullopt;
        address.host = text.mid(1, end - 1).toString();
        const QStringView rest = text.mid(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':')) return std::nullopt;
        port = rest.mid(1);
        if (!rest.isEmpty() && port.isEmpty()) return std::nullopt;
    } else if (text.count(u':') == 1) {
        const qsizetype colon = text.indexOf(u':');
        address.host = text.left(colon).toString();
        port = text.mid(colon + 1);
        if (port.isEmpty()) return std::nullopt;
    } else {
        address.host = text.toString();  // several colons: a bare IPv6 address
    }
    if (address.host.isEmpty() || address.host.contains(u' ') || address.host.contains(u'/')) return std::nullopt;
    if (!port.isEmpty()) {
        bool ok = false;
        address.port = port.toUShort(&ok);
        if (!ok || address.port == 0) return std::nullopt;
    }
    return address;
}

QString ServerAddress::text() const {
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return shown + u':' + QString::number(port);
}

}  // namespace kupets::net
