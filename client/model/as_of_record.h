// One record as it was: the moments at which it changed, its values at one of them, and what differs from today. GUI
// thread.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <optional>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/data/record_store.h"
#include "client/data/writer.h"
#include "client/net/connection.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

/// A place on the slider: the record just after this change.
struct PastMoment {
    std::int64_t at = 0;  // microseconds since 1970 UTC
    QString who;
    QString why;
};

class AsOfRecord : public QObject {
    Q_OBJECT
public:
    AsOfRecord(const data::Context& context, data::RecordKey key, QObject* parent = nullptr);

    const data::RecordKey& key() const { return key_; }
    /// Oldest first; the last is today's state. The newest 500.
    const std::vector<PastMoment>& moments() const { return moments_; }
    std::int64_t moment() const { return moment_; }
    /// Shows the record as it was then; what is asked for in quick succession is asked for once.
    void setMoment(std::int64_t at);
    /// Asks again.
    void reload() { ask(); }

    /// Nothing while it is on its way, and when there was no record then.
    const std::optional<data::Record>& then() const { return then_; }
    /// Null when it is gone today.
    std::shared_ptr<const data::Record> now() const { return watch_->record(); }
    bool isLoading() const { return loading_; }
    bool differs(const schema::Field& field) const;
    /// Fields that a person may write and that were otherwise then.
    std::vector<const schema::Field*> differences() const;
    /// One change set that makes the record what it was; nothing when it is that already or is gone.
    std::optional<data::Operation> restoration(const QString& description) const;

Q_SIGNALS:
    void momentsChanged();
    void changed();
    void failed(const kupets::Error& error);

private:
    void askMoments();
    void ask();
    void take(const v1::RowSet& rows);

    data::Context context_;
    data::RecordKey key_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    data::RecordWatch* watch_;
    std::vector<PastMoment> moments_;
    std::int64_t moment_ = 0;
    std::optional<data::Record> then_;
    bool loading_ = true;
    QTimer soon_;
    net::CallHandle call_;
    net::CallHandle historyCall_;
};

}  // namespace kupets::model
