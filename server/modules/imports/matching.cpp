#include "server/modules/imports/matching.h"

#include <algorithm>
#include <unordered_map>

#include "common/rules/values.h"

namespace kupets::imports {

namespace {

constexpr const char* kDecided = "decision";

/// The texts by which a record may be found by one of the part's keys: of a list its items, else one.
std::vector<Key> keysOf(const records::Prepared& change, const std::vector<const schema::Field*>& fields) {
    const auto whole = keyOf(change, fields);
    if (!whole) return {};
    const auto* items = std::get_if<Texts>(&whole->front());
    if (items == nullptr) return {*whole};
    std::vector<Key> keys;
    for (const std::string& item : *items) keys.push_back({item});
    return keys;
}

class Matching {
public:
    Matching(const SheetPlan& sheet, std::size_t part, std::span<PlannedRow> rows, const LookUp& lookUp,
             Currents& currents)
        : part_(sheet.parts[part]),
          mapping_(*part_.mapping),
          sheet_(sheet),
          index_(part),
          rows_(rows),
          lookUp_(lookUp),
          currents_(currents) {}

    awaitable<Result<void>> run() {
        for (PlannedRow& row : rows_) {
            if (isAlive(row)) link(row);
        }
        for (std::size_t key = 0; key < mapping_.match.size(); ++key) {
            if (auto done = co_await findBy(key); !done) co_return done;
        }
        if (auto done = co_await readFound(); !done) co_return done;
        for (PlannedRow& row : rows_) {
            if (isAlive(row)) settle(row);
        }
        co_return Result<void>();
    }

private:
    PlannedRecord& recordOf(PlannedRow& row) const { return row.records[index_]; }
    bool isAlive(PlannedRow& row) const { return !row.bad() && recordOf(row).fate != Fate::Absent; }
    void refuse(PlannedRow& row, const schema::Field* field, Error error) const {
        PlannedRecord& record = recordOf(row);
        if (field != nullptr && error.fieldPath.empty()) error.fieldPath = field->name();
        record.errors.push_back(explain(mapping_, row.number, record.change, std::move(error)));
    }

    void link(PlannedRow& row) const {
        PlannedRecord& record = recordOf(row);
        for (const LinkColumn& column : mapping_.links) {
            const PlannedRecord& other = row.records[column.part];
            if (other.fate == Fate::Undecided) {
                record.fate = Fate::Undecided;
            } else if (other.fate != Fate::Absent && !other.change->id.isNil()) {
                const bool several = column.field->type() == v1::REFERENCES;
                const Uuid& id = other.change->id;
                auto put = record.change.put(*column.field, several ? Value(Ids{id}) : Value(id));
                if (!put) refuse(row, column.field, std::move(put.error()));
            }
        }
    }

    /// Rows that no earlier key has found.
    awaitable<Result<void>> findBy(std::size_t key) {
        const auto& fields = mapping_.match[key];
        if (Mapping::isListKey(fields)) co_return co_await findByList(key);
        std::vector<Key> keys;
        std::vector<std::pair<PlannedRow*, std::string>> asking;
        for (PlannedRow& row : rows_) {
            if (!isAlive(row) || !recordOf(row).found.empty()) continue;
            for (Key& wanted : keysOf(recordOf(row).change, fields)) {
                asking.emplace_back(&row, keyText(wanted));
                keys.push_back(std::move(wanted));
            }
        }
        auto matches = co_await lookUp_.find(*mapping_.entity, fields, std::move(keys));
        if (!matches) co_return std::unexpected(std::move(matches.error()));
        std::vector<Uuid> met;
        for (const auto& [row, text] : asking) {
            const auto found = matches->find(text);
            if (found == matches->end()) continue;
            for (const Uuid& id : found->second.records) {
                auto& list = recordOf(*row).found;
                if (std::ranges::find(list, id) == list.end()) list.push_back(id);
                met.push_back(id);
            }
        }
        co_return co_await leaveOutOthers(key, met);
    }

    awaitable<Result<void>> findByList(std::size_t key) {
        const schema::Field& field = *mapping_.match[key].front();
        const ItemIndex* index = part_.list(field);
        std::vector<Uuid> met;
        for (PlannedRow& row : rows_) {
            if (index == nullptr || !isAlive(row) || !recordOf(row).found.empty()) continue;
            auto& list = recordOf(row).found;
            const Value* value = recordOf(row).change.value(field);
            const auto* items = value == nullptr ? nullptr : std::get_if<Texts>(value);
            for (const std::string& item : items == nullptr ? Texts() : *items) {
                for (const Uuid& id : index->find(item)) {
                    if (std::ranges::find(list, id) != list.end()) continue;
                    list.push_back(id);
                    met.push_back(id);
                }
            }
        }
        co_return co_await leaveOutOthers(key, met);
    }

    /// Of those that this key has met.
    awaitable<Result<void>> leaveOutOthers(std::size_t key, const std::vector<Uuid>& met) {
        if (key == 0 || met.empty()) co_return Result<void>();
        // One with another INN is another company, even if it answers the same telephone.
        auto read = co_await lookUp_.read(*mapping_.entity, met);
        if (!read) co_return std::unexpected(std::move(read.error()));
        for (PlannedRow& row : rows_) {
            if (!isAlive(row)) continue;
            std::erase_if(recordOf(row).found, [&](const Uuid& id) {
                const auto current = read->find(id);
                return current != read->end() && contradicts(recordOf(row).change, current->second, key);
            });
        }
        co_return Result<void>();
    }

