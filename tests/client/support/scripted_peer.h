// A peer that speaks our frames and answers what the test tells it: a TLS server in the test's own event loop. Hello,
// Login, Resume, Subscribe and Logout are answered by themselves; everything else by on<…>(), or held until the test
// answers.
#pragma once

#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "client/net/server_address.h"
#include "common/wire/frame.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"
#include "kupets/v1/session.pb.h"

namespace kupets::test {

struct Identity {
    QSslCertificate certificate;
    QSslKey key;
    QString fingerprint() const;
    static Identity make();
};

struct Asked {
    quint64 id = 0;
    v1::Method method = v1::METHOD_UNSPECIFIED;
    std::string payload;
    QPointer<QSslSocket> from;
};

class ScriptedPeer : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<Result<std::string>(const std::string& payload)>;

    explicit ScriptedPeer(Identity identity = Identity::make());
    ~ScriptedPeer() override;

    net::ServerAddress address() const;
    QString fingerprint() const { return identity_.fingerprint(); }

    template <typename Request, typename Reply>
    void on(v1::Method method, std::function<Result<Reply>(const Request&)> answer) {
        answers_[method] = [answer = std::move(answer)](const std::string& payload) -> Result<std::string> {
            Request request;
            if (!request.ParseFromString(payload)) return fail(ErrorCode::BadRequest);
            Result<Reply> reply = answer(request);
            if (!reply) return std::unexpected(reply.error());
            return reply->SerializeAsString();
        };
    }
    /// Requests of this method wait until release(); what waits can be looked at in held().
    void hold(v1::Method method) { holding_.insert(method); }
    void release(v1::Method method);
    const std::vector<Asked>& held() const { return held_; }
    void answer(const Asked& asked, const Result<std::string>& result);
    /// A part of a long answer.
    void chunk(const Asked& asked, const std::string& payload);

    /// Of each method, how many have come; across all lines.
    int count(v1::Method method) const;
    const std::vector<quint64>& cancelled() const { return cancelled_; }
    int lines() const;
    int linesEver() const { return linesEver_; }

    void send(const v1::ChangesEvent& event);
    void sendRaw(const QByteArray& bytes);
    /// Breaks all lines without a word.
    void cut();
    /// Refuses new lines until listen() again, on the same port.
    void stopListening();
    void listen();

    v1::LoginReply login;
    std::vector<std::string> resumeTokens;  // of Subscribe, in order
    std::string feedToken = "t0";
    bool resetFeed = false;
    bool sessionValid = true;
    bool silent = false;  // takes everything, answers nothing, not even heartbeats
    std::uint32_t heartbeatSeconds = 15;

private:
    void accept();
    void read(QSslSocket* socket);
    void take(QSslSocket* socket, const v1::Envelope& envelope);
    Result<std::string> answerTo(v1::Method method, const std::string& payload);
    void write(QSslSocket* socket, const v1::Envelope& envelope);

    Identity identity_;
    QSslServer server_;
    quint16 port_ = 0;
    std::map<QSslSocket*, wire::Decoder> lines_;
    std::map<v1::Method, Answer> answers_;
    std::set<v1::Method> holding_;
    std::vector<Asked> held_;
    std::map<v1::Method, int> counts_;
    std::vector<quint64> cancelled_;
    int linesEver_ = 0;
};

}  // namespace kupets::test
