#include "server/modules/imports/batch.h"

#include <algorithm>
#include <set>

#include "common/rules/values.h"

namespace kupets::imports {

namespace {

bool same(const Value& a, const Value& b) {
    if (rules::isBlank(a) || rules::isBlank(b)) return rules::isBlank(a) && rules::isBlank(b);
    return a == b;
}

/// Whoever brings another telephone of a client does not mean that the ones that are there are wrong.
Value united(const schema::Field& field, const Value& before, const Value& said) {
    if (field.type() != v1::PHONES && field.type() != v1::EMAILS) return said;
    const auto* there = std::get_if<Texts>(&before);
    const auto* more = std::get_if<Texts>(&said);
    if (there == nullptr || more == nullptr) return said;
    Texts all = *there;
    for (const std::string& item : *more) {
        if (std::ranges::find(all, item) == all.end()) all.push_back(item);
    }
    return all;
}

bool onlyIfEmpty(const Mapping& mapping, const schema::Field* field) {
    const auto plain = std::ranges::find(mapping.plain, field, &PlainColumn::field);
    if (plain != mapping.plain.end()) return plain->onlyIfEmpty;
    const auto reference = std::ranges::find(mapping.references, field, &ReferenceColumn::field);
    return reference != mapping.references.end() && reference->onlyIfEmpty;
}

}  // namespace

awaitable<Result<void>> Batch::match(const LookUp& lookUp) {
    for (std::size_t part = 0; part < sheet_.parts.size(); ++part) {
        auto done = co_await matchPart(sheet_, part, rows_, lookUp, currents_);
        if (!done) co_return done;
        for (const PlainColumn& column : sheet_.parts[part].mapping->plain) {
            if (!column.field->def.unique()) continue;
            if (auto fine = co_await checkUnique(part, *column.field, lookUp); !fine) co_return fine;
        }
    }
    gather();
    co_return Result<void>();
}

/// The database would refuse a value that is taken too, but not say which row brought it.
awaitable<Result<void>> Batch::checkUnique(std::size_t part, const schema::Field& field, const LookUp& lookUp) {
    const std::vector<const schema::Field*> fields{&field};
    const auto keyAt = [&](const PlannedRow& row) {
        const PlannedRecord& record = row.records[part];
        const bool written = record.fate == Fate::Create || record.fate == Fate::Update;
        return row.bad() || !written ? std::nullopt : keyOf(record.change, fields);
    };
    std::vector<Key> keys;
    for (const PlannedRow& row : rows_) {
        if (auto key = keyAt(row)) keys.push_back(std::move(*key));
    }
    auto matches = co_await lookUp.find(*sheet_.parts[part].mapping->entity, fields, std::move(keys));
    if (!matches) co_return std::unexpected(std::move(matches.error()));
    auto& taken = taken_[&field];
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto key = keyAt(rows_[i]);
        if (!key) continue;
        const records::Prepared& change = rows_[i].records[part].change;
        const std::string text = keyText(*key);
        const auto there = matches->find(text);
        const auto [known, fresh] = taken.emplace(text, change->id);
        if ((there != matches->end() && there->second.id != change->id) || (!fresh && known->second != change->id))
            refuse(i, part, change, Error(ErrorCode::AlreadyExists, {change->entity->name()}, field.name()));
    }
    co_return Result<void>();
}

void Batch::refuse(std::size_t row, std::size_t part, const records::Prepared& change, Error error) {
    rows_[row].records[part].errors.push_back(
        explain(*sheet_.parts[part].mapping, rows_[row].number, change, std::move(error)));
}

void Batch::gather() {
    while (!gatherOnce()) {
    }
}

/// False when an error was found: a row that others build on may be gone.
bool Batch::gatherOnce() {
    pending_.clear();
    effects_.assign(rows_.size() * sheet_.parts.size(), {});
    std::map<std::pair<std::size_t, Uuid>, std::size_t> known;
    bool fine = true;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (rows_[row].bad()) continue;
        for (std::size_t part = 0; part < sheet_.parts.size(); ++part) {
            PlannedRecord& record = rows_[row].records[part];
            if (record.fate != Fate::Create && record.fate != Fate::Update) continue;
            const auto [place, fresh] = known.emplace(std::pair(part, record.change->id), pending_.size());
            if (fresh) {
                const bool updates = record.fate == Fate::Update;
                const auto kind = updates ? records::Kind::Update : records::Kind::Create;
                pending_.push_back(
                    {part, {actor_, records::Origin::Import, kind, *record.change->entity}, nullptr, {}});
                pending_.back().change.setId(record.change->id);
                if (updates) pending_.back().current = &currents_.at(record.change->id);
            }
            fine = merge(pending_[place->second], row, record, fresh) && fine;
        }
    }
    for (Pending& pending : pending_) fine = finishRecord(pending) && fine;
    if (fine) std::erase_if(pending_, [](const Pending& pending) { return pending.change->fields.empty(); });
    return fine;
}

