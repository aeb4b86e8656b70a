// Open tasks by when they are due: overdue, today, tomorrow, this week, later, without a deadline. Each column with its
// true count and its first tasks, all in one request; live. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QTimer>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/writer.h"
#include "client/net/call.h"
#include "common/calendar/working.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

enum class When { Overdue, Today, Tomorrow, Week, Later, Never };
inline constexpr std::size_t kWhens = 6;

/// The deadline of a task that is put into a column: it keeps its hour (without one: the end of the working day). Into
/// today, when that hour has passed: the end of the working day, else an hour from now. This week: its last working day
/// that is left. Nothing for Never; no column takes a task into Overdue.
std::optional<Timestamp> dueIn(When when, std::optional<Timestamp> due, Timestamp now,
                               const calendar::WorkingCalendar& calendar);

struct TimeTask {
    Uuid id;
    std::uint64_t version = 0;
    QString name;
    QString about;  // deal, company, contact or lead
    QString owner;
    std::optional<Timestamp> due;
    std::string priority;
    QString steps;  // "2 / 5"; empty: no checklist
};

/// One column, for a list view of its own. DisplayRole, RecordIdRole; task() for the delegate.
class TimeColumn : public QAbstractListModel {
    Q_OBJECT
public:
    explicit TimeColumn(When when, QObject* parent) : QAbstractListModel(parent), when_(when) {}
    When when() const { return when_; }
    quint64 count() const { return count_; }
    const TimeTask& task(int row) const { return tasks_[static_cast<std::size_t>(row)]; }
    int rowOf(const Uuid& id) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void countChanged();

private:
    friend class TimeBoard;
    void take(std::vector<TimeTask> tasks, quint64 count);

    When when_;
    quint64 count_ = 0;
    std::vector<TimeTask> tasks_;
};

class TimeBoard : public QObject {
    Q_OBJECT
public:
    static constexpr std::uint32_t kRows = 100;  // of a column

    explicit TimeBoard(data::Context context, QObject* parent = nullptr);

    TimeColumn* column(When when) const { return columns_[static_cast<std::size_t>(when)]; }
    TimeColumn* columnOf(const Uuid& task) const;
    /// Only those that one has or helps with.
    void setMine(bool mine);
    bool isMine() const { return mine_; }
    bool isReady() const { return ready_; }
    /// False when there is nothing to be changed.
    bool move(const Uuid& task, When to);
    void refresh();

Q_SIGNALS:
    void loaded();
    void failed(const kupets::Error& error);
    void moved(const kupets::Uuid& task, const kupets::Uuid& changeSet, const QString& words);

private:
    void take(const v1::GroupReply& reply);

    data::Context context_;
    std::array<TimeColumn*, kWhens> columns_{};
    QTimer soon_;
    QTimer minute_;  // what is due becomes overdue by itself
    net::CallHandle call_;
    bool mine_ = true;
    bool ready_ = false;
};

}  // namespace kupets::model
