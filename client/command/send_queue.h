// Operations on their way to the server: one at a time, in the order in which the person did them. Each stays in the
// queue, with its change set id, until it is answered, so that a line that breaks neither loses nor doubles it; saves
// are kept in the local store as well, and go on their way in the next run of the program. Owned by Commands, GUI
// thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <deque>
#include <functional>

#include "client/command/own_saves.h"
#include "client/command/waiting_saves.h"
#include "client/data/context.h"
#include "client/data/writer.h"
#include "client/net/connection.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::command {

struct Task {
    enum class Kind { Save, Bulk, TakeBack, Undo, Redo };
    bool isUndo() const { return kind != Kind::Save && kind != Kind::Bulk; }
    Kind kind = Kind::Save;
    Uuid changeSet = Uuid::make();
    Uuid undoes;  // of TakeBack; of Undo and Redo once their turn has come
    v1::SaveRequest request;
    v1::BulkRequest bulk;
    QString description;
    QPointer<QObject> context;
    data::Writer::SaveDone saved;
    data::Writer::UndoDone undone;
    std::function<void(quint64 done, quint64 total)> progress;
    std::function<void(Result<v1::BulkReply>)> bulkDone;
    int tries = 0;
    bool hasOwnWords = false;  // whoever did it has said how it is called
};

/// What becomes of them; told before whoever asked for one hears of it.
class SendListener {
public:
    virtual ~SendListener() = default;
    /// What a task of Ctrl+Z is to take back, now that its turn has come; false when there is nothing.
    virtual bool aim(Task& task) = 0;
    virtual void onSaved(const Task& task, const Result<v1::SaveReply>& reply) = 0;
    virtual void onBulkDone(const Task& task, const Result<v1::BulkReply>& reply) = 0;
    virtual void onUndone(const Task& task, const Result<v1::UndoReply>& reply) = 0;
    virtual void onPending(int count) = 0;
};

class SendQueue : public QObject {
public:
    /// The listener outlives it.
    SendQueue(const data::Context& context, SendListener& listener);

    void add(Task task);
    /// What an earlier run of the program saved and nobody answered goes before anything else.
    void recover();
    /// Sends the first, where a line is there and nothing else is on its way.
    void run();
    /// Gives a bulk change up, waiting or running; whether it was running.
    bool cancelBulk(const Uuid& changeSet);
    /// Saves stay in the local store.
    void clear();
    int pending() const { return static_cast<int>(queue_.size()); }

private:
    void sendSave(const Task& task);
    void sendBulk(const Task& task);
    void sendUndo(const Task& task);
    void takeSaved(const Result<v1::SaveReply>& reply);
    void takeBulk(Result<v1::BulkReply> reply);
    void takeUndone(Result<v1::UndoReply> reply);
    bool isReachable() const;
    bool again(const Error& error);
    Task take();
    void remember(const Task& task, const v1::SaveReply& reply);

    data::Context context_;
    SendListener& listener_;
    std::deque<Task> queue_;
    WaitingSaves waiting_;
    OwnSaves own_;
    bool busy_ = false;
    QTimer retryTimer_;
    net::CallHandle current_;
};

}  // namespace kupets::command
