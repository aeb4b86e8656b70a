#include "client/data/record_store.h"

#include <QTimer>
#include <algorithm>

#include "client/data/schema_mirror.h"
#include "common/wire/rowset.h"

namespace kupets::data {

class RecordStore::Private : public QObject {
public:
    struct Entry {
        std::shared_ptr<const Record> record;
        std::vector<RecordWatch*> watches;
        std::list<RecordKey>::iterator unwatched;  // its place in `unwatchedKeys`, when nobody watches
        bool asked = false;
        bool stale = false;  // may be older than the server's; asked for when somebody watches
        QString changedBy;   // by the newest event
    };

    Private(RecordStore& owner, net::Connection& line, SchemaMirror& mirror, Feed& feed)
        : q(owner), connection(line), schema(mirror) {
        askTimer.setSingleShot(true);
        askTimer.setInterval(0);  // all that one turn of the event loop wants goes in one request an entity
        connect(&askTimer, &QTimer::timeout, this, &Private::ask);
        connect(&feed, &Feed::changed, this, &Private::onFeed);
        connect(&connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
            if (state == net::Connection::State::Online) askTimer.start();
        });
    }

    Entry& watched(const RecordKey& key, RecordWatch* watch) {
        const auto [at, isNew] = entries.try_emplace(key);
        Entry& entry = at->second;
        if (!isNew && entry.watches.empty()) unwatchedKeys.erase(entry.unwatched);
        entry.watches.push_back(watch);
        if (!entry.record || entry.stale) want(key);
        return entry;
    }

    void unwatch(const RecordKey& key, RecordWatch* watch) {
        const auto at = entries.find(key);
        if (at == entries.end()) return;
        std::erase(at->second.watches, watch);
        if (!at->second.watches.empty()) return;
        unwatchedKeys.push_back(key);
        at->second.unwatched = std::prev(unwatchedKeys.end());
        while (unwatchedKeys.size() > kUnwatched) {
            entries.erase(unwatchedKeys.front());
            unwatchedKeys.pop_front();
        }
    }

    void want(const RecordKey& key) {
        wanted.push_back(key);
        entries.at(key).asked = true;
        if (!askTimer.isActive()) askTimer.start();
    }

