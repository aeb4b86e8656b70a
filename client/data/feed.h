// The live feed for models: events of the line collected for a moment (33 ms) and handed on together, so that an import
// of another person costs a table one refresh and not ten thousand. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/data/record.h"
#include "client/net/connection.h"

namespace kupets::data {

struct RecordEvent {
    v1::RecordChange::Kind kind = v1::RecordChange::KIND_UNSPECIFIED;
    RecordKey key;
    std::uint64_t version = 0;
    std::vector<std::string> fields;  // that changed
    Uuid changeSet;
    Uuid actor;
    QString actorName;
};

struct FeedBatch {
    std::vector<RecordEvent> records;      // several events of one record are one, with the newest version
    std::unordered_set<std::string> bulk;  // entities of which anything may have changed
    bool reset = false;                    // everything may have changed

    bool touches(const std::string& entity) const;
};

class Feed : public QObject {
    Q_OBJECT

public:
    explicit Feed(net::Connection& connection, QObject* parent = nullptr,
                  std::chrono::milliseconds gather = std::chrono::milliseconds(33));

Q_SIGNALS:
    void changed(const kupets::data::FeedBatch& batch);

private:
    void take(const v1::ChangesEvent& event);
    void takeReset();
    void flush();

    FeedBatch pending_;
    std::unordered_map<RecordKey, std::size_t> index_;
    QTimer timer_;
};

}  // namespace kupets::data
