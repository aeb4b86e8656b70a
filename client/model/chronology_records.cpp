#include "client/model/chronology_records.h"

#include <algorithm>

#include "client/model/query_text.h"
#include "client/net/connection.h"

namespace kupets::model {

bool standsBefore(const ChronologyEntry& a, const ChronologyEntry& b) {
    if (a.isPlan != b.isPlan) return a.isPlan;
    if (a.moment != b.moment) {
        if (!a.moment || !b.moment) return a.moment.has_value();
        return a.isPlan ? *a.moment < *b.moment : *a.moment > *b.moment;
    }
    if (a.sequence != b.sequence) return a.sequence > b.sequence;
    return a.identity > b.identity;
}

RecordStream::RecordStream(data::Context context, std::shared_ptr<const TimelineReader> reader, std::string path,
                           bool plans, std::set<std::string> kinds)
    : ChronologyStream(context),
      reader_(std::move(reader)),
      path_(std::move(path)),
      plans_(plans),
      kinds_(std::move(kinds)) {}

v1::QueryRequest RecordStream::request(std::optional<Timestamp> at, bool newer) const {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(reader_->entity().name());
    std::string filter = reader_->filter(path_, plans_, kinds_);
    if (at && !plans_) filter = filterAnd(filter, reader_->filterUpTo(*at, newer));
    request.mutable_set()->set_filter(filter);
    for (const std::string& column : reader_->columns(path_)) request.add_columns(column);
    v1::Sort* sort = request.add_sort();
    sort->set_path(plans_ ? reader_->timeline().plan_field() : reader_->timeline().moment());
    sort->set_descending(!plans_ && !newer);
    request.set_limit(kPage);
    return request;
}

/// A key holds within the filter and the order it came with: each direction keeps its own.
net::CallHandle RecordStream::requestOlder(std::optional<Timestamp> at) {
    if (at) olderFrom_ = at;
    v1::QueryRequest older = request(olderFrom_, false);
    if (!olderKey_.empty()) older.set_after_key(olderKey_);
    return ask(std::move(older), false);
}

net::CallHandle RecordStream::requestNewer(std::optional<Timestamp> at) {
    if (at) newerFrom_ = at;
    v1::QueryRequest newer = request(newerFrom_, true);
    if (!newerKey_.empty()) newer.set_after_key(newerKey_);
    return ask(std::move(newer), true);
}

net::CallHandle RecordStream::ask(v1::QueryRequest request, bool newer) {
    const auto done = [this, newer](Result<v1::QueryReply> reply) {
        if (!reply) return fail(reply.error());
        std::vector<ChronologyEntryPtr> page;
        const auto rows = wire::RowSetView::open(reply->rows());
        for (std::size_t row = 0; rows && rows->hasIds() && row < rows->rows(); ++row)
            page.push_back(reader_->read(*rows, row, path_));
        if (!reply->last_key().empty()) (newer ? newerKey_ : olderKey_) = reply->last_key();
        if (newer)
            takeNewer(std::move(page), reply->more());
        else
            takeOlder(std::move(page), reply->more());
    };
    return context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

bool RecordStream::belongs(const wire::RowSetView& rows, std::size_t row, const ChronologyEntry& entry) const {
    if (entry.isPlan != plans_ || !reader_->isAbout(rows, row, path_)) return false;
    const std::string kind = fromQt(entry.kind.section(u'/', 1));
    return kinds_.empty() || kinds_.contains(kind);
}

void RecordStream::take(const wire::RowSetView& rows, std::size_t row) {
    if (!isOpen()) return;
    ChronologyEntryPtr entry = reader_->read(rows, row, path_);
    std::erase_if(entries_, [&entry](const ChronologyEntryPtr& old) { return old->identity == entry->identity; });
    if (belongs(rows, row, *entry)) place(std::move(entry));
}

void RecordStream::place(ChronologyEntryPtr entry) {
    const auto at = std::ranges::find_if(
        entries_, [&entry](const ChronologyEntryPtr& other) { return standsBefore(*entry, *other); });
    // Beyond what has been read it will come with its page.
    if (at == entries_.end() && hasOlder()) return;
    if (at == entries_.begin() && hasNewer()) return;
    entries_.insert(at, std::move(entry));
}

void RecordStream::remove(const Uuid& id) {
    std::erase_if(entries_, [&id](const ChronologyEntryPtr& entry) { return entry->key.id == id; });
}

}  // namespace kupets::model
