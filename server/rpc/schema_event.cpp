#include "server/rpc/schema_event.h"

#include <boost/asio/post.hpp>

#include "kupets/v1/schema.pb.h"
#include "server/history/feed.h"
#include "server/records/gate.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/services.h"

namespace kupets::rpc {

void schemaChanged(Services& services, const schema::Catalog& catalog) {
    history::FeedBatch everything;
    for (const auto& entity : catalog.snapshot->entities()) everything.bulk.push_back({entity->name(), 0, {}, {}, {}});
    services.gate.changed(everything);
    v1::SchemaEvent message;
    message.set_version(catalog.snapshot->version());
    v1::Event event;
    event.set_schema(message.SerializeAsString());
    for (const SessionPtr& session : services.sessions.all()) {
        asio::post(session->executor(), [session, event]() mutable {
            if (session->login()) session->send(std::move(event));
        });
    }
}

}  // namespace kupets::rpc
