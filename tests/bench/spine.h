// The base that the benchmarks work on, and the parts of the bench.
#pragma once

#include <memory>
#include <string>

#include "tests/bench/floor.h"
#include "tests/bench/measure.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace kupets::bench {

struct Bench {
    tests::ServerFixture& server;
    tests::WireClient& client;
    Floor& floor;
    Table& table;
    std::uint64_t contacts = 0;
    std::uint64_t deals = 0;
};

void seed(Bench& bench);
void readCases(Bench& bench);
void writeCases(Bench& bench);
void importCase(Bench& bench);
void pastCases(Bench& bench);
void loadCases(Bench& bench);
void duplicateCases(Bench& bench);

template <typename Reply, typename Request>
Reply must(tests::WireClient& client, v1::Method method, const Request& request,
           std::chrono::milliseconds patience = std::chrono::seconds(60)) {
    auto reply = client.call<Reply>(method, request, patience);
    if (!reply) throw std::runtime_error(describe(reply.error()));
    return std::move(*reply);
}

}  // namespace kupets::bench
