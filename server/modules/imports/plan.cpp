#include "server/modules/imports/plan.h"

#include <algorithm>

#include "common/sheet/encoding.h"
#include "common/text/fold.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kLongestShown = 200;  // characters

std::string shown(std::string_view text) { return sheet::repairUtf8(text::slice(text, 0, kLongestShown)); }

std::optional<RowError> fillPlain(const Mapping& mapping, const sheet::Row& row, records::Change& change) {
    for (const PlainColumn& column : mapping.plain) {
        const Input& first = column.inputs.front();
        Result<Value> value = Null{};
        if (column.inputs.size() == 1) {
            const sheet::Cell cell = mapping.cellOf(first, row);
            if (cell.text.empty()) continue;  // an empty cell leaves the default, or what is there
            value = cellValue(*column.field, cell, first.conversion.format);
            if (!value) return RowError{row.number, first.header, shown(cell.text), std::move(value.error())};
        } else {
            const std::string text = mapping.textOf(column, row);
            if (text.empty()) continue;
            value = cellValue(*column.field, text, first.conversion.format);
            if (!value) return RowError{row.number, first.header, shown(text), std::move(value.error())};
        }
        change.fields.emplace_back(column.field, std::move(*value));
    }
    return std::nullopt;
}

std::optional<RowError> fillReferences(const Part& part, const sheet::Row& row, records::Change& change) {
    for (const ReferenceColumn& column : part.mapping->references) {
        auto value = part.references->valueOf(column, row);
        if (!value) {
            const Input& input = column.parts.front().input;
            return RowError{row.number, input.header, shown(part.mapping->textOf(input, row)),
                            std::move(value.error())};
        }
        if (*value) change.fields.emplace_back(column.field, std::move(**value));
    }
    return std::nullopt;
}

std::optional<RowError> planRecord(const Part& part, const sheet::Row& row, const records::Actor& actor,
                                   PlannedRecord& record) {
    const bool matching = !part.mapping->match.empty();
    record.fate = Fate::Create;
    record.change.kind = matching ? records::Kind::Update : records::Kind::Create;
    record.change.entity = part.mapping->entity;
    if (auto wrong = fillPlain(*part.mapping, row, record.change)) return wrong;
    if (auto wrong = fillReferences(part, row, record.change)) return wrong;
    // What may update, or waits for a link, is prepared twice: now for its normal form, later as a new record.
    const bool whole = !matching && part.mapping->links.empty();
    if (!whole) record.change.kind = records::Kind::Update;
    if (auto fine = records::prepare(record.change, actor, records::Origin::Import); !fine)
        return explain(*part.mapping, row.number, record.change, std::move(fine.error()));
    record.change.id = part.references->idOf(row).value_or(Uuid());
    return std::nullopt;
}

}  // namespace

const ItemIndex* Part::list(const schema::Field& field) const {
    const auto found = std::ranges::find(lists, &field, [](const ItemIndex& index) { return &index.field(); });
    return found == lists.end() ? nullptr : &*found;
}

bool PlannedRow::bad() const { return errorOf(*this) != nullptr; }

const RowError* errorOf(const PlannedRow& row) {
    const auto found = std::ranges::find_if(row.records, [](const auto& record) { return record.error.has_value(); });
    return found == row.records.end() ? nullptr : &*found->error;
}

PlannedRow planRow(const SheetPlan& sheet, const sheet::Row& row, const records::Actor& actor) {
    PlannedRow planned{row.number, std::vector<PlannedRecord>(sheet.parts.size())};
    const auto refuse = [&](std::string value, Error error) {
        planned.records.front().error = RowError{row.number, {}, std::move(value), std::move(error)};
        return planned;
    };
    if (row.badEncoding) return refuse({}, Error(ErrorCode::BadEncoding, {std::to_string(row.number)}));
    if (row.ragged) {
        return refuse(std::to_string(row.cells.size()),
                      Error(ErrorCode::BadFile, {"columns", std::to_string(row.number)}));
    }
    for (std::size_t p = 0; p < sheet.parts.size(); ++p) {
        const Part& part = sheet.parts[p];
        if (sheet.parts.size() > 1 && part.mapping->isBlank(row)) continue;  // this row has no contact
        planned.records[p].error = planRecord(part, row, actor, planned.records[p]);
    }
    return planned;
}

RowError explain(const Mapping& mapping, std::uint64_t row, const records::Change& change, Error error) {
    RowError told{row, error.fieldPath.empty() ? std::string() : mapping.headerOf(error.fieldPath), {}, {}};
    const schema::Field* field = mapping.entity->field(error.fieldPath);
    if (const Value* value = field == nullptr ? nullptr : given(change, field)) told.value = shown(toText(*value));
    told.error = std::move(error);
    return told;
}

const Value* given(const records::Change& change, const schema::Field* field) {
    const auto found = std::ranges::find(change.fields, field, [](const auto& item) { return item.first; });
    return found == change.fields.end() ? nullptr : &found->second;
}

std::optional<Key> keyOf(const records::Change& change, const std::vector<const schema::Field*>& fields) {
    Key key;
    for (const schema::Field* field : fields) {
        const Value* value = given(change, field);
        if (value == nullptr || isNull(*value)) return std::nullopt;
        key.push_back(*value);
    }
    return key;
}

}  // namespace kupets::imports
