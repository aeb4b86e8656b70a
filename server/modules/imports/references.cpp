#include "server/modules/imports/references.h"

#include <algorithm>

#include "common/rules/standards.h"
#include "common/text/fold.h"

namespace kupets::imports {

namespace {

constexpr char kBetween = '\x1f';

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) {
        out += text;
        out += kBetween;
    }
    return out;
}

/// For people: the parts of a key, one after another.
std::string spoken(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
    return out;
}

}  // namespace

struct References::Entry {
    std::vector<std::string> texts;  // as they are written first
    std::vector<Value> values;       // of the keys, as they are stored; of nested ones not
    rules::FieldValues beside;       // what else the texts say: the legal form
    std::string name;                // of all that may be the same but for what stands beside
    bool wanted = false;             // some row refers to it
    std::uint32_t inFile = 0;        // rows of the file that have this key themselves
    Uuid rowId;                      // of the first of them
    Uuid id;                         // what a reference leads to, once resolved
    std::optional<Error> error;      // why it leads nowhere
};

struct References::Directory {
    const schema::Entity* target = nullptr;
    std::vector<const schema::Field*> keys;
    std::vector<Directory*> nested;  // by key; null for one that is no reference
    std::vector<const PlainColumn*>
        own;  // the columns in which a row of the file has these keys itself; empty: it has not
    std::unordered_map<std::string, Entry> entries;   // by what they say
    std::unordered_map<std::string, Entry*> byTexts;  // by how they are written
    std::unordered_map<std::string, std::vector<Entry*>> byName;

    Entry* find(const std::vector<std::string>& texts) const {
        const auto found = byTexts.find(joined(texts));
        return found == byTexts.end() ? nullptr : found->second;
    }
    /// The one other that it may be: one of both does not say which form it has. Null when there are several.
    const Entry* twin(const Entry& entry, const auto& counts) const {
        const Entry* twin = nullptr;
        for (const Entry* other : byName.at(entry.name)) {
            const bool may = other->beside.empty() || entry.beside.empty();
            if (other == &entry || !may || !counts(*other)) continue;
            if (twin != nullptr) return nullptr;
            twin = other;
        }
        return twin;
    }
};

References::References(const Mapping& mapping, const records::Actor& actor, bool createMissing)
    : mapping_(mapping), actor_(actor), createMissing_(createMissing) {
    for (const ReferenceColumn& column : mapping.references) {
        std::vector<const schema::Field*> keys;
        for (const auto& part : column.parts) keys.push_back(part.key);
        byField_[column.field] = &directoryFor(*column.field->target, std::move(keys));
    }
}
References::~References() = default;

References::Directory& References::directoryFor(const schema::Entity& target, std::vector<const schema::Field*> keys) {
    for (const auto& known : directories_) {
        if (known->target == &target && known->keys == keys) return *known;
    }
    auto made = std::make_unique<Directory>();
    made->target = &target;
    for (const schema::Field* key : keys) {
        made->nested.push_back(key->target == nullptr ? nullptr
                                                      : &directoryFor(*key->target, {&key->target->titleField()}));
    }
    if (&target == mapping_.entity) {
        for (const schema::Field* key : keys) {
            const auto column = std::ranges::find(mapping_.plain, key, &PlainColumn::field);
            if (column != mapping_.plain.end()) made->own.push_back(&*column);
        }
        if (made->own.size() != keys.size()) made->own.clear();
    }
    made->keys = std::move(keys);
    directories_.push_back(std::move(made));
    return *directories_.back();
}

/// What the texts say; each way of writing is looked at once.
References::Entry& References::entryFor(Directory& directory, const std::vector<std::string>& texts) {
    Entry*& known = directory.byTexts[joined(texts)];
    if (known != nullptr) return *known;
    Entry made;
    made.texts = texts;
    made.values.resize(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) normalise(directory, i, made);
    std::string whole = made.name;
    for (const auto& [field, value] : made.beside) whole += field->name() + kBetween + toText(value) + kBetween;
    const auto [entry, fresh] = directory.entries.emplace(std::move(whole), std::move(made));
    known = &entry->second;
    if (fresh) directory.byName[known->name].push_back(known);
    return *known;
}

