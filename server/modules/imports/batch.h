// Rows of a file become changes: typed, normalised, matched with what is there, written together.
#pragma once

#include <unordered_map>
#include <vector>

#include "server/modules/imports/references.h"

namespace kupets::imports {

/// What is wrong with a row, as the reply lists it.
struct RowError {
    std::uint64_t line = 0;
    std::string header;
    std::string value;
    Error error;
};

struct PlannedRow {
    std::uint64_t line = 0;
    records::Change change;
    std::uint64_t knownVersion = 0;  // of the record that it updates
};

struct Counts {
    std::uint64_t created = 0;
    std::uint64_t updated = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t skipped = 0;
};

class Batch {
public:
    Batch(const Mapping& mapping, const References& references, const records::Actor& actor, CellFormat format)
        : mapping_(mapping), references_(references), actor_(actor), format_(format) {}

    /// Plans the row, or tells what is wrong with it. No database: may run on a worker thread.
    std::optional<RowError> add(const sheet::CsvRow& row);
    std::size_t size() const { return rows_.size(); }

    /// Finds which records the rows update; drops those that cannot be written and tells why.
    awaitable<Result<std::vector<RowError>>> match(const LookUp& lookUp);
    /// Writes what is left and begins anew.
    awaitable<Result<void>> write(const LookUp& lookUp, Counts& counts);
    void drop() { rows_.clear(); }

private:
    std::optional<RowError> fillPlain(const sheet::CsvRow& row, records::Change& change) const;
    std::optional<RowError> fillReferences(const sheet::CsvRow& row, records::Change& change) const;
    RowError explain(const sheet::CsvRow& row, Error error) const;
    std::optional<Key> keyOf(const records::Change& change, const std::vector<const schema::Field*>& fields) const;
    void mergeInto(PlannedRow& first, PlannedRow&& second) const;
    awaitable<Result<void>> matchKeys(const LookUp& lookUp, std::vector<RowError>& errors);
    awaitable<Result<void>> checkUnique(const LookUp& lookUp, const schema::Field& field,
                                        std::vector<RowError>& errors);
    void refuse(PlannedRow& row, const schema::Field* field, Error error, std::vector<RowError>& errors) const;

    const Mapping& mapping_;
    const References& references_;
    const records::Actor& actor_;
    CellFormat format_;
    std::vector<PlannedRow> rows_;
    std::size_t merged_ = 0;  // rows that went into an earlier one of the same key
    std::unordered_map<const schema::Field*, std::unordered_map<std::string, Uuid>>
        taken_;  // unique values of the file
};

}  // namespace kupets::imports
