#include "client/net/call.h"

#include "client/net/connection.h"

namespace kupets::net {

CallHandle::CallHandle(Connection* connection, quint64 id) : connection_(connection), id_(id) {}

void CallHandle::cancel() {
    if (connection_) connection_->cancelCall(id_);
}

bool CallHandle::isOpen() const { return connection_ && connection_->isCallOpen(id_); }

}  // namespace kupets::net
