// What ChronologyModel hides. Included by its own files only: chronology_model.cpp (what Qt asks, what one does),
// chronology_merge.cpp (streams become one list).
#pragma once

#include <QTimer>

#include "client/data/feed.h"
#include "client/model/chronology_changes.h"
#include "client/model/chronology_model.h"
#include "client/model/chronology_records.h"
#include "client/net/connection.h"

namespace kupets::model {

class ChronologyModel::Private : public QObject {
public:
    Private(ChronologyModel& owner, data::Context ctx);

    // Streams (chronology_merge.cpp)
    void restart();
    void openStreams(bool keepDepth = false);
    void makeStreams();
    bool wants(const QString& kind) const { return shown.empty() || shown.contains(kind); }
    void onStream();
    void rebuild();
    std::vector<ChronologyEntryPtr> merged() const;
    void show(std::vector<ChronologyEntryPtr> wanted);
    void refreshDays();
    void fetchOlder();
    void fetchNewer();
    bool hasOlder() const;
    bool hasNewer() const;
    bool isLoading() const;

    // The feed (chronology_merge.cpp)
    void onFeed(const data::FeedBatch& batch);
    void askRecords(const TimelineReader& reader, const std::vector<Uuid>& ids);
    void takeRecords(const TimelineReader& reader, const std::vector<Uuid>& asked, Result<v1::GetReply> reply);
    bool changesPaths(const TimelineReader& reader, const data::RecordEvent& event) const;

    // Words (chronology_model.cpp)
    QString whenOf(const ChronologyEntry& entry) const;
    QString dayOf(const ChronologyEntry& entry) const;
    QString headingOf(std::size_t row) const;
    QString plain(const ChronologyEntry& entry) const;

    ChronologyModel& q;
    data::Context context;
    data::RecordKey key;
    std::optional<Timestamp> at;
    std::set<QString> shown;
    std::vector<ChronologyKind> kinds;
    std::vector<std::shared_ptr<const TimelineReader>> readers;

    std::vector<std::unique_ptr<ChronologyStream>> streams;  // what is shown
    std::vector<std::unique_ptr<ChronologyStream>> next;     // on their way, to be shown instead
    std::vector<ChronologyEntryPtr> entries;
    std::unordered_map<std::string, QString> headings;  // by identity, as views know them
    bool keepsDepth = false;                            // as much as was shown is to be shown again
    std::size_t wantOlder = 0;
    std::size_t wantNewer = 0;
    QTimer restartTimer;
    QTimer dayTimer;
};

}  // namespace kupets::model
