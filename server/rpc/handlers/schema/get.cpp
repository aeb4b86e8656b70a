#include <algorithm>

#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/schema/registry.h"

namespace kupets::rpc::handlers {
namespace {

using access::Action;
using access::Reach;

/// The chronology without what is hidden; none when its moment is.
void hideFromTimeline(const schema::Entity& entity, const access::AccessScope& scope, v1::EntityDef& def) {
    const auto hidden = [&](const std::string& path) {
        const schema::Field* first = entity.field(path.substr(0, path.find('.')));
        return first != nullptr && !scope.canRead(*first);
    };
    v1::TimelineDef& timeline = *def.mutable_timeline();
    if (hidden(timeline.moment()) || hidden(timeline.kind_field()) || hidden(timeline.state_field()) ||
        hidden(timeline.plan_field()))
        return def.clear_timeline();
    if (hidden(timeline.text_field())) timeline.clear_text_field();
    if (hidden(timeline.person_field())) timeline.clear_person_field();
    const auto drop = [&hidden](auto& paths) {
        paths.erase(std::remove_if(paths.begin(), paths.end(), hidden), paths.end());
    };
    drop(*timeline.mutable_about());
    for (v1::TimelineForm& form : *timeline.mutable_forms()) drop(*form.mutable_fields());
}

/// The entity as this person may know it: without the fields that are hidden from him, and read-only where he may not
/// write.
v1::EntityDef visibleDef(const schema::Entity& entity, const access::AccessScope& scope) {
    v1::EntityDef def = entity.def();
    def.clear_fields();
    def.clear_color_fields();
    for (const std::string& name : entity.def().color_fields()) {
        if (scope.canRead(*entity.field(name))) def.add_color_fields(name);
    }
    if (def.has_timeline()) hideFromTimeline(entity, scope, def);
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
