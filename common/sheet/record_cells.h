// Values of records as cells of a sheet: choices by their labels, references by their titles, moments in the zone of
// the place where this runs, percentages as fractions.
#pragma once

#include <string>
#include <string_view>

#include "common/base/value.h"
#include "common/schema/snapshot.h"
#include "common/sheet/writer.h"

namespace kupets::sheet {

/// Makes the cells of one column.
class RecordColumn {
public:
    /// `path`: a field, across references ("company.owner.name"), or "=expression". `title`: what the column is called;
    /// empty: the labels of the path's steps.
    RecordColumn(const schema::Entity& entity, std::string_view path, std::string_view title, bool russian);

    const ColumnStyle& style() const { return style_; }
    /// `title`: of references, as a RowSet brings it. Valid until the next call.
    Cell cell(const Value& value, std::string_view title);

private:
    const std::string& label(const std::string& code) const;
    Cell text(std::string text);

    const schema::Field* field_ = nullptr;  // nothing of expressions
    bool russian_;
    ColumnStyle style_;
    std::string text_;
};

}  // namespace kupets::sheet
