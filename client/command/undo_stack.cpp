#include "client/command/undo_stack.h"

#include <algorithm>

namespace kupets::command {
namespace {

std::optional<UndoEntry> takeFrom(std::vector<UndoEntry>& pile, const Uuid& changeSet) {
    const auto found = std::ranges::find(pile, changeSet, &UndoEntry::changeSet);
    if (found == pile.end()) return std::nullopt;
    UndoEntry entry = std::move(*found);
    pile.erase(found);
    return entry;
}

std::optional<UndoEntry> top(const std::vector<UndoEntry>& pile) {
    if (pile.empty()) return std::nullopt;
    return pile.back();
}

}  // namespace

void UndoStack::did(const Uuid& changeSet, const QString& description) {
    if (contains(changeSet)) return;
    undone_.clear();
    done_.push_back({changeSet, description});
    if (done_.size() > kMost) done_.erase(done_.begin());
}

void UndoStack::tookBack(const Uuid& changeSet, const Uuid& undoes, const QString& otherwise) {
    if (contains(changeSet)) return;
    if (auto act = takeFrom(done_, undoes)) {
        undone_.push_back({changeSet, std::move(act->description)});
    } else if (auto undo = takeFrom(undone_, undoes)) {
        done_.push_back({changeSet, std::move(undo->description)});
    } else {
        did(changeSet, otherwise);
    }
}

void UndoStack::describe(const Uuid& changeSet, const QString& description) {
    for (std::vector<UndoEntry>* pile : {&done_, &undone_})
        if (const auto found = std::ranges::find(*pile, changeSet, &UndoEntry::changeSet); found != pile->end())
            found->description = description;
}

void UndoStack::forget(const Uuid& changeSet) {
    takeFrom(done_, changeSet);
    takeFrom(undone_, changeSet);
}

void UndoStack::clear() {
    done_.clear();
    undone_.clear();
}

bool UndoStack::contains(const Uuid& changeSet) const {
    return std::ranges::find(done_, changeSet, &UndoEntry::changeSet) != done_.end() ||
           std::ranges::find(undone_, changeSet, &UndoEntry::changeSet) != undone_.end();
}

std::optional<UndoEntry> UndoStack::nextUndo() const { return top(done_); }
std::optional<UndoEntry> UndoStack::nextRedo() const { return top(undone_); }

}  // namespace kupets::command
