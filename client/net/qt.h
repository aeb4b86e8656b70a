// Between Qt's text and ours: UTF-8 inside, QString at the screen.
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <string>
#include <string_view>

#include "common/base/error.h"
#include "common/base/uuid.h"
#include "common/base/value.h"

Q_DECLARE_METATYPE(kupets::Uuid)
Q_DECLARE_METATYPE(kupets::Value)
Q_DECLARE_METATYPE(kupets::Error)

namespace kupets {

inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
inline std::string fromQt(QStringView text) {
    const QByteArray utf8 = text.toUtf8();
    return {utf8.constData(), static_cast<std::size_t>(utf8.size())};
}
inline QByteArray toBytes(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), 16}; }

}  // namespace kupets
