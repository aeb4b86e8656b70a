// What this program has saved lately, so that a save made on top of it, by a page that has not heard of it yet, is no
// conflict with oneself. A plain object, for one thread.
#pragma once

#include <deque>

#include "common/base/uuid.h"
#include "kupets/v1/records.pb.h"

namespace kupets::command {

class OwnSaves {
public:
    /// Only what met nobody else's changes says that nobody's lie between the two versions.
    void took(const v1::RecordChange& change, const v1::SavedRecord& saved);
    /// Puts the change onto the last of our own versions that followed the one it knows.
    void rebase(v1::RecordChange& change) const;
    void clear() { steps_.clear(); }

private:
    struct Step {
        std::string record;  // 16 bytes
        std::uint64_t from = 0;
        std::uint64_t to = 0;
    };
    std::deque<Step> steps_;  // in their order
};

}  // namespace kupets::command
