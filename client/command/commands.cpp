#include "client/command/commands.h"

#include <QTimer>
#include <algorithm>
#include <deque>

#include "client/command/describe.h"
#include "client/command/own_saves.h"
#include "client/command/undo_stack.h"
#include "client/command/waiting_saves.h"
#include "client/data/record_store.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "common/wire/values.h"

namespace kupets::command {

using data::say;
using std::chrono::milliseconds;

namespace {

constexpr int kMostTries = 6;
constexpr int kMostSaveTries = 20;  // a restart of the server, or of whatever stands before it, takes minutes
constexpr int kMostDoublings = 7;   // 32 s
constexpr std::uint32_t kRecent = 50;
constexpr std::uint32_t kJustDone = 10;
constexpr milliseconds kRestAfterSaving{200};  // before the server is asked for the exact words of what was done
// A save waits for the line as long as it takes: giving up would leave the person unsure whether it was done.
constexpr net::CallOptions kPatient{.deadline = std::chrono::seconds(60), .patience = std::chrono::hours(24)};
constexpr net::CallOptions kLong{.deadline = std::chrono::minutes(10), .patience = std::chrono::hours(24)};

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
    Commands::BulkProgress progress;
    Commands::BulkDone bulkDone;
    int tries = 0;
    bool hasOwnWords = false;  // whoever did it has said how it is called
};

bool isPassing(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::DeadlineExceeded || code == ErrorCode::TooManyRequests;
}

}  // namespace

class Commands::Private : public QObject {
public:
    Private(Commands& owner, data::Context ctx) : q(owner), context(ctx), waiting(ctx.local) {
        retryTimer.setSingleShot(true);
        connect(&retryTimer, &QTimer::timeout, this, &Private::run);
        wordsTimer.setSingleShot(true);
        wordsTimer.setInterval(kRestAfterSaving);
        connect(&wordsTimer, &QTimer::timeout, this, &Private::askWords);
        connect(context.connection, &net::Connection::stateChanged, this, &Private::onState);
    }

    void onState(net::Connection::State state) {
        if (state != net::Connection::State::Online) return;
        const Uuid& me = context.connection->session().userId;
        if (me != user) q.clear();  // another person's work is not ours to send
        const bool first = me != user;
        user = me;
        q.reload();
        if (first) recover();
        run();
    }

    /// What an earlier run of the program saved and nobody answered is sent before anything else.
    void recover() {
        std::deque<Task> before;
        for (WaitingSave& kept : waiting.all()) {
            Task task;
            const auto id = Uuid::fromBytes(kept.request.change_set_id());
            if (!id || std::ranges::find(queue, *id, &Task::changeSet) != queue.end()) continue;
            task.changeSet = *id;
            task.request = std::move(kept.request);
            task.description = std::move(kept.description);
            before.push_back(std::move(task));
        }
        if (before.empty()) return;
        queue.insert(queue.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
        Q_EMIT q.pendingChanged(q.pending());
    }

    /// A line is there or on its way.
    bool isReachable() const {
        const net::Connection::State state = context.connection->state();
        return state != net::Connection::State::Offline && state != net::Connection::State::Refused;
    }

    void add(Task task) {
        for (v1::RecordChange& change : *task.request.mutable_changes()) own.rebase(change);
        if (task.kind == Task::Kind::Save)
            waiting.keep(task.changeSet, {task.request, task.description}, !context.connection->isOnline());
        queue.push_back(std::move(task));
        Q_EMIT q.pendingChanged(q.pending());
        run();
    }

    /// Sends the first of the queue; it stays there until it is answered.
    void run() {
        if (busy || queue.empty() || retryTimer.isActive() ||
            context.connection->state() == net::Connection::State::Offline)
            return;
        Task& task = queue.front();
        if (task.isUndo() && !aim(task)) {
            queue.pop_front();
            Q_EMIT q.pendingChanged(q.pending());
            return run();
        }
        busy = true;
        if (task.kind == Task::Kind::Save) {
            const auto done = [this](Result<v1::SaveReply> reply) { onSaved(std::move(reply)); };
            current =
                context.connection->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, task.request, this, done, kPatient);
            return;
        }
        if (task.kind == Task::Kind::Bulk) return runBulk(task);
        v1::UndoRequest request;
        request.set_change_set_id(std::string(task.changeSet.view()));
        request.set_undoes(std::string(task.undoes.view()));
        const auto done = [this](Result<v1::UndoReply> reply) { onUndone(std::move(reply)); };
        current = context.connection->call<v1::UndoReply>(v1::METHOD_CHANGES_UNDO, request, this, done, kPatient);
    }

