// A peer with the program's own entities and as many deals as one wants, each cell made from its row's number when it
// is asked for: what the window is measured against. Answers by position and by key, as the server does. Lives in the
// thread that made it.
#pragma once

#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"
#include "tests/client/support/scripted_peer.h"

namespace kupets::bench {

class WindowPeer {
public:
    WindowPeer(test::ScriptedPeer& peer, std::uint64_t deals);

private:
    v1::QueryReply query(const v1::QueryRequest& request) const;
    std::uint64_t sizeOf(const std::string& entity) const;

    schema::SnapshotPtr schema_;
    std::uint64_t deals_;
};

}  // namespace kupets::bench
