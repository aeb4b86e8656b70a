// What can be undone and redone, as two piles of change sets. An undo is a change set of its own that takes another
// back, a redo one that takes the undo back: so each entry carries the id of the change set that has to be taken back
// next, and the description of what the person once did. A pure object: it is rebuilt from the server's history by the
// same steps.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "common/base/uuid.h"

namespace kupets::command {

struct UndoEntry {
    Uuid changeSet;
    QString description;
};

class UndoStack {
public:
    /// Something new was done: what had been undone can not be redone any more.
    void did(const Uuid& changeSet, const QString& description);
    /// `changeSet` took `undoes` back. Whatever that was (an act, an undo), it changes piles; what is not known here is
    /// an act of its own, described by `otherwise`.
    void tookBack(const Uuid& changeSet, const Uuid& undoes, const QString& otherwise);
    /// Better words for something that is here.
    void describe(const Uuid& changeSet, const QString& description);
    /// It can not be taken back (any more).
    void forget(const Uuid& changeSet);
    void clear();
    bool contains(const Uuid& changeSet) const;

    std::optional<UndoEntry> nextUndo() const;
    std::optional<UndoEntry> nextRedo() const;

private:
    static constexpr std::size_t kMost = 200;

    std::vector<UndoEntry> done_;
    std::vector<UndoEntry> undone_;
};

}  // namespace kupets::command
