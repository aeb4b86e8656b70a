#include "client/model/word_match.h"

#include <QStringList>
#include <algorithm>

#include "client/net/qt.h"
#include "common/text/fold.h"

namespace kupets::model {
namespace {

constexpr int kBeginsText = 100;
constexpr int kBeginsWord = 60;
constexpr int kInside = 20;
constexpr int kAside = 8;
constexpr int kOtherLayout = 15;  // what the other layout costs
constexpr qsizetype kLeastDigits = 3;

QString folded(const QString& text) {
    QString out = text.toLower();
    out.replace(QChar(0x451), QChar(0x435));  // ё → е, one for one: places stay
    return out;
}

bool beginsWord(const QString& text, qsizetype at) { return at == 0 || !text[at - 1].isLetterOrNumber(); }

/// The best place of a word: the beginning of a word before the inside of one. -1 when it is not there.
qsizetype placeOf(const QString& text, const QString& word) {
    qsizetype inside = -1;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (beginsWord(text, at)) return at;
        if (inside < 0) inside = at;
    }
    return inside;
}

QString digitsOf(const QString& text) {
    QString digits;
    for (const QChar letter : text)
        if (letter.isDigit()) digits += letter;
    return digits;
}

/// Where these digits stand one after another, whatever is between them.
Span placeOfDigits(const QString& text, const QString& wanted) {
    QString digits;
    QList<qsizetype> places;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i].isDigit()) {
            digits += text[i];
            places << i;
        }
    const qsizetype at = digits.indexOf(wanted);
    if (at < 0) return {};
    return {places[at], places[at + wanted.size() - 1] - places[at] + 1};
}

}  // namespace

std::optional<WordMatch> matchWords(const QString& text, const QString& typed, const QString& also) {
    const QString where = folded(text);
    const QString aside = folded(also);
    WordMatch match;
    for (const QString& word : folded(typed).split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype at = placeOf(where, word);
        if (at == 0)
            match.score += kBeginsText;
        else if (at > 0)
            match.score += beginsWord(where, at) ? kBeginsWord : kInside;
        else if (placeOf(aside, word) >= 0)
            match.score += kAside;
        else
            return std::nullopt;
    }
    return match;
}

std::optional<WordMatch> matchEitherLayout(const QString& text, const QString& typed, const QString& also) {
    std::optional<WordMatch> as = matchWords(text, typed, also);
    std::optional<WordMatch> other = matchWords(text, toQt(text::swapLayout(fromQt(typed))), also);
    if (other) other->score -= kOtherLayout;
    if (!as || (other && other->score > as->score)) return other;
    return as;
}

QList<Span> spansOf(const QString& text, const QString& typed) {
    const QString where = folded(text);
    QList<Span> found;
    for (const QString& word : folded(typed).split(u' ', Qt::SkipEmptyParts)) {
        Span span;
        if (const qsizetype at = placeOf(where, word); at >= 0)
            span = {at, word.size()};
        else if (const QString digits = digitsOf(word); digits.size() >= kLeastDigits)
            span = placeOfDigits(text, digits);
        if (span.length > 0) found << span;
    }
    std::ranges::sort(found, {}, &Span::start);
    QList<Span> apart;
    for (const Span& span : found)
        if (apart.isEmpty() || span.start >= apart.last().start + apart.last().length) apart << span;
    return apart;
}

}  // namespace kupets::model
