#include "client/data/record_store.h"

#include "client/data/schema_mirror.h"

namespace kupets::data {

class RecordStore::Private {};

RecordWatch::RecordWatch(RecordStore& store, RecordKey key, QObject* parent)
    : QObject(parent), store_(&store), key_(std::move(key)) {}
RecordWatch::~RecordWatch() = default;
std::shared_ptr<const Record> RecordWatch::record() const { return store_ ? store_->peek(key_) : nullptr; }
bool RecordWatch::isLoading() const { return false; }
void RecordWatch::refresh() {}

RecordStore::RecordStore(net::Connection&, SchemaMirror&, Feed&, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>()) {}
RecordStore::~RecordStore() = default;
RecordWatch* RecordStore::watch(const RecordKey& key, QObject* parent) { return new RecordWatch(*this, key, parent); }
std::shared_ptr<const Record> RecordStore::peek(const RecordKey&) const { return nullptr; }
std::size_t RecordStore::size() const { return 0; }
void RecordStore::take(const std::string&, const v1::RowSet&) {}
void RecordStore::takeSaved(const RecordKey&, std::uint64_t, const std::map<std::string, Cell, std::less<>>&) {}

}  // namespace kupets::data
