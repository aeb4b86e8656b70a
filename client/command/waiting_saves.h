// Saves that are not answered yet, as this workplace keeps them: each under its change set id from the moment when the
// person saved until the server has answered, whatever happens to the line, the program or the computer. Sent again, a
// change set that had arrived does nothing and answers the same.
#pragma once

#include <QString>
#include <vector>

#include "client/data/local_store.h"
#include "common/base/uuid.h"
#include "kupets/v1/records.pb.h"

namespace kupets::command {

struct WaitingSave {
    v1::SaveRequest request;
    QString description;
};

class WaitingSaves {
public:
    /// `store` may be null: then nothing is kept.
    explicit WaitingSaves(data::LocalStore* store) : store_(store) {}

    /// With `offline` it survives a power cut as well.
    void keep(const Uuid& changeSet, const WaitingSave& save, bool offline);
    void answered(const Uuid& changeSet);
    /// Of the person who is logged in, in the order in which they were made.
    std::vector<WaitingSave> all() const;

private:
    data::LocalStore* store_;
};

}  // namespace kupets::command
