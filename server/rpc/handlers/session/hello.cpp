#include <algorithm>

#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

namespace {
constexpr std::uint32_t kOldestProtocol = 1;
constexpr std::uint32_t kProtocol = 1;
}  // namespace

Answer<v1::HelloReply> sessionHello(Context& context, const v1::HelloRequest& request) {
    if (request.protocol() < kOldestProtocol)
        co_return fail(ErrorCode::UnsupportedVersion, {std::to_string(kOldestProtocol), std::to_string(kProtocol)});
    context.session.greet(std::min(request.protocol(), kProtocol));
    v1::HelloReply reply;
    reply.set_protocol(context.session.protocol());
    reply.set_server("kupets-server " + context.services.options.version);
    reply.set_company(context.services.options.company);
    reply.set_heartbeat_seconds(context.services.options.heartbeatSeconds);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
