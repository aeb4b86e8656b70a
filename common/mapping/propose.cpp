#include "common/mapping/propose.h"

#include <algorithm>
#include <set>

#include "common/mapping/headers.h"
#include "common/mapping/words.h"

namespace kupets::mapping {
namespace {

constexpr int kSame = 100;      // called as the field is
constexpr int kWord = 96;       // called by a word for it
constexpr int kAmong = 62;      // a word for it stands among others
constexpr int kByContent = 58;  // called otherwise, looks so
constexpr int kLeast = 50;
constexpr int kQualified = 12;  // the header says of which record
constexpr int kNear = 6;        // stands behind the name of its record
constexpr int kEarlier = 1;     // between equals: the earlier part

/// How the look of a column speaks for a type: above 0 for, below against it.
int fits(v1::FieldType type, Looks looks) {
    if (looks == Looks::Empty) return 0;
    const auto among = [looks](std::initializer_list<Looks> good, int otherwise) {
        return std::ranges::find(good, looks) != good.end() ? 12 : otherwise;
    };
    switch (type) {
        case v1::PHONES:
            return among({Looks::Phone}, looks == Looks::Integer || looks == Looks::Text ? -30 : -60);
        case v1::EMAILS:
            return among({Looks::Email}, -55);
        case v1::INN:
            return among({Looks::Inn}, looks == Looks::Integer || looks == Looks::Text ? -20 : -60);
        case v1::OGRN:
            return among({Looks::Ogrn}, looks == Looks::Integer ? -20 : -60);
        case v1::KPP:
            return among({Looks::Integer}, -20);
        case v1::DATE:
        case v1::DATE_TIME:
            return among({Looks::Date, Looks::DateTime}, -55);
        case v1::MONEY:
            return among({Looks::Money, Looks::Decimal, Looks::Integer}, -50);
        case v1::INTEGER:
            return among({Looks::Integer}, looks == Looks::Decimal ? -10 : -50);
        case v1::DECIMAL:
            return among({Looks::Decimal, Looks::Integer}, -50);
        case v1::PERCENT:
            return among({Looks::Percent, Looks::Decimal, Looks::Integer}, -50);
        case v1::BOOLEAN:
            return among({Looks::Boolean}, -40);
        case v1::DURATION:
            return looks == Looks::Phone || looks == Looks::Email ? -60 : 0;
        case v1::URL:
            return among({Looks::Url}, looks == Looks::Text ? 0 : -50);
        case v1::CHOICE:
        case v1::MULTI_CHOICE:
        case v1::REFERENCE:
        case v1::USER:
        case v1::TEXT:
            return among({Looks::Text, Looks::CompanyName, Looks::PersonName, Looks::LongText},
                         looks == Looks::Integer || looks == Looks::Inn ? -6 : -50);
        default:
            return 0;
    }
}

/// Without a number behind: "телефон 2".
std::string_view withoutNumber(std::string_view plain) {
    const std::size_t space = plain.rfind(' ');
    const bool number = space != std::string_view::npos && space + 1 < plain.size() &&
                        plain.find_first_not_of("0123456789", space + 1) == std::string_view::npos;
    return number ? plain.substr(0, space) : plain;
}

bool standsIn(std::string_view plain, std::string_view words) {
    const std::string within = " " + std::string(plain) + " ";
    return within.find(" " + std::string(words) + " ") != std::string::npos;
}

/// "телефон контакта" without "контакта"; nothing when it does not say so, or says nothing else.
std::optional<std::string> withoutEntity(std::string_view plain, std::string_view entity) {
    for (const std::string_view word : wordsOfEntity(entity)) {
        if (!standsIn(plain, word) || plain == word) continue;
        std::string rest = " " + std::string(plain) + " ";
        rest.replace(rest.find(" " + std::string(word) + " "), word.size() + 2, " ");
        const std::size_t first = rest.find_first_not_of(' ');
        if (first == std::string::npos) continue;
        return rest.substr(first, rest.find_last_not_of(' ') - first + 1);
    }
    return std::nullopt;
}

int likeness(std::string_view plain, const schema::Field& field) {
    for (const std::string& own : {field.def.label().ru(), field.def.label().en(), field.name()})
        if (plain == plainHeader(own)) return kSame;
    int best = 0;
    for (const std::string_view word : wordsFor(field.owner->name(), field.name())) {
        if (plain == word) return kWord;
        if (word.size() > 4 && standsIn(plain, word))
            best = std::max(best, kAmong + static_cast<int>(20 * word.size() / plain.size()));
    }
    return best;
}

/// What a column that says nothing by its name may be.
bool meansByContent(const schema::Field& field, Looks looks) {
    const bool title = field.owner && &field.owner->titleField() == &field;
    switch (looks) {
        case Looks::Phone:
            return field.type() == v1::PHONES;
        case Looks::Email:
            return field.type() == v1::EMAILS;
        case Looks::Inn:
            return field.type() == v1::INN;
        case Looks::Ogrn:
            return field.type() == v1::OGRN;
        case Looks::Url:
            return field.name() == "website";
        case Looks::PersonName:
            return title && (field.owner->name() == "contact" || field.owner->name() == "user");
        case Looks::CompanyName:
            return title && field.owner->name() == "company";
        default:
            return false;
    }
}

struct Candidate {
    std::size_t column = 0;
    Target target;
    bool shared = false;  // several columns may go there
};

struct Facts {
    std::string plain;
    Looks looks = Looks::Empty;
};

/// The parts of a person's name, in the order in which they are written.
int nameOrder(std::string_view plain) {
    for (const char* word : {"фамилия", "last name", "surname", "family name"})
        if (plain == word) return 1;
    for (const char* word : {"имя", "first name", "given name"})
        if (plain == word) return 2;
    for (const char* word : {"отчество", "middle name", "patronymic"})
        if (plain == word) return 3;
    return 0;
}

class Proposer {
public:
    Proposer(std::span<const Part> parts, std::span<const Column> columns) : parts_(parts) {
        for (const Column& column : columns)
            facts_.push_back({std::string(withoutNumber(plainHeader(column.header))), looksOf(column.cells)});
        namesInParts_ = std::ranges::any_of(facts_, [](const Facts& facts) { return nameOrder(facts.plain) == 1; });
    }

