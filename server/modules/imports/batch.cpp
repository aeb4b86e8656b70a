#include "server/modules/imports/batch.h"

#include <algorithm>

#include "common/sheet/encoding.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kLongestShown = 200;
constexpr std::uint64_t kRefused = 0;  // the line of a row that was refused while it was matched

std::string shown(std::string_view text) { return sheet::repairUtf8(text.substr(0, kLongestShown)); }

}  // namespace

std::optional<RowError> Batch::add(const sheet::CsvRow& row) {
    if (row.badEncoding) return RowError{row.line, {}, {}, Error(ErrorCode::BadEncoding, {std::to_string(row.line)})};
    if (row.ragged) {
        return RowError{row.line,
                        {},
                        std::to_string(row.cells.size()),
                        Error(ErrorCode::BadFile, {"columns", std::to_string(row.line)})};
    }
    const bool matching = !mapping_.match.empty();
    records::Change change{matching ? records::Kind::Update : records::Kind::Create, mapping_.entity, {}, 0, {}};
    if (auto wrong = fillPlain(row, change)) return wrong;
    if (auto wrong = fillReferences(row, change)) return wrong;
    // A row that may update is prepared twice: now for its normal form, and as a new record once nothing matches it.
    if (auto fine = records::prepare(change, actor_, records::Origin::Import); !fine)
        return explain(row, std::move(fine.error()));
    change.id = references_.idOf(row).value_or(Uuid::make());
    rows_.push_back({row.line, std::move(change), 0});
    return std::nullopt;
}

std::optional<RowError> Batch::fillPlain(const sheet::CsvRow& row, records::Change& change) const {
    for (const PlainColumn& column : mapping_.plain) {
        const std::string_view text = mapping_.textOf(column.input, row);
        if (text.empty()) continue;  // an empty cell leaves the default, or what is there
        auto value = cellValue(*column.field, text, format_);
        if (!value) return RowError{row.line, column.input.header, shown(text), std::move(value.error())};
        change.fields.emplace_back(column.field, std::move(*value));
    }
    return std::nullopt;
}

std::optional<RowError> Batch::fillReferences(const sheet::CsvRow& row, records::Change& change) const {
    for (const ReferenceColumn& column : mapping_.references) {
        auto value = references_.valueOf(column, row);
        if (!value) {
            const Input& input = column.parts.front().input;
            return RowError{row.line, input.header, shown(mapping_.textOf(input, row)), std::move(value.error())};
        }
        if (*value) change.fields.emplace_back(column.field, std::move(**value));
    }
    return std::nullopt;
}

/// The gate's words name a field; the person knows the column.
RowError Batch::explain(const sheet::CsvRow& row, Error error) const {
    for (const PlainColumn& column : mapping_.plain) {
        if (column.field->name() == error.fieldPath) {
            return {row.line, column.input.header, shown(mapping_.textOf(column.input, row)), std::move(error)};
        }
    }
    return {row.line, error.fieldPath, {}, std::move(error)};
}

std::optional<Key> Batch::keyOf(const records::Change& change, const std::vector<const schema::Field*>& fields) const {
    Key key;
    for (const schema::Field* field : fields) {
        const auto found = std::ranges::find(change.fields, field, [](const auto& item) { return item.first; });
        if (found == change.fields.end() || isNull(found->second)) return std::nullopt;
        key.push_back(found->second);
    }
    return key;
}

void Batch::mergeInto(PlannedRow& first, PlannedRow&& second) const {
    for (auto& [field, value] : second.change.fields) {
        const auto found = std::ranges::find(first.change.fields, field, [](const auto& item) { return item.first; });
        if (found == first.change.fields.end())
            first.change.fields.emplace_back(field, std::move(value));
        else
            found->second = std::move(value);
    }
}

void Batch::refuse(PlannedRow& row, const schema::Field* field, Error error, std::vector<RowError>& errors) const {
    std::string header = error.fieldPath;
    std::string value;
    for (const PlainColumn& column : mapping_.plain) {
        if (column.field == field || column.field->name() == header) header = column.input.header;
    }
    if (const auto key = field == nullptr ? std::nullopt : keyOf(row.change, {field}))
        value = shown(toText(key->front()));
    errors.push_back({row.line, std::move(header), std::move(value), std::move(error)});
    row.line = kRefused;
}

