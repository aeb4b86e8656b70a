#include "server/modules/imports/plan.h"

#include <algorithm>

#include "common/sheet/encoding.h"
#include "common/text/fold.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kLongestShown = 200;  // characters

std::string shown(std::string_view text) { return sheet::repairUtf8(text::slice(text, 0, kLongestShown)); }

/// A value of the row, or what is wrong with its cell.
class RowReading {
public:
    RowReading(const Part& part, const sheet::Row& row, PlannedRecord& record)
        : part_(part), mapping_(*part.mapping), row_(row), record_(record) {}

    void fillPlain() {
        for (const PlainColumn& column : mapping_.plain) {
            const Input& first = column.inputs.front();
            if (column.inputs.size() == 1) {
                const sheet::Cell cell = mapping_.cellOf(first, row_);
                if (cell.text.empty()) continue;  // an empty cell leaves the default, or what is there
                put(*column.field, first, cell.text, cellValue(*column.field, cell, first.conversion.format));
            } else {
                const std::string text = mapping_.textOf(column, row_);
                if (text.empty()) continue;
                put(*column.field, first, text, cellValue(*column.field, text, first.conversion.format));
            }
        }
    }

    void fillReferences() {
        for (const ReferenceColumn& column : mapping_.references) {
            const Input& input = column.parts.front().input;
            auto value = part_.references->valueOf(column, row_);
            if (!value)
                refuse(*column.field, input, mapping_.textOf(input, row_), std::move(value.error()));
            else if (*value)
                put(*column.field, input, mapping_.textOf(input, row_), std::move(**value));
        }
    }

    /// Of a new record, whatever is missing. A field whose cell is wrong is not told a second time.
    void finish() {
        for (Error& error : record_.change.finish()) {
            const bool told =
                std::ranges::any_of(wrong_, [&](const auto* field) { return field->name() == error.fieldPath; });
            if (!told) record_.errors.push_back(explain(mapping_, row_.number, record_.change, std::move(error)));
        }
    }

private:
    void put(const schema::Field& field, const Input& input, std::string_view text, const Result<Value>& value) {
        auto fine = value ? record_.change.put(field, *value) : std::unexpected(value.error());
        if (!fine) refuse(field, input, text, std::move(fine.error()));
    }
    void refuse(const schema::Field& field, const Input& input, std::string_view text, Error error) {
        wrong_.push_back(&field);
        record_.errors.push_back({row_.number, input.header.empty() ? mapping_.headerOf(field.name()) : input.header,
                                  shown(text), std::move(error)});
    }

    const Part& part_;
    const Mapping& mapping_;
    const sheet::Row& row_;
    PlannedRecord& record_;
    std::vector<const schema::Field*> wrong_;
};

void planRecord(const Part& part, const sheet::Row& row, const records::Actor& actor, PlannedRecord& record) {
    const Mapping& mapping = *part.mapping;
    // What may update, or waits for a link, is finished later as a new record.
    const bool whole = mapping.match.empty() && mapping.links.empty();
    record.fate = Fate::Create;
    record.change = records::Prepared(actor, records::Origin::Import,
                                      whole ? records::Kind::Create : records::Kind::Update, *mapping.entity);
    RowReading reading(part, row, record);
    reading.fillPlain();
    reading.fillReferences();
    reading.finish();
    if (record.errors.empty()) record.change.setId(part.references->idOf(row).value_or(Uuid()));
}

}  // namespace

const ItemIndex* Part::list(const schema::Field& field) const {
    const auto found = std::ranges::find(lists, &field, [](const ItemIndex& index) { return &index.field(); });
    return found == lists.end() ? nullptr : &*found;
}

bool PlannedRow::bad() const {
    return std::ranges::any_of(records, [](const auto& record) { return !record.errors.empty(); });
}

PlannedRow planRow(const SheetPlan& sheet, const sheet::Row& row, const records::Actor& actor) {
    PlannedRow planned{row.number, std::vector<PlannedRecord>(sheet.parts.size())};
    const auto refuse = [&](std::string value, Error error) {
        planned.records.front().errors.push_back({row.number, {}, std::move(value), std::move(error)});
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
        planRecord(part, row, actor, planned.records[p]);
    }
    return planned;
}

RowError explain(const Mapping& mapping, std::uint64_t row, const records::Prepared& change, Error error) {
    RowError told{row, error.fieldPath.empty() ? std::string() : mapping.headerOf(error.fieldPath), {}, {}};
    const schema::Field* field = mapping.entity->field(error.fieldPath);
    if (const Value* value = field == nullptr ? nullptr : change.value(*field)) told.value = shown(toText(*value));
    told.error = std::move(error);
    return told;
}

std::optional<Key> keyOf(const records::Prepared& change, const std::vector<const schema::Field*>& fields) {
    Key key;
    for (const schema::Field* field : fields) {
        const Value* value = change.value(*field);
        if (value == nullptr || isNull(*value)) return std::nullopt;
        key.push_back(*value);
    }
    return key;
}

}  // namespace kupets::imports
