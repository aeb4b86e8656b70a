// How what is typed into the palette fits the words of a command or the title of a record that is here already: by the
// beginnings of words, by fragments, also as it would read on the other keyboard layout. Pure functions, any thread.
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace kupets::model {

struct WordMatch {
    int score = 0;  // the higher the better
};

/// Nothing when a typed word is not in `text` (or in `also`, which counts less and is not shown).
std::optional<WordMatch> matchWords(const QString& text, const QString& typed, const QString& also = {});
/// The same, and what was typed as it would read on the other layout, which counts less.
std::optional<WordMatch> matchEitherLayout(const QString& text, const QString& typed, const QString& also = {});

struct Span {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Span&) const = default;
};
/// Where the typed words stand in `text`, case and ё/е aside, digits of phones whatever stands between them; in order,
/// without overlaps.
QList<Span> spansOf(const QString& text, const QString& typed);

}  // namespace kupets::model
