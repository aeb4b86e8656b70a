// A table of companies of any size for the scripted peer: answers Query and Count as the server would, by position and
// by key, in its own order; searches in names. Tests change `rows` and send events.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/base/uuid.h"
#include "kupets/v1/records.pb.h"
#include "tests/client/support/scripted_peer.h"

namespace kupets::test {

struct FakeRow {
    Uuid id;
    std::uint64_t version = 1;
    std::string name;
    std::int64_t employees = 0;
};

class FakeTable {
public:
    explicit FakeTable(ScriptedPeer& peer, int rows);
    static Uuid idOf(int number);

    std::vector<FakeRow> rows;
    std::vector<v1::QueryRequest> asked;

    v1::QueryReply answer(const v1::QueryRequest& request) const;

private:
    std::vector<const FakeRow*> found(const v1::RecordSet& set) const;
    v1::QueryReply cut(const v1::QueryRequest& request, std::size_t size,
                       const std::function<const FakeRow*(std::size_t)>& at) const;
};

}  // namespace kupets::test