    std::vector<std::optional<Target>> run() {
        for (std::size_t column = 0; column < facts_.size(); ++column)
            for (std::size_t part = 0; part < parts_.size(); ++part) collect(column, part);
        favourNeighbours();
        std::ranges::stable_sort(found_, std::ranges::greater{}, [](const Candidate& c) { return c.target.score; });
        std::vector<std::optional<Target>> out(facts_.size());
        std::set<std::pair<std::size_t, std::string>> taken;
        for (const Candidate& candidate : found_) {
            if (candidate.target.score < kLeast || out[candidate.column]) continue;
            if (!taken.emplace(candidate.target.part, candidate.target.path).second && !candidate.shared) continue;
            out[candidate.column] = candidate.target;
        }
        return out;
    }

private:
    bool isLinked(const Part& part, std::string_view field) const {
        return std::ranges::any_of(part.links, [field](const Part::Link& link) { return link.field == field; });
    }

    void collect(std::size_t column, std::size_t partAt) {
        const Part& part = parts_[partAt];
        for (const auto& field : part.entity->fields()) {
            if (!isFillable(*field) || isLinked(part, field->name())) continue;
            consider(column, partAt, *field, {});
            if (!field->isReference() || field->type() == v1::USER) continue;
            // «ИНН компании» of a contact: the reference is found by that.
            for (const auto& finder : field->target->fields())
                if (finder->type() == v1::INN) consider(column, partAt, *finder, field.get());
        }
        considerNameParts(column, partAt);
    }

