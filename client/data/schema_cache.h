// The last schema of each server and login, in one SQLite file. What cannot be read or written is as if it were not
// there: a cache never stands in anybody's way. GUI thread, synchronous: one row of some ten kilobytes.
#pragma once

#include <QString>
#include <optional>

#include "kupets/v1/schema.pb.h"

namespace kupets::data {

class SchemaCache {
public:
    /// An empty folder: keeps nothing.
    explicit SchemaCache(const QString& folder);
    ~SchemaCache();
    SchemaCache(const SchemaCache&) = delete;
    SchemaCache& operator=(const SchemaCache&) = delete;

    struct Entry {
        v1::SchemaReply schema;
        QString role;
    };
    std::optional<Entry> load(const QString& key);
    void store(const QString& key, const Entry& entry);

private:
    bool open();

    QString file_;
    QString connection_;
    bool isOpen_ = false;
};

}  // namespace kupets::data
