#include "client/command/own_saves.h"

namespace kupets::command {
namespace {
constexpr std::size_t kMostSteps = 1'000;
}  // namespace

void OwnSaves::took(const v1::RecordChange& change, const v1::SavedRecord& saved) {
    if (saved.merged() || change.base_version() == 0 || change.base_version() >= saved.version()) return;
    steps_.push_back({change.id(), change.base_version(), saved.version()});
    if (steps_.size() > kMostSteps) steps_.pop_front();
}

void OwnSaves::rebase(v1::RecordChange& change) const {
    for (const Step& step : steps_)
        if (step.from == change.base_version() && step.record == change.id()) change.set_base_version(step.to);
}

}  // namespace kupets::command
