// Codes to sentences, in both languages, for every program that speaks to people. The server sends codes and arguments
// only. Pure functions, any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/base/error.h"
#include "common/words/terms.h"

namespace kupets::words {

/// What people call an entity; empty when that is not known.
using EntityWord = std::function<std::string(std::string_view entity)>;

/// "Слишком длинно: не более 40 знаков." A whole sentence; of an argument that did not come, or that has no words, it
/// says nothing. Without `entityWord` entities go by their names.
std::string sentence(const Error& error, Language language, const EntityWord& entityWord = {});

/// "«Сумма»: слишком длинно: не более 40 знаков.", with `subject` as it is given.
std::string sentenceAbout(std::string_view subject, const Error& error, Language language,
                          const EntityWord& entityWord = {});

}  // namespace kupets::words
