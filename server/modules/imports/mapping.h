// Which cells of a row make one record, and how: a part of the request, checked against the schema and the header.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/schema/snapshot.h"
#include "common/sheet/book.h"
#include "kupets/v1/import.pb.h"
#include "server/modules/imports/cell_value.h"

namespace kupets::imports {

/// What a cell's text goes through before it is read as a value.
struct Conversion {
    std::map<std::string, std::string, std::less<>> aliases;  // by the whole cell in lower case
    v1::ImportConversion::Take take = v1::ImportConversion::WHOLE;
    std::string separator;
    CellFormat format;
    bool dateOrderTold = false;
    bool decimalTold = false;
};

/// Where a text comes from: a cell of each row, or the same for all.
struct Input {
    std::string header;  // of the column; empty for a constant
    std::size_t cell = 0;
    bool constant = false;
    std::string text;  // of a constant
    Conversion conversion;
};

struct PlainColumn {
    const schema::Field* field = nullptr;
    std::vector<Input> inputs;  // texts are joined, lists united
    bool onlyIfEmpty = false;
};

/// A reference is found by one field of its target or by several together: "company" (its title), "company.inn",
/// "stage.name" with "stage.pipeline".
struct ReferenceColumn {
    const schema::Field* field = nullptr;
    struct Part {
        const schema::Field* key = nullptr;  // of the target; itself perhaps a reference, which is found by its title
        Input input;
    };
    std::vector<Part> parts;
    bool several = false;  // a field of many references: the cell holds several titles
    bool self = false;     // leads to the imported entity
    bool onlyIfEmpty = false;
};

/// The reference leads to another record of the same row.
struct LinkColumn {
    const schema::Field* field = nullptr;
    std::size_t part = 0;
};

struct Mapping {
    const schema::Entity* entity = nullptr;
    std::vector<PlainColumn> plain;
    std::vector<ReferenceColumn> references;
    std::vector<LinkColumn> links;
    std::vector<std::vector<const schema::Field*>> match;  // each a key of its own, in this order

    /// Without blanks, the taken part, with aliases applied; Empty when there is nothing. Valid as long as the row.
    sheet::Cell cellOf(const Input& input, const sheet::Row& row) const;
    std::string_view textOf(const Input& input, const sheet::Row& row) const { return cellOf(input, row).text; }
    std::string textOf(const PlainColumn& column, const sheet::Row& row) const;
    /// The items of a list that a row has, in their normal form; bad ones are left out.
    std::vector<std::string> itemsOf(const PlainColumn& column, const sheet::Row& row) const;
    /// A key that is one list.
    static bool isListKey(const std::vector<const schema::Field*>& key);
    /// Whether the row has anything for this record: a cell, not constants alone.
    bool isBlank(const sheet::Row& row) const;
    /// The header of the column that a field comes from; the field's own name when it comes from none.
    std::string headerOf(std::string_view field) const;

    /// `earlier` are the parts before this one. Errors: BadFile ("header", row, name, sheet) for a column that the file
    /// has not; UnknownField, ReadOnly, InvalidValue for paths; their fieldPath names the request's column or constant.
    struct Place {
        std::span<const std::string> headers;
        std::uint64_t headerRow = 1;
        std::string sheet;
        std::span<const v1::ImportPart* const> earlier;
        const v1::CsvFormat& format;
    };
    static Result<Mapping> make(const schema::Snapshot& snapshot, const v1::ImportPart& part, const Place& place);

private:
    Result<void> add(std::string_view path, Input input, bool onlyIfEmpty);
    Result<void> addReference(const schema::Field& field, std::string_view key, Input input, bool onlyIfEmpty);
    Result<void> addLink(const v1::ImportLink& link, const v1::ImportPart& part, const Place& place);
    Result<void> addMatch(const v1::ImportPart& part);
    bool isMapped(const schema::Field& field) const;
};

/// What links of later parts call it.
const std::string& nameOf(const v1::ImportPart& part);

}  // namespace kupets::imports
