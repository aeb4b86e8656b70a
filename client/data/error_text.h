// Codes to sentences. The server never sends words; every code has a Russian and an English sentence here that names
// the field by its label where one is to blame.
#pragma once

#include <QString>

#include "client/data/language.h"
#include "common/base/error.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

/// `schema` may be null: then fields and entities go by their bare names. `entity` is that of the record at hand, when
/// known.
QString errorText(const Error& error, Language language, const schema::Snapshot* schema = nullptr,
                  std::string_view entity = {});
/// "amount" of "changes[0].amount"; empty when no field is to blame.
std::string fieldOf(const Error& error);
/// True of errors that go away by waiting or by reconnecting: show them quietly, keep what the person typed.
bool isPassing(const Error& error);

}  // namespace kupets::data
