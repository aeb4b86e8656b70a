// What a rule would have done in the past: the history is walked from its end, each record put back step by step, and
// what the rule asks for is asked of it as it was then. What conditions read of other records is asked of today.
#pragma once

#include "server/automation/case.h"

namespace kupets::automation {

/// Told after each some thousands of changes; an error ends the rehearsal.
using RehearsalProgress = std::function<awaitable<Result<void>>(std::uint64_t done, std::uint64_t total)>;

/// Changes that are looked at, at most; the latest ones.
inline constexpr std::uint64_t kMostRehearsed = 500'000;

/// Writes nothing. `reader`: who asks, for titles. Errors: those of compile() within "definition", BadRequest.
awaitable<Result<v1::RehearseReply>> rehearse(const Services& services, query::Reader reader,
                                              v1::RehearseRequest request, RehearsalProgress progress,
                                              db::Deadline deadline);

}  // namespace kupets::automation
