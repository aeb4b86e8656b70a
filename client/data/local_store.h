// What this workplace keeps for one person between two runs, whatever ends the first of them: unsaved words, open
// windows, saves that wait for the line, recent records. Bytes under an area and a key, in an SQLite file that only
// this account of the computer may read.
//
// Everything stands under an owner (who is logged in, and where): nobody sees or sends what another person typed.
// Without an owner nothing is kept and nothing found. GUI thread; a write is in the file when put() returns, and
// survives the end of the program; with Safety::Disk also that of the computer. Failures (a full disk, a broken file)
// are logged and told by the return value: what is kept here is a safety net, never the reason why work stops. A file
// that is no database any more is put aside and begun anew.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace kupets::data {

class LocalStore {
public:
    enum class Safety { Program, Disk };
    struct Entry {
        QString key;
        QByteArray value;
        qint64 at = 0;  // when it was put, milliseconds since 1970
    };
    static constexpr qsizetype kLargest = 16 * 1024 * 1024;  // bytes of a value

    /// An empty name keeps everything in memory only.
    explicit LocalStore(const QString& file);
    ~LocalStore();
    LocalStore(const LocalStore&) = delete;
    LocalStore& operator=(const LocalStore&) = delete;

    bool isOpen() const;
    /// "host:port/user"; empty: nobody.
    void setOwner(const QString& owner);
    const QString& owner() const { return owner_; }

    bool put(const QString& area, const QString& key, const QByteArray& value, Safety safety = Safety::Program);
    std::optional<QByteArray> get(const QString& area, const QString& key) const;
    bool remove(const QString& area, const QString& key);
    bool clear(const QString& area);
    /// Of an area, in the order in which they were put first.
    std::vector<Entry> all(const QString& area) const;
    /// Keeps the so many that were put last.
    bool keepLatest(const QString& area, int most);

private:
    bool open(const QString& file);
    bool prepare();

    QString connection_;
    QString owner_;
};

}  // namespace kupets::data
