#include "client/data/path.h"

namespace kupets::data {

ResolvedPath resolve(const schema::Entity& entity, std::string_view path) {
    ResolvedPath out;
    if (path.empty() || path.front() == '=') return out;
    const schema::Entity* at = &entity;
    while (true) {
        const std::size_t dot = path.find('.');
        const schema::Field* field = at->field(path.substr(0, dot));
        if (field == nullptr) return {};
        out.steps.push_back(field);
        if (dot == std::string_view::npos) return out;
        if (!field->isReference()) return {};
        at = field->target;
        path.remove_prefix(dot + 1);
    }
}

QString pathLabel(const schema::Entity& entity, std::string_view path, Language language) {
    const ResolvedPath resolved = resolve(entity, path);
    if (resolved.steps.empty()) return toQt(path);
    QString label;
    for (const schema::Field* field : resolved.steps) {
        if (!label.isEmpty()) label += QStringLiteral(" · ");
        label += say(language, field->def.label());
    }
    return label;
}

std::vector<std::string> entitiesOnPath(const schema::Entity& entity, std::string_view path) {
    std::vector<std::string> names;
    // The last step counts too: a reference shows the title of its target.
    for (const schema::Field* field : resolve(entity, path).steps) {
        if (field->target != nullptr) names.push_back(field->target->name());
    }
    return names;
}

QString entityLabel(const schema::Snapshot* schema, std::string_view entity, Language language) {
    const schema::Entity* found = schema == nullptr ? nullptr : schema->entity(entity);
    return found == nullptr ? toQt(entity) : say(language, found->def().label());
}

QString entityPlural(const schema::Snapshot* schema, std::string_view entity, Language language) {
    const schema::Entity* found = schema == nullptr ? nullptr : schema->entity(entity);
    return found == nullptr ? toQt(entity) : say(language, found->def().plural());
}

}  // namespace kupets::data
