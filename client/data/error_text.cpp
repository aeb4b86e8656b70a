#include "client/data/error_text.h"

#include "client/data/path.h"
#include "common/words/errors.h"

namespace kupets::data {

std::string fieldOf(const Error& error) {
    const std::size_t dot = error.fieldPath.rfind('.');
    std::string name = dot == std::string::npos ? error.fieldPath : error.fieldPath.substr(dot + 1);
    if (const std::size_t bracket = name.find('['); bracket != std::string::npos) name.resize(bracket);
    return name == "changes" ? std::string() : name;
}

bool isPassing(const Error& error) {
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
           error.code == ErrorCode::TooManyRequests || error.code == ErrorCode::Cancelled;
}

QString errorText(const Error& error, Language language, const schema::Snapshot* schema, std::string_view entity) {
    const auto entityWord = [&](std::string_view name) {
        const bool known = schema != nullptr && schema->entity(name) != nullptr;
        return known ? fromQt(entityPlural(schema, name, language)) : std::string();
    };
    const std::string name = fieldOf(error);
    const schema::Entity* owner = schema == nullptr ? nullptr : schema->entity(entity);
    const schema::Field* field = owner == nullptr ? nullptr : owner->field(name);
    if (field == nullptr && (name.empty() || error.code == ErrorCode::UnknownField))
        return toQt(words::sentence(error, language, entityWord));
    const QString label =
        field == nullptr ? toQt(words::term(name, language).value_or(name)) : say(language, field->def.label());
    const QString quoted = language == Language::Russian ? u'«' + label + u'»' : u'“' + label + u'”';
    return toQt(words::sentenceAbout(fromQt(quoted), error, language, entityWord));
}

}  // namespace kupets::data
