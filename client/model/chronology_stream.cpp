#include "client/model/chronology_stream.h"

#include "client/data/error_text.h"

namespace kupets::model {

void ChronologyStream::open(std::optional<Timestamp> at) {
    at_ = at;
    hasNewer_ = at.has_value();
    awaited_ = at ? 2 : 1;
    older_ = requestOlder(at_);
    if (at_) newer_ = requestNewer(at_);
}

void ChronologyStream::askOlder() {
    if (!opened_ || !hasOlder_ || older_.isOpen()) return;
    older_ = requestOlder(entries_.empty() ? at_ : std::nullopt);
}

void ChronologyStream::askNewer() {
    if (!opened_ || !hasNewer_ || newer_.isOpen()) return;
    newer_ = requestNewer(entries_.empty() ? at_ : std::nullopt);
}

void ChronologyStream::takeOlder(std::vector<ChronologyEntryPtr> page, bool more) {
    hasOlder_ = more;
    for (ChronologyEntryPtr& entry : page) entries_.push_back(std::move(entry));
    answered();
}

void ChronologyStream::takeNewer(std::vector<ChronologyEntryPtr> page, bool more) {
    hasNewer_ = more;
    for (ChronologyEntryPtr& entry : page) entries_.push_front(std::move(entry));
    answered();
}

void ChronologyStream::answered() {
    if (awaited_ > 0) --awaited_;
    opened_ = awaited_ == 0;
    if (opened_) Q_EMIT changed();
}

void ChronologyStream::fail(const Error& error) {
    if (!data::isPassing(error)) {  // what may not be read has no entries here; the others are shown all the same
        hasOlder_ = hasNewer_ = false;
        awaited_ = 0;
        opened_ = true;
        Q_EMIT changed();
    }
    Q_EMIT failed(error);
}

}  // namespace kupets::model
