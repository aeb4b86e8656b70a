#include "client/data/reference_colors.h"

#include <algorithm>

#include "client/data/error_text.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"

namespace kupets::data {
namespace {

constexpr std::size_t kMostAtOnce = 1'000;  // ids in a Get

}  // namespace

bool hasColors(const schema::Entity* entity) { return entity != nullptr && entity->def().color_fields_size() > 0; }

QString colorOfRow(const schema::Entity& entity, const wire::RowSetView& rows, std::size_t row) {
    for (const std::string& name : entity.def().color_fields()) {
        for (std::size_t column = 0; column < rows.columns(); ++column) {
            if (rows.path(column) != name) continue;
            const v1::ChoiceDef* choice = choiceOf(entity.field(name), rows.value(row, column));
            if (choice != nullptr && !choice->color().empty()) return toQt(choice->color());
        }
    }
    return {};
}

ReferenceColors::ReferenceColors(net::Connection& connection, SchemaMirror& schema, Feed& feed, QObject* parent)
    : QObject(parent), connection_(connection), schema_(schema) {
    timer_.setSingleShot(true);
    timer_.setInterval(0);
    connect(&timer_, &QTimer::timeout, this, &ReferenceColors::ask);
    connect(&feed, &Feed::changed, this, &ReferenceColors::onFeed);
    connect(&schema, &SchemaMirror::changed, this, &ReferenceColors::forgetAll);
    connect(&connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        if (state != net::Connection::State::Online) return;
        for (auto& [key, entry] : entries_) {
            if (entry.stale) want(key, entry);
        }
    });
}

QString ReferenceColors::colorOf(const schema::Entity& entity, const Uuid& id) {
    if (!hasColors(&entity) || id.isNil()) return {};
    if (entries_.size() >= kMost) forgetAll();
    const RecordKey key{entity.name(), id};
    const auto [at, isNew] = entries_.try_emplace(key);
    if (isNew) want(key, at->second);
    return at->second.color;
}

void ReferenceColors::want(const RecordKey& key, Entry& entry) {
    if (entry.wanted) return;
    entry.wanted = true;
    entry.stale = false;
    wanted_.push_back(key);
    if (!timer_.isActive()) timer_.start();
}

void ReferenceColors::ask() {
    std::map<std::string, std::vector<RecordKey>> byEntity;
    for (RecordKey& key : std::exchange(wanted_, {})) byEntity[key.entity].push_back(std::move(key));
    for (const auto& [name, keys] : byEntity) {
        const schema::Entity* entity = schema_.entity(name);
        if (!hasColors(entity)) continue;
        for (std::size_t from = 0; from < keys.size(); from += kMostAtOnce) {
            const std::vector<RecordKey> some(
                keys.begin() + static_cast<std::ptrdiff_t>(from),
                keys.begin() + static_cast<std::ptrdiff_t>(std::min(from + kMostAtOnce, keys.size())));
            v1::GetRequest request;
            request.set_entity(name);
            for (const RecordKey& key : some) request.add_ids(std::string(key.id.view()));
            for (const std::string& field : entity->def().color_fields()) request.add_columns(field);
            const auto done = [this, name, some](Result<v1::GetReply> reply) { take(name, some, std::move(reply)); };
            connection_.call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this, done);
        }
    }
}

void ReferenceColors::take(const std::string& name, const std::vector<RecordKey>& asked, Result<v1::GetReply> reply) {
    const schema::Entity* entity = schema_.entity(name);
    std::unordered_map<Uuid, QString> colors;
    if (reply && entity != nullptr) {
        const auto view = wire::RowSetView::open(reply->rows());
        for (std::size_t row = 0; view && view->hasIds() && row < view->rows(); ++row)
            colors[view->id(row)] = colorOfRow(*entity, *view, row);
    }
    bool others = false;
    for (const RecordKey& key : asked) {
        const auto at = entries_.find(key);
        if (at == entries_.end()) continue;
        Entry& entry = at->second;
        entry.wanted = false;
        entry.stale = !reply && isPassing(reply.error());
        if (!reply) continue;
        const QString now = colors[key.id];  // what did not come has none
        others = others || now != entry.color;
        entry.color = now;
    }
    if (others) Q_EMIT changed(name);
}

void ReferenceColors::onFeed(const FeedBatch& batch) {
    for (auto& [key, entry] : entries_) {
        if (batch.reset || batch.bulk.contains(key.entity)) want(key, entry);
    }
    for (const RecordEvent& event : batch.records) {
        const auto at = entries_.find(event.key);
        const schema::Entity* entity = at == entries_.end() ? nullptr : schema_.entity(event.key.entity);
        if (entity == nullptr) continue;
        const bool touched = event.kind != v1::RecordChange::KIND_UPDATE ||
                             std::ranges::any_of(entity->def().color_fields(), [&event](const std::string& field) {
                                 return std::ranges::find(event.fields, field) != event.fields.end();
                             });
        if (touched) want(event.key, at->second);
    }
}

void ReferenceColors::forgetAll() {
    entries_.clear();
    wanted_.clear();
}

}  // namespace kupets::data
