#include "tests/client/support/product_entities.h"

#include <QDir>
#include <QFile>
#include <stdexcept>

#include "client/net/qt.h"
#include "common/schema/snapshot.h"

namespace kupets::test {

std::vector<v1::EntityDef> productEntities() {
    std::vector<v1::EntityDef> defs;
    const QDir folder(QStringLiteral(KUPETS_SOURCE "/server/entities"));
    for (const QString& name : folder.entryList({QStringLiteral("*.textproto")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("no entity file");
        Result<v1::EntityDef> def = schema::parseEntityDef(fromQt(name), file.readAll().toStdString());
        if (!def) throw std::runtime_error(describe(def.error()));
        defs.push_back(std::move(*def));
    }
    return defs;
}

}  // namespace kupets::test
