// ChronologyModel: streams become one list, and the feed keeps it true.
#include <algorithm>
#include <limits>
#include <unordered_set>

#include "client/data/error_text.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/model/chronology_private.h"

namespace kupets::model {
namespace {

constexpr std::size_t kMostNews = 200;  // records in one batch of the feed; beyond it everything is asked anew
constexpr int kRestartEveryMs = 500;

std::int64_t placeOf(const ChronologyEntryPtr& entry) {
    return entry->moment ? entry->moment->micros : std::numeric_limits<std::int64_t>::min();
}

}  // namespace

ChronologyModel::Private::Private(ChronologyModel& owner, data::Context ctx) : q(owner), context(ctx) {
    restartTimer.setSingleShot(true);
    restartTimer.setInterval(kRestartEveryMs);
    connect(&restartTimer, &QTimer::timeout, this, [this] { openStreams(true); });
    dayTimer.setInterval(60'000);  // at midnight «сегодня» becomes «вчера»
    connect(&dayTimer, &QTimer::timeout, this, &Private::refreshDays);
    dayTimer.start();
    connect(context.feed, &data::Feed::changed, this, &Private::onFeed);
    connect(context.schema, &data::SchemaMirror::changed, this, &Private::restart);
    connect(context.connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        const bool broken =
            std::ranges::any_of(next, [](const auto& stream) { return !stream->isOpen() && !stream->isLoading(); });
        if (state == net::Connection::State::Online && broken) openStreams(true);
    });
}

void ChronologyModel::Private::restart() {
    streams.clear();
    next.clear();
    readers.clear();
    kinds.clear();
    show({});
    const schema::SnapshotPtr schema = context.schema->snapshot();
    if (key.id.isNil() || !schema || schema->entity(key.entity) == nullptr) return;
    for (const auto& entity : schema->entities()) {
        if (!entity->def().has_timeline()) continue;
        auto reader = std::make_shared<TimelineReader>(context, schema, *entity, key);
        if (reader->paths().empty()) continue;
        std::ranges::move(reader->kinds(), std::back_inserter(kinds));
        readers.push_back(std::move(reader));
    }
    kinds.push_back({kChanges, data::say(context.language, "Изменения", "Changes"), QStringLiteral("history"), {}});
    std::erase_if(
        shown, [this](const QString& id) { return std::ranges::find(kinds, id, &ChronologyKind::id) == kinds.end(); });
    Q_EMIT q.kindsChanged();
    openStreams();
}

void ChronologyModel::Private::makeStreams() {
    next.clear();
    if (wants(kChanges)) next.push_back(std::make_unique<ChangesStream>(context, key));
    for (const auto& reader : readers) {
        std::set<std::string> codes;
        bool any = false;
        const std::vector<ChronologyKind> all = reader->kinds();
        for (const ChronologyKind& kind : all) {
            if (!wants(kind.id)) continue;
            any = true;
            if (kind.id.contains(u'/')) codes.insert(fromQt(kind.id.section(u'/', 1)));
        }
        if (!any) continue;
        if (codes.size() == all.size()) codes.clear();
        for (const std::string& path : reader->paths()) {
            next.push_back(std::make_unique<RecordStream>(context, reader, path, false, codes));
            if (reader->hasPlans() && !at)
                next.push_back(std::make_unique<RecordStream>(context, reader, path, true, codes));
        }
    }
}

/// What is shown stays until all first pages of what was asked for are here.
void ChronologyModel::Private::openStreams(bool keepDepth) {
    if (kinds.empty()) return;
    restartTimer.stop();
    keepsDepth = keepDepth;
    makeStreams();
    for (const auto& stream : next) {
        connect(stream.get(), &ChronologyStream::changed, this, &Private::onStream);
        connect(stream.get(), &ChronologyStream::failed, &q, &ChronologyModel::failed);
        stream->open(stream->holdsPlans() ? std::nullopt : at);
    }
    Q_EMIT q.loadingChanged();
}

void ChronologyModel::Private::onStream() {
    const auto isOpen = [](const auto& stream) { return stream->isOpen(); };
    if (!next.empty() && std::ranges::all_of(next, isOpen)) {
        // The old ones may be what is calling.
        for (auto& old : std::exchange(streams, std::exchange(next, {}))) old.release()->deleteLater();
        wantOlder = keepsDepth ? std::min(entries.size(), kMostNews) : 0;
        wantNewer = 0;
    }
    rebuild();
    if (wantOlder > entries.size() && hasOlder()) fetchOlder();
    if (wantNewer > entries.size() && hasNewer()) fetchNewer();
    Q_EMIT q.loadingChanged();
}

bool ChronologyModel::Private::hasOlder() const {
    return std::ranges::any_of(streams, [](const auto& stream) { return stream->hasOlder() && !stream->holdsPlans(); });
}

bool ChronologyModel::Private::hasNewer() const {
    return std::ranges::any_of(streams, [](const auto& stream) { return stream->hasNewer(); });
}

bool ChronologyModel::Private::isLoading() const {
    const auto loads = [](const auto& stream) { return stream->isLoading(); };
    return std::ranges::any_of(streams, loads) || std::ranges::any_of(next, loads);
}

/// A stream that has more to tell says nothing of what lies beyond its last entry: only what stands within all of them
/// is in its place for good.
std::vector<ChronologyEntryPtr> ChronologyModel::Private::merged() const {
    std::int64_t oldest = std::numeric_limits<std::int64_t>::min();
    std::int64_t newest = std::numeric_limits<std::int64_t>::max();
    for (const auto& stream : streams) {
        if (stream->holdsPlans()) continue;
        const auto& own = stream->entries();
        if (stream->hasOlder() && !own.empty()) oldest = std::max(oldest, placeOf(own.back()));
        if (stream->hasNewer() && !own.empty()) newest = std::min(newest, placeOf(own.front()));
    }
    std::vector<ChronologyEntryPtr> all;
    std::unordered_set<std::string> known;
    for (const auto& stream : streams) {
        for (const ChronologyEntryPtr& entry : stream->entries()) {
            const std::int64_t place = placeOf(entry);
            if (!stream->holdsPlans() && (place < oldest || place > newest)) continue;
            if (known.insert(entry->identity).second) all.push_back(entry);
        }
    }
    std::ranges::sort(all, [](const auto& a, const auto& b) { return standsBefore(*a, *b); });
    return all;
}

void ChronologyModel::Private::rebuild() { show(merged()); }

/// From what is shown to what is wanted by the fewest steps, so that views keep their place.
void ChronologyModel::Private::show(std::vector<ChronologyEntryPtr> wanted) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < wanted.size(); ++i) places[wanted[i]->identity] = i;
    // What is gone or stands elsewhere now leaves; what stays keeps its order.
    std::size_t least = wanted.size();
    std::vector<bool> stays(entries.size());
    for (std::size_t row = entries.size(); row-- > 0;) {
        const auto found = places.find(entries[row]->identity);
        stays[row] = found != places.end() && found->second < least;
        if (stays[row]) least = found->second;
    }
    for (std::size_t end = entries.size(); end > 0;) {
        std::size_t first = end;
        while (first > 0 && !stays[first - 1]) --first;
        if (first < end) {
            q.beginRemoveRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
            entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(first),
                          entries.begin() + static_cast<std::ptrdiff_t>(end));
            q.endRemoveRows();
        }
        end = first == 0 ? 0 : first - 1;
    }
    for (std::size_t row = 0; row < wanted.size();) {
        if (row < entries.size() && entries[row]->identity == wanted[row]->identity) {
            const bool same = *entries[row] == *wanted[row];
            entries[row] = wanted[row];
            const QModelIndex index = q.index(static_cast<int>(row));
            if (!same) Q_EMIT q.dataChanged(index, index);
            ++row;
            continue;
        }
        std::size_t end = row + 1;
        while (end < wanted.size() && (row >= entries.size() || wanted[end]->identity != entries[row]->identity)) ++end;
        q.beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(row),
                       wanted.begin() + static_cast<std::ptrdiff_t>(row),
                       wanted.begin() + static_cast<std::ptrdiff_t>(end));
        q.endInsertRows();
        row = end;
    }
    refreshDays();
}

