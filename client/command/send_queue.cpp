#include "client/command/send_queue.h"

#include <algorithm>

#include "client/data/record_store.h"
#include "common/wire/values.h"

namespace kupets::command {

using std::chrono::milliseconds;

namespace {

constexpr int kMostTries = 6;
constexpr int kMostSaveTries = 20;  // a restart of the server, or of whatever stands before it, takes minutes
constexpr int kMostDoublings = 7;   // 32 s
// A save waits for the line as long as it takes: giving up would leave the person unsure whether it was done.
constexpr net::CallOptions kPatient{.deadline = std::chrono::seconds(60), .patience = std::chrono::hours(24)};
constexpr net::CallOptions kLong{.deadline = std::chrono::minutes(10), .patience = std::chrono::hours(24)};

bool isPassing(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::DeadlineExceeded || code == ErrorCode::TooManyRequests;
}

/// A save that was made while the one before it was on its way saw that one's values: it builds on its version.
/// Where others had changed fields meanwhile, only for fields that the person saw settled.
void rebase(Task& waiting, const v1::RecordChange& before, const v1::SavedRecord& saved) {
    for (v1::RecordChange& change : *waiting.request.mutable_changes()) {
        if (change.id() != saved.id() || change.base_version() == 0 || change.base_version() != before.base_version())
            continue;
        const bool sameFields = std::ranges::all_of(change.fields(), [&before](const v1::FieldValue& field) {
            return std::ranges::find(before.fields(), field.field(), &v1::FieldValue::field) != before.fields().end();
        });
        if (!saved.merged() || sameFields) change.set_base_version(saved.version());
    }
}

}  // namespace

SendQueue::SendQueue(const data::Context& context, SendListener& listener)
    : context_(context), listener_(listener), waiting_(context.local) {
    retryTimer_.setSingleShot(true);
    connect(&retryTimer_, &QTimer::timeout, this, &SendQueue::run);
}

void SendQueue::recover() {
    std::deque<Task> before;
    for (WaitingSave& kept : waiting_.all()) {
        Task task;
        const auto id = Uuid::fromBytes(kept.request.change_set_id());
        if (!id || std::ranges::find(queue_, *id, &Task::changeSet) != queue_.end()) continue;
        task.changeSet = *id;
        task.request = std::move(kept.request);
        task.description = std::move(kept.description);
        before.push_back(std::move(task));
    }
    if (before.empty()) return;
    queue_.insert(queue_.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
    listener_.onPending(pending());
}

/// A line is there or on its way.
bool SendQueue::isReachable() const {
    const net::Connection::State state = context_.connection->state();
    return state != net::Connection::State::Offline && state != net::Connection::State::Refused;
}

void SendQueue::add(Task task) {
    for (v1::RecordChange& change : *task.request.mutable_changes()) own_.rebase(change);
    if (task.kind == Task::Kind::Save)
        waiting_.keep(task.changeSet, {task.request, task.description}, !context_.connection->isOnline());
    queue_.push_back(std::move(task));
    listener_.onPending(pending());
    run();
}

void SendQueue::run() {
    while (!busy_ && !queue_.empty() && !retryTimer_.isActive() &&
           context_.connection->state() != net::Connection::State::Offline) {
        Task& task = queue_.front();
        if (task.isUndo() && !listener_.aim(task)) {
            queue_.pop_front();
            listener_.onPending(pending());
            continue;
        }
        busy_ = true;
        if (task.kind == Task::Kind::Save) return sendSave(task);
        if (task.kind == Task::Kind::Bulk) return sendBulk(task);
        return sendUndo(task);
    }
}

void SendQueue::sendSave(const Task& task) {
    const auto done = [this](const Result<v1::SaveReply>& reply) { takeSaved(reply); };
    current_ = context_.connection->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, task.request, this, done, kPatient);
}

void SendQueue::sendBulk(const Task& task) {
    const auto progress = [this](const v1::BulkProgress& step) {
        const Task& running = queue_.front();
        if (running.context && running.progress) running.progress(step.done(), step.total());
    };
    const auto done = [this](Result<v1::BulkReply> reply) { takeBulk(std::move(reply)); };
    current_ = context_.connection->stream<v1::BulkProgress, v1::BulkReply>(v1::METHOD_RECORDS_BULK, task.bulk, this,
                                                                            progress, done, kLong);
}

void SendQueue::sendUndo(const Task& task) {
    v1::UndoRequest request;
    request.set_change_set_id(std::string(task.changeSet.view()));
    request.set_undoes(std::string(task.undoes.view()));
    const auto done = [this](Result<v1::UndoReply> reply) { takeUndone(std::move(reply)); };
    current_ = context_.connection->call<v1::UndoReply>(v1::METHOD_CHANGES_UNDO, request, this, done, kPatient);
}

/// True when the task was put back to be tried again.
bool SendQueue::again(const Error& error) {
    busy_ = false;
    if (!isPassing(error.code)) return false;
    if (!isReachable()) return true;  // until somebody logs in
    Task& task = queue_.front();
    const bool patient = task.kind == Task::Kind::Save && error.code == ErrorCode::Unavailable;
    if (++task.tries >= (patient ? kMostSaveTries : kMostTries)) return false;
    retryTimer_.start(milliseconds(250) * (1 << std::min(task.tries, kMostDoublings)));
    return true;
}

Task SendQueue::take() {
    Task task = std::move(queue_.front());
    queue_.pop_front();
    listener_.onPending(pending());
    return task;
}

void SendQueue::takeSaved(const Result<v1::SaveReply>& reply) {
    if (!reply && again(reply.error())) return;
    busy_ = false;
    const Task task = take();
    waiting_.answered(task.changeSet);
    if (reply) remember(task, *reply);
    listener_.onSaved(task, reply);
    if (task.context && task.saved) {
        if (reply) {
            data::Saved told{task.changeSet, reply->sequence(), {}};
            told.records.assign(reply->records().begin(), reply->records().end());
            task.saved(std::move(told));
        } else {
            task.saved(std::unexpected(reply.error()));
        }
    }
    run();
}

void SendQueue::takeBulk(Result<v1::BulkReply> reply) {
    if (!reply && again(reply.error())) return;
    busy_ = false;
    const Task task = take();
    listener_.onBulkDone(task, reply);
    if (task.context && task.bulkDone) task.bulkDone(std::move(reply));
    run();
}

void SendQueue::takeUndone(Result<v1::UndoReply> reply) {
    if (!reply && again(reply.error())) return;
    busy_ = false;
    const Task task = take();
    listener_.onUndone(task, reply);
    if (task.context && task.undone) task.undone(std::move(reply));
    run();
}

bool SendQueue::cancelBulk(const Uuid& changeSet) {
    const auto found = std::ranges::find(queue_, changeSet, &Task::changeSet);
    if (found == queue_.end() || found->kind != Task::Kind::Bulk) return false;
    const bool running = busy_ && found == queue_.begin();
    if (running) {
        current_.cancel();
        busy_ = false;
    }
    const Task task = std::move(*found);
    queue_.erase(found);
    listener_.onPending(pending());
    if (task.context && task.bulkDone) task.bulkDone(fail(ErrorCode::Cancelled));
    run();
    return running;
}

void SendQueue::clear() {
    const std::deque<Task> dropped = std::exchange(queue_, {});
    own_.clear();
    retryTimer_.stop();
    current_.cancel();
    busy_ = false;
    for (const Task& task : dropped) {
        if (!task.context) continue;
        if (task.saved) task.saved(fail(ErrorCode::Cancelled));
        if (task.undone) task.undone(fail(ErrorCode::Cancelled));
        if (task.bulkDone) task.bulkDone(fail(ErrorCode::Cancelled));
    }
    if (!dropped.empty()) listener_.onPending(0);
}

/// What we have just saved is known before its event comes back: to the store, and to saves that wait behind this one.
void SendQueue::remember(const Task& task, const v1::SaveReply& reply) {
    for (const v1::SavedRecord& saved : reply.records()) {
        const auto change = std::ranges::find(task.request.changes(), saved.id(), &v1::RecordChange::id);
        const auto id = Uuid::fromBytes(saved.id());
        if (change == task.request.changes().end() || !id) continue;
        own_.took(*change, saved);
        if (context_.records != nullptr && change->kind() == v1::RecordChange::KIND_UPDATE) {
            std::map<std::string, data::Cell, std::less<>> cells;
            for (const v1::FieldValue& field : change->fields()) {
                if (auto value = wire::fromProto(field.value())) cells[field.field()] = {std::move(*value), {}};
            }
            context_.records->takeSaved({saved.entity(), *id}, saved.merged() ? 0 : saved.version(), cells);
        }
        for (Task& waiting : queue_) rebase(waiting, *change, saved);
    }
}

}  // namespace kupets::command
