#include "client/command/commands.h"

#include <QTimer>

#include "client/command/describe.h"
#include "client/command/send_queue.h"
#include "client/command/undo_stack.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "common/wire/values.h"

namespace kupets::command {

using data::say;

namespace {

constexpr std::uint32_t kRecent = 50;
constexpr std::uint32_t kJustDone = 10;
constexpr std::chrono::milliseconds kRestAfterSaving{200};  // before the server is asked for the exact words

}  // namespace

/// What was done, in words, and what can be taken back.
class Commands::Private : public QObject, public SendListener {
public:
    Private(Commands& owner, data::Context ctx) : q(owner), context(ctx), queue(ctx, *this) {
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
        if (first) queue.recover();
        queue.run();
    }

    /// What Ctrl+Z means is known when its turn comes.
    bool aim(Task& task) override {
        if (task.kind == Task::Kind::TakeBack || !task.undoes.isNil()) return true;
        const auto entry = task.kind == Task::Kind::Undo ? stack.nextUndo() : stack.nextRedo();
        if (!entry) return false;
        task.undoes = entry->changeSet;
        task.description = entry->description;
        return true;
    }

    void onSaved(const Task& task, const Result<v1::SaveReply>& reply) override {
        if (reply) {
            stack.did(task.changeSet, task.description);
            if (!task.hasOwnWords) wordsTimer.start();
            Q_EMIT q.stackChanged();
            Q_EMIT q.finished(task.description);
        } else {
            Q_EMIT q.failed(reply.error(), task.description);
            if (!task.context) Q_EMIT q.refusedUnseen(task.request, reply.error(), task.description);
        }
    }

    void onBulkDone(const Task& task, const Result<v1::BulkReply>& reply) override {
        if (!reply) {
            Q_EMIT q.failed(reply.error(), task.description);
            return;
        }
        if (reply->changed() > 0) stack.did(task.changeSet, task.description);
        Q_EMIT q.stackChanged();
        Q_EMIT q.finished(task.description);
    }

    void onUndone(const Task& task, const Result<v1::UndoReply>& reply) override {
        if (reply) {
            const bool redo = task.kind == Task::Kind::Redo;
            stack.tookBack(task.changeSet, task.undoes, say(context.language, "Отмена: ", "Undo: ") + task.description);
            Q_EMIT q.tookBack(task.undoes);
            Q_EMIT q.finished((redo ? say(context.language, "Повторено: ", "Redone: ")
                                    : say(context.language, "Отменено: ", "Undone: ")) +
                              task.description);
        } else {
            if (task.kind != Task::Kind::TakeBack) stack.forget(task.undoes);  // else Ctrl+Z would stand at it for ever
            Q_EMIT q.failed(reply.error(), task.description);
        }
        Q_EMIT q.stackChanged();
    }

    void onPending(int count) override { Q_EMIT q.pendingChanged(count); }

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
    UndoStack stack;
    QTimer wordsTimer;
    Uuid user;
    net::CallHandle recentCall;
    net::CallHandle wordsCall;
    SendQueue queue;
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
    d_->queue.add(std::move(task));
    return id;
}

void Commands::undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) {
    Task task;
    task.kind = Task::Kind::TakeBack;
    task.undoes = changeSet;
    task.description = description;
    task.context = context;
    task.undone = std::move(done);
    d_->queue.add(std::move(task));
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
    d_->queue.add(std::move(task));
    return id;
}

void Commands::cancelBulk(const Uuid& changeSet) {
    if (d_->queue.cancelBulk(changeSet)) reload();  // it may have been done a moment before
}

void Commands::undo() {
    Task task;
    task.kind = Task::Kind::Undo;
    d_->queue.add(std::move(task));
}

void Commands::redo() {
    Task task;
    task.kind = Task::Kind::Redo;
    d_->queue.add(std::move(task));
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

int Commands::pending() const { return d_->queue.pending(); }

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
    d_->stack.clear();
    d_->wordsTimer.stop();
    d_->wordsCall.cancel();
    d_->queue.clear();
    Q_EMIT stackChanged();
}

}  // namespace kupets::command
