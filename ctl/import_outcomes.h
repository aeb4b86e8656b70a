// What becomes of a row, for programs.
#pragma once

#include <string>

#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

/// One JSON object: sheet and part from 0, row, outcome ("created", "updated", "unchanged", "skipped", "bad",
/// "undecided"), record, cells {field: {before, after}}, error {column, value, reason}, likes [{id, title}].
std::string outcomeLine(const v1::ImportOutcome& outcome);
/// What a new record of a row looks like: sheet, part, row, likes.
std::string likesLine(const v1::ImportLikes& likes);
/// The words of what is wrong with a row.
std::string reasonOf(const v1::ImportRowError& error);

}  // namespace kupets::ctl
