// Errors as the client tells them: the sentences of common/words, with the labels of fields and entities in them.
#pragma once

#include <QString>

#include "client/data/language.h"
#include "common/base/error.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

/// `schema` may be null: then fields go by their bare names and entities are not named. `entity` is that of the record
/// at hand, when known.
QString errorText(const Error& error, Language language, const schema::Snapshot* schema = nullptr,
                  std::string_view entity = {});
/// "amount" of "changes[0].amount"; empty when no field is to blame.
std::string fieldOf(const Error& error);
/// True of errors that go away by waiting or by reconnecting: show them quietly, keep what the person typed.
bool isPassing(const Error& error);

}  // namespace kupets::data
