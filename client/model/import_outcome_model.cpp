#include "client/model/import_outcome_model.h"

#include <algorithm>

#include "client/data/error_text.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "common/wire/values.h"

namespace kupets::model {

using Outcome = v1::ImportOutcome;

QString outcomeWords(Outcome::Kind kind, kupets::data::Language language) {
    switch (kind) {
        case Outcome::CREATED:
            return kupets::data::say(language, "создать", "create");
        case Outcome::UPDATED:
            return kupets::data::say(language, "обновить", "update");
        case Outcome::UNCHANGED:
            return kupets::data::say(language, "без изменений", "unchanged");
        case Outcome::SKIPPED:
            return kupets::data::say(language, "пропустить", "skip");
        case Outcome::BAD:
            return kupets::data::say(language, "ошибка", "error");
        case Outcome::UNDECIDED:
            return kupets::data::say(language, "решить", "decide");
        default:
            return {};
    }
}

QString outcomeColor(Outcome::Kind kind) {
    switch (kind) {
        case Outcome::CREATED:
            return QStringLiteral("green");
        case Outcome::UPDATED:
            return QStringLiteral("blue");
        case Outcome::BAD:
            return QStringLiteral("red");
        case Outcome::UNDECIDED:
            return QStringLiteral("orange");
        default:
            return QStringLiteral("gray");
    }
}

ImportOutcomeModel::ImportOutcomeModel(ImportSession& session, QObject* parent)
    : QAbstractTableModel(parent), session_(session) {}

const ImportSheetPlan* ImportOutcomeModel::sheet() const {
    const auto chosen = session_.plan().chosen();
    return group_.sheet < chosen.size() ? &session_.plan().sheets[chosen[group_.sheet]] : nullptr;
}

void ImportOutcomeModel::show(const ImportOutcomes::Group& group, const OutcomeFilter& filter) {
    beginResetModel();
    group_ = group;
    filter_ = filter;
    rows_.clear();
    textsOf_ = 0;
    const auto& entries = session_.run().outcomes().entries(group);
    for (std::uint32_t at = 0; at < entries.size(); ++at) {
        if (filter.kind && entries[at].kind != static_cast<std::uint8_t>(*filter.kind)) continue;
        if (filter.alike && !entries[at].alike) continue;
        rows_.push_back(at);
    }
    layOut();
    endResetModel();
}

bool ImportOutcomeModel::namesRecords() const {
    const auto& outcomes = session_.run().outcomes();
    return outcomes.count(group_, Outcome::UPDATED) + outcomes.count(group_, Outcome::UNCHANGED) +
               outcomes.count(group_, Outcome::SKIPPED) + outcomes.count(group_, Outcome::UNDECIDED) >
           0;
}

void ImportOutcomeModel::refresh() { show(group_, filter_); }

/// The file's columns that this part takes, then fields that it fills without one.
void ImportOutcomeModel::layOut() {
    columns_.clear();
    const ImportSheetPlan* of = sheet();
    if (!of) return;
    std::vector<std::string> known;
    for (const ImportUse& use : of->uses) {
        if (use.part != static_cast<int>(group_.part) || use.isConstant()) continue;
        columns_.push_back({use.column, use.path});
        known.push_back(use.path.substr(0, use.path.find('.')));
    }
    for (const std::string& field : session_.run().outcomes().fields(group_))
        if (std::ranges::find(known, field) == known.end()) columns_.push_back({-1, field});
}

const Outcome* ImportOutcomeModel::outcome(int row) const {
    if (row < 0 || row >= static_cast<int>(rows_.size())) return nullptr;
    const auto& entries = session_.run().outcomes().entries(group_);
    const std::size_t at = rows_[static_cast<std::size_t>(row)];
    return at < entries.size() ? &session_.run().outcomes().outcome(entries[at]) : nullptr;
}

QString ImportOutcomeModel::sourceText(std::uint64_t row, int column) const {
    const ImportSheetPlan* of = sheet();
    const auto& rows = session_.source().sheets()[of->index].rows;
    if (!rows || column < 0) return {};
    if (textsOf_ != row) {
        texts_ = rows->texts(row);
        textsOf_ = row;
    }
    return static_cast<std::size_t>(column) < texts_.size() ? toQt(texts_[static_cast<std::size_t>(column)])
                                                            : QString();
}

const v1::ImportCell* ImportOutcomeModel::changeOf(const Outcome& outcome, const std::string& path) const {
    const std::string_view field = std::string_view(path).substr(0, path.find('.'));
    for (const v1::ImportCell& cell : outcome.cells())
        if (cell.field() == field) return &cell;
    return nullptr;
}

QString ImportOutcomeModel::valueWords(const v1::ImportCell& cell, bool after) const {
    const ImportSheetPlan* of = sheet();
    const std::string& entity = of->parts[group_.part].entity;
    const auto value = wire::fromProto(after ? cell.after() : cell.before());
    if (!value) return {};
    return kupets::data::display({*value, after ? cell.after_title() : cell.before_title()},
                                 fieldAt(session_.schema(), entity, cell.field()), session_.context().language);
}

QString ImportOutcomeModel::fieldWords(const std::string& field) const {
    const schema::Field* known = fieldAt(session_.schema(), sheet()->parts[group_.part].entity, field);
    return known ? kupets::data::say(session_.context().language, known->def.label()) : toQt(field);
}

std::vector<v1::ImportRowError> ImportOutcomeModel::errors(const Outcome& outcome) const {
    return session_.run().outcomes().errors(group_, v1::ImportOutcome(outcome));
}

QString ImportOutcomeModel::errorWords(const v1::ImportRowError& told) const {
    Error error(static_cast<ErrorCode>(told.code()), {told.args().begin(), told.args().end()});
    const ImportSheetPlan* of = sheet();
    for (const ImportUse& use : of->uses)
        if (!use.isConstant() && use.part == static_cast<int>(group_.part) &&
            of->headers[static_cast<std::size_t>(use.column)] == told.header())
            error.fieldPath = use.path.substr(0, use.path.find('.'));
    if (error.fieldPath.empty()) error.fieldPath = told.header();
    return kupets::data::errorText(error, session_.context().language, &session_.schema(),
                                   of->parts[group_.part].entity);
}

ImportSession::CellKey ImportOutcomeModel::cellKey(int row, int column) const {
    const Outcome* of = outcome(row);
    const int at = column - FirstCell;
    if (!of || at < 0 || at >= static_cast<int>(columns_.size()) || columns_[static_cast<std::size_t>(at)].column < 0)
        return {};
    return {sheet()->name, of->row(),
            sheet()->headers[static_cast<std::size_t>(columns_[static_cast<std::size_t>(at)].column)]};
}

ImportSession::DecisionKey ImportOutcomeModel::decisionKey(int row) const {
    const Outcome* of = outcome(row);
    return of ? ImportSession::DecisionKey{sheet()->name, of->row(), sheet()->parts[group_.part].name}
              : ImportSession::DecisionKey{};
}

OutcomeCell ImportOutcomeModel::cell(int row, int column) const {
    OutcomeCell out;
    const Outcome* of = outcome(row);
    const int at = column - FirstCell;
    if (!of || at < 0 || at >= static_cast<int>(columns_.size())) return out;
    const Shown& shown = columns_[static_cast<std::size_t>(at)];
    const ImportSession::CellKey key = cellKey(row, column);
    if (const auto fixed = session_.fixes().find(key); fixed != session_.fixes().end()) {
        out.text = toQt(fixed->second);
        out.mended = true;
    } else {
        out.text = sourceText(of->row(), shown.column);
    }
    const bool waits = out.mended && session_.unchecked() > 0;  // to be checked again
    if (of->kind() == Outcome::BAD && shown.column >= 0 && !waits) {
        for (const v1::ImportRowError& told : errors(*of)) {
            if (told.header() == std::get<2>(key) && out.error.isEmpty()) out.error = errorWords(told);
        }
        of = outcome(row);  // those of further errors may have pushed it out of memory
    }
    const v1::ImportCell* change = changeOf(*of, shown.path);
    // Of columns that are joined, the first shows what comes of them.
    for (int earlier = 0; change && earlier < at; ++earlier)
        if (columns_[static_cast<std::size_t>(earlier)].path == shown.path) change = nullptr;
    if (!change || waits) return out;
    out.text = valueWords(*change, true);
    out.changes = true;
    if (of->kind() == Outcome::UPDATED) out.before = valueWords(*change, false);
    return out;
}

QString ImportOutcomeModel::columnTitle(int column) const {
    const int at = column - FirstCell;
    if (at < 0 || at >= static_cast<int>(columns_.size())) return {};
    const Shown& shown = columns_[static_cast<std::size_t>(at)];
    return shown.column >= 0 ? toQt(sheet()->headers[static_cast<std::size_t>(shown.column)]) : fieldWords(shown.path);
}

int ImportOutcomeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}
int ImportOutcomeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstCell + static_cast<int>(columns_.size());
}

