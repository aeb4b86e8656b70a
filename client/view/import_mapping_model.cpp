#include "client/view/import_mapping_model.h"

#include <QFont>
#include <algorithm>

#include "client/ui/tokens.h"
#include "client/view/import_page.h"
#include "client/view/import_preview_model.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kExamples = 4;

}  // namespace

QString targetWords(const model::ImportSession& session, const model::ImportSheetPlan& sheet, int part,
                    const std::string& path) {
    const std::string& entity = sheet.parts[static_cast<std::size_t>(part)].entity;
    const schema::Field* through = nullptr;
    const schema::Field* field = model::fieldAt(session.schema(), entity, path, &through);
    QStringList words;
    if (sheet.parts.size() > 1) words << partTitle(session, sheet, part);
    if (through) words << say(session.context(), through->def.label());
    words << (field ? say(session.context(), field->def.label()) : toQt(path));
    return words.join(QStringLiteral(" · "));
}

QString conversionWords(const model::ImportUse& use) {
    const v1::ImportConversion& how = use.conversion;
    QStringList words;
    if (how.date_order() == "dmy") words << ImportMappingModel::tr("DD.MM.YYYY");
    if (how.date_order() == "mdy") words << ImportMappingModel::tr("MM.DD.YYYY");
    if (how.date_order() == "ymd") words << ImportMappingModel::tr("YYYY.MM.DD");
    if (how.decimal_separator() == ",") words << ImportMappingModel::tr("decimal comma");
    if (how.decimal_separator() == ".") words << ImportMappingModel::tr("decimal point");
    if (!how.phone_country().empty()) words << ImportMappingModel::tr("numbers of %1").arg(toQt(how.phone_country()));
    switch (how.take()) {
        case v1::ImportConversion::LAST_NAME:
            words << ImportMappingModel::tr("last name");
            break;
        case v1::ImportConversion::FIRST_NAME:
            words << ImportMappingModel::tr("first name");
            break;
        case v1::ImportConversion::MIDDLE_NAME:
            words << ImportMappingModel::tr("middle name");
            break;
        case v1::ImportConversion::BEFORE:
            words << ImportMappingModel::tr("before “%1”").arg(toQt(how.separator()));
            break;
        case v1::ImportConversion::AFTER:
            words << ImportMappingModel::tr("after “%1”").arg(toQt(how.separator()));
            break;
        default:
            break;
    }
    if (how.aliases_size() > 0) words << ImportMappingModel::tr("%Ln replacement(s)", "", how.aliases_size());
    if (use.onlyIfEmpty) words << ImportMappingModel::tr("only if empty");
    return words.join(QStringLiteral(" · "));
}

ImportMappingModel::ImportMappingModel(model::ImportSession& session, QObject* parent)
    : QAbstractTableModel(parent), session_(session) {}

void ImportMappingModel::setPlace(int place) {
    beginResetModel();
    place_ = place;
    columns_.clear();
    if (const model::ImportSheetPlan* of = sheet()) columns_ = session_.source().columns(of->index, of->headerRow);
    endResetModel();
}

void ImportMappingModel::reset() { setPlace(place_); }

model::ImportSheetPlan* ImportMappingModel::sheet() const {
    auto& sheets = session_.plan().sheets;
    return place_ >= 0 && place_ < static_cast<int>(sheets.size()) ? &sheets[static_cast<std::size_t>(place_)]
                                                                   : nullptr;
}

model::ImportUse* ImportMappingModel::use(int row) const {
    model::ImportSheetPlan* of = sheet();
    return of && row >= 0 && row < static_cast<int>(of->uses.size()) ? &of->uses[static_cast<std::size_t>(row)]
                                                                     : nullptr;
}

const mapping::Column& ImportMappingModel::columnOf(int row) const {
    const model::ImportUse* line = use(row);
    const bool known = line && !line->isConstant() && static_cast<std::size_t>(line->column) < columns_.size();
    return known ? columns_[static_cast<std::size_t>(line->column)] : none_;
}

void ImportMappingModel::changed(int row) {
    Q_EMIT dataChanged(index(row, 0), index(row, Conversion));
    session_.touch();
}

void ImportMappingModel::setTarget(int row, int part, const std::string& path) {
    model::ImportUse* line = use(row);
    if (!line) return;
    if (line->path != path) line->conversion.Clear();
    line->part = part;
    line->path = part == model::ImportUse::kNone ? std::string() : path;
    line->order = 0;
    model::refreshMatch(*sheet(), session_.schema());
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Conversion));
    session_.touch();
}

