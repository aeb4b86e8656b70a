#include "client/net/connection.h"

#include "client/net/known_servers.h"

namespace kupets::net {

class Connection::Private {
public:
    State state = State::Offline;
    SessionInfo session;
    ServerAddress server;
    Error error;
};

Connection::Connection(KnownServers&, QObject* parent, ConnectionTiming)
    : QObject(parent), d_(std::make_unique<Private>()) {}
Connection::~Connection() = default;

void Connection::open(const ServerAddress& server, const Credentials&) { d_->server = server; }
void Connection::answerTrust(bool) {}
void Connection::close() {}
void Connection::logout() {}
void Connection::retryNow() {}
Connection::State Connection::state() const { return d_->state; }
const SessionInfo& Connection::session() const { return d_->session; }
const ServerAddress& Connection::server() const { return d_->server; }
const Error& Connection::lastError() const { return d_->error; }
std::chrono::milliseconds Connection::untilRetry() const { return {}; }
std::chrono::microseconds Connection::lastRoundTrip() const { return {}; }
bool Connection::sendChunk(const CallHandle&, const google::protobuf::MessageLite&) { return false; }
qint64 Connection::bytesToWrite() const { return 0; }
bool Connection::parse(google::protobuf::MessageLite& message, std::string_view payload) {
    return message.ParseFromArray(payload.data(), static_cast<int>(payload.size()));
}
CallHandle Connection::startCall(v1::Method, const google::protobuf::MessageLite&, QObject*, RawReply, RawChunk,
                                 CallOptions) {
    return {};
}
void Connection::cancelCall(quint64) {}
bool Connection::isCallOpen(quint64) const { return false; }

}  // namespace kupets::net
