// What is to become of a file: which sheets, which records a row makes, where each column goes. What the wizard's pages
// edit, and what is sent; a template is the same without the file. Plain values and functions over them, no widgets.
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "common/mapping/propose.h"
#include "kupets/v1/import.pb.h"

namespace kupets::model {

/// One line of the mapping: a column's way into a field. A column may have several; a constant has no column.
struct ImportUse {
    static constexpr int kNone = -1;
    int column = kNone;  // of the file; kNone: the same text for all rows
    int part = kNone;    // kNone: not loaded
    std::string path;
    bool onlyIfEmpty = false;
    std::string constant;
    v1::ImportConversion conversion;
    int order = 0;  // among those that are joined

    bool isUsed() const { return part != kNone; }
    bool isConstant() const { return column == kNone; }
};

struct ImportPartPlan {
    std::string name;
    std::string entity;
    std::vector<mapping::Part::Link> links;
    std::vector<std::vector<std::string>> match;
    bool matchTouched = false;  // by the person: not proposed anew
    v1::ImportPart::Found found = v1::ImportPart::UPDATE;
    v1::ImportPart::Missing missing = v1::ImportPart::ADD;
    bool createMissing = true;
};

struct ImportSheetPlan {
    std::size_t index = 0;  // in the book
    std::string name;
    bool on = true;
    std::uint64_t headerRow = 1;
    std::vector<std::string> headers;
    std::vector<ImportPartPlan> parts;
    std::vector<ImportUse> uses;

    std::vector<std::string> entities() const;
    /// Those of a part that are mapped, constants among them.
    std::vector<std::string> pathsOf(int part) const;
};

struct ImportPlan {
    std::vector<ImportSheetPlan> sheets;  // in the order in which they are loaded

    std::vector<std::size_t> chosen() const;  // places of those that are on
    /// Of the columns of all chosen sheets.
    QString signature() const;
};

/// Replaces the parts of a sheet and proposes where its columns go and how records are found.
void setEntities(ImportSheetPlan& plan, const schema::Snapshot& schema, const std::vector<std::string>& entities,
                 const std::vector<mapping::Column>& columns);
/// Proposes the keys anew, where the person has not chosen them.
void refreshMatch(ImportSheetPlan& plan, const schema::Snapshot& schema);

/// One of the chosen sheets as it is sent.
v1::ImportSheet toProto(const ImportSheetPlan& plan);
/// Lays a sheet of a template over the columns of the file; what it names and is not there is left out.
void apply(ImportSheetPlan& plan, const v1::ImportSheet& sheet, const schema::Snapshot& schema);
/// A template's sheets over those of the file: by name, else by place; false when no column of it is in the file.
bool apply(ImportPlan& plan, const v1::ImportRequest& definition, const schema::Snapshot& schema);

std::string toJson(const v1::ImportRequest& definition);
Result<v1::ImportRequest> fromJson(const std::string& json);

/// Fields that records of this part must have and that nothing fills.
std::vector<const schema::Field*> missingFields(const ImportSheetPlan& plan, int part, const schema::Snapshot& schema);
/// The field at the end of a path ("company.inn"); null when there is none. `through`: the reference before it.
const schema::Field* fieldAt(const schema::Snapshot& schema, const std::string& entity, const std::string& path,
                             const schema::Field** through = nullptr);

}  // namespace kupets::model