    void runBulk(const Task& task) {
        const auto progress = [this](const v1::BulkProgress& step) {
            const Task& running = queue.front();
            if (running.context && running.progress) running.progress(step.done(), step.total());
        };
        const auto done = [this](Result<v1::BulkReply> reply) { onBulk(std::move(reply)); };
        current = context.connection->stream<v1::BulkProgress, v1::BulkReply>(v1::METHOD_RECORDS_BULK, task.bulk, this,
                                                                              progress, done, kLong);
    }

    void onBulk(Result<v1::BulkReply> reply) {
        if (!reply && again(reply.error())) return;
        busy = false;
        const Task task = take();
        if (reply) {
            if (reply->changed() > 0) stack.did(task.changeSet, task.description);
            Q_EMIT q.stackChanged();
            Q_EMIT q.finished(task.description);
        } else {
            Q_EMIT q.failed(reply.error(), task.description);
        }
        if (task.context && task.bulkDone) task.bulkDone(std::move(reply));
        run();
    }

    void cancelBulk(const Uuid& changeSet) {
        const auto found = std::ranges::find(queue, changeSet, &Task::changeSet);
        if (found == queue.end() || found->kind != Task::Kind::Bulk) return;
        const bool running = busy && found == queue.begin();
        if (running) {
            current.cancel();
            busy = false;
        }
        const Task task = std::move(*found);
        queue.erase(found);
        Q_EMIT q.pendingChanged(q.pending());
        if (task.context && task.bulkDone) task.bulkDone(fail(ErrorCode::Cancelled));
        if (running) q.reload();  // it may have been done a moment before
        run();
    }

    /// What Ctrl+Z means is known when its turn comes. False when there is nothing.
    bool aim(Task& task) const {
        if (task.kind == Task::Kind::TakeBack || !task.undoes.isNil()) return true;
        const auto entry = task.kind == Task::Kind::Undo ? stack.nextUndo() : stack.nextRedo();
        if (!entry) return false;
        task.undoes = entry->changeSet;
        task.description = entry->description;
        return true;
    }

    /// True when the task was put back to be tried again.
    bool again(const Error& error) {
        busy = false;
        if (!isPassing(error.code)) return false;
        if (!isReachable()) return true;  // until somebody logs in
        Task& task = queue.front();
        const bool patient = task.kind == Task::Kind::Save && error.code == ErrorCode::Unavailable;
        if (++task.tries >= (patient ? kMostSaveTries : kMostTries)) return false;
        retryTimer.start(milliseconds(250) * (1 << std::min(task.tries, kMostDoublings)));
        return true;
    }

    Task take() {
        Task task = std::move(queue.front());
        queue.pop_front();
        Q_EMIT q.pendingChanged(q.pending());
        return task;
    }

    void onSaved(Result<v1::SaveReply> reply) {
        if (!reply && again(reply.error())) return;
        busy = false;
        const Task task = take();
        waiting.answered(task.changeSet);
        if (reply) {
            remember(task, *reply);
            stack.did(task.changeSet, task.description);
            if (!task.hasOwnWords) wordsTimer.start();
            Q_EMIT q.stackChanged();
            Q_EMIT q.finished(task.description);
        } else {
            Q_EMIT q.failed(reply.error(), task.description);
            if (!task.context) Q_EMIT q.refusedUnseen(task.request, reply.error(), task.description);
        }
        if (task.context && task.saved) {
            if (reply) {
                data::Saved saved{task.changeSet, reply->sequence(), {}};
                saved.records.assign(reply->records().begin(), reply->records().end());
                task.saved(std::move(saved));
            } else {
                task.saved(std::unexpected(reply.error()));
            }
        }
        run();
    }

    void onUndone(Result<v1::UndoReply> reply) {
        if (!reply && again(reply.error())) return;
        busy = false;
        const Task task = take();
        if (reply) {
            const bool redo = task.kind == Task::Kind::Redo;
            stack.tookBack(task.changeSet, task.undoes, say(context.language, "Отмена: ", "Undo: ") + task.description);
            Q_EMIT q.finished((redo ? say(context.language, "Повторено: ", "Redone: ")
                                    : say(context.language, "Отменено: ", "Undone: ")) +
                              task.description);
        } else {
            if (task.kind != Task::Kind::TakeBack) stack.forget(task.undoes);  // else Ctrl+Z would stand at it for ever
            Q_EMIT q.failed(reply.error(), task.description);
        }
        Q_EMIT q.stackChanged();
        if (task.context && task.undone) task.undone(std::move(reply));
        run();
    }