/// A heading stands over the first entry of a day: it changes with what comes and goes above it.
void ChronologyModel::Private::refreshDays() {
    std::unordered_map<std::string, QString> now;
    for (std::size_t row = 0; row < entries.size(); ++row) {
        const std::string& identity = entries[row]->identity;
        const QString& heading = now.emplace(identity, headingOf(row)).first->second;
        const auto before = headings.find(identity);
        if (before == headings.end() || before->second == heading) continue;
        const QModelIndex index = q.index(static_cast<int>(row));
        Q_EMIT q.dataChanged(index, index, {DayRole});
    }
    headings = std::move(now);
}

/// Those that keep the others from being shown are asked first; the rest follows when it is their turn.
void ChronologyModel::Private::fetchOlder() {
    std::int64_t oldest = std::numeric_limits<std::int64_t>::min();
    for (const auto& stream : streams)
        if (!stream->holdsPlans() && stream->hasOlder() && !stream->entries().empty())
            oldest = std::max(oldest, placeOf(stream->entries().back()));
    for (const auto& stream : streams)
        if (!stream->holdsPlans() && (stream->entries().empty() || placeOf(stream->entries().back()) >= oldest))
            stream->askOlder();
}

void ChronologyModel::Private::fetchNewer() {
    std::int64_t newest = std::numeric_limits<std::int64_t>::max();
    for (const auto& stream : streams)
        if (stream->hasNewer() && !stream->entries().empty())
            newest = std::min(newest, placeOf(stream->entries().front()));
    for (const auto& stream : streams)
        if (stream->entries().empty() || placeOf(stream->entries().front()) <= newest) stream->askNewer();
}

