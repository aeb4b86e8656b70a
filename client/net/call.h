// One request on its way. A handle is a light copyable token: dropping it changes nothing, cancel() ends the call.
#pragma once

#include <QPointer>
#include <chrono>
#include <functional>
#include <string_view>

#include "common/base/error.h"
#include "common/base/value.h"  // an Error holds conflicts with values

namespace kupets::net {

class Connection;

struct CallOptions {
    /// How long an answer may take once the request is sent; the server gives up then too.
    std::chrono::milliseconds deadline{30'000};
    /// How long the request may wait for a connection that was lost (or not there yet); then it fails as Unavailable.
    std::chrono::milliseconds patience{30'000};
    /// Send again after a reconnect. Safe for reads, and for writes because their ids are made here.
    bool repeatable = true;
};

class CallHandle {
public:
    CallHandle() = default;
    CallHandle(Connection* connection, quint64 id);

    /// The callback is not called any more; the server is told to stop. Does nothing when the call has ended.
    void cancel();
    bool isOpen() const;
    quint64 id() const { return id_; }

private:
    QPointer<Connection> connection_;
    quint64 id_ = 0;
};

/// The payload of a Reply as it came; valid during the callback only.
using RawReply = std::function<void(Result<std::string_view>)>;
using RawChunk = std::function<void(std::string_view)>;

}  // namespace kupets::net
