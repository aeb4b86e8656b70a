// What becomes of the rows of a sheet, before anything is written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/modules/imports/item_index.h"
#include "server/modules/imports/references.h"
#include "server/records/prepared.h"

namespace kupets::imports {

/// What is wrong with a row, as the reply lists it.
struct RowError {
    std::uint64_t row = 0;
    std::string header;
    std::string value;
    Error error;
};

/// One of the records that each row of a sheet makes.
struct Part {
    Part(const v1::ImportPart& request_, Mapping mapping_, const records::Actor& actor)
        : request(&request_),
          mapping(std::make_unique<Mapping>(std::move(mapping_))),
          references(std::make_unique<References>(*mapping, actor, request_.create_missing())) {
        for (const auto& key : mapping->match) {
            if (mapping->isListKey(key)) lists.emplace_back(*key.front());
        }
    }

    const v1::ImportPart* request;
    std::unique_ptr<Mapping> mapping;
    std::unique_ptr<References> references;
    std::vector<ItemIndex> lists;  // of the keys that are lists

    const ItemIndex* list(const schema::Field& field) const;
};

using Decisions = std::map<std::pair<std::uint64_t, std::size_t>, const v1::ImportDecision*>;  // by row and part

struct SheetPlan {
    std::uint32_t sheet = 0;  // its place in the request
    std::uint64_t headerRow = 1;
    std::size_t width = 0;  // of the header
    std::vector<Part> parts;
    Decisions decisions;
};

enum class Fate : std::uint8_t { Absent, Create, Update, Skip, Undecided };

/// One record of one row.
struct PlannedRecord {
    Fate fate = Fate::Absent;
    records::Prepared change;      // `id` is nil until the record is found or made
    std::vector<Uuid> found;       // what the keys find, a few of them
    std::vector<RowError> errors;  // all that is wrong, cell by cell
};

struct PlannedRow {
    std::uint64_t number = 0;
    std::vector<PlannedRecord> records;  // one a part
    /// Whether any of its records has an error.
    bool bad() const;
};

/// Everything that can be told of a row without the database; may run on a worker thread. Links are not in it yet.
PlannedRow planRow(const SheetPlan& sheet, const sheet::Row& row, const records::Actor& actor);

/// The gate's words name a field; the person knows the column.
RowError explain(const Mapping& mapping, std::uint64_t row, const records::Prepared& change, Error error);

/// Values of these fields, none of them null; nothing when the record has not all of them.
std::optional<Key> keyOf(const records::Prepared& change, const std::vector<const schema::Field*>& fields);

}  // namespace kupets::imports