/// False when what they say together is not to be stored.
bool Batch::merge(Pending& into, std::size_t row, PlannedRecord& record, bool first) {
    RowEffect& effect = effectAt(row, into.part);
    effect.there = true;
    effect.first = first;
    into.rows.push_back(row);
    const Mapping& mapping = *sheet_.parts[into.part].mapping;
    for (const auto& [field, said] : record.change->fields) {
        const Value* standing = into.change.value(*field);
        const bool there = standing != nullptr || into.current != nullptr;
        if (!there) {
            effect.differs = effect.differs || !rules::isBlank(said);
            if (tell_) effect.cells.push_back({field, Null{}, said});
            into.change.take(*field, record.change);
            continue;
        }
        const Value before = standing != nullptr ? *standing : into.current->value(*field);
        if (!rules::isBlank(before) && onlyIfEmpty(mapping, field)) continue;
        Value value = united(*field, before, said);
        if (same(before, value)) continue;
        effect.differs = true;
        if (auto put = into.change.put(*field, value); !put) {
            refuse(row, into.part, record.change, std::move(put.error()));
            return false;
        }
        if (tell_) effect.cells.push_back({field, before, *into.change.value(*field)});
    }
    if (first && into.change->kind == records::Kind::Create) effect.differs = true;
    return true;
}

/// What a new record gets by itself.
bool Batch::finishRecord(Pending& pending) {
    if (pending.change->kind == records::Kind::Update && pending.change->fields.empty()) return true;
    const std::size_t row = pending.rows.front();
    const std::size_t told = pending.change->fields.size();
    auto wrong = pending.change.finish();
    for (Error& error : wrong) refuse(row, pending.part, pending.change, std::move(error));
    for (std::size_t i = told; tell_ && i < pending.change->fields.size(); ++i) {
        const auto& [field, value] = pending.change->fields[i];
        const Value before = pending.current == nullptr ? Value(Null{}) : pending.current->value(*field);
        effectAt(row, pending.part).cells.push_back({field, before, value});
    }
    return wrong.empty();
}

awaitable<Result<void>> Batch::write(const LookUp& lookUp) {
    // In the order of rows, so that the records of one stand together.
    std::vector<records::Prepared> changes;
    std::vector<std::size_t> groups;
    changes.reserve(pending_.size());
    for (Pending& pending : pending_) {
        changes.push_back(std::move(pending.change));
        groups.push_back(pending.rows.size() == 1 ? pending.rows.front() + 1 : 0);
    }
    if (changes.empty()) co_return Result<void>();
    std::vector<records::Refusal> refusals;
    auto saved = co_await lookUp.writer.write(changes, groups, refusals, lookUp.deadline);
    for (std::size_t i = 0; i < changes.size(); ++i) pending_[i].change = std::move(changes[i]);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    std::set<std::size_t> refused;
    for (const records::Refusal& refusal : refusals) refused.insert(refusal.index);
    for (std::size_t i = 0; i < pending_.size(); ++i) {
        if (!refused.contains(i)) remember(pending_[i]);
    }
    for (records::Refusal& refusal : refusals) {
        const Pending& pending = pending_[refusal.index];
        for (const std::size_t row : pending.rows) {
            if (!rows_[row].bad()) refuse(row, pending.part, pending.change, Error(refusal.error));
        }
    }
    co_return Result<void>();
}

/// Later rows find it by its lists.
void Batch::remember(const Pending& pending) {
    for (ItemIndex& index : sheet_.parts[pending.part].lists) {
        const Value* value = pending.change.value(index.field());
        const auto* items = value == nullptr ? nullptr : std::get_if<Texts>(value);
        if (items == nullptr) continue;
        for (const std::string& item : *items) index.add(item, pending.change->id);
    }
}

void Batch::count(std::span<Counts> parts) const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const bool bad = rows_[row].bad();
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const PlannedRecord& record = rows_[row].records[part];
            Counts& counts = parts[part];
            if (!record.errors.empty()) ++counts.errors;
            if (bad) {
                if (record.fate != Fate::Absent || !record.errors.empty()) ++counts.skipped;
            } else if (record.fate == Fate::Skip) {
                ++counts.skipped;
            } else if (record.fate == Fate::Undecided) {
                ++counts.undecided;
            } else if (const RowEffect* effect = effectOf(row, part)) {
                if (wasCreated(row, part))
                    ++counts.created;
                else
                    effect->differs ? ++counts.updated : ++counts.unchanged;
            }
        }
    }
}

const RowEffect* Batch::effectOf(std::size_t row, std::size_t part) const {
    const RowEffect& effect = effects_[row * sheet_.parts.size() + part];
    return effect.there ? &effect : nullptr;
}

bool Batch::wasCreated(std::size_t row, std::size_t part) const {
    const RowEffect* effect = effectOf(row, part);
    return effect != nullptr && effect->first && rows_[row].records[part].fate == Fate::Create;
}

void Batch::clear() {
    rows_.clear();
    currents_.clear();
    pending_.clear();
    effects_.clear();
}

}  // namespace kupets::imports