/// The value to look for, in the gate's normal form where the actor may write it (then that is how it is stored).
void References::normalise(Directory& directory, std::size_t part, Entry& entry) {
    const std::string& text = entry.texts[part];
    if (Directory* nested = directory.nested[part]) {
        entry.name += entryFor(*nested, {text}).name + kBetween;
        return;
    }
    const schema::Field& field = *directory.keys[part];
    auto value = cellValue(field, text, CellFormat{});
    if (value) {
        records::Change probe{records::Kind::Update, directory.target, {}, 0, {{&field, *value}}};
        auto normal = records::prepare(probe, actor_, records::Origin::Import);
        if (normal) {
            value = std::move(probe.fields.front().second);
            for (std::size_t i = 1; i < probe.fields.size(); ++i) {
                const bool key = std::ranges::find(directory.keys, probe.fields[i].first) != directory.keys.end();
                if (!key) entry.beside.push_back(std::move(probe.fields[i]));
            }
        } else if (normal.error().code == ErrorCode::ReadOnly || normal.error().code == ErrorCode::UnknownField) {
            if (auto* plain = std::get_if<std::string>(&*value)) *plain = text::tidy(*plain);
        } else {
            value = std::unexpected(std::move(normal.error()));
        }
    }
    entry.name += (value ? imports::keyText(*value) : text) + kBetween;
    if (value)
        entry.values[part] = std::move(*value);
    else
        entry.error = std::move(value.error());
}

void References::want(Directory& directory, const std::vector<std::string>& texts) {
    Entry& entry = entryFor(directory, texts);
    if (entry.wanted) return;
    entry.wanted = true;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (directory.nested[i] != nullptr) want(*directory.nested[i], {texts[i]});
    }
}

std::vector<std::string> References::ownTexts(const Directory& directory, const sheet::Row& row) const {
    std::vector<std::string> texts;
    for (const PlainColumn* column : directory.own) texts.emplace_back(mapping_.textOf(*column, row));
    const bool blank = std::ranges::any_of(texts, [](const std::string& text) { return text.empty(); });
    return blank ? std::vector<std::string>() : texts;
}

void References::collect(const sheet::Row& row) {
    for (const ReferenceColumn& column : mapping_.references) {
        Directory& directory = *byField_.at(column.field);
        std::vector<std::string> texts;
        for (const auto& part : column.parts) texts.emplace_back(mapping_.textOf(part.input, row));
        if (column.several) {
            for (const auto& item : cellItems(texts[0])) want(directory, {item});
        } else if (std::ranges::none_of(texts, [](const std::string& text) { return text.empty(); })) {
            want(directory, texts);
        }
    }
    for (const auto& directory : directories_) {
        const auto texts = ownTexts(*directory, row);
        if (texts.empty()) continue;
        Entry& entry = entryFor(*directory, texts);
        if (entry.inFile++ == 0) entry.rowId = Uuid::make();
    }
}

awaitable<Result<void>> References::resolve(const LookUp& lookUp) {
    for (const auto& directory : directories_) {
        auto done = co_await resolveOne(*directory, lookUp);
        if (!done) co_return done;
    }
    co_return Result<void>();
}

/// Nothing when it leads nowhere.
std::optional<Key> References::keyOf(const Directory& directory, Entry& entry) const {
    Key key = entry.values;
    for (std::size_t i = 0; i < key.size() && !entry.error; ++i) {
        if (directory.nested[i] == nullptr) continue;
        auto id = idBy(*directory.nested[i], {entry.texts[i]});
        if (id)
            key[i] = *id;
        else
            entry.error = std::move(id.error());
    }
    if (entry.error) return std::nullopt;
    return key;
}