QVariant ImportOutcomeModel::data(const QModelIndex& index, int role) const {
    const Outcome* of = outcome(index.row());
    if (!of) return {};
    const OutcomeCell shown = index.column() >= FirstCell ? cell(index.row(), index.column()) : OutcomeCell{};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        if (index.column() == Row) return QString::number(of->row());
        if (index.column() == Kind) return outcomeWords(of->kind(), session_.context().language);
        if (index.column() == Title) return toQt(of->title());
        return shown.text;
    }
    if (role == Qt::EditRole && index.column() >= FirstCell) {
        const auto fixed = session_.fixes().find(cellKey(index.row(), index.column()));
        if (fixed != session_.fixes().end()) return toQt(fixed->second);
        return sourceText(of->row(), columns_[static_cast<std::size_t>(index.column() - FirstCell)].column);
    }
    if (role != Qt::ToolTipRole) return {};
    if (!shown.error.isEmpty()) return shown.error;
    if (!shown.before.isEmpty()) return shown.before + QStringLiteral(" → ") + shown.text;
    if (index.column() == Kind && of->kind() == Outcome::BAD) {
        QStringList all;
        for (const v1::ImportRowError& told : errors(*of)) all << errorWords(told);
        return all.join(u'\n');
    }
    return data(index, Qt::DisplayRole);
}

QVariant ImportOutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Row ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const int at = section - FirstCell;
    if (role == Qt::ToolTipRole && at >= 0) return fieldWords(columns_[static_cast<std::size_t>(at)].path);
    if (role != Qt::DisplayRole) return {};
    if (section == Row) return tr("Row");
    if (section == Kind) return tr("Outcome");
    if (section == Title) return tr("Record in the base");
    return columnTitle(section);
}

Qt::ItemFlags ImportOutcomeModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const int at = index.column() - FirstCell;
    return at >= 0 && columns_[static_cast<std::size_t>(at)].column >= 0 ? flags | Qt::ItemIsEditable : flags;
}

bool ImportOutcomeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
    const QString text = value.toString();
    if (text == data(index, Qt::EditRole).toString()) return false;
    session_.fix(cellKey(index.row(), index.column()), fromQt(text));
    Q_EMIT dataChanged(index, index);
    return true;
}

}  // namespace kupets::model
