#include "client/app/link.h"

#include <QRegularExpression>

#include "client/net/qt.h"

namespace kupets::app {

std::optional<QString> addressIn(const QString& link) {
    static const QString scheme = QStringLiteral("kupets://");
    static const QRegularExpression list(
        QStringLiteral("^(?:table|board|fields|duplicates|quality|rules|time|calendar|load)/[a-z][a-z0-9_]{0,62}$"));
    static const QRegularExpression record(
        QStringLiteral("^record/[a-z][a-z0-9_]{0,62}/([0-9a-fA-F-]{36})(?:@[0-9]{1,18})?$"));
    static const QRegularExpression own(QStringLiteral("^(?:my/actions|help/keys|help/standards|rules)$"));
    if (link.size() > kLongestLink) return std::nullopt;
    QString address = link.startsWith(scheme, Qt::CaseInsensitive) ? link.mid(scheme.size()) : link;
    if (address.endsWith(QLatin1Char('/'))) address.chop(1);  // some programs add one
    if (list.match(address).hasMatch() || own.match(address).hasMatch()) return address;
    const QRegularExpressionMatch one = record.match(address);
    if (one.hasMatch() && Uuid::parse(fromQt(one.captured(1)))) return address;
    return std::nullopt;
}

}  // namespace kupets::app