    void ask() {
        std::map<std::string, v1::GetRequest> requests;
        for (const RecordKey& key : std::exchange(wanted, {})) {
            v1::GetRequest& request = requests[key.entity];
            request.set_entity(key.entity);
            request.add_ids(std::string(key.id.view()));
        }
        for (auto& [entity, request] : requests) {
            const auto done = [this, request](Result<v1::GetReply> reply) { onGot(request, std::move(reply)); };
            connection.call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this, done);
        }
    }

    void onGot(const v1::GetRequest& request, Result<v1::GetReply> reply) {
        std::vector<RecordKey> asked;
        for (const std::string& id : request.ids()) {
            const RecordKey key{request.entity(), Uuid::fromBytes(id).value_or(Uuid{})};
            const auto at = entries.find(key);
            if (at == entries.end()) continue;
            at->second.asked = false;
            asked.push_back(key);
        }
        if (!reply) {
            for (const RecordKey& key : asked) {
                entries.at(key).stale = true;
                tell(key, [&reply](RecordWatch& watch) { Q_EMIT watch.failed(reply.error()); });
            }
            return;
        }
        take(request.entity(), reply->rows());
        // What was asked for and did not come is gone, or not for these eyes.
        for (const RecordKey& key : asked) {
            if (!reply->rows().ids().empty() && contains(reply->rows().ids(), key.id)) continue;
            remove(key, {});
        }
    }

    static bool contains(std::string_view ids, const Uuid& id) {
        for (std::size_t at = 0; at + 16 <= ids.size(); at += 16) {
            if (ids.substr(at, 16) == id.view()) return true;
        }
        return false;
    }

    void take(const std::string& entity, const v1::RowSet& rows) {
        const auto view = wire::RowSetView::open(rows);
        if (!view || !view->hasIds()) return;
        for (std::size_t row = 0; row < view->rows(); ++row) {
            const RecordKey key{entity, view->id(row)};
            const auto at = entries.find(key);
            if (at == entries.end() || (at->second.record && at->second.record->version > view->version(row))) continue;
            auto record = std::make_shared<Record>();
            record->key = key;
            record->version = view->version(row);
            if (at->second.record && at->second.record->version == record->version)
                record->cells = at->second.record->cells;
            for (std::size_t column = 0; column < view->columns(); ++column) {
                Cell& cell = record->cells[std::string(view->path(column))];
                cell = {view->value(row, column), {}};
                const v1::Column::Kind kind = view->kind(column);
                if (kind == v1::Column::KIND_ID || kind == v1::Column::KIND_IDS)
                    cell.title = view->companion(row, column);
            }
            at->second.stale = false;
            replace(at->second, std::move(record), std::exchange(at->second.changedBy, {}));
        }
    }

    void replace(Entry& entry, std::shared_ptr<const Record> record, const QString& by) {
        const std::shared_ptr<const Record> old = std::exchange(entry.record, std::move(record));
        std::vector<std::string> paths;
        for (const auto& [path, cell] : entry.record->cells) {
            if (!old || old->cell(path) != cell) paths.push_back(path);
        }
        if (old && !old->deleted && paths.empty() && old->version == entry.record->version) return;
        const RecordKey key = entry.record->key;
        tell(key, [&](RecordWatch& watch) { Q_EMIT watch.changed(paths, by); });
    }

    void remove(const RecordKey& key, const QString& by) {
        const auto at = entries.find(key);
        if (at == entries.end() || (at->second.record && at->second.record->deleted)) return;
        auto record = at->second.record ? std::make_shared<Record>(*at->second.record) : std::make_shared<Record>();
        record->key = key;
        record->deleted = true;
        at->second.record = std::move(record);
        tell(key, [&by](RecordWatch& watch) { Q_EMIT watch.removed(by); });
    }

    /// Watches may come and go while they are told.
    template <typename Tell>
    void tell(const RecordKey& key, Tell how) {
        const auto at = entries.find(key);
        if (at == entries.end()) return;
        std::vector<QPointer<RecordWatch>> watches(at->second.watches.begin(), at->second.watches.end());
        for (const QPointer<RecordWatch>& watch : watches) {
            if (watch) how(*watch);
        }
    }

    void onFeed(const FeedBatch& batch) {
        for (auto& [key, entry] : entries) {
            if (batch.reset || batch.bulk.contains(key.entity)) outdated(key, entry);
        }
        std::vector<std::pair<RecordKey, QString>> gone;
        for (const RecordEvent& event : batch.records) {
            renamed(event);
            const auto at = entries.find(event.key);
            if (at == entries.end()) continue;
            at->second.changedBy = event.actorName;
            if (event.kind == v1::RecordChange::KIND_DELETE) {
                gone.emplace_back(event.key, event.actorName);
            } else if (!at->second.record || at->second.record->deleted || at->second.record->version < event.version) {
                outdated(event.key, at->second);
            }
        }
        for (const auto& [key, by] : gone) remove(key, by);
    }

    /// The title of a record has changed: those that point to it show the old one.
    void renamed(const RecordEvent& event) {
        const schema::Entity* entity = schema.entity(event.key.entity);
        if (entity == nullptr || event.kind != v1::RecordChange::KIND_UPDATE) return;
        if (std::ranges::find(event.fields, entity->def().title_field()) == event.fields.end()) return;
        for (auto& [key, entry] : entries) {
            if (!entry.record) continue;
            const bool points = std::ranges::any_of(entry.record->cells, [&event](const auto& each) {
                const auto* id = std::get_if<Uuid>(&each.second.value);
                const auto* ids = std::get_if<Ids>(&each.second.value);
                return (id != nullptr && *id == event.key.id) ||
                       (ids != nullptr && std::ranges::find(*ids, event.key.id) != ids->end());
            });
            if (points) outdated(key, entry);
        }
    }

    void outdated(const RecordKey& key, Entry& entry) {
        entry.stale = true;
        if (!entry.watches.empty() && !entry.asked) want(key);
    }

    RecordStore& q;
    net::Connection& connection;
    SchemaMirror& schema;
    std::unordered_map<RecordKey, Entry> entries;
    std::list<RecordKey> unwatchedKeys;  // longest unwatched first
    std::vector<RecordKey> wanted;
    QTimer askTimer;
};

RecordWatch::RecordWatch(RecordStore& store, RecordKey key, QObject* parent)
    : QObject(parent), store_(&store), key_(std::move(key)) {
    store.d_->watched(key_, this);
}

RecordWatch::~RecordWatch() {
    if (store_) store_->d_->unwatch(key_, this);
}

std::shared_ptr<const Record> RecordWatch::record() const { return store_ ? store_->peek(key_) : nullptr; }

bool RecordWatch::isLoading() const {
    if (!store_) return false;
    const auto at = store_->d_->entries.find(key_);
    return at != store_->d_->entries.end() && at->second.asked;
}

void RecordWatch::refresh() {
    if (store_) store_->d_->outdated(key_, store_->d_->entries.at(key_));
}

RecordStore::RecordStore(net::Connection& connection, SchemaMirror& schema, Feed& feed, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(*this, connection, schema, feed)) {}
RecordStore::~RecordStore() = default;

RecordWatch* RecordStore::watch(const RecordKey& key, QObject* parent) { return new RecordWatch(*this, key, parent); }

std::shared_ptr<const Record> RecordStore::peek(const RecordKey& key) const {
    const auto at = d_->entries.find(key);
    return at == d_->entries.end() ? nullptr : at->second.record;
}

std::size_t RecordStore::size() const { return d_->entries.size(); }

void RecordStore::take(const std::string& entity, const v1::RowSet& rows) { d_->take(entity, rows); }

void RecordStore::takeSaved(const RecordKey& key, std::uint64_t version,
                            const std::map<std::string, Cell, std::less<>>& cells) {
    const auto at = d_->entries.find(key);
    if (at == d_->entries.end() || !at->second.record || at->second.record->deleted) return;
    if (version != 0 && version <= at->second.record->version) return;  // its event was here first
    auto record = std::make_shared<Record>(*at->second.record);
    for (const auto& [path, cell] : cells) {
        Cell& place = record->cells[path];
        if (place.value != cell.value) place = cell;
    }
    // Formulas and titles are the server's to tell; until then the version stays, so that they are fetched.
    d_->replace(at->second, std::move(record), {});
    d_->outdated(key, at->second);
}

}  // namespace kupets::data
