#include "client/data/local_store.h"

#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace kupets;
using data::LocalStore;

namespace {
QStringList keys(const LocalStore& store, const QString& area) {
    QStringList found;
    for (const LocalStore::Entry& entry : store.all(area)) found << entry.key;
    return found;
}
}  // namespace

TEST_CASE("What was put is there after the next start, in the order in which it came") {
    QTemporaryDir folder;
    const QString file = folder.filePath("local.sqlite");
    {
        LocalStore store(file);
        REQUIRE(store.isOpen());
        store.setOwner("here:5432/anna");
        CHECK(store.put("queue", "b", QByteArray("\0\xff text", 7), LocalStore::Safety::Disk));
        CHECK(store.put("queue", "a", "second"));
        CHECK(store.put("queue", "b", QByteArray("\0\xff тот", 8)));
        CHECK(store.put("drafts", "b", ""));
    }
    LocalStore store(file);
    store.setOwner("here:5432/anna");
    CHECK(keys(store, "queue") == QStringList{"b", "a"});
    CHECK(store.get("queue", "b") == QByteArray("\0\xff тот", 8));
    CHECK(store.get("drafts", "b") == QByteArray(""));
    CHECK_FALSE(store.get("drafts", "a").has_value());
    CHECK(store.remove("queue", "b"));
    CHECK(keys(store, "queue") == QStringList{"a"});
    CHECK(store.clear("queue"));
    CHECK(keys(store, "queue").isEmpty());
    CHECK(keys(store, "drafts") == QStringList{"b"});
    CHECK_FALSE(QFile::permissions(file).testAnyFlags(QFileDevice::ReadGroup | QFileDevice::ReadOther));
}

TEST_CASE("Nobody finds what another person kept, and without a person nothing is kept") {
    LocalStore store({});
    CHECK_FALSE(store.put("drafts", "a", "lost"));
    store.setOwner("here/anna");
    CHECK(store.put("drafts", "a", "anna's"));
    store.setOwner("here/boris");
    CHECK_FALSE(store.get("drafts", "a").has_value());
    CHECK(keys(store, "drafts").isEmpty());
    store.put("drafts", "a", "boris's");
    store.clear("drafts");
    store.setOwner("here/anna");
    CHECK(store.get("drafts", "a") == QByteArray("anna's"));
}

TEST_CASE("Only the latest stay, and nothing too large comes in") {
    LocalStore store({});
    store.setOwner("anna");
    for (const char* key : {"1", "2", "3", "4"}) store.put("recent", key, key);
    store.put("recent", "1", "again");
    CHECK(store.keepLatest("recent", 4));
    CHECK(store.all("recent").size() == 4);
    CHECK(store.keepLatest("recent", 2));
    CHECK(store.all("recent").size() == 2);
    CHECK_FALSE(store.put("recent", "big", QByteArray(LocalStore::kLargest + 1, 'x')));
}

TEST_CASE("A file that is no database is put aside") {
    QTemporaryDir folder;
    const QString file = folder.filePath("local.sqlite");
    QFile broken(file);
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(5000, 'z'));
    broken.close();
    LocalStore store(file);
    REQUIRE(store.isOpen());
    store.setOwner("anna");
    CHECK(store.put("drafts", "a", "kept"));
    CHECK(store.get("drafts", "a") == QByteArray("kept"));
    CHECK(QFile::exists(file + ".broken"));
}
