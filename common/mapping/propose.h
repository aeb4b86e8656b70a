// Which field a column of a file is probably meant for: by what it is called and by what stands in it. Pure, any
// thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/mapping/looks.h"
#include "common/schema/snapshot.h"

namespace kupets::mapping {

/// A column of the file.
struct Column {
    std::string header;
    std::vector<Sample> cells;  // some of them
};

/// One record of each row; a list of parts is what a row becomes.
struct Part {
    std::string name;  // as links of later parts call it
    const schema::Entity* entity = nullptr;
    struct Link {
        std::string field;
        std::size_t part = 0;  // an earlier one
    };
    std::vector<Link> links = {};
};

/// Where a column goes.
struct Target {
    std::size_t part = 0;
    std::string path;
    int score = 0;  // 100 and more: it is called so
    int order = 0;  // among columns that are joined into one text: last, first, middle name
};

/// One a column; nothing where nothing fits. A field is proposed once, but for lists and the parts of a name.
std::vector<std::optional<Target>> propose(std::span<const Part> parts, std::span<const Column> columns);

/// The parts of a row for these entities, in this order; each is linked to the ones before it by its references to
/// them.
std::vector<Part> partsOf(const schema::Snapshot& schema, std::span<const std::string> entities);

/// What rows of such a sheet are: the entities of one row, e.g. {"company", "contact"}. `sheet` is its name or that of
/// the file, `wanted` the entity that the person began with, or empty. Never empty unless the schema is.
std::vector<std::string> proposeEntities(const schema::Snapshot& schema, std::span<const Column> columns,
                                         std::string_view sheet, std::string_view wanted);

/// Keys that existing records can be found by, the surest first, of those that are mapped: {{"inn"}, {"phones"},
/// {"name", "city"}}.
std::vector<std::vector<std::string>> proposeKeys(const schema::Entity& entity, std::span<const std::string> paths);

/// A field that a file may fill.
bool isFillable(const schema::Field& field);
/// A field of the target of a reference that its record can be found by.
bool isFinder(const schema::Field& field);

}  // namespace kupets::mapping
