#include "server/modules/imports/outcomes.h"

#include <set>

#include "common/sheet/encoding.h"
#include "common/wire/values.h"

namespace kupets::imports {

namespace {

using Outcome = v1::ImportOutcome;

/// Titles of everything that the outcomes speak of, by one statement an entity.
class Titles {
public:
    void want(const schema::Entity& entity, const Uuid& id) {
        if (!id.isNil()) wanted_[&entity].insert(id);
    }
    void want(const schema::Field& field, const Value& value) {
        if (const auto* id = std::get_if<Uuid>(&value); id != nullptr && field.target != nullptr)
            want(*field.target, *id);
    }
    awaitable<Result<void>> read(const LookUp& lookUp) {
        for (const auto& [entity, ids] : wanted_) {
            const std::vector<Uuid> list(ids.begin(), ids.end());
            auto titles = co_await lookUp.titles(*entity, list);
            if (!titles) co_return std::unexpected(std::move(titles.error()));
            known_.merge(*titles);
        }
        co_return Result<void>();
    }
    std::string of(const Value& value) const {
        const auto* id = std::get_if<Uuid>(&value);
        return id == nullptr ? std::string() : of(*id);
    }
    std::string of(const Uuid& id) const {
        const auto found = known_.find(id);
        return found == known_.end() ? std::string() : found->second;
    }

private:
    std::map<const schema::Entity*, std::set<Uuid>> wanted_;
    std::map<Uuid, std::string> known_;
};

Outcome::Kind kindOf(const PlannedRow& row, const PlannedRecord& record, const RowEffect* effect, bool created) {
    if (row.bad()) return Outcome::BAD;
    if (record.fate == Fate::Skip) return Outcome::SKIPPED;
    if (record.fate == Fate::Undecided) return Outcome::UNDECIDED;
    if (created) return Outcome::CREATED;
    return effect != nullptr && effect->differs ? Outcome::UPDATED : Outcome::UNCHANGED;
}

void addCells(const RowEffect& effect, const Titles& titles, Outcome& outcome) {
    for (const auto& cell : effect.cells) {
        auto* added = outcome.add_cells();
        added->set_field(cell.field->name());
        *added->mutable_before() = wire::toProto(cell.before);
        *added->mutable_after() = wire::toProto(cell.after);
        if (auto title = titles.of(cell.before); !title.empty()) added->set_before_title(std::move(title));
        if (auto title = titles.of(cell.after); !title.empty()) added->set_after_title(std::move(title));
    }
}

}  // namespace

v1::ImportRowError toProto(const RowError& error, std::uint32_t sheet, std::uint32_t part) {
    v1::ImportRowError told;
    told.set_row(error.row);
    told.set_header(error.header);
    told.set_value(error.value);
    told.set_code(static_cast<std::uint32_t>(error.error.code));
    for (const auto& arg : error.error.args) told.add_args(sheet::repairUtf8(arg));
    told.set_sheet(sheet);
    told.set_part(part);
    return told;
}

awaitable<Result<std::vector<Outcome>>> outcomesOf(const SheetPlan& sheet, const Batch& batch, const LookUp& lookUp,
                                                   bool rehearsal) {
    Titles titles;
    for (std::size_t row = 0; row < batch.size(); ++row) {
        for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
            const PlannedRecord& record = batch.rows()[row].records[part];
            for (const Uuid& id : record.found) titles.want(*sheet.parts[part].mapping->entity, id);
            const RowEffect* effect = batch.effectOf(row, part);
            if (effect == nullptr) continue;
            for (const auto& cell : effect->cells) {
                titles.want(*cell.field, cell.before);
                titles.want(*cell.field, cell.after);
            }
        }
    }
    if (auto read = co_await titles.read(lookUp); !read) co_return std::unexpected(std::move(read.error()));

    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const PlannedRow& row = batch.rows()[i];
        for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
            const PlannedRecord& record = row.records[part];
            if (record.fate == Fate::Absent && !record.error) continue;
            const RowEffect* effect = batch.effectOf(i, part);
            const bool created = batch.wasCreated(i, part);
            Outcome& outcome = outcomes.emplace_back();
            outcome.set_sheet(sheet.sheet);
            outcome.set_part(static_cast<std::uint32_t>(part));
            outcome.set_row(row.number);
            outcome.set_kind(kindOf(row, record, effect, created));
            if (record.error) *outcome.mutable_error() = toProto(*record.error, sheet.sheet, outcome.part());
            const bool there = !record.found.empty() && !created;
            if (!record.change.id.isNil() && (there || !rehearsal))
                outcome.set_record(std::string(record.change.id.view()));
            if (there && record.found.size() == 1) outcome.set_title(titles.of(record.found.front()));
            if (outcome.kind() == Outcome::UNDECIDED || record.found.size() > 1) {
                for (const Uuid& id : record.found) {
                    auto* like = outcome.add_likes();
                    like->set_record(std::string(id.view()));
                    like->set_title(titles.of(id));
                    like->set_confidence(100);
                }
            }
            if (effect != nullptr && !row.bad()) addCells(*effect, titles, outcome);
        }
    }
    co_return outcomes;
}

}  // namespace kupets::imports
