#include "server/rpc/actor.h"

#include <ctime>

#include "server/rpc/services.h"

namespace kupets::rpc {
namespace {

/// "Today" is the office's: the zone of the server's own clock.
std::chrono::seconds officeOffset(Timestamp now) {
    const std::time_t seconds = now.micros / 1'000'000;
    std::tm local{};
    localtime_r(&seconds, &local);
    return std::chrono::seconds(local.tm_gmtoff);
}

}  // namespace

query::Reader readerOf(const Context& context) {
    const Timestamp now = context.services.clock.now();
    return {context.scope, {now, context.actor, officeOffset(now), context.scope->departmentId()}};
}

records::Actor actorOf(const Context& context) { return {context.actor, context.actorName, readerOf(context)}; }

}  // namespace kupets::rpc
