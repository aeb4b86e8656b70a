#include "server/db/database.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/process.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::StatusReply> adminStatus(Context& context, const v1::StatusRequest&) {
    const Services& services = context.services;
    auto rows = co_await services.database.run({"SELECT current_setting('server_version')", {}}, context.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    v1::StatusReply reply;
    reply.set_version(services.options.version);
    reply.set_uptime_seconds(
        static_cast<std::uint64_t>((services.clock.now().micros - services.options.startedAt.micros) / 1'000'000));
    reply.set_connections(services.sessions.count());
    reply.set_database("PostgreSQL " + std::string(rows->text(0, 0)));
    reply.set_resident_bytes(residentBytes());
    co_return reply;
}

}  // namespace kupets::rpc::handlers
