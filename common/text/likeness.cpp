#include "common/text/likeness.h"

#include <algorithm>
#include <tuple>

#include "common/text/first_names.h"
#include "common/text/fold.h"
#include "common/text/spelling.h"

namespace kupets::text {
namespace {

using Kind = NameWord::Kind;

constexpr unsigned kSame = 100;
constexpr unsigned kOtherScript = 97;
constexpr unsigned kSlip = 92;
constexpr unsigned kTwoSlips = 85;
constexpr unsigned kInitial = 90;
constexpr unsigned kShorter = 95;   // a patronymic that one of them lacks
constexpr unsigned kTogether = 96;  // "Авто Мир", "Автомир"

/// The same two words, in the script of both or in Latin when these differ.
std::pair<std::string_view, std::string_view> comparable(const NameWord& a, const NameWord& b) {
    if (a.cyrillic == b.cyrillic) return {a.folded, b.folded};
    return {a.latin, b.latin};
}

bool sameFirstSound(const NameWord& a, const NameWord& b) {
    return !a.latin.empty() && !b.latin.empty() && a.latin.front() == b.latin.front();
}

/// How alike two words of letters are; a slip is forgiven in long ones only, and never in the first sound.
unsigned alike(const NameWord& a, const NameWord& b, std::size_t least) {
    if (a.folded == b.folded) return kSame;
    if (a.latin == b.latin) return a.latin.empty() ? 0 : kOtherScript;
    if (!sameFirstSound(a, b)) return 0;
    const auto [x, y] = comparable(a, b);
    const std::size_t shorter = std::min(length(x), length(y));
    if (shorter < least) return 0;
    const std::size_t most = shorter >= 10 ? 2 : 1;
    const std::size_t count = slips(x, y, most);
    if (count > most) return 0;
    return count == 1 ? kSlip : kTwoSlips;
}

/// Ivanov and Ivanova, Belskij and Belskaja.
bool otherSex(const NameWord& a, const NameWord& b) {
    const auto isPair = [](std::string_view man, std::string_view woman) {
        const bool stem = man.ends_with("ov") || man.ends_with("ev") || man.ends_with("in");
        if (stem && woman.size() == man.size() + 1 && woman.starts_with(man) && woman.ends_with('a')) return true;
        return man.ends_with("ski") && woman.ends_with("ska");
    };
    return isPair(a.latin, b.latin) || isPair(b.latin, a.latin);
}
bool otherSexOfFather(const NameWord& a, const NameWord& b) {
    return a.latin.ends_with("na") != b.latin.ends_with("na");
}

unsigned alikeOfPerson(const NameWord& a, const NameWord& b) {
    if (a.kind == Kind::Initial || b.kind == Kind::Initial)
        return sameFirstSound(a, b) ? (a.kind == b.kind ? kSame : kInitial) : 0;
    if ((a.kind == Kind::Patronymic) != (b.kind == Kind::Patronymic)) return 0;
    if (a.folded == b.folded) return kSame;
    if (a.kind == Kind::Patronymic) return otherSexOfFather(a, b) ? 0 : alike(a, b, 7);
    if (a.latin == b.latin) return kOtherScript;
    if (otherSex(a, b)) return 0;
    const std::string_view first = firstName(a.latin);
    const std::string_view second = firstName(b.latin);
    if (!first.empty() && !second.empty()) return first == second ? kOtherScript : 0;
    return alike(a, b, 5);
}

/// The best way to give each word of the shorter name a word of the longer one, the surest pairs first.
struct Pairing {
    unsigned least = kSame;
    std::size_t pairs = 0;
    std::size_t whole = 0;  // pairs of two written-out words
    std::vector<bool> usedA, usedB;
};
template <typename Alike>
Pairing pair(const Name& a, const Name& b, const Alike& alikeWords) {
    Pairing out;
    out.usedA.resize(a.words.size());
    out.usedB.resize(b.words.size());
    struct Candidate {
        unsigned likeness;
        std::size_t i, j;
    };
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < a.words.size(); ++i) {
        for (std::size_t j = 0; j < b.words.size(); ++j) {
            if (const unsigned like = alikeWords(a.words[i], b.words[j]); like > 0) all.push_back({like, i, j});
        }
    }
    std::ranges::sort(all, [](const Candidate& x, const Candidate& y) {
        return std::tie(y.likeness, x.i, x.j) < std::tie(x.likeness, y.i, y.j);
    });
    for (const Candidate& each : all) {
        if (out.usedA[each.i] || out.usedB[each.j]) continue;
        out.usedA[each.i] = out.usedB[each.j] = true;
        out.least = std::min(out.least, each.likeness);
        ++out.pairs;
        if (a.words[each.i].kind != Kind::Initial && b.words[each.j].kind != Kind::Initial) ++out.whole;
    }
    return out;
}

/// What is left over may be a patronymic or initials, on one side only.
bool mayLack(const Name& name, const std::vector<bool>& used) {
    for (std::size_t i = 0; i < name.words.size(); ++i) {
        if (used[i]) continue;
        // Three words are a whole name: what is no first name and no surname is a patronymic of another language.
        if (name.words[i].kind == Kind::Letters && name.words.size() < 3) return false;
        if (name.words[i].kind == Kind::Letters && (i != 2 || !firstName(name.words[i].latin).empty())) return false;
    }
    return true;
}

unsigned persons(const Name& a, const Name& b) {
    const Pairing pairs = pair(a, b, alikeOfPerson);
    const bool restA = pairs.pairs < a.words.size();
    const bool restB = pairs.pairs < b.words.size();
    if (restA && restB) return 0;
    if (restA && !mayLack(a, pairs.usedA)) return 0;
    if (restB && !mayLack(b, pairs.usedB)) return 0;
    // A surname must be among what agrees; a bare first name says little.
    if (pairs.whole == 0) return 0;
    if (pairs.pairs < 2) return a.words.size() == 1 && b.words.size() == 1 && pairs.least == kSame ? 60 : 0;
    return restA || restB ? std::min(pairs.least, kShorter) : pairs.least;
}

unsigned alikeOfThing(const NameWord& a, const NameWord& b) {
    if (a.kind != b.kind) return 0;
    if (a.kind == Kind::Number) return a.folded == b.folded ? kSame : 0;
    return alike(a, b, 6);
}

unsigned wholes(const Name& a, const Name& b, std::size_t leastAlone) {
    if (a.joined == b.joined && !a.joined.empty()) {
        // The same letters, cut into words in another way.
        if (a.words.size() != b.words.size()) return kTogether;
    }
    const Pairing pairs = pair(a, b, alikeOfThing);
    if (pairs.pairs < a.words.size() || pairs.pairs < b.words.size()) return 0;
    const bool alone = a.words.size() == 1 && pairs.least < kOtherScript;
    if (alone && length(a.words[0].folded) < leastAlone) return 0;
    return pairs.least;
}

/// "Автомир" and "Авто Мир": the words of one, in their order.
bool together(const Name& one, const Name& many) {
    if (one.words.size() != 1 || many.words.size() < 2) return false;
    std::string joined;
    for (const NameWord& word : many.words) {
        if (word.kind == Kind::Number) return false;
        joined += word.latin;
    }
    return latinSounds(joined) == one.words[0].latin;
}

std::string consonants(std::string_view latin) {
    std::string out;
    for (const char c : latin) {
        const bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
        if (!vowel && (out.empty() || out.back() != c)) out += c;
    }
    // Words of vowels alone.
    return out.empty() ? std::string(latin) : out;
}

void keysOfSkeleton(const std::string& skeleton, std::uint64_t seed, std::vector<std::uint64_t>& keys) {
    constexpr std::size_t kMost = 18;
    keys.push_back(hashOf(skeleton, seed));
    if (skeleton.size() < 3) return;
    for (std::size_t i = 1; i < std::min(skeleton.size(), kMost); ++i) {
        if (skeleton[i] == skeleton[i - 1]) continue;
        std::string less = skeleton;
        less.erase(i, 1);
        keys.push_back(hashOf(less, seed));
    }
}

}  // namespace

