#include "tests/client/support/scripted_peer.h"

#include <QSslConfiguration>
#include <array>
#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "client/net/qt.h"
#include "common/wire/errors.h"
#include "common/wire/fingerprint.h"

namespace kupets::test {
namespace {

template <typename Write>
QByteArray pem(Write write) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

}  // namespace

Identity Identity::make() {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), &X509_free);
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), 86'400);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME* name = X509_get_subject_name(x509.get());
    const auto* common = reinterpret_cast<const unsigned char*>("kupets-test");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    X509_sign(x509.get(), key.get(), EVP_sha256());
    Identity identity;
    identity.certificate = QSslCertificate(pem([&x509](BIO* bio) { PEM_write_bio_X509(bio, x509.get()); }));
    const QByteArray keyText =
        pem([&key](BIO* bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    identity.key = QSslKey(keyText, QSsl::Ec);
    return identity;
}

QString Identity::fingerprint() const {
    const QByteArray hash = certificate.digest(QCryptographicHash::Sha256);
    return toQt(wire::fingerprint({reinterpret_cast<const std::uint8_t*>(hash.constData()), 32}));
}

ScriptedPeer::ScriptedPeer(Identity identity) : identity_(std::move(identity)) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(identity_.certificate);
    tls.setPrivateKey(identity_.key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    server_.setSslConfiguration(tls);
    connect(&server_, &QTcpServer::pendingConnectionAvailable, this, &ScriptedPeer::accept);
    login.set_token(std::string(32, 'k'));
    login.mutable_me()->set_login("anna");
    login.mutable_me()->set_name("Анна Петрова");
    login.mutable_me()->set_user_id(std::string(Uuid::fromName("anna").view()));
    login.set_schema_version(1);
    listen();
}

ScriptedPeer::~ScriptedPeer() {
    for (auto& [socket, decoder] : lines_) socket->disconnect(this);
}

net::ServerAddress ScriptedPeer::address() const { return {QStringLiteral("127.0.0.1"), port_}; }
int ScriptedPeer::lines() const { return static_cast<int>(lines_.size()); }

int ScriptedPeer::count(v1::Method method) const {
    const auto found = counts_.find(method);
    return found == counts_.end() ? 0 : found->second;
}

void ScriptedPeer::listen() {
    server_.listen(QHostAddress::LocalHost, port_);
    port_ = server_.serverPort();
}

void ScriptedPeer::stopListening() { server_.close(); }

void ScriptedPeer::cut() {
    for (auto& [socket, decoder] : std::exchange(lines_, {})) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void ScriptedPeer::accept() {
    while (QTcpSocket* next = server_.nextPendingConnection()) {
        auto* socket = qobject_cast<QSslSocket*>(next);
        socket->setParent(this);
        ++linesEver_;
        lines_.emplace(socket, wire::Decoder(wire::kLimitAfterLogin));
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QSslSocket::disconnected, this, [this, socket] {
            lines_.erase(socket);
            socket->deleteLater();
        });
        read(socket);
    }
}

void ScriptedPeer::read(QSslSocket* socket) {
    const QByteArray bytes = socket->readAll();
    const auto line = lines_.find(socket);
    if (line == lines_.end()) return;
    line->second.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    while (lines_.contains(socket)) {
        const auto envelope = lines_.at(socket).next();
        if (!envelope || !*envelope) return;
        take(socket, **envelope);
    }
}

void ScriptedPeer::take(QSslSocket* socket, const v1::Envelope& envelope) {
    if (envelope.has_request()) ++counts_[envelope.request().method()];
    if (silent) return;
    if (envelope.has_cancel()) cancelled_.push_back(envelope.request_id());
    if (envelope.has_heartbeat() && !envelope.heartbeat().answer()) {
        v1::Envelope back = envelope;
        back.mutable_heartbeat()->set_answer(true);
        return write(socket, back);
    }
    if (!envelope.has_request()) return;
    const Asked asked{envelope.request_id(), envelope.request().method(), envelope.request().payload(), socket};
    if (holding_.contains(asked.method)) return held_.push_back(asked);
    answer(asked, answerTo(asked.method, asked.payload));
}

void ScriptedPeer::release(v1::Method method) {
    holding_.erase(method);
    for (const Asked& asked : std::exchange(held_, {})) {
        if (asked.method == method) {
            answer(asked, answerTo(asked.method, asked.payload));
        } else {
            held_.push_back(asked);
        }
    }
}

Result<std::string> ScriptedPeer::answerTo(v1::Method method, const std::string& payload) {
    if (const auto found = answers_.find(method); found != answers_.end()) return found->second(payload);
    switch (method) {
        case v1::METHOD_SESSION_HELLO: {
            v1::HelloReply reply;
            reply.set_protocol(1);
            reply.set_server("kupets-server test");
            reply.set_company("ООО «Проба»");
            reply.set_heartbeat_seconds(heartbeatSeconds);
            return reply.SerializeAsString();
        }
        case v1::METHOD_SESSION_LOGIN:
            return login.SerializeAsString();
        case v1::METHOD_SESSION_RESUME:
            if (!sessionValid) return fail(ErrorCode::SessionExpired);
            return login.SerializeAsString();
        case v1::METHOD_SESSION_LOGOUT:
            return v1::LogoutReply().SerializeAsString();
        case v1::METHOD_CHANGES_SUBSCRIBE: {
            v1::SubscribeRequest request;
            request.ParseFromString(payload);
            resumeTokens.push_back(request.resume_token());
            v1::SubscribeReply reply;
            reply.set_token(feedToken);
            reply.set_reset(resetFeed);
            return reply.SerializeAsString();
        }
        default:
            return fail(ErrorCode::UnknownMethod);
    }
}

void ScriptedPeer::answer(const Asked& asked, const Result<std::string>& result) {
    v1::Envelope envelope;
    envelope.set_request_id(asked.id);
    if (result) {
        envelope.mutable_reply()->set_payload(*result);
    } else {
        *envelope.mutable_error() = wire::toProto(result.error());
    }
    if (asked.from && lines_.contains(asked.from)) write(asked.from, envelope);
}

void ScriptedPeer::chunk(const Asked& asked, const std::string& payload) {
    v1::Envelope envelope;
    envelope.set_request_id(asked.id);
    envelope.mutable_chunk()->set_payload(payload);
    if (asked.from && lines_.contains(asked.from)) write(asked.from, envelope);
}

void ScriptedPeer::write(QSslSocket* socket, const v1::Envelope& envelope) {
    const auto frame = wire::encodeFrame(envelope);
    if (frame) socket->write(frame->data(), static_cast<qint64>(frame->size()));
}

void ScriptedPeer::send(const v1::ChangesEvent& event) {
    v1::Envelope envelope;
    envelope.mutable_event()->set_changes(event.SerializeAsString());
    for (auto& [socket, decoder] : lines_) write(socket, envelope);
}

void ScriptedPeer::sendRaw(const QByteArray& bytes) {
    for (auto& [socket, decoder] : lines_) socket->write(bytes);
}

}  // namespace kupets::test
