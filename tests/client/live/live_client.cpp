#include "tests/client/live/live_client.h"

#include <stdexcept>

#include "client/net/qt.h"
#include "common/wire/values.h"

namespace kupets::test {

LiveClient::LiveClient(const tests::ServerFixture& server)
    : LiveClient(server, net::ServerAddress::parse(toQt(server.tls())).value()) {}

LiveClient::LiveClient(const tests::ServerFixture& server, const net::ServerAddress& address)
    : connection(known, nullptr,
                 {.firstRetry = std::chrono::milliseconds(20), .mostRetry = std::chrono::milliseconds(100)}),
      schema(connection, QString()),
      feed(connection),
      records(connection, schema, feed),
      commands(context()) {
    known.pin(address, toQt(server.fingerprint()));
    QObject::connect(&commands, &command::Commands::failed, &commands, [this](const Error& error, const QString& what) {
        refusals.push_back(fromQt(what) + ": " + describe(error));
    });
    QString reason;
    QObject::connect(&connection, &net::Connection::loginFailed, &connection,
                     [&](const Error& error) { reason = toQt(describe(error)); });
    connection.open(address,
                    net::PasswordLogin{QStringLiteral("admin"), toQt(server.password()), QStringLiteral("test")});
    const bool inside = waitFor([&] { return (connection.isOnline() && schema.snapshot()) || !reason.isEmpty(); });
    QObject::disconnect(&connection, &net::Connection::loginFailed, &connection, nullptr);
    if (!inside || !reason.isEmpty()) throw std::runtime_error("no login: " + fromQt(reason) + "\n" + server.output());
}

data::Context LiveClient::context() {
    return {.connection = &connection, .schema = &schema, .records = &records, .feed = &feed, .writer = &commands};
}

bool LiveClient::idle() {
    return waitFor([this] { return commands.pending() == 0; }, 30'000);
}

v1::RecordChange creation(const std::string& entity, const Uuid& id,
                          const std::vector<std::pair<std::string, Value>>& fields) {
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_CREATE);
    change.set_entity(entity);
    change.set_id(std::string(id.view()));
    for (const auto& [name, value] : fields) {
        v1::FieldValue& field = *change.add_fields();
        field.set_field(name);
        *field.mutable_value() = wire::toProto(value);
    }
    return change;
}

}  // namespace kupets::test
