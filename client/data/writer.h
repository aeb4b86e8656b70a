// How models change data without knowing how commands are queued, repeated and undone: command::Commands is the Writer.
#pragma once

#include <QObject>
#include <functional>
#include <vector>

#include "client/data/record.h"
#include "common/base/error.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::data {

/// What one save does, and how it is called in the list of things to undo.
struct Operation {
    std::vector<v1::RecordChange> changes;
    QString description;  // empty: made from the changes, «Изменение: Сделка "Поставка" — Этап»
    QString title;        // of the record, for that description
    QString reason;       // goes into the history
};

struct Saved {
    Uuid changeSet;
    std::uint64_t sequence = 0;
    std::vector<v1::SavedRecord> records;
};

class Writer {
public:
    using SaveDone = std::function<void(Result<Saved>)>;
    using UndoDone = std::function<void(Result<v1::UndoReply>)>;

    virtual ~Writer() = default;
    /// Queued behind earlier ones and sent under one change set id until it is answered, across reconnects. `done` is
    /// dropped when `context` dies; the save itself goes on: what a person did is not lost because a page was closed.
    virtual Uuid save(Operation operation, QObject* context, SaveDone done) = 0;
    /// Takes back any change set, as the chronology offers it.
    virtual void undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) = 0;
};

}  // namespace kupets::data
