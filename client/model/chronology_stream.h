// One ordered source of a chronology, newest first, read page by page in both directions: the changes of a record
// (chronology_changes.h), or the records of one entity that are about it by one path (chronology_records.h). The model
// merges streams. Owned by it; GUI thread.
#pragma once

#include <QObject>
#include <deque>

#include "client/data/context.h"
#include "client/model/chronology_entry.h"
#include "client/net/call.h"

namespace kupets::model {

class ChronologyStream : public QObject {
    Q_OBJECT

public:
    static constexpr std::uint32_t kPage = 40;

    explicit ChronologyStream(data::Context context) : context_(context) {}

    /// Asks for the first page: the newest, or what stands around this moment.
    void open(std::optional<Timestamp> at);
    /// The first page is here.
    bool isOpen() const { return opened_; }
    bool isLoading() const { return older_.isOpen() || newer_.isOpen(); }
    bool hasOlder() const { return hasOlder_; }
    bool hasNewer() const { return hasNewer_; }
    void askOlder();
    void askNewer();
    /// Newest first.
    const std::deque<ChronologyEntryPtr>& entries() const { return entries_; }
    virtual bool holdsPlans() const { return false; }

Q_SIGNALS:
    /// A page has come, or what was here is another now.
    void changed();
    void failed(const kupets::Error& error);

protected:
    /// `at`: from this moment on, of the first page in each direction.
    virtual net::CallHandle requestOlder(std::optional<Timestamp> at) = 0;
    virtual net::CallHandle requestNewer(std::optional<Timestamp> at) = 0;
    /// Pages as they come, newest first or oldest first.
    void takeOlder(std::vector<ChronologyEntryPtr> page, bool more);
    void takeNewer(std::vector<ChronologyEntryPtr> page, bool more);
    void fail(const Error& error);

    data::Context context_;
    std::deque<ChronologyEntryPtr> entries_;

private:
    void answered();

    std::optional<Timestamp> at_;
    net::CallHandle older_;
    net::CallHandle newer_;
    bool hasOlder_ = true;
    bool hasNewer_ = false;
    int awaited_ = 0;  // first pages
    bool opened_ = false;
};

}  // namespace kupets::model
