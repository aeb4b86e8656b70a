#include "client/view/import_preview_model.h"

#include <QFont>

#include "client/data/language.h"
#include "client/data/value_format.h"
#include "client/net/qt.h"
#include "client/ui/tokens.h"
#include "common/sheet/cells.h"

namespace kupets::view {
namespace {

using sheet::CellKind;

}  // namespace

QString cellWords(const mapping::Sample& cell, data::Language language) {
    switch (cell.kind) {
        case CellKind::Date:
            if (const auto date = sheet::parseDate(cell.text, sheet::DateOrder::Ymd))
                return data::displayDate(*date, language);
            break;
        case CellKind::DateTime:
            return toQt(cell.text).replace(u'T', u' ');
        case CellKind::Boolean:
            return data::say(language, cell.text == "true" ? "да" : "нет", cell.text == "true" ? "yes" : "no");
        default:
            break;
    }
    return toQt(cell.text);
}

ImportPreviewModel::ImportPreviewModel(const model::ImportSource& source, kupets::data::Language language,
                                       QObject* parent)
    : QAbstractTableModel(parent), source_(source), language_(language) {}

const model::ImportSheetFacts* ImportPreviewModel::facts() const {
    const auto& sheets = source_.sheets();
    return sheet_ >= 0 && static_cast<std::size_t>(sheet_) < sheets.size() ? &sheets[static_cast<std::size_t>(sheet_)]
                                                                           : nullptr;
}

void ImportPreviewModel::setSheet(int sheet, std::uint64_t header) {
    beginResetModel();
    sheet_ = sheet;
    header_ = header;
    columns_ = 0;
    if (const auto* of = facts())
        for (const auto& row : of->preview) columns_ = std::max(columns_, static_cast<int>(row.cells.size()));
    endResetModel();
}

std::uint64_t ImportPreviewModel::rowNumber(int row) const {
    const auto* of = facts();
    return of && row >= 0 && row < rowCount() ? of->preview[static_cast<std::size_t>(row)].number : 0;
}

int ImportPreviewModel::rowOfNumber(std::uint64_t number) const {
    for (int row = 0; row < rowCount(); ++row)
        if (rowNumber(row) == number) return row;
    return -1;
}

int ImportPreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !facts() ? 0 : static_cast<int>(facts()->preview.size());
}

int ImportPreviewModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns_; }

QVariant ImportPreviewModel::data(const QModelIndex& index, int role) const {
    const auto* of = facts();
    if (!of || !index.isValid()) return {};
    const auto& row = of->preview[static_cast<std::size_t>(index.row())];
    const auto at = static_cast<std::size_t>(index.column());
    const mapping::Sample* cell = at < row.cells.size() ? &row.cells[at] : nullptr;
    const bool isHeader = row.number == header_;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
            return cell ? cellWords(*cell, language_) : QString();
        case Qt::FontRole:
            return ui::typeface(isHeader ? ui::TextStyle::BodyStrong : ui::TextStyle::Body);
        case Qt::ForegroundRole:
            if (row.number < header_) return ui::tokens().muted;
            return cell && cell->kind == CellKind::Error ? ui::tokens().dangerText : ui::tokens().text;
        case Qt::BackgroundRole:
            return isHeader ? QVariant(ui::tokens().accentSoft) : QVariant();
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignVCenter |
                                    (cell && !isHeader &&
                                             (cell->kind == CellKind::Number || cell->kind == CellKind::Date ||
                                              cell->kind == CellKind::DateTime)
                                         ? Qt::AlignRight
                                         : Qt::AlignLeft));
        default:
            return {};
    }
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::DisplayRole)
        return orientation == Qt::Horizontal ? toQt(sheet::columnName(static_cast<std::size_t>(section)))
                                             : QString::number(rowNumber(section));
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignCenter);
    return {};
}

}  // namespace kupets::view
