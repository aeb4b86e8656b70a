// The changes of one record as a stream of its chronology.
#pragma once

#include "client/model/chronology_stream.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/changes.pb.h"

namespace kupets::model {

class ChangesStream final : public ChronologyStream {
    Q_OBJECT

public:
    ChangesStream(data::Context context, data::RecordKey key);

    /// Something has happened to the record: what is new comes on top, what was taken back meanwhile says so.
    void refresh();

private:
    net::CallHandle requestOlder(std::optional<Timestamp> at) override;
    net::CallHandle requestNewer(std::optional<Timestamp> at) override;
    net::CallHandle ask(const v1::HistoryRequest& request, void (ChangesStream::*take)(v1::HistoryReply));
    v1::HistoryRequest request() const;
    void takeOlderPage(v1::HistoryReply reply);
    void takeNewerPage(v1::HistoryReply reply);
    void takeFresh(v1::HistoryReply reply);
    std::vector<ChronologyEntryPtr> entriesOf(const v1::HistoryReply& reply) const;

    ChronologyEntryPtr entryOf(const v1::ChangeSet& set) const;
    static QString iconOf(const v1::ChangeSet& set);
    void addMembers(const v1::ChangeSet& set, ChronologyEntry& entry) const;
    const v1::RecordDiff* diffOf(const v1::ChangeSet& set) const;
    QString headlineOf(const v1::ChangeSet& set) const;
    QList<ChronologyLine> linesOf(const v1::ChangeSet& set) const;
    QString valueText(const v1::Value& value, const std::string& title, const schema::Field* field) const;

    data::RecordKey key_;
    net::CallHandle fresh_;
};

}  // namespace kupets::model
