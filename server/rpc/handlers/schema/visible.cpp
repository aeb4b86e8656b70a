#include "server/rpc/handlers/schema/visible.h"

#include <algorithm>

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

/// Checks that are told beside what he does not see, and a form of companies that he does not, are not his.
void hideFromRules(const schema::Entity& entity, const access::AccessScope& scope, v1::EntityDef& def) {
    const auto hidden = [&](const std::string& name) {
        const schema::Field* field = entity.field(name);
        return field == nullptr || !scope.canRead(*field);
    };
    for (v1::FieldDef& field : *def.mutable_fields()) {
        if (!field.standard_field().empty() && hidden(field.standard_field())) field.clear_standard_field();
    }
    auto& checks = *def.mutable_checks();
    checks.erase(std::remove_if(checks.begin(), checks.end(), [&](const auto& check) { return hidden(check.field()); }),
                 checks.end());
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
    hideFromRules(entity, scope, def);
    return def;
}

}  // namespace

v1::SchemaReply visibleSchema(const schema::Catalog& catalog, const access::AccessScope& scope) {
    v1::SchemaReply reply;
    reply.set_version(catalog.snapshot->version());
    for (const auto& entity : catalog.snapshot->entities()) {
        if (scope.reach(*entity, Action::Read) != Reach::None) *reply.add_entities() = visibleDef(*entity, scope);
    }
    return reply;
}

}  // namespace kupets::rpc::handlers