    /// What we have just saved is known before its event comes back: to the store, and to saves that wait behind this
    /// one.
    void remember(const Task& task, const v1::SaveReply& reply) {
        for (const v1::SavedRecord& saved : reply.records()) {
            const auto change = std::ranges::find(task.request.changes(), saved.id(), &v1::RecordChange::id);
            const auto id = Uuid::fromBytes(saved.id());
            if (change == task.request.changes().end() || !id) continue;
            own.took(*change, saved);
            if (context.records != nullptr && change->kind() == v1::RecordChange::KIND_UPDATE) {
                std::map<std::string, data::Cell, std::less<>> cells;
                for (const v1::FieldValue& field : change->fields()) {
                    if (auto value = wire::fromProto(field.value())) cells[field.field()] = {std::move(*value), {}};
                }
                context.records->takeSaved({saved.entity(), *id}, saved.merged() ? 0 : saved.version(), cells);
            }
            for (Task& waiting : queue) rebase(waiting, *change, saved);
        }
    }

    /// A save that was made while the one before it was on its way saw that one's values: it builds on its version.
    /// Where others had changed fields meanwhile, only for fields that the person saw settled.
    static void rebase(Task& waiting, const v1::RecordChange& before, const v1::SavedRecord& saved) {
        for (v1::RecordChange& change : *waiting.request.mutable_changes()) {
            if (change.id() != saved.id() || change.base_version() == 0 ||
                change.base_version() != before.base_version())
                continue;
            const bool sameFields = std::ranges::all_of(change.fields(), [&before](const v1::FieldValue& field) {
                return std::ranges::find(before.fields(), field.field(), &v1::FieldValue::field) !=
                       before.fields().end();
            });
            if (!saved.merged() || sameFields) change.set_base_version(saved.version());
        }
    }

    /// "Этап: Переговоры → Договор": titles of references and what others merged in are the server's to tell.
    void askWords() {
        v1::RecentRequest request;
        request.set_limit(kJustDone);
        const auto done = [this](Result<v1::HistoryReply> reply) {
            if (!reply) return;  // then the words made before it was answered stay
            const auto snapshot = context.schema == nullptr ? nullptr : context.schema->snapshot();
            for (const v1::ChangeSet& set : reply->change_sets()) {
                const auto id = Uuid::fromBytes(set.id());
                const bool isAct = set.undoes().empty() && !set.records().empty();
                if (id && isAct) stack.describe(*id, describeChangeSet(set, snapshot.get(), context.language));
            }
            Q_EMIT q.stackChanged();
        };
        wordsCall.cancel();
        wordsCall = context.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request, this, done);
    }

    void takeRecent(const v1::HistoryReply& reply) {
        stack.clear();
        const auto snapshot = context.schema == nullptr ? nullptr : context.schema->snapshot();
        for (auto at = reply.change_sets().rbegin(); at != reply.change_sets().rend(); ++at) {
            const auto id = Uuid::fromBytes(at->id());
            if (!id) continue;
            const QString words = describeChangeSet(*at, snapshot.get(), context.language);
            if (const auto undoes = Uuid::fromBytes(at->undoes()); undoes && !undoes->isNil()) {
                stack.tookBack(*id, *undoes, say(context.language, "Отмена: ", "Undo: ") + words);
            } else {
                stack.did(*id, words);
            }
        }
        // Taken back by somebody else, or so long ago that the undo is not among these.
        for (const v1::ChangeSet& set : reply.change_sets()) {
            const auto id = Uuid::fromBytes(set.id());
            if (id && !set.undone_by().empty()) stack.forget(*id);
        }
        Q_EMIT q.stackChanged();
    }

    Commands& q;
    data::Context context;
    std::deque<Task> queue;
    UndoStack stack;
    WaitingSaves waiting;
    OwnSaves own;
    bool busy = false;
    QTimer retryTimer;
    QTimer wordsTimer;
    Uuid user;
    net::CallHandle current;
    net::CallHandle recentCall;
    net::CallHandle wordsCall;
};

Commands::Commands(data::Context context, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(*this, context)) {}
Commands::~Commands() = default;

