// Which records one has opened lately, and which commands one uses most: kept by this workplace for who is logged in.
// Without a local store nothing is kept. GUI thread, owned by the window.
#pragma once

#include <QObject>
#include <QStringList>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"

namespace kupets::view {

class RecentRecords : public QObject {
    Q_OBJECT
public:
    static constexpr int kMost = 50;
    static constexpr int kMostCommands = 100;

    struct Entry {
        data::RecordKey key;
        QString title;
    };
    explicit RecentRecords(data::Context context, QObject* parent = nullptr);

    void opened(const data::RecordKey& key, const QString& title);
    /// It is not there any more, or may not be seen.
    void forget(const data::RecordKey& key);
    /// The latest first.
    std::vector<Entry> records() const;

    void used(const QString& command);
    /// Ids, the most used first; among equals the latest.
    QStringList commands() const;

private:
    data::Context context_;
};

}  // namespace kupets::view
