#include "client/view/recent_records.h"

#include <algorithm>

#include "client/data/feed.h"
#include "client/data/local_store.h"

namespace kupets::view {
namespace {

const QString kRecords = QStringLiteral("recent");
const QString kCommands = QStringLiteral("commands");

QString textOf(const data::RecordKey& key) { return toQt(key.entity) + QLatin1Char('/') + toQt(key.id.text()); }

}  // namespace

RecentRecords::RecentRecords(data::Context context, QObject* parent) : QObject(parent), context_(context) {
    if (context.feed)
        connect(context.feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
            for (const data::RecordEvent& event : batch.records)
                if (event.kind == v1::RecordChange::KIND_DELETE) forget(event.key);
        });
}

void RecentRecords::opened(const data::RecordKey& key, const QString& title) {
    if (!context_.local || title.isEmpty()) return;
    context_.local->put(kRecords, textOf(key), title.toUtf8());
    context_.local->keepLatest(kRecords, kMost);
}

void RecentRecords::forget(const data::RecordKey& key) {
    if (context_.local) context_.local->remove(kRecords, textOf(key));
}

std::vector<RecentRecords::Entry> RecentRecords::records() const {
    std::vector<Entry> found;
    if (!context_.local) return found;
    std::vector<data::LocalStore::Entry> kept = context_.local->all(kRecords);
    std::ranges::sort(kept, std::greater<>(), &data::LocalStore::Entry::at);
    for (const data::LocalStore::Entry& entry : kept) {
        const auto id = Uuid::parse(fromQt(entry.key.section(QLatin1Char('/'), 1, 1)));
        if (id)
            found.push_back({{fromQt(entry.key.section(QLatin1Char('/'), 0, 0)), *id}, QString::fromUtf8(entry.value)});
    }
    return found;
}

void RecentRecords::used(const QString& command) {
    if (!context_.local) return;
    const int before = context_.local->get(kCommands, command).value_or(QByteArray()).toInt();
    context_.local->put(kCommands, command, QByteArray::number(before + 1));
    context_.local->keepLatest(kCommands, kMostCommands);
}

QStringList RecentRecords::commands() const {
    if (!context_.local) return {};
    std::vector<data::LocalStore::Entry> kept = context_.local->all(kCommands);
    std::ranges::sort(kept, std::greater<>(),
                      [](const data::LocalStore::Entry& entry) { return std::pair(entry.value.toInt(), entry.at); });
    QStringList ids;
    for (const data::LocalStore::Entry& entry : kept) ids << entry.key;
    return ids;
}

}  // namespace kupets::view
