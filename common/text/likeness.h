// How alike two names are, for finding what is in the base twice: case, ё/е, punctuation, quotes, legal forms, the
// order of words, transliteration (Ромашка, Romashka) and small slips are taken away. Pure functions over UTF-8 that
// never fail; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kupets::text {

/// One word in the forms in which it is compared.
struct NameWord {
    enum class Kind : std::uint8_t { Letters, Number, Initial, Patronymic };
    std::string folded;
    std::string latin;  // sounds as Latin letters, so that both scripts meet: "Щербаков", "Shcherbakov"
    Kind kind = Kind::Letters;
    bool cyrillic = false;
};

enum class NameKind : std::uint8_t { Company, Person, Words };

/// A name taken apart once, to be compared many times.
struct Name {
    NameKind kind = NameKind::Words;
    std::vector<NameWord> words;  // without legal forms and words that say nothing ("фирма")
    std::string joined;           // Latin forms of all words, sorted and joined
    bool blank() const { return words.empty(); }
};

/// «ООО "Ромашка-Сервис"» → ромашка, сервис.
Name companyName(std::string_view typed);
/// "Иванов И.И." → иванов, и, и. Surname, name and patronymic stand in any order.
Name personName(std::string_view typed);
/// Of a thing: "Болт М8х40 DIN 933" → болт, м8, 40, din, 933.
Name thingName(std::string_view typed);
Name nameOf(NameKind kind, std::string_view typed);

/// Percent: 100 are the same but for what is taken away, 0 are others. Of one kind, or 0. Numbers must agree; initials
/// agree with names; first names that are known as different (Алёна, Елена), men's and women's forms of a surname
/// (Петров, Петрова) do not.
unsigned likeness(const Name& a, const Name& b);

/// Names that are alike have one of these in common, but for a few with two slips. For looking up and sorting into
/// blocks. At most some twenty are added.
void blockKeys(const Name& name, std::vector<std::uint64_t>& keys);

/// The same, one to six, for sorting what has something else in common already: no slip forgives a first sound.
void firstSounds(const Name& name, std::vector<std::uint64_t>& keys);

/// Sounds as Latin letters, the same for both scripts and the usual ways of transliteration: "Щукин" and "Shchukin".
std::string latinSounds(std::string_view word);
/// Other spellings in which the same word may stand in the base: itself folded, in Latin, in Cyrillic.
std::vector<std::string> spellingsOf(const NameWord& word);

/// How a code or a word is compared as a whole: folded, letters and digits alone, Cyrillic letters that look like Latin
/// ones as these. "г. Ростов-на-Дону" and "Ростов на Дону" are one.
std::string exactForm(std::string_view typed);

std::uint64_t hashOf(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace kupets::text
