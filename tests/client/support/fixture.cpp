#include "tests/client/support/fixture.h"

#include <stdexcept>

#include "client/net/qt.h"

namespace kupets::test {

void answerSmallSchema(ScriptedPeer& peer) {
    peer.on<v1::SchemaRequest, v1::SchemaReply>(v1::METHOD_SCHEMA_GET,
                                                [](const v1::SchemaRequest&) -> Result<v1::SchemaReply> {
                                                    v1::SchemaReply reply;
                                                    reply.set_version(1);
                                                    for (v1::EntityDef& def : smallSchemaDefs())
                                                        *reply.add_entities() = std::move(def);
                                                    return reply;
                                                });
}

OnlineClient::OnlineClient()
    : connection(known, nullptr,
                 {.connect = std::chrono::milliseconds(3'000),
                  .firstRetry = std::chrono::milliseconds(10),
                  .mostRetry = std::chrono::milliseconds(40)}),
      schema(connection, QString()),
      feed(connection, nullptr, std::chrono::milliseconds(5)),
      records(connection, schema, feed),
      colors(connection, schema, feed),
      commands(std::make_unique<command::Commands>(context())) {
    known.pin(peer.address(), peer.fingerprint());
    answerSmallSchema(peer);
    peer.on<v1::RecentRequest, v1::HistoryReply>(
        v1::METHOD_CHANGES_RECENT,
        [](const v1::RecentRequest&) -> Result<v1::HistoryReply> { return v1::HistoryReply(); });
    connection.open(peer.address(),
                    net::PasswordLogin{QStringLiteral("anna"), QStringLiteral("secret"), QStringLiteral("test")});
    if (!waitFor([this] { return connection.isOnline() && schema.snapshot() != nullptr; }))
        throw std::runtime_error("not online");
}

data::Context OnlineClient::context() {
    return {.connection = &connection,
            .schema = &schema,
            .records = &records,
            .feed = &feed,
            .writer = commands.get(),
            .colors = &colors};
}

void OnlineClient::event(v1::RecordChange::Kind kind, const std::string& entity, const Uuid& id, std::uint64_t version,
                         const std::vector<std::string>& fields, const QString& by) {
    static int number = 0;
    v1::ChangesEvent event;
    event.set_token("e" + std::to_string(++number));
    v1::RecordEvent* record = event.add_records();
    record->set_kind(kind);
    record->set_entity(entity);
    record->set_id(std::string(id.view()));
    record->set_version(version);
    for (const std::string& field : fields) record->add_fields(field);
    record->set_actor_name(fromQt(by));
    peer.send(event);
}

}  // namespace kupets::test
