// Everything a person does to data, as operations that can be undone. The undo stack is the server's own history of
// one's change sets: it survives a restart of the program and knows what was undone elsewhere. One operation is on its
// way at a time, later ones queue; each keeps its change set id until it is answered, so that a line that breaks
// neither loses nor doubles it. Owned by the composition root, GUI thread.
#pragma once

#include <QObject>
#include <memory>

#include "client/data/context.h"
#include "client/data/writer.h"

namespace kupets::command {

class Commands : public QObject, public data::Writer {
    Q_OBJECT

public:
    /// `context.writer` is not used.
    explicit Commands(data::Context context, QObject* parent = nullptr);
    ~Commands() override;

    Uuid save(data::Operation operation, QObject* context, SaveDone done) override;
    void undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) override;
    /// Deletes these records as one operation.
    Uuid remove(const std::string& entity, const std::vector<Uuid>& ids, const QString& title, QObject* context,
                SaveDone done);
    /// One field of many records.
    Uuid setField(const std::string& entity, const std::vector<Uuid>& ids, const std::string& field, const Value& value,
                  QObject* context, SaveDone done);

    using BulkProgress = std::function<void(quint64 done, quint64 total)>;
    using BulkDone = std::function<void(Result<v1::BulkReply>)>;
    /// The same for many records, in one change set, which is what comes back. `request` without a change set id.
    /// Queued as every operation; `progress` while it runs.
    Uuid bulk(v1::BulkRequest request, const QString& description, QObject* context, BulkProgress progress,
              BulkDone done);
    /// Gives it up, waiting or running: nothing is changed, and `done` hears Cancelled.
    void cancelBulk(const Uuid& changeSet);

    /// Ctrl+Z and Ctrl+Shift+Z. Asked while one is on its way, they queue too.
    void undo();
    void redo();
    bool canUndo() const;
    bool canRedo() const;
    /// "Сделка «Поставка» — Этап: Переговоры → Договор"; empty when there is nothing.
    QString undoText() const;
    QString redoText() const;

    /// Operations not answered yet; while there are any, closing the window should ask.
    int pending() const;
    /// Asks the server for the latest own change sets; happens by itself when a session begins.
    void reload();
    /// Empties queue and stack, e.g. when another person logs in. Saves stay in the local store, and go on their way
    /// when the one who made them is back.
    void clear();

Q_SIGNALS:
    void stackChanged();
    void pendingChanged(int pending);
    /// For the status line: "Отменено: …", "Повторено: …", or the description of what was saved.
    void finished(const QString& text);
    /// A change set stands no more.
    void tookBack(const kupets::Uuid& changeSet);
    /// An operation was refused; whoever asked for it has been told as well.
    void failed(const kupets::Error& error, const QString& description);
    /// A save was refused after whoever asked for it has gone, e.g. one from before a restart of the program.
    void refusedUnseen(const kupets::v1::SaveRequest& request, const kupets::Error& error, const QString& description);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::command
