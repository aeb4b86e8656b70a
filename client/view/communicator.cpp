#include "client/view/communicator.h"

#include <QDesktopServices>
#include <QUrl>

namespace kupets::view {

void SystemCommunicator::call(const QString& phone) {
    QDesktopServices::openUrl(QUrl(QStringLiteral("tel:") + phone.section(QLatin1Char(';'), 0, 0)));
}

void SystemCommunicator::writeTo(const QString& email) {
    QUrl url;
    url.setScheme(QStringLiteral("mailto"));
    url.setPath(email);
    QDesktopServices::openUrl(url);
}

void SystemCommunicator::openUrl(const QString& url) {
    const QUrl parsed(url, QUrl::StrictMode);
    // What stands in a record may come from outside: nothing but the web is opened.
    const bool web = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
    if (parsed.isValid() && web) QDesktopServices::openUrl(parsed);
}

}  // namespace kupets::view
