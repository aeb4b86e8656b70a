#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/schema/registry.h"

namespace kupets::rpc::handlers {
namespace {

using access::Action;
using access::Reach;

/// The entity as this person may know it: without the fields that are hidden from him, and read-only where he may not
/// write.
v1::EntityDef visibleDef(const schema::Entity& entity, const access::AccessScope& scope) {
    v1::EntityDef def = entity.def();
    def.clear_fields();
    def.clear_color_fields();
    for (const std::string& name : entity.def().color_fields()) {
        if (scope.canRead(*entity.field(name))) def.add_color_fields(name);
    }
    for (const auto& field : entity.fields()) {
        if (field->system || !scope.canRead(*field)) continue;
        v1::FieldDef& out = *def.add_fields();
        out = field->def;
        if (!scope.canWrite(*field)) out.set_read_only(true);
    }
    return def;
}

}  // namespace

Answer<v1::SchemaReply> schemaGet(Context& context, const v1::SchemaRequest& request) {
    const schema::CatalogPtr catalog = context.services.registry.current();
    v1::SchemaReply reply;
    reply.set_version(catalog->snapshot->version());
    if (request.known_version() == reply.version()) co_return reply;
    for (const auto& entity : catalog->snapshot->entities()) {
        if (context.scope->reach(*entity, Action::Read) == Reach::None) continue;
        *reply.add_entities() = visibleDef(*entity, *context.scope);
    }
    co_return reply;
}

}  // namespace kupets::rpc::handlers
