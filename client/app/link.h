// kupets:// links: what they may say. They come from outside (a browser, a letter, a command line), so whatever is not
// exactly a place of the program is nothing: a link opens a page and does nothing else.
#pragma once

#include <QString>
#include <optional>

namespace kupets::app {

inline constexpr int kLongestLink = 200;

/// The address in "kupets://record/deal/018f…" ("record/deal/018f…"; "@" and a moment after it: as it was then), or in
/// an address as it is; nothing when it is neither. Whether there is such an entity, the schema knows.
std::optional<QString> addressIn(const QString& link);

}  // namespace kupets::app
