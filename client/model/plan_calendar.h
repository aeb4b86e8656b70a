// What stands in a calendar: open and done tasks by their deadline, meetings, calls and letters by when they are. Of
// oneself or of everybody that one may see; live. GUI thread.
#pragma once

#include <QDate>
#include <QObject>
#include <QTimer>
#include <vector>

#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/record.h"
#include "client/data/writer.h"
#include "client/net/call.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

struct PlanEntry {
    data::RecordKey key;
    std::uint64_t version = 0;
    QString name;
    QString about;
    QString person;
    Timestamp begins;  // of a task: its deadline less its effort
    Timestamp ends;
    bool closed = false;  // done, or over
    bool overdue = false;
    QString kind;  // of an activity: "meeting"
    bool isTask() const { return key.entity == "task"; }
};

class PlanCalendar : public QObject {
    Q_OBJECT
public:
    explicit PlanCalendar(data::Context context, QObject* parent = nullptr);

    /// Days from … to, the last one included.
    void setRange(QDate from, QDate to);
    void setMine(bool mine);
    bool isMine() const { return mine_; }
    /// In the order of time.
    const std::vector<PlanEntry>& entries() const { return entries_; }
    const PlanEntry* find(const data::RecordKey& key) const;
    /// A task's deadline or an activity's beginning moves by so much.
    void move(const data::RecordKey& key, std::int64_t micros);
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const kupets::Error& error);
    void moved(const kupets::Uuid& changeSet, const QString& words);

private:
    void askTasks();
    void askActivities();
    void take(const v1::QueryReply& reply, bool tasks);

    data::Context context_;
    QDate from_;
    QDate to_;
    bool mine_ = true;
    std::vector<PlanEntry> tasks_;
    std::vector<PlanEntry> activities_;
    std::vector<PlanEntry> entries_;
    QTimer soon_;
    net::CallHandle taskCall_;
    net::CallHandle activityCall_;
};

}  // namespace kupets::model