    void consider(std::size_t column, std::size_t partAt, const schema::Field& field, const schema::Field* through) {
        const Facts& facts = facts_[column];
        const std::string& entity = parts_[partAt].entity->name();
        int score = likeness(facts.plain, field);
        if (const auto rest = withoutEntity(facts.plain, through ? through->target->name() : entity))
            if (const int qualified = likeness(*rest, field); qualified >= kWord)
                score = std::max(score, qualified + kQualified);
        if (!through && field.isReference())
            if (const auto rest = withoutEntity(facts.plain, field.target->name()))
                if (likeness(*rest, field.target->titleField()) >= kWord) score = std::max(score, kSame);
        if (score > 0 && saysOther(facts.plain, partAt)) score -= 30;
        if (score == 0 && meansByContent(field, facts.looks)) score = kByContent;
        if (score == 0) return;
        score += fits(field.type(), facts.looks);
        if (through) score -= 25;
        const bool list = field.type() == v1::PHONES || field.type() == v1::EMAILS;
        found_.push_back({column,
                          {partAt, through ? through->name() + "." + field.name() : field.name(),
                           score - kEarlier * static_cast<int>(partAt), 0},
                          list && !through});
    }

    /// "Фамилия", "Имя", "Отчество" are one field.
    void considerNameParts(std::size_t column, std::size_t partAt) {
        const int order = nameOrder(facts_[column].plain);
        const schema::Entity& entity = *parts_[partAt].entity;
        const bool person = entity.name() == "contact" || entity.name() == "user" || entity.name() == "lead";
        if (order == 0 || !person || !namesInParts_) return;
        const schema::Field& title = entity.titleField();
        found_.push_back({column, {partAt, title.name(), kSame + 20, order}, true});
    }

    /// The header names another of the parts: "телефон контакта" is not the company's.
    bool saysOther(std::string_view plain, std::size_t partAt) const {
        const std::string& own = parts_[partAt].entity->name();
        if (withoutEntity(plain, own)) return false;
        return std::ranges::any_of(parts_, [&](const Part& part) {
            return part.entity->name() != own && withoutEntity(plain, part.entity->name()).has_value();
        });
    }

    /// Columns behind the name of a record are about it until the next one's name comes.
    void favourNeighbours() {
        if (parts_.size() < 2) return;
        std::vector<std::optional<std::size_t>> anchor(facts_.size());
        std::vector<int> best(facts_.size(), 0);
        for (const Candidate& candidate : found_) {
            const schema::Entity& entity = *parts_[candidate.target.part].entity;
            if (candidate.target.path != entity.titleField().name() || candidate.target.score < kWord) continue;
            if (candidate.target.score <= best[candidate.column]) continue;
            best[candidate.column] = candidate.target.score;
            anchor[candidate.column] = candidate.target.part;
        }
        for (std::size_t at = 1; at < anchor.size(); ++at)
            if (!anchor[at]) anchor[at] = anchor[at - 1];
        for (Candidate& candidate : found_)
            if (anchor[candidate.column] == candidate.target.part) candidate.target.score += kNear;
    }

    std::span<const Part> parts_;
    std::vector<Facts> facts_;
    bool namesInParts_ = false;
    std::vector<Candidate> found_;
};

}  // namespace

bool isFillable(const schema::Field& field) {
    return field.isStored() && !field.system && !field.def.read_only() && field.type() != v1::FILE;
}

bool isFinder(const schema::Field& field) {
    if (field.system || !field.isStored()) return false;
    switch (field.type()) {
        case v1::TEXT:
        case v1::INN:
        case v1::KPP:
        case v1::OGRN:
        case v1::PHONES:
        case v1::EMAILS:
        case v1::AUTO_NUMBER:
        case v1::URL:
        case v1::INTEGER:
        case v1::CHOICE:
        case v1::REFERENCE:
            return true;
        default:
            return false;
    }
}

std::vector<std::optional<Target>> propose(std::span<const Part> parts, std::span<const Column> columns) {
    return Proposer(parts, columns).run();
}

}  // namespace kupets::mapping
