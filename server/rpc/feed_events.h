// What one session is told of a batch of changes: those of records that it may read. Pure.
#pragma once

#include <unordered_set>

#include "common/base/uuid.h"
#include "kupets/v1/changes.pb.h"
#include "server/access/scope.h"
#include "server/history/feed.h"

namespace kupets::rpc {

/// An event holds at most so many records; of more, only their counts are told.
inline constexpr int kMostRecords = 2000;

/// May be empty but for the token. `known`: change sets that the session has heard of already. `brief`: counts instead
/// of records, for a session that is slow.
v1::ChangesEvent eventFor(const history::FeedBatch& batch, const access::AccessScope& scope,
                          const schema::Snapshot& schema, const std::unordered_set<Uuid>& known, bool brief);

}  // namespace kupets::rpc
