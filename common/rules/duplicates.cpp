#include "common/rules/duplicates.h"

#include <algorithm>

#include "common/rules/values.h"
#include "common/text/fold.h"

namespace kupets::rules {
namespace {

using v1::DuplicateKey;

constexpr std::size_t kMostForms = 20;  // of a list
constexpr std::size_t kMostBlocks = 60;

text::NameKind kindOf(DuplicateKey::Likeness likeness) {
    if (likeness == DuplicateKey::COMPANY_NAME) return text::NameKind::Company;
    if (likeness == DuplicateKey::PERSON_NAME) return text::NameKind::Person;
    return text::NameKind::Words;
}

bool shareOne(const Texts& a, const Texts& b) {
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) return true;
        a[i] < b[j] ? ++i : ++j;
    }
    return false;
}

bool isText(v1::FieldType type) { return type == v1::TEXT || type == v1::LONG_TEXT || type == v1::ADDRESS; }

}  // namespace

Texts exactForms(const schema::Field& field, const Value& value) {
    Texts out;
    if (isBlank(value)) return out;
    if (const auto* items = std::get_if<Texts>(&value)) {
        for (const std::string& item : *items) {
            if (out.size() == kMostForms) break;
            out.push_back(field.type() == v1::PHONES ? item.substr(0, item.find(';')) : text::fold(item));
        }
    } else if (const auto* ids = std::get_if<Ids>(&value)) {
        for (const Uuid& id : *ids) out.push_back(id.text());
    } else if (const auto* id = std::get_if<Uuid>(&value)) {
        out.push_back(id->text());
    } else {
        out.push_back(isText(field.type()) ? text::exactForm(toText(value)) : toText(value));
    }
    std::erase(out, std::string());
    std::ranges::sort(out);
    const auto twice = std::ranges::unique(out);
    out.erase(twice.begin(), twice.end());
    return out;
}

Duplicates::Duplicates(const schema::Entity& entity, Which which, std::span<const schema::Field* const> without)
    : entity_(&entity) {
    for (const v1::DuplicateRule& def : entity.def().duplicate_rules()) {
        const bool forbids = def.action() == v1::DuplicateRule::FORBID;
        if (def.action() == v1::DuplicateRule::OFF || (which == Which::Forbidding && !forbids)) continue;
        Rule rule{&def, {}, false};
        for (const DuplicateKey& key : def.keys()) {
            const schema::Field* field = entity.field(key.field());
            if (field == nullptr || !field->isStored() || std::ranges::find(without, field) != without.end()) break;
            rule.keys.push_back({field, key.likeness(), key.blank_agrees(), 0});
        }
        // A rule whose field is gone holds no more.
        if (rule.keys.empty() || rule.keys.size() != static_cast<std::size_t>(def.keys_size())) continue;
        for (Key& key : rule.keys) {
            auto at = std::ranges::find(fields_, key.field);
            if (at == fields_.end()) at = fields_.insert(fields_.end(), key.field);
            const auto place = static_cast<std::size_t>(at - fields_.begin());
            const auto same = [&](const Source& source) {
                return source.field == place && source.likeness == key.likeness;
            };
            auto source = std::ranges::find_if(sources_, same);
            if (source == sources_.end()) source = sources_.insert(sources_.end(), {place, key.likeness});
            key.feature = static_cast<std::size_t>(source - sources_.begin());
        }
        rules_.push_back(std::move(rule));
    }
    markCovered();
}

void Duplicates::markCovered() {
    const auto firmExact = [](const Rule& rule) {
        std::vector<const schema::Field*> out;
        for (const Key& key : rule.keys) {
            if (!key.blankAgrees && key.likeness == DuplicateKey::EXACT) out.push_back(key.field);
        }
        std::ranges::sort(out);
        return out;
    };
    const auto firmNames = [](const Rule& rule) {
        return std::ranges::any_of(
            rule.keys, [](const Key& key) { return !key.blankAgrees && key.likeness != DuplicateKey::EXACT; });
    };
    for (Rule& rule : rules_) {
        const auto mine = firmExact(rule);
        for (const Rule& other : rules_) {
            const auto theirs = firmExact(other);
            if (&other == &rule || other.covered || theirs.empty() || firmNames(other)) continue;
            const bool twin = theirs == mine && !firmNames(rule);
            if (twin && &other > &rule) continue;
            rule.covered = rule.covered || std::ranges::includes(mine, theirs);
        }
    }
}

Duplicates::Record Duplicates::record(std::span<const Value> values) const {
    Record out(sources_.size());
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const Value& value = values[sources_[i].field];
        if (sources_[i].likeness == DuplicateKey::EXACT) {
            out[i].exact = exactForms(*fields_[sources_[i].field], value);
        } else if (const auto* typed = std::get_if<std::string>(&value)) {
            out[i].name = text::nameOf(kindOf(sources_[i].likeness), *typed);
        }
    }
    return out;
}