int ImportMappingModel::duplicate(int row) {
    const model::ImportUse* line = use(row);
    if (!line || line->isConstant()) return -1;
    beginInsertRows({}, row + 1, row + 1);
    auto& uses = sheet()->uses;
    uses.insert(uses.begin() + row + 1, model::ImportUse{.column = line->column});
    endInsertRows();
    return row + 1;
}

int ImportMappingModel::addConstant() {
    if (!sheet()) return -1;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    sheet()->uses.push_back({});
    endInsertRows();
    return row;
}

void ImportMappingModel::remove(int row) {
    model::ImportUse* line = use(row);
    if (!line) return;
    const auto same = [line](const model::ImportUse& each) { return each.column == line->column; };
    const bool last = !line->isConstant() && std::ranges::count_if(sheet()->uses, same) < 2;
    if (last) return setTarget(row, model::ImportUse::kNone, {});
    beginRemoveRows({}, row, row);
    sheet()->uses.erase(sheet()->uses.begin() + row);
    endRemoveRows();
    model::refreshMatch(*sheet(), session_.schema());
    session_.touch();
}

int ImportMappingModel::rowCount(const QModelIndex& parent) const {
    const model::ImportSheetPlan* of = sheet();
    return parent.isValid() || !of ? 0 : static_cast<int>(of->uses.size());
}

QString ImportMappingModel::headerOf(const model::ImportUse& line) const {
    if (line.isConstant()) return tr("For all rows");
    return toQt(sheet()->headers[static_cast<std::size_t>(line.column)]);
}

QString ImportMappingModel::examplesOf(int row) const {
    const model::ImportUse* line = use(row);
    if (line->isConstant()) return toQt(line->constant);
    QStringList words;
    for (const mapping::Sample& cell : columnOf(row).cells) {
        const QString text = cellWords(cell, session_.context().language).simplified().left(60);
        if (!text.isEmpty() && !words.contains(text)) words << text;
        if (words.size() == kExamples) break;
    }
    return words.isEmpty() ? tr("empty in the first rows") : words.join(QStringLiteral(" · "));
}

/// Several texts that go into one field.
bool ImportMappingModel::isJoined(int row) const {
    const model::ImportUse* line = use(row);
    if (!line->isUsed()) return false;
    return std::ranges::count_if(sheet()->uses, [line](const model::ImportUse& each) {
               return each.part == line->part && each.path == line->path;
           }) > 1;
}

QVariant ImportMappingModel::data(const QModelIndex& index, int role) const {
    const model::ImportUse* line = use(index.row());
    if (!line) return {};
    const bool quiet = !line->isUsed();
    if (role == Qt::FontRole)
        return ui::typeface(index.column() == Header || (index.column() == Field && !quiet) ? ui::TextStyle::BodyStrong
                                                                                            : ui::TextStyle::Body);
    if (role == Qt::ForegroundRole) {
        if (index.column() == Field) return quiet ? ui::tokens().muted : ui::tokens().text;
        return index.column() == Header && !quiet ? ui::tokens().text : ui::tokens().secondary;
    }
    if (role == Qt::EditRole && index.column() == Examples) return toQt(line->constant);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
    switch (index.column()) {
        case Header:
            return headerOf(*line);
        case Examples:
            if (line->isConstant() && line->constant.empty()) return tr("type the value here");
            return examplesOf(index.row());
        case Field:
            if (quiet) return line->isConstant() ? tr("choose a field") : tr("not loaded");
            return targetWords(session_, *sheet(), line->part, line->path);
        default:
            break;
    }
    QString how = conversionWords(*line);
    if (isJoined(index.row())) how = how.isEmpty() ? tr("joined") : tr("joined") + QStringLiteral(" · ") + how;
    return how;
}

QVariant ImportMappingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Header:
            return tr("Column of the file");
        case Examples:
            return tr("What stands there");
        case Field:
            return tr("Goes to");
        default:
            return tr("How it is read");
    }
}

Qt::ItemFlags ImportMappingModel::flags(const QModelIndex& index) const {
    const model::ImportUse* line = use(index.row());
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return line && line->isConstant() && index.column() == Examples ? flags | Qt::ItemIsEditable : flags;
}

bool ImportMappingModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    model::ImportUse* line = use(index.row());
    if (role != Qt::EditRole || !line || !line->isConstant()) return false;
    line->constant = fromQt(value.toString().trimmed());
    changed(index.row());
    return true;
}

}  // namespace kupets::view
