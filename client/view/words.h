// Shorthands between the schema's words, values and the screen.
#pragma once

#include <QObject>
#include <QString>

#include "client/data/context.h"
#include "client/data/error_text.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"

namespace kupets::view {

inline QString say(const data::Context& context, const v1::Label& label) { return data::say(context.language, label); }
inline QString wordsOf(const data::Context& context, const Error& error, std::string_view entity = {}) {
    const schema::SnapshotPtr snapshot = context.schema ? context.schema->snapshot() : nullptr;
    return data::errorText(error, context.language, snapshot.get(), entity);
}
inline QString iconOf(const schema::Entity& entity) { return toQt(entity.def().icon()); }
/// A filter for the records whose reference `field` points to `id`.
inline std::string pointsTo(const std::string& field, const Uuid& id) { return field + " = ID(\"" + id.text() + "\")"; }

}  // namespace kupets::view
