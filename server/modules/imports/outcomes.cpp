#include "server/modules/imports/outcomes.h"

#include <set>

#include "common/sheet/encoding.h"
#include "common/wire/values.h"

namespace kupets::imports {

namespace {

using Outcome = v1::ImportOutcome;

std::string titleOf(const Titles& titles, const Uuid& id) {
    const auto found = titles.find(id);
    return found == titles.end() ? std::string() : found->second;
}

std::string titleOf(const Titles& titles, const Value& value) {
    const auto* id = std::get_if<Uuid>(&value);
    return id == nullptr ? std::string() : titleOf(titles, *id);
}

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
        if (auto title = titleOf(titles, cell.before); !title.empty()) added->set_before_title(std::move(title));
        if (auto title = titleOf(titles, cell.after); !title.empty()) added->set_after_title(std::move(title));
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

awaitable<Result<Titles>> titlesFor(const SheetPlan& sheet, const Batch& batch, const LookUp& lookUp) {
    std::map<const schema::Entity*, std::set<Uuid>> wanted;
    const auto want = [&](const schema::Field& field, const Value& value) {
        const auto* id = std::get_if<Uuid>(&value);
        if (id != nullptr && !id->isNil() && field.target != nullptr) wanted[field.target].insert(*id);
    };
    for (std::size_t row = 0; row < batch.size(); ++row) {
        for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
            for (const Uuid& id : batch.rows()[row].records[part].found)
                wanted[sheet.parts[part].mapping->entity].insert(id);
            const RowEffect* effect = batch.effectOf(row, part);
            if (effect == nullptr) continue;
            for (const auto& cell : effect->cells) {
                want(*cell.field, cell.before);
                want(*cell.field, cell.after);
            }
        }
    }
    Titles titles;
    for (const auto& [entity, ids] : wanted) {
        const std::vector<Uuid> list(ids.begin(), ids.end());
        auto read = co_await lookUp.titles(*entity, list);
        if (!read) co_return std::unexpected(std::move(read.error()));
        titles.merge(*read);
    }
    co_return titles;
}

std::vector<Outcome> outcomesOf(const SheetPlan& sheet, const Batch& batch, const Titles& titles, bool rehearsal) {
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const PlannedRow& row = batch.rows()[i];
        for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
            const PlannedRecord& record = row.records[part];
            if (record.fate == Fate::Absent && record.errors.empty()) continue;
            const RowEffect* effect = batch.effectOf(i, part);
            const bool created = batch.wasCreated(i, part);
            Outcome& outcome = outcomes.emplace_back();
            outcome.set_sheet(sheet.sheet);
            outcome.set_part(static_cast<std::uint32_t>(part));
            outcome.set_row(row.number);
            outcome.set_kind(kindOf(row, record, effect, created));
            if (!record.errors.empty())
                *outcome.mutable_error() = toProto(record.errors.front(), sheet.sheet, outcome.part());
            const bool there = !record.found.empty() && !created;
            if (!record.change->id.isNil() && (there || !rehearsal))
                outcome.set_record(std::string(record.change->id.view()));
            if (there && record.found.size() == 1) outcome.set_title(titleOf(titles, record.found.front()));
            if (outcome.kind() == Outcome::UNDECIDED || record.found.size() > 1) {
                for (const Uuid& id : record.found) {
                    auto* like = outcome.add_likes();
                    like->set_record(std::string(id.view()));
                    like->set_title(titleOf(titles, id));
                    like->set_confidence(100);
                }
            }
            if (effect != nullptr && !row.bad()) addCells(*effect, titles, outcome);
            for (std::size_t error = 1; error < record.errors.size(); ++error) {
                Outcome& further = outcomes.emplace_back();
                further.set_sheet(sheet.sheet);
                further.set_part(static_cast<std::uint32_t>(part));
                further.set_row(row.number);
                further.set_kind(Outcome::BAD);
                *further.mutable_error() = toProto(record.errors[error], sheet.sheet, further.part());
            }
        }
    }
    return outcomes;
}

}  // namespace kupets::imports
