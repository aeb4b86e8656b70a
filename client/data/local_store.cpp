#include "client/data/local_store.h"

#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace kupets::data {
namespace {

Q_LOGGING_CATEGORY(log, "kupets.local")

/// Logs the first word of the statement and the reason, never values.
bool run(QSqlQuery& query) {
    if (query.exec()) return true;
    qCWarning(log) << query.lastQuery().section(QLatin1Char(' '), 0, 2) << query.lastError().text();
    return false;
}

}  // namespace

LocalStore::LocalStore(const QString& file)
    : connection_(QStringLiteral("kupets-local-") + QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    if (open(file) || file.isEmpty()) return;
    // Not a database any more: nothing can be read from it, and what comes must be kept.
    const QString aside = file + QStringLiteral(".broken");
    QFile::remove(aside);
    QFile::rename(file, aside);
    for (const char* part : {"-wal", "-shm"}) QFile::remove(file + QLatin1String(part));
    open(file);
}

LocalStore::~LocalStore() {
    QSqlDatabase::database(connection_, false).close();
    QSqlDatabase::removeDatabase(connection_);
}

bool LocalStore::open(const QString& file) {
    {
        QSqlDatabase database = QSqlDatabase::contains(connection_)
                                    ? QSqlDatabase::database(connection_, false)
                                    : QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
        database.setDatabaseName(file.isEmpty() ? QStringLiteral(":memory:") : file);
        if (!file.isEmpty() && !QFile::exists(file)) {
            QFile made(file);
            if (made.open(QIODevice::WriteOnly)) made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        }
        if (database.open() && prepare()) return true;
        qCWarning(log) << "cannot be opened:" << database.lastError().text();
        database.close();
    }
    return false;
}

bool LocalStore::prepare() {
    QSqlDatabase database = QSqlDatabase::database(connection_, false);
    for (const char* statement : {
             "PRAGMA busy_timeout = 2000",
             "PRAGMA journal_mode = WAL",
             "PRAGMA synchronous = NORMAL",
             "CREATE TABLE IF NOT EXISTS kept (owner TEXT NOT NULL, area TEXT NOT NULL, key TEXT NOT NULL,"
             " first INTEGER NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (owner, area, key))",
         }) {
        QSqlQuery query(database);
        query.prepare(QLatin1String(statement));
        if (!run(query)) return false;
    }
    return true;
}

bool LocalStore::isOpen() const { return QSqlDatabase::database(connection_, false).isOpen(); }
void LocalStore::setOwner(const QString& owner) { owner_ = owner; }

bool LocalStore::put(const QString& area, const QString& key, const QByteArray& value, Safety safety) {
    if (owner_.isEmpty() || !isOpen() || value.size() > kLargest) return false;
    QSqlDatabase database = QSqlDatabase::database(connection_, false);
    const auto set = [&database](const char* level) {
        QSqlQuery(database).exec(QLatin1String("PRAGMA synchronous = ") + QLatin1String(level));
    };
    if (safety == Safety::Disk) set("FULL");
    QSqlQuery query(database);
    query.prepare(
        QStringLiteral("INSERT INTO kept (owner, area, key, first, at, value) VALUES (?, ?, ?,"
                       " (SELECT COALESCE(MAX(first), 0) + 1 FROM kept), ?, ?)"
                       " ON CONFLICT (owner, area, key) DO UPDATE SET at = excluded.at, value = excluded.value"));
    query.addBindValue(owner_);
    query.addBindValue(area);
    query.addBindValue(key);
    query.addBindValue(QDateTime::currentMSecsSinceEpoch());
    query.addBindValue(value.isNull() ? QByteArray("") : value);
    const bool done = run(query);
    if (safety == Safety::Disk) set("NORMAL");
    return done;
}

std::optional<QByteArray> LocalStore::get(const QString& area, const QString& key) const {
    if (owner_.isEmpty() || !isOpen()) return std::nullopt;
    QSqlQuery query(QSqlDatabase::database(connection_, false));
    query.prepare(QStringLiteral("SELECT value FROM kept WHERE owner = ? AND area = ? AND key = ?"));
    query.addBindValue(owner_);
    query.addBindValue(area);
    query.addBindValue(key);
    if (!run(query) || !query.next()) return std::nullopt;
    return query.value(0).toByteArray();
}

bool LocalStore::remove(const QString& area, const QString& key) {
    if (owner_.isEmpty() || !isOpen()) return false;
    QSqlQuery query(QSqlDatabase::database(connection_, false));
    query.prepare(QStringLiteral("DELETE FROM kept WHERE owner = ? AND area = ? AND key = ?"));
    query.addBindValue(owner_);
    query.addBindValue(area);
    query.addBindValue(key);
    return run(query);
}

bool LocalStore::clear(const QString& area) {
    if (owner_.isEmpty() || !isOpen()) return false;
    QSqlQuery query(QSqlDatabase::database(connection_, false));
    query.prepare(QStringLiteral("DELETE FROM kept WHERE owner = ? AND area = ?"));
    query.addBindValue(owner_);
    query.addBindValue(area);
    return run(query);
}

std::vector<LocalStore::Entry> LocalStore::all(const QString& area) const {
    std::vector<Entry> entries;
    if (owner_.isEmpty() || !isOpen()) return entries;
    QSqlQuery query(QSqlDatabase::database(connection_, false));
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT key, value, at FROM kept WHERE owner = ? AND area = ? ORDER BY first"));
    query.addBindValue(owner_);
    query.addBindValue(area);
    if (!run(query)) return entries;
    while (query.next())
        entries.push_back({query.value(0).toString(), query.value(1).toByteArray(), query.value(2).toLongLong()});
    return entries;
}

bool LocalStore::keepLatest(const QString& area, int most) {
    if (owner_.isEmpty() || !isOpen()) return false;
    QSqlQuery query(QSqlDatabase::database(connection_, false));
    query.prepare(
        QStringLiteral("DELETE FROM kept WHERE owner = ? AND area = ? AND key NOT IN (SELECT key FROM kept"
                       " WHERE owner = ? AND area = ? ORDER BY at DESC, first DESC LIMIT ?)"));
    for (int i = 0; i < 2; ++i) {
        query.addBindValue(owner_);
        query.addBindValue(area);
    }
    query.addBindValue(most);
    return run(query);
}

}  // namespace kupets::data
