#include "client/model/record_table_block.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/value_input.h"
#include "client/model/clipboard.h"
#include "client/model/clipboard_titles.h"
#include "common/wire/values.h"

namespace kupets::model {

BlockEdit::BlockEdit(RecordTableModel& table, const data::Context& context, QObject* parent)
    : QObject(parent), table_(table), context_(context), titles_(new TitleLookup(context, this)) {
    connect(titles_, &TitleLookup::finished, this, &BlockEdit::plan);
    connect(titles_, &TitleLookup::failed, this, &BlockEdit::failed);
}

void BlockEdit::start(int first, std::vector<int> columns, Block block) {
    schema_ = context_.schema->snapshot();
    entity_ = schema_ ? schema_->entity(table_.query().entity) : nullptr;
    first_ = first;
    columns_ = std::move(columns);
    block_ = std::move(block);
    blamedColumns_.assign(columns_.size(), false);
    if (entity_ == nullptr || block_.empty()) return Q_EMIT failed(Error(ErrorCode::NotFound));
    if (block_.size() > kMostRows)
        return Q_EMIT failed(Error(ErrorCode::LimitExceeded, {"rows", std::to_string(kMostRows)}));
    if (block_.size() * columns_.size() > kMostCells)
        return Q_EMIT failed(Error(ErrorCode::LimitExceeded, {"cells", std::to_string(kMostCells)}));
    if (first_ < 0) return takeRows(std::vector<TableRow>());
    RowFetch::start(table_, context_, first_, first_ + static_cast<int>(block_.size()) - 1, this,
                    [this](Result<std::vector<TableRow>> rows) { takeRows(std::move(rows)); });
}

void BlockEdit::takeRows(Result<std::vector<TableRow>> rows) {
    if (!rows) return Q_EMIT failed(rows.error());
    rows_ = std::move(*rows);
    wantTitles();
    titles_->isEmpty() ? plan() : titles_->start();
}

bool BlockEdit::isWritable(int column) const {
    const schema::Field* field = table_.fieldAt(column);
    return field != nullptr && table_.pathAt(column) == field->name() && !field->system && field->isStored() &&
           !field->def.read_only() && field->type() != v1::AUTO_NUMBER && field->type() != v1::FILE;
}

void BlockEdit::wantTitles() {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (!isWritable(columns_[column])) continue;
        const schema::Field& field = *table_.fieldAt(columns_[column]);
        if (!field.isReference()) continue;
        for (const auto& row : block_) {
            const auto* text = column < row.size() ? std::get_if<QString>(&row[column]) : nullptr;
            if (text != nullptr && !text->trimmed().isEmpty()) titles_->want(*field.target, fromQt(text->trimmed()));
        }
    }
}

Result<data::Cell> BlockEdit::cellOf(const schema::Field& field, const BlockEntry& entry) const {
    if (const auto* cell = std::get_if<data::Cell>(&entry)) {
        auto value = data::normalized(field, cell->value);
        if (!value) return std::unexpected(value.error());
        return data::Cell{std::move(*value), cell->title};
    }
    const QString text = std::get<QString>(entry).trimmed();
    if (field.isReference() && !text.isEmpty()) {
        const auto id = titles_->find(field.target->name(), fromQt(text));
        if (!id) return std::unexpected(id.error());
        return data::Cell{*id, fromQt(text)};
    }
    auto value = data::parseText(field, std::get<QString>(entry), context_.language);
    if (!value) return std::unexpected(value.error());
    return data::Cell{std::move(*value), {}};
}

void BlockEdit::blame(std::size_t at, const schema::Field* field, const BlockEntry& entry, Error error) {
    const auto* text = std::get_if<QString>(&entry);
    const int row = (first_ < 0 ? table_.rowCount() : first_) + static_cast<int>(at);
    bad_.push_back({row, static_cast<int>(at), field, text == nullptr ? QString() : *text, std::move(error)});
}

void BlockEdit::plan() {
    for (std::size_t at = 0; at < block_.size(); ++at) planRow(at);
    Q_EMIT ready();
}

void BlockEdit::planRow(std::size_t at) {
    const TableRow* row = at < rows_.size() ? &rows_[at] : nullptr;
    v1::RecordChange change;
    change.set_kind(row == nullptr ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    change.set_entity(entity_->name());
    change.set_id(std::string((row == nullptr ? Uuid::make() : row->id).view()));
    if (row != nullptr) change.set_base_version(row->version);
    for (std::size_t column = 0; column < columns_.size() && column < block_[at].size(); ++column) {
        const BlockEntry& entry = block_[at][column];
        if (std::holds_alternative<std::monostate>(entry)) continue;
        const auto position = static_cast<std::size_t>(columns_[column]);
        const schema::Field* field = table_.fieldAt(columns_[column]);
        const data::Cell before = row == nullptr || position >= row->cells.size() ? data::Cell{} : row->cells[position];
        // What comes back as it was copied changes nothing, also where it could not be typed.
        const auto* text = std::get_if<QString>(&entry);
        if (text != nullptr && row != nullptr && *text == copyText(before, field, context_.language)) continue;
        if (!isWritable(columns_[column])) {
            const bool says = row != nullptr && !(text != nullptr && text->trimmed().isEmpty());
            if (says && !blamedColumns_[column]) blame(at, field, entry, Error(ErrorCode::ReadOnly));
            blamedColumns_[column] = blamedColumns_[column] || says;
            continue;
        }
        auto cell = cellOf(*field, entry);
        if (!cell && row == nullptr && cell.error().code == ErrorCode::Required) continue;  // told with its row
        if (!cell) {
            blame(at, field, entry, cell.error());
            continue;
        }
        if (cell->value == before.value) continue;
        v1::FieldValue* out = change.add_fields();
        out->set_field(field->name());
        *out->mutable_value() = wire::toProto(cell->value);
    }
    if (change.fields().empty() || (row == nullptr && lacksRequired(at, change))) return;
    cells_ += change.fields_size();
    ++(row == nullptr ? created_ : changed_);
    operation_.changes.push_back(std::move(change));
}

/// A new record that would be refused is told here; what has a default is filled in by the server.
bool BlockEdit::lacksRequired(std::size_t at, const v1::RecordChange& change) {
    bool lacks = false;
    for (const auto& field : entity_->fields()) {
        if (!field->def.required() || !field->def.default_value().empty() || field->system || !field->isStored() ||
            field->type() == v1::AUTO_NUMBER)
            continue;
        const bool given =
            std::ranges::find(change.fields(), field->name(), &v1::FieldValue::field) != change.fields().end();
        const bool blamed = std::ranges::any_of(
            bad_, [&](const Bad& bad) { return bad.place == static_cast<int>(at) && bad.field == field.get(); });
        if (given) continue;
        lacks = true;
        if (!blamed) blame(at, field.get(), {}, Error(ErrorCode::Required));
    }
    return lacks;
}

}  // namespace kupets::model