Uuid Commands::save(data::Operation operation, QObject* context, SaveDone done) {
    Task task;
    const auto snapshot = d_->context.schema == nullptr ? nullptr : d_->context.schema->snapshot();
    task.hasOwnWords = !operation.description.isEmpty();
    task.description = describeOperation(operation, snapshot.get(), d_->context.language);
    task.request.set_change_set_id(std::string(task.changeSet.view()));
    task.request.set_reason(fromQt(operation.reason));
    for (v1::RecordChange& change : operation.changes) *task.request.add_changes() = std::move(change);
    task.context = context;
    task.saved = std::move(done);
    const Uuid id = task.changeSet;
    d_->add(std::move(task));
    return id;
}

void Commands::undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) {
    Task task;
    task.kind = Task::Kind::TakeBack;
    task.undoes = changeSet;
    task.description = description;
    task.context = context;
    task.undone = std::move(done);
    d_->add(std::move(task));
}

Uuid Commands::remove(const std::string& entity, const std::vector<Uuid>& ids, const QString& title, QObject* context,
                      SaveDone done) {
    data::Operation operation;
    operation.title = title;
    for (const Uuid& id : ids) {
        v1::RecordChange& change = operation.changes.emplace_back();
        change.set_kind(v1::RecordChange::KIND_DELETE);
        change.set_entity(entity);
        change.set_id(std::string(id.view()));
    }
    return save(std::move(operation), context, std::move(done));
}

Uuid Commands::setField(const std::string& entity, const std::vector<Uuid>& ids, const std::string& field,
                        const Value& value, QObject* context, SaveDone done) {
    data::Operation operation;
    for (const Uuid& id : ids) {
        v1::RecordChange& change = operation.changes.emplace_back();
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_entity(entity);
        change.set_id(std::string(id.view()));
        v1::FieldValue* out = change.add_fields();
        out->set_field(field);
        *out->mutable_value() = wire::toProto(value);
    }
    return save(std::move(operation), context, std::move(done));
}

Uuid Commands::bulk(v1::BulkRequest request, const QString& description, QObject* context, BulkProgress progress,
                    BulkDone done) {
    Task task;
    task.kind = Task::Kind::Bulk;
    task.bulk = std::move(request);
    task.bulk.set_change_set_id(std::string(task.changeSet.view()));
    task.description = description;
    task.context = context;
    task.progress = std::move(progress);
    task.bulkDone = std::move(done);
    const Uuid id = task.changeSet;
    d_->add(std::move(task));
    return id;
}

void Commands::cancelBulk(const Uuid& changeSet) { d_->cancelBulk(changeSet); }

void Commands::undo() {
    Task task;
    task.kind = Task::Kind::Undo;
    d_->add(std::move(task));
}

void Commands::redo() {
    Task task;
    task.kind = Task::Kind::Redo;
    d_->add(std::move(task));
}

bool Commands::canUndo() const { return d_->stack.nextUndo().has_value() || pending() > 0; }
bool Commands::canRedo() const { return d_->stack.nextRedo().has_value(); }

QString Commands::undoText() const {
    const auto entry = d_->stack.nextUndo();
    return entry ? entry->description : QString();
}

QString Commands::redoText() const {
    const auto entry = d_->stack.nextRedo();
    return entry ? entry->description : QString();
}

int Commands::pending() const { return static_cast<int>(d_->queue.size()); }

void Commands::reload() {
    v1::RecentRequest request;
    request.set_limit(kRecent);
    const auto done = [this](Result<v1::HistoryReply> reply) {
        if (reply) d_->takeRecent(*reply);
    };
    d_->recentCall.cancel();
    d_->recentCall = d_->context.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request, d_.get(), done);
}

void Commands::clear() {
    const std::deque<Task> dropped = std::exchange(d_->queue, {});
    d_->own.clear();
    d_->stack.clear();
    d_->retryTimer.stop();
    d_->wordsTimer.stop();
    d_->wordsCall.cancel();
    d_->current.cancel();
    d_->busy = false;
    for (const Task& task : dropped) {
        if (!task.context) continue;
        if (task.saved) task.saved(fail(ErrorCode::Cancelled));
        if (task.undone) task.undone(fail(ErrorCode::Cancelled));
        if (task.bulkDone) task.bulkDone(fail(ErrorCode::Cancelled));
    }
    Q_EMIT stackChanged();
    if (!dropped.empty()) Q_EMIT pendingChanged(0);
}

}  // namespace kupets::command