awaitable<Result<void>> References::resolveOne(Directory& directory, const LookUp& lookUp) {
    std::vector<Entry*> entries;
    std::vector<Key> keys;
    for (auto& [text, entry] : directory.entries) {
        if (!entry.wanted && (entry.inFile == 0 || mapping_.match.empty())) continue;
        auto key = keyOf(directory, entry);
        if (!key) continue;
        entries.push_back(&entry);
        entry.values = *key;
        keys.push_back(std::move(*key));
    }
    auto matches = co_await lookUp.find(*directory.target, directory.keys, std::move(keys));
    if (!matches) co_return std::unexpected(std::move(matches.error()));
    // Those that say more go first, so that others can lead to what is made for them.
    std::ranges::stable_sort(entries, {}, [](const Entry* entry) { return entry->beside.empty(); });
    std::vector<records::Change> missing;
    for (Entry* entry : entries) {
        const auto match = matches->find(imports::keyText(entry->values));
        decide(directory, *entry, match == matches->end() ? nullptr : &match->second, missing);
    }
    if (missing.empty()) co_return Result<void>();
    made_[directory.target->name()] += missing.size();
    auto written = co_await lookUp.writer.write(std::move(missing), lookUp.deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    co_return Result<void>();
}

/// A record that is there, one that the file brings, or a new one.
void References::decide(const Directory& directory, Entry& entry, const Match* match,
                        std::vector<records::Change>& missing) {
    const bool matching = !mapping_.match.empty();
    const Entry* of = &entry;
    if (of->inFile == 0) {
        const Entry* twin = directory.twin(entry, [](const Entry& other) { return other.inFile > 0; });
        if (twin != nullptr) of = twin;
    }
    if (match != nullptr && (matching || of->inFile == 0)) {
        if (match->count == 1)
            entry.id = match->id;
        else
            entry.error = Error(ErrorCode::Ambiguous, {spoken(entry.texts), std::to_string(match->count)});
    } else if (of->inFile == 1 || (of->inFile > 1 && matching)) {
        entry.id = of->rowId;
    } else if (of->inFile > 1) {
        entry.error = Error(ErrorCode::Ambiguous, {spoken(entry.texts), std::to_string(of->inFile)});
    } else if (!createMissing_ ||
               std::ranges::any_of(directory.keys, [](const auto* field) { return field->name() == "id"; })) {
        entry.error = Error(ErrorCode::NotFound, {spoken(entry.texts), directory.target->name()});
    } else if (const Entry* made = directory.twin(entry, [](const Entry& other) { return !other.id.isNil(); })) {
        entry.id = made->id;
    } else {
        records::Change change{records::Kind::Create, directory.target, Uuid::make(), 0, {}};
        for (std::size_t i = 0; i < directory.keys.size(); ++i)
            change.fields.emplace_back(directory.keys[i], entry.values[i]);
        change.fields.insert(change.fields.end(), entry.beside.begin(), entry.beside.end());
        entry.id = change.id;
        if (auto fine = records::prepare(change, actor_, records::Origin::Import); fine)
            missing.push_back(std::move(change));
        else
            entry.error = std::move(fine.error()).within(directory.target->name());
    }
}

Result<Uuid> References::idBy(const Directory& directory, const std::vector<std::string>& texts) const {
    const Entry* entry = directory.find(texts);
    if (entry == nullptr) return fail(ErrorCode::NotFound, {spoken(texts), directory.target->name()});
    if (entry->error) return std::unexpected(*entry->error);
    return entry->id;
}

Result<std::optional<Value>> References::valueOf(const ReferenceColumn& column, const sheet::Row& row) const {
    const Directory& directory = *byField_.at(column.field);
    std::vector<std::string> texts;
    bool someCell = false;
    for (const auto& part : column.parts) {
        texts.emplace_back(mapping_.textOf(part.input, row));
        someCell = someCell || (!part.input.constant && !texts.back().empty());
    }
    const bool onlyConstants = std::ranges::all_of(column.parts, [](const auto& part) { return part.input.constant; });
    if (!someCell && !onlyConstants) return std::nullopt;
    if (column.several) {
        Ids ids;
        for (const auto& item : cellItems(texts[0])) {
            auto id = idBy(directory, {item});
            if (!id) return std::unexpected(std::move(id.error()));
            ids.push_back(*id);
        }
        return Value(std::move(ids));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].empty()) return fail(ErrorCode::Required, {}, column.parts[i].key->name());
    }
    auto id = idBy(directory, texts);
    if (!id) return std::unexpected(std::move(id.error()));
    return Value(*id);
}

std::optional<Uuid> References::idOf(const sheet::Row& row) const {
    for (const auto& directory : directories_) {
        const auto texts = ownTexts(*directory, row);
        const Entry* entry = texts.empty() ? nullptr : directory->find(texts);
        if (entry != nullptr && (entry->inFile == 1 || !mapping_.match.empty())) return entry->rowId;
    }
    return std::nullopt;
}

bool References::refersToFile() const { return std::ranges::any_of(mapping_.references, &ReferenceColumn::self); }

bool References::markBad(const sheet::Row& row) {
    bool news = false;
    for (const auto& directory : directories_) {
        const auto texts = ownTexts(*directory, row);
        const Entry* own = texts.empty() ? nullptr : directory->find(texts);
        if (own == nullptr || own->rowId.isNil()) continue;
        // Others may lead to it under its name.
        for (Entry* entry : directory->byName.at(own->name)) {
            if (entry->error || entry->id != own->rowId) continue;
            entry->error = Error(ErrorCode::NotFound, {spoken(texts), directory->target->name()});
            news = true;
        }
    }
    return news;
}

}  // namespace kupets::imports
