// A client without windows, online with a scripted peer: every long-lived object as the composition root makes them.
#pragma once

#include "client/command/commands.h"
#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/record_store.h"
#include "client/data/reference_colors.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/net/known_servers.h"
#include "tests/client/support/schema.h"
#include "tests/client/support/scripted_peer.h"
#include "tests/client/support/wait.h"

namespace kupets::test {

/// Schema.Get as a server with smallSchemaDefs() answers it.
void answerSmallSchema(ScriptedPeer& peer);

struct OnlineClient {
    ScriptedPeer peer;
    net::KnownServers known{QString()};
    net::Connection connection;
    data::SchemaMirror schema;
    data::Feed feed;
    data::RecordStore records;
    data::ReferenceColors colors;
    std::unique_ptr<command::Commands> commands;

    OnlineClient();
    data::Context context();
    /// An event of one record, as the server would send it.
    void event(v1::RecordChange::Kind kind, const std::string& entity, const Uuid& id, std::uint64_t version,
               const std::vector<std::string>& fields = {}, const QString& by = QStringLiteral("Борис"));
};

}  // namespace kupets::test
