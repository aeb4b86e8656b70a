// Some thousands of rows of a sheet become changes: matched, put together where several rows speak of one record, and
// written at once. A row counts as a whole: when one of its records cannot be written, none is.
#pragma once

#include <functional>
#include <span>

#include "server/modules/imports/matching.h"

namespace kupets::imports {

struct Counts {
    std::uint64_t created = 0;
    std::uint64_t updated = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t skipped = 0;
    std::uint64_t errors = 0;
    std::uint64_t undecided = 0;
};

/// One record that the batch writes, and the rows that speak of it.
struct Pending {
    std::size_t part = 0;
    records::Prepared change;
    const records::Current* current = nullptr;  // of an update
    std::vector<std::size_t> rows;              // places in the batch, the first one makes it
};

/// What a row says of a record: the cells that it changes.
struct RowEffect {
    bool there = false;    // the row speaks of it
    bool first = false;    // the row makes the record, or is the first to change it
    bool differs = false;  // something changes
    struct Cell {
        const schema::Field* field = nullptr;
        Value before;
        Value after;
    };
    std::vector<Cell> cells;  // kept only when somebody asks what becomes of each row
};

/// Unique values that earlier rows of the sheet brought, and of which record.
using Taken = std::unordered_map<const schema::Field*, std::unordered_map<std::string, Uuid>>;

class Batch {
public:
    Batch(SheetPlan& sheet, const records::Actor& actor, Taken& taken, bool tell)
        : sheet_(sheet), actor_(actor), taken_(taken), tell_(tell) {}

    /// No database: may run on a worker thread.
    void add(const sheet::Row& row) { rows_.push_back(planRow(sheet_, row, actor_)); }
    std::size_t size() const { return rows_.size(); }
    std::span<const PlannedRow> rows() const { return rows_; }

    /// Finds what the rows speak of; what cannot be written has its error then.
    awaitable<Result<void>> match(const LookUp& lookUp);
    /// Writes it, and tells the rows that the gate refuses.
    awaitable<Result<void>> write(const LookUp& lookUp);
    /// Adds up what became of the rows, by part.
    void count(std::span<Counts> parts) const;
    /// What the row does to that record; nothing when it does nothing to it.
    const RowEffect* effectOf(std::size_t row, std::size_t part) const;
    bool wasCreated(std::size_t row, std::size_t part) const;
    void clear();

private:
    awaitable<Result<void>> checkUnique(std::size_t part, const schema::Field& field, const LookUp& lookUp);
    /// What is left of the rows as records; an error of one is told at its row, and all begins anew without it.
    void gather();
    bool gatherOnce();
    bool finishRecord(Pending& pending);
    bool merge(Pending& into, std::size_t row, PlannedRecord& record, bool first);
    RowEffect& effectAt(std::size_t row, std::size_t part) { return effects_[row * sheet_.parts.size() + part]; }
    void remember(const Pending& pending);
    void refuse(std::size_t row, std::size_t part, const records::Prepared& change, Error error);

    SheetPlan& sheet_;
    const records::Actor& actor_;
    Taken& taken_;
    bool tell_;
    std::vector<PlannedRow> rows_;
    Currents currents_;
    std::vector<Pending> pending_;
    std::vector<RowEffect> effects_;  // of each row its parts
};

}  // namespace kupets::imports
