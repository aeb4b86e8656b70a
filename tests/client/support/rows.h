// Small row sets by hand.
#pragma once

#include <string>
#include <vector>

#include "client/data/record.h"
#include "kupets/v1/value.pb.h"

namespace kupets::test {

struct RowOf {
    Uuid id;
    std::uint64_t version = 1;
    std::vector<data::Cell> cells;
};

/// Kinds are taken from the first value that is not null.
v1::RowSet rowSet(const std::vector<std::string>& paths, const std::vector<RowOf>& rows);

}  // namespace kupets::test
