#include "client/view/draft_keeper.h"

#include <utility>

#include "client/form/kept_draft.h"

namespace kupets::view {

DraftKeeper::DraftKeeper(data::LocalStore* store, QString key, QObject* parent)
    : QObject(parent), store_(store), key_(std::move(key)) {
    timer_.setSingleShot(true);
    timer_.setInterval(kDelay);
    connect(&timer_, &QTimer::timeout, this, &DraftKeeper::flush);
}

DraftKeeper::~DraftKeeper() { timer_.stop(); }

std::optional<data::LocalStore::Entry> DraftKeeper::kept() const {
    if (!store_) return std::nullopt;
    for (data::LocalStore::Entry& entry : store_->all(QLatin1String(kArea)))
        if (entry.key == key_) return std::move(entry);
    return std::nullopt;
}

void DraftKeeper::changed(std::function<std::optional<QByteArray>()> bytes) {
    if (!store_) return;
    bytes_ = std::move(bytes);
    if (!timer_.isActive()) timer_.start();
}

void DraftKeeper::forget() {
    timer_.stop();
    bytes_ = nullptr;
    if (store_) store_->remove(QLatin1String(kArea), key_);
}

void DraftKeeper::flush() {
    timer_.stop();
    if (!store_ || !bytes_) return;
    if (const auto bytes = std::exchange(bytes_, nullptr)())
        store_->put(QLatin1String(kArea), key_, *bytes);
    else
        store_->remove(QLatin1String(kArea), key_);
}

void keepRefused(data::LocalStore* store, const v1::RecordChange& change, const Error& error) {
    const auto id = Uuid::fromBytes(change.id());
    if (!store || !id) return;
    std::map<std::string, Value> original;
    for (const FieldConflictInfo& conflict : error.conflicts)
        if (conflict.record == *id) original.emplace(conflict.field, conflict.original);
    store->put(QLatin1String(DraftKeeper::kArea), draftKey(change.entity(), id->text()),
               form::KeptDraft::of(change, original).bytes());
}

QString draftKey(const std::string& entity, const std::string& id) {
    return QString::fromStdString(entity) + QLatin1Char('/') + QString::fromStdString(id);
}

}  // namespace kupets::view