unsigned likeness(const Name& a, const Name& b) {
    if (a.kind != b.kind || a.blank() || b.blank()) return 0;
    switch (a.kind) {
        case NameKind::Person:
            return persons(a, b);
        case NameKind::Company:
            if (together(a, b) || together(b, a)) return kTogether;
            return wholes(a, b, 7);
        case NameKind::Words:
            break;
    }
    return wholes(a, b, 6);
}

void blockKeys(const Name& name, std::vector<std::uint64_t>& keys) {
    if (name.blank()) return;
    if (name.kind != NameKind::Person) {
        // Numbers must agree, and stand for themselves; the words go together without vowels, less one letter each
        // time.
        std::vector<std::string> words;
        std::vector<std::string> numbers;
        for (const NameWord& word : name.words) (word.kind == Kind::Number ? numbers : words).push_back(word.latin);
        std::ranges::sort(words);
        std::ranges::sort(numbers);
        std::string all;
        for (const std::string& word : words) all += consonants(word);
        std::uint64_t seed = static_cast<std::uint64_t>(name.kind) + 1;
        for (const std::string& number : numbers) seed = hashOf(number, seed);
        keysOfSkeleton(all, seed, keys);
        if (name.kind == NameKind::Company && words.size() > 1) {
            std::string inOrder;
            for (const NameWord& word : name.words) inOrder += word.kind == Kind::Number ? "" : word.latin;
            keys.push_back(hashOf(consonants(latinSounds(inOrder)), seed));
        }
        return;
    }
    // Whichever word is the surname, and the first sound of one of the others.
    const bool onlyGiven = std::ranges::none_of(
        name.words, [](const NameWord& word) { return word.kind == Kind::Letters && firstName(word.latin).empty(); });
    for (std::size_t i = 0; i < name.words.size() && i < 4; ++i) {
        const NameWord& word = name.words[i];
        if (word.kind != Kind::Letters) continue;
        if (!onlyGiven && !firstName(word.latin).empty()) continue;
        bool alone = true;
        for (std::size_t j = 0; j < name.words.size() && j < 4; ++j) {
            if (j == i || name.words[j].kind == Kind::Patronymic || name.words[j].latin.empty()) continue;
            alone = false;
            keysOfSkeleton(consonants(word.latin), static_cast<unsigned char>(name.words[j].latin.front()), keys);
        }
        if (alone) keys.push_back(hashOf(word.latin, 7));
    }
}

void firstSounds(const Name& name, std::vector<std::uint64_t>& keys) {
    std::string sounds;
    for (const NameWord& word : name.words) {
        if (word.latin.empty() || sounds.size() == 4) continue;
        if (name.kind != NameKind::Person || word.kind != Kind::Patronymic) sounds += word.latin.front();
    }
    std::ranges::sort(sounds);
    // "Авто Мир" is one word as well: the first of all is all that is sure.
    if (name.kind != NameKind::Person || sounds.size() < 2) {
        if (!sounds.empty()) keys.push_back(hashOf(sounds.substr(0, 1)));
        return;
    }
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        for (std::size_t j = i + 1; j < sounds.size(); ++j) keys.push_back(hashOf(std::string{sounds[i], sounds[j]}));
    }
}

}  // namespace kupets::text
