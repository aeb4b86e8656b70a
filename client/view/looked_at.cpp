#include "client/view/looked_at.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include "client/net/qt.h"

namespace kupets::view {

QString placeToLookAt(const Uuid& file, const QString& name) {
    static const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/kupets-XXXXXX"));
    const QString own = folder.filePath(toQt(file.text()));
    QDir().mkpath(own);
    return own + QLatin1Char('/') + safeFileName(name);
}

QString safeFileName(const QString& name) {
    const QString last = QFileInfo(name).fileName();
    return last.isEmpty() || last == QLatin1String(".") || last == QLatin1String("..") ? QStringLiteral("file") : last;
}

}  // namespace kupets::view
