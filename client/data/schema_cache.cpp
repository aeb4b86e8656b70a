#include "client/data/schema_cache.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>

namespace kupets::data {

SchemaCache::SchemaCache(const QString& folder) {
    if (folder.isEmpty()) return;
    file_ = folder + QStringLiteral("/schema.sqlite");
    connection_ = QStringLiteral("schema-") + QUuid::createUuid().toString();
}

SchemaCache::~SchemaCache() {
    if (!isOpen_) return;
    QSqlDatabase::database(connection_, false).close();
    QSqlDatabase::removeDatabase(connection_);
}

bool SchemaCache::open() {
    if (isOpen_ || file_.isEmpty()) return isOpen_;
    QDir().mkpath(QFileInfo(file_).path());
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
    database.setDatabaseName(file_);
    isOpen_ = true;  // so that the destructor removes it
    if (!database.open()) return false;
    QSqlQuery query(database);
    return query.exec(
        QStringLiteral("CREATE TABLE IF NOT EXISTS schema_v1 (key TEXT PRIMARY KEY, role TEXT, reply BLOB)"));
}

std::optional<SchemaCache::Entry> SchemaCache::load(const QString& key) {
    if (!open()) return std::nullopt;
    QSqlQuery query(QSqlDatabase::database(connection_));
    query.prepare(QStringLiteral("SELECT role, reply FROM schema_v1 WHERE key = ?"));
    query.addBindValue(key);
    if (!query.exec() || !query.next()) return std::nullopt;
    Entry entry;
    entry.role = query.value(0).toString();
    const QByteArray bytes = query.value(1).toByteArray();
    if (!entry.schema.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size()))) return std::nullopt;
    return entry;
}

void SchemaCache::store(const QString& key, const Entry& entry) {
    if (!open()) return;
    QSqlQuery query(QSqlDatabase::database(connection_));
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO schema_v1 (key, role, reply) VALUES (?, ?, ?)"));
    query.addBindValue(key);
    query.addBindValue(entry.role);
    query.addBindValue(QByteArray::fromStdString(entry.schema.SerializeAsString()));
    query.exec();
}

}  // namespace kupets::data
