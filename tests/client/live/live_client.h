// A client without windows, logged in to the real server: its long-lived objects as the composition root makes them.
#pragma once

#include "client/command/commands.h"
#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/record_store.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/net/known_servers.h"
#include "tests/client/support/wait.h"
#include "tests/support/server_fixture.h"

namespace kupets::test {

struct LiveClient {
    explicit LiveClient(const tests::ServerFixture& server);
    /// By another way than the straight one (cut_line.h).
    LiveClient(const tests::ServerFixture& server, const net::ServerAddress& address);

    data::Context context();
    /// Waits for a call; the error is thrown, tests do not expect one here.
    template <typename Reply>
    Reply ask(v1::Method method, const google::protobuf::MessageLite& request) {
        std::optional<Result<Reply>> got;
        connection.call<Reply>(method, request, &connection, [&got](Result<Reply> reply) { got = std::move(reply); });
        if (!waitFor([&got] { return got.has_value(); })) throw std::runtime_error("no answer");
        if (!*got) throw std::runtime_error(describe(got->error()));
        return std::move(**got);
    }
    /// Waits until every command is answered.
    bool idle();

    net::KnownServers known{QString()};
    net::Connection connection;
    data::SchemaMirror schema;
    data::Feed feed;
    data::RecordStore records;
    command::Commands commands;
    std::vector<std::string> refusals;  // of commands
};

/// A change that creates a record of these fields.
v1::RecordChange creation(const std::string& entity, const Uuid& id,
                          const std::vector<std::pair<std::string, Value>>& fields);

}  // namespace kupets::test