std::optional<unsigned> Duplicates::agree(const Rule& rule, const Record& a, const Record& b, Texts& fields) const {
    unsigned least = 100;
    bool any = false;
    for (const Key& key : rule.keys) {
        const Feature& x = a[key.feature];
        const Feature& y = b[key.feature];
        if (x.blank() || y.blank()) {
            if (!key.blankAgrees) return std::nullopt;
            continue;
        }
        if (key.likeness == DuplicateKey::EXACT) {
            if (!shareOne(x.exact, y.exact)) return std::nullopt;
        } else {
            const unsigned like = text::likeness(x.name, y.name);
            if (like < kAlike) return std::nullopt;
            least = std::min(least, like);
        }
        any = true;
        if (std::ranges::find(fields, key.field->name()) == fields.end()) fields.push_back(key.field->name());
    }
    if (!any) return std::nullopt;
    const unsigned sure = rule.def->confidence() == 0 ? 90 : rule.def->confidence();
    return sure * least / 100;
}

std::optional<Duplicates::Match> Duplicates::compare(const Record& a, const Record& b, unsigned least) const {
    std::optional<Match> best;
    for (const Rule& rule : rules_) {
        Texts fields;
        const auto sure = agree(rule, a, b, fields);
        if (!sure || *sure < least) continue;
        if (!best) best.emplace();
        if (*sure > best->confidence) {
            best->confidence = *sure;
            best->rule = &rule;
        }
        best->forbidden = best->forbidden || rule.forbids();
        for (std::string& field : fields) {
            if (std::ranges::find(best->fields, field) == best->fields.end()) best->fields.push_back(std::move(field));
        }
    }
    return best;
}

void Duplicates::blocks(const Record& record, std::vector<std::uint64_t>& out) const {
    const std::size_t before = out.size();
    for (const Rule& rule : rules_) {
        if (rule.covered) continue;
        std::vector<std::uint64_t> hashes{0};
        const Key* name = nullptr;
        bool blank = false;
        bool exact = false;
        for (const Key& key : rule.keys) {
            if (key.blankAgrees) continue;
            const Feature& feature = record[key.feature];
            blank = blank || feature.blank();
            if (key.likeness != DuplicateKey::EXACT) {
                if (name == nullptr) name = &key;
                continue;
            }
            exact = true;
            std::vector<std::uint64_t> more;
            const std::uint64_t seed = text::hashOf(key.field->name());
            for (const std::uint64_t hash : hashes) {
                for (const std::string& form : feature.exact) {
                    if (more.size() < kMostForms) more.push_back(text::hashOf(form, hash ^ seed));
                }
            }
            hashes = std::move(more);
        }
        if (blank) continue;
        std::vector<std::uint64_t> names;
        if (name != nullptr) {
            const text::Name& what = record[name->feature].name;
            exact ? text::firstSounds(what, names) : text::blockKeys(what, names);
        } else {
            names.push_back(0);
        }
        for (const std::uint64_t hash : hashes) {
            for (const std::uint64_t other : names) out.push_back(hash ^ other);
        }
    }
    const auto from = out.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(from, out.end());
    out.erase(std::unique(from, out.end()), out.end());
    if (out.size() > before + kMostBlocks) out.resize(before + kMostBlocks);
}

void Duplicates::exactKeys(const Record& record, std::vector<std::uint64_t>& out) const {
    for (const Rule& rule : rules_) {
        for (const Key& key : rule.keys) {
            if (key.likeness != DuplicateKey::EXACT || key.blankAgrees) continue;
            const std::uint64_t seed = text::hashOf(entity_->name() + "." + key.field->name());
            for (const std::string& form : record[key.feature].exact) out.push_back(text::hashOf(form, seed));
        }
    }
    std::ranges::sort(out);
    const auto twice = std::ranges::unique(out);
    out.erase(twice.begin(), twice.end());
}

Result<void> checkDuplicateRule(const v1::EntityDef& entity, const v1::DuplicateRule& rule) {
    const std::string where = "duplicate_rules." + rule.name();
    const auto wrong = [&where](const std::string& what) {
        return fail(ErrorCode::InvalidValue, {where, what}, where);
    };
    if (rule.keys().empty()) return wrong("there is no key");
    if (rule.keys_size() > 5) return fail(ErrorCode::LimitExceeded, {where, "5"}, where);
    if (rule.confidence() > 100) return wrong("the confidence is a percent");
    bool firm = false;
    for (const DuplicateKey& key : rule.keys()) {
        const auto field = std::ranges::find(entity.fields(), key.field(), &v1::FieldDef::name);
        if (field == entity.fields().end()) return wrong("no such field: " + key.field());
        if (field->type() == v1::FORMULA || field->type() == v1::FILE || field->type() == v1::AUTO_NUMBER)
            return wrong("cannot be compared: " + key.field());
        const bool text = field->type() == v1::TEXT || field->type() == v1::LONG_TEXT;
        if (key.likeness() != DuplicateKey::EXACT && !text) return wrong("only texts are alike: " + key.field());
        firm = firm || !key.blank_agrees();
    }
    if (!firm) return wrong("one key must be filled");
    return {};
}

}  // namespace kupets::rules