awaitable<Result<std::vector<RowError>>> Batch::match(const LookUp& lookUp) {
    std::vector<RowError> errors;
    merged_ = 0;
    if (!mapping_.match.empty()) {
        auto done = co_await matchKeys(lookUp, errors);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
    for (const PlainColumn& column : mapping_.plain) {
        if (!column.field->def.unique()) continue;
        auto done = co_await checkUnique(lookUp, *column.field, errors);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
    std::erase_if(rows_, [](const PlannedRow& row) { return row.line == kRefused; });
    co_return errors;
}

awaitable<Result<void>> Batch::matchKeys(const LookUp& lookUp, std::vector<RowError>& errors) {
    std::vector<Key> keys;
    std::unordered_map<std::string, std::size_t> firstOf;
    std::vector<PlannedRow> rows;
    std::vector<std::string> keyTexts;
    for (PlannedRow& row : rows_) {
        auto key = keyOf(row.change, mapping_.match);
        std::string text = key ? keyText(*key) : std::string();
        if (key) {
            const auto [known, fresh] = firstOf.emplace(text, rows.size());
            if (!fresh) {
                mergeInto(rows[known->second], std::move(row));
                ++merged_;
                continue;
            }
            keys.push_back(std::move(*key));
        }
        rows.push_back(std::move(row));
        keyTexts.push_back(std::move(text));
    }
    rows_ = std::move(rows);
    auto matches = co_await lookUp.find(*mapping_.entity, mapping_.match, std::move(keys));
    if (!matches) co_return std::unexpected(std::move(matches.error()));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        PlannedRow& row = rows_[i];
        const auto found = keyTexts[i].empty() ? matches->end() : matches->find(keyTexts[i]);
        if (found == matches->end()) {
            row.change.kind = records::Kind::Create;
            if (auto fine = records::prepare(row.change, actor_, records::Origin::Import); !fine)
                refuse(row, nullptr, std::move(fine.error()), errors);
        } else if (found->second.count > 1) {
            refuse(row, mapping_.match.front(),
                   Error(ErrorCode::Ambiguous, {keyTexts[i], std::to_string(found->second.count)}), errors);
        } else {
            row.change.id = found->second.id;
            row.knownVersion = found->second.version;
        }
    }
    co_return Result<void>();
}

/// The database would refuse a value that is taken too, but not say which row brought it.
awaitable<Result<void>> Batch::checkUnique(const LookUp& lookUp, const schema::Field& field,
                                           std::vector<RowError>& errors) {
    std::vector<Key> keys;
    for (const PlannedRow& row : rows_) {
        if (auto key = keyOf(row.change, {&field})) keys.push_back(std::move(*key));
    }
    std::vector<const schema::Field*> fields{&field};
    auto matches = co_await lookUp.find(*mapping_.entity, std::move(fields), std::move(keys));
    if (!matches) co_return std::unexpected(std::move(matches.error()));
    auto& taken = taken_[&field];
    for (PlannedRow& row : rows_) {
        const auto key = row.line == kRefused ? std::nullopt : keyOf(row.change, {&field});
        if (!key) continue;
        const std::string text = keyText(*key);
        const auto there = matches->find(text);
        const auto [known, fresh] = taken.emplace(text, row.change.id);
        if ((there != matches->end() && there->second.id != row.change.id) ||
            (!fresh && known->second != row.change.id)) {
            refuse(row, &field, Error(ErrorCode::AlreadyExists, {mapping_.entity->name()}), errors);
        }
    }
    co_return Result<void>();
}

awaitable<Result<void>> Batch::write(const LookUp& lookUp, Counts& counts) {
    std::vector<records::Change> changes;
    changes.reserve(rows_.size());
    for (PlannedRow& row : rows_) changes.push_back(std::move(row.change));
    std::vector<records::Kind> kinds;
    for (const auto& change : changes) kinds.push_back(change.kind);
    if (changes.empty()) co_return Result<void>();
    auto saved = co_await lookUp.writer.write(std::move(changes), lookUp.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    for (std::size_t i = 0; i < kinds.size() && i < saved->size(); ++i) {
        if (kinds[i] == records::Kind::Create)
            ++counts.created;
        else if ((*saved)[i].version == rows_[i].knownVersion)
            ++counts.unchanged;
        else
            ++counts.updated;
    }
    counts.updated += merged_;
    rows_.clear();
    co_return Result<void>();
}

}  // namespace kupets::imports