    bool contradicts(const records::Prepared& change, const records::Current& current, std::size_t key) const {
        for (std::size_t earlier = 0; earlier < key; ++earlier) {
            for (const schema::Field* field : mapping_.match[earlier]) {
                const Value* mine = change.value(*field);
                const Value theirs = current.value(*field);
                if (mine == nullptr || rules::isBlank(*mine) || rules::isBlank(theirs)) continue;
                if (std::holds_alternative<Texts>(theirs)) continue;  // one may have several telephones
                if (keyText(*mine) != keyText(theirs)) return true;
            }
        }
        return false;
    }

    const v1::ImportDecision* decisionOf(const PlannedRow& row) const {
        const auto found = sheet_.decisions.find({row.number, index_});
        return found == sheet_.decisions.end() ? nullptr : found->second;
    }

    awaitable<Result<void>> readFound() {
        std::vector<Uuid> ids;
        for (PlannedRow& row : rows_) {
            if (!isAlive(row)) continue;
            PlannedRecord& record = recordOf(row);
            const v1::ImportDecision* decision = decisionOf(row);
            if (decision != nullptr && decision->has_record()) {
                const auto id = Uuid::fromBytes(decision->record());
                if (!id) co_return fail(ErrorCode::BadRequest, {kDecided});
                record.found = {*id};
            }
            if (record.found.size() == 1 && !currents_.contains(record.found.front()))
                ids.push_back(record.found.front());
        }
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
        auto read = co_await lookUp_.read(*mapping_.entity, ids);
        if (!read) co_return std::unexpected(std::move(read.error()));
        currents_.merge(*read);
        co_return Result<void>();
    }

    void settle(PlannedRow& row) {
        PlannedRecord& record = recordOf(row);
        const v1::ImportDecision* decision = decisionOf(row);
        if (decision != nullptr && decision->skip()) {
            record.fate = Fate::Skip;
            return;
        }
        if (record.fate == Fate::Undecided) return;
        const bool decided = decision != nullptr && (decision->has_record() || decision->create());
        const bool always = decision != nullptr && decision->create();
        if (record.found.empty() || always || (!decided && part_.request->when_found() == v1::ImportPart::CREATE)) {
            makeNew(row, always || part_.request->when_found() == v1::ImportPart::CREATE);
        } else if (!decided && part_.request->when_found() == v1::ImportPart::ASK) {
            record.fate = Fate::Undecided;
        } else if (record.found.size() > 1) {
            const schema::Field* field = mapping_.match.front().front();
            const Value* value = record.change.value(*field);
            refuse(row, field,
                   Error(ErrorCode::Ambiguous,
                         {value == nullptr ? std::string() : toText(*value), std::to_string(record.found.size())}));
        } else {
            takeFound(row, decided);
        }
    }

    void takeFound(PlannedRow& row, bool decided) {
        PlannedRecord& record = recordOf(row);
        const auto current = currents_.find(record.found.front());
        if (current == currents_.end()) {
            refuse(row, nullptr, Error(ErrorCode::NotFound, {mapping_.entity->name()}));
            return;
        }
        record.change.setId(current->first);
        if (!decided && part_.request->when_found() == v1::ImportPart::SKIP) {
            record.fate = Fate::Skip;
        } else if (!current->second.mayUpdate) {
            refuse(row, nullptr, Error(ErrorCode::Forbidden, {mapping_.entity->name()}));
        } else {
            record.fate = Fate::Update;
        }
    }

    /// A new record, or that of an earlier row of this batch with the same key.
    void makeNew(PlannedRow& row, bool alone) {
        PlannedRecord& record = recordOf(row);
        if (part_.request->when_missing() == v1::ImportPart::LEAVE_OUT && !alone) {
            record.fate = Fate::Skip;
            record.change.setId({});
            return;
        }
        record.fate = Fate::Create;
        std::vector<std::string> names;
        for (std::size_t key = 0; key < mapping_.match.size() && !alone; ++key) {
            for (const Key& own : keysOf(record.change, mapping_.match[key]))
                names.push_back(std::to_string(key) + keyText(own));
        }
        for (const std::string& name : names) {
            const auto known = fresh_.find(name);
            if (known == fresh_.end() || differs(record.change, *known->second)) continue;
            record.change.setId((*known->second)->id);
            break;
        }
        if (record.change->id.isNil()) record.change.setId(Uuid::make());
        for (const std::string& name : names) fresh_.emplace(name, &record.change);
    }

    /// By an earlier key than the one that they share.
    bool differs(const records::Prepared& a, const records::Prepared& b) const {
        for (const auto& fields : mapping_.match) {
            const auto mine = keyOf(a, fields);
            const auto theirs = keyOf(b, fields);
            if (!mine || !theirs) continue;
            if (std::holds_alternative<Texts>(mine->front())) continue;
            return keyText(*mine) != keyText(*theirs);
        }
        return false;
    }

    const Part& part_;
    const Mapping& mapping_;
    const SheetPlan& sheet_;
    std::size_t index_;
    std::span<PlannedRow> rows_;
    const LookUp& lookUp_;
    Currents& currents_;
    std::unordered_map<std::string, const records::Prepared*> fresh_;
};

}  // namespace

awaitable<Result<void>> matchPart(const SheetPlan& sheet, std::size_t part, std::span<PlannedRow> rows,
                                  const LookUp& lookUp, Currents& currents) {
    Matching matching(sheet, part, rows, lookUp, currents);
    co_return co_await matching.run();
}

}  // namespace kupets::imports
