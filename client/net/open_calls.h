// The calls that wait for their answers, in the order in which they were made. Plain bookkeeping: who is due when,
// whose turn it is, who dies with whom. Owned by Connection.
#pragma once

#include <QMetaObject>
#include <QPointer>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/net/call.h"
#include "kupets/v1/envelope.pb.h"

namespace kupets::net {

using Moment = std::chrono::steady_clock::time_point;

struct OpenCall {
    quint64 id = 0;
    v1::Method method = v1::METHOD_UNSPECIFIED;
    std::string payload;
    QPointer<QObject> context;
    QMetaObject::Connection watch;  // of the context's end
    RawReply done;
    RawChunk chunk;
    CallOptions options;
    bool handshake = false;  // Hello, Login and the like: goes out before the session stands, dies with the line
    bool sent = false;
    int attempts = 0;
    Moment sentAt;
    Moment due;

    /// Runs `done` when the context still lives.
    void answer(Result<std::string_view> result) const;
};

class OpenCalls {
public:
    /// How many may be on their way at a time; the server's own limit is 64.
    static constexpr int kMostSent = 48;
    /// After so many broken lines a request is taken to be what breaks them.
    static constexpr int kMostAttempts = 4;

    OpenCall& add(OpenCall call);
    OpenCall* find(quint64 id);
    bool contains(quint64 id) const { return calls_.contains(id); }
    std::optional<OpenCall> take(quint64 id);
    /// The next one to send, or null when all are sent or the limit is reached.
    OpenCall* nextUnsent();
    void markSent(OpenCall& call, Moment now);
    /// The line broke: handshake calls, those that may not be repeated and those tried too often come out; others wait.
    std::vector<OpenCall> lineBroke(Moment now);
    std::vector<OpenCall> takeAll();
    std::vector<OpenCall> takeDue(Moment now);
    std::optional<Moment> earliestDue() const;

private:
    std::map<quint64, OpenCall> calls_;
    int sent_ = 0;
};

}  // namespace kupets::net
