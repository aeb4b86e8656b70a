#include "server/modules/imports/references.h"

#include <algorithm>

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
    std::vector<std::string> texts;
    bool wanted = false;         // some row refers to it
    std::uint32_t inFile = 0;    // rows of the file that have this key themselves
    Uuid rowId;                  // of the first of them
    Uuid id;                     // what a reference leads to, once resolved
    std::optional<Error> error;  // why it leads nowhere
};

struct References::Directory {
    const schema::Entity* target = nullptr;
    std::vector<const schema::Field*> keys;
    std::vector<Directory*> nested;  // by key; null for one that is no reference
    std::vector<const PlainColumn*>
        own;  // the columns in which a row of the file has these keys itself; empty: it has not
    std::unordered_map<std::string, Entry> entries;

    const Entry* find(const std::vector<std::string>& texts) const {
        const auto found = entries.find(joined(texts));
        return found == entries.end() ? nullptr : &found->second;
    }
};

References::References(const Mapping& mapping, bool createMissing) : mapping_(mapping), createMissing_(createMissing) {
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

void References::want(Directory& directory, const std::vector<std::string>& texts) {
    Entry& entry = directory.entries[joined(texts)];
    if (entry.wanted) return;
    entry.wanted = true;
    entry.texts = texts;
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
        Entry& entry = directory->entries[joined(texts)];
        if (entry.inFile++ == 0) {
            entry.rowId = Uuid::make();
            entry.texts = texts;
        }
    }
}

awaitable<Result<void>> References::resolve(const LookUp& lookUp, const records::Actor& actor) {
    for (const auto& directory : directories_) {
        auto done = co_await resolveOne(*directory, lookUp, actor);
        if (!done) co_return done;
    }
    co_return Result<void>();
}

/// The value to look for, in the gate's normal form where the actor may write it (then that is how it is stored).
Result<Value> References::keyPart(const Directory& directory, std::size_t part, const std::string& text,
                                  const records::Actor& actor) const {
    if (const Directory* nested = directory.nested[part]) {
        auto id = idBy(*nested, {text});
        if (!id) return std::unexpected(std::move(id.error()));
        return Value(*id);
    }
    const schema::Field& field = *directory.keys[part];
    auto value = cellValue(field, text, CellFormat{});
    if (!value) return value;
    records::Change probe{records::Kind::Update, directory.target, {}, 0, {{&field, *value}}};
    auto normal = records::prepare(probe, actor, records::Origin::Import);
    if (normal) return std::move(probe.fields[0].second);
    if (normal.error().code == ErrorCode::ReadOnly || normal.error().code == ErrorCode::UnknownField) {
        if (auto* plain = std::get_if<std::string>(&*value)) *plain = text::tidy(*plain);
        return value;
    }
    return std::unexpected(std::move(normal.error()));
}

awaitable<Result<void>> References::resolveOne(Directory& directory, const LookUp& lookUp,
                                               const records::Actor& actor) {
    std::vector<Entry*> entries;
    std::vector<Key> keys;
    for (auto& [text, entry] : directory.entries) {
        if (!entry.wanted && (entry.inFile == 0 || mapping_.match.empty())) continue;
        Key key;
        for (std::size_t i = 0; i < directory.keys.size() && !entry.error; ++i) {
            auto part = keyPart(directory, i, entry.texts[i], actor);
            if (part)
                key.push_back(std::move(*part));
            else
                entry.error = std::move(part.error());
        }
        if (entry.error) continue;
        entries.push_back(&entry);
        keys.push_back(std::move(key));
    }
    auto matches = co_await lookUp.find(*directory.target, directory.keys, keys);
    if (!matches) co_return std::unexpected(std::move(matches.error()));
    std::vector<records::Change> missing;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto match = matches->find(keyText(keys[i]));
        decide(directory, *entries[i], match == matches->end() ? nullptr : &match->second, keys[i], actor, missing);
    }
    if (missing.empty()) co_return Result<void>();
    made_[directory.target->name()] += missing.size();
    auto written = co_await lookUp.writer.write(std::move(missing), lookUp.deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    co_return Result<void>();
}

/// A record that is there, one that the file brings, or a new one.
void References::decide(const Directory& directory, Entry& entry, const Match* match, const Key& key,
                        const records::Actor& actor, std::vector<records::Change>& missing) {
    const bool matching = !mapping_.match.empty();
    if (match != nullptr && (matching || entry.inFile == 0)) {
        if (match->count == 1)
            entry.id = match->id;
        else
            entry.error = Error(ErrorCode::Ambiguous, {spoken(entry.texts), std::to_string(match->count)});
    } else if (entry.inFile == 1 || (entry.inFile > 1 && matching)) {
        entry.id = entry.rowId;
    } else if (entry.inFile > 1) {
        entry.error = Error(ErrorCode::Ambiguous, {spoken(entry.texts), std::to_string(entry.inFile)});
    } else if (!createMissing_ ||
               std::ranges::any_of(directory.keys, [](const auto* field) { return field->name() == "id"; })) {
        entry.error = Error(ErrorCode::NotFound, {spoken(entry.texts), directory.target->name()});
    } else {
        records::Change change{records::Kind::Create, directory.target, Uuid::make(), 0, {}};
        for (std::size_t i = 0; i < directory.keys.size(); ++i) change.fields.emplace_back(directory.keys[i], key[i]);
        entry.id = change.id;
        if (auto fine = records::prepare(change, actor, records::Origin::Import); fine)
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
        const auto found = texts.empty() ? directory->entries.end() : directory->entries.find(joined(texts));
        if (found == directory->entries.end()) continue;
        Entry& entry = found->second;
        if (entry.error || entry.id != entry.rowId || entry.rowId.isNil()) continue;
        entry.error = Error(ErrorCode::NotFound, {spoken(texts), directory->target->name()});
        news = true;
    }
    return news;
}

}  // namespace kupets::imports