// ---- the feed

bool ChronologyModel::Private::changesPaths(const TimelineReader& reader, const data::RecordEvent& event) const {
    for (const std::string& path : reader.paths()) {
        const auto steps = data::resolve(reader.entity(), path).steps;
        for (std::size_t i = 1; i < steps.size(); ++i) {
            if (steps[i]->owner->name() != event.key.entity) continue;
            if (event.kind == v1::RecordChange::KIND_DELETE ||
                std::ranges::find(event.fields, steps[i]->name()) != event.fields.end())
                return true;
        }
    }
    return false;
}

void ChronologyModel::Private::onFeed(const data::FeedBatch& batch) {
    if (key.id.isNil()) return;
    bool again = batch.reset || batch.bulk.contains(key.entity);
    bool own = false;
    std::size_t news = 0;
    for (const auto& reader : readers) again = again || batch.bulk.contains(reader->entity().name());
    for (const data::RecordEvent& event : batch.records) {
        own = own || event.key == key;
        for (const auto& reader : readers) {
            news += event.key.entity == reader->entity().name() ? 1 : 0;
            again = again || changesPaths(*reader, event);
        }
    }
    if (again || news > kMostNews) {
        if (!restartTimer.isActive()) restartTimer.start();
        return;
    }
    for (const auto& stream : streams)
        if (auto* changes = qobject_cast<ChangesStream*>(stream.get()); changes && own) changes->refresh();
    for (const auto& reader : readers) {
        std::vector<Uuid> ids;
        for (const data::RecordEvent& event : batch.records) {
            if (event.key.entity != reader->entity().name()) continue;
            if (event.kind != v1::RecordChange::KIND_DELETE) {
                ids.push_back(event.key.id);
                continue;
            }
            for (const auto& stream : streams)
                if (auto* records = qobject_cast<RecordStream*>(stream.get());
                    records && &records->reader() == reader.get())
                    records->remove(event.key.id);
            rebuild();
        }
        if (!ids.empty()) askRecords(*reader, ids);
    }
}

/// Where they belong now, only their values tell.
void ChronologyModel::Private::askRecords(const TimelineReader& reader, const std::vector<Uuid>& ids) {
    v1::GetRequest request;
    request.set_entity(reader.entity().name());
    for (const Uuid& id : ids) request.add_ids(std::string(id.view()));
    for (const std::string& column : reader.allColumns()) request.add_columns(column);
    const auto done = [this, name = reader.entity().name(), ids](Result<v1::GetReply> reply) {
        for (const auto& each : readers)  // the schema may have changed meanwhile
            if (each->entity().name() == name) takeRecords(*each, ids, std::move(reply));
    };
    context.connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this, done);
}

void ChronologyModel::Private::takeRecords(const TimelineReader& reader, const std::vector<Uuid>& asked,
                                           Result<v1::GetReply> reply) {
    if (!reply) return;
    const auto rows = wire::RowSetView::open(reply->rows());
    if (!rows || rows->columns() != reader.allColumns().size()) return;
    std::unordered_set<Uuid> there;
    for (std::size_t row = 0; row < rows->rows(); ++row) there.insert(rows->id(row));
    for (const auto& stream : streams) {
        auto* records = qobject_cast<RecordStream*>(stream.get());
        if (!records || &records->reader() != &reader) continue;
        for (std::size_t row = 0; row < rows->rows(); ++row) records->take(*rows, row);
        for (const Uuid& id : asked)
            if (!there.contains(id)) records->remove(id);
    }
    rebuild();
}

}  // namespace kupets::model
