// Which cell of a row goes where: the request, checked against the schema and the file's header.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/base/error.h"
#include "common/schema/snapshot.h"
#include "common/sheet/csv_reader.h"
#include "kupets/v1/import.pb.h"

namespace kupets::imports {

/// Where a text comes from: a cell of each row, or the same for all.
struct Input {
    std::string header;  // of the column; empty for a constant
    std::size_t cell = 0;
    bool constant = false;
    std::string text;  // of a constant
};

struct PlainColumn {
    const schema::Field* field = nullptr;
    Input input;
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
};

struct Mapping {
    const schema::Entity* entity = nullptr;
    std::vector<PlainColumn> plain;
    std::vector<ReferenceColumn> references;
    std::vector<const schema::Field*> match;
    std::size_t width = 0;  // of the header

    /// Without blanks and with aliases applied; empty when there is nothing.
    std::string_view textOf(const Input& input, const sheet::CsvRow& row) const;

    /// Errors: BadFile ("header", line, name) for a column that the file has not; UnknownField, ReadOnly, InvalidValue
    /// for paths; their fieldPath names the request's column or constant.
    static Result<Mapping> make(const schema::Entity& entity, const v1::ImportRequest& request,
                                const sheet::CsvRow& header);

private:
    Result<void> add(std::string_view path, Input input);
    Result<void> addReference(const schema::Field& field, std::string_view key, Input input);
    Result<void> addMatch(const v1::ImportRequest& request);
    Result<void> addAliases(const v1::ImportRequest& request, const sheet::CsvRow& header);

    using Aliases = std::unordered_map<std::string, std::string>;
    std::unordered_map<std::size_t, Aliases> byCell_;
    Aliases everywhere_;
};

}  // namespace kupets::imports
