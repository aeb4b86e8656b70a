// The rows that an import left out, as a file to be mended and imported again.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ctl/outcome.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

class BadRows {
public:
    /// Outcomes of bad rows; others are nothing to it.
    void add(const v1::ImportOutcome& outcome);
    /// Each sheet with bad rows is a file: its columns are its own. `source` is read once more.
    Outcome<void> save(const v1::ImportRequest& request, const std::string& source, const std::string& path) const;

private:
    std::map<std::uint32_t, std::map<std::uint64_t, std::string>> why_;  // by sheet and row
};

/// Whether --errors FILE is to hold the rows themselves; else it lists what is wrong.
bool holdsRows(const std::string& path);

}  // namespace kupets::ctl
