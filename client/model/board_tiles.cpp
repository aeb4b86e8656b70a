// Tiles of a board: how a column shows them, how they move, what shines.
#include <QDateTime>
#include <QMimeData>
#include <algorithm>

#include "client/data/value_format.h"
#include "client/model/board_private.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr qint64 kHighlightMs = 1'600;

/// a + sign·b, where both are sums of the same kind; what can not be added stays as it is until the server tells.
Value added(const Value& a, const Value& b, int sign) {
    const auto plus = [sign](const Decimal& x, const Decimal& y) {
        return sign > 0 ? Decimal::add(x, y) : Decimal::subtract(x, y);
    };
    if (const auto* money = std::get_if<Money>(&b)) {
        if (std::holds_alternative<Decimal>(a)) return added(a, money->amount, sign);  // of several currencies
        const auto* sum = std::get_if<Money>(&a);
        if (sum != nullptr && sum->currency != money->currency) return a;
        const auto total = plus(sum == nullptr ? Decimal() : sum->amount, money->amount);
        return total ? Value(Money{*total, money->currency}) : a;
    }
    if (const auto* number = std::get_if<Decimal>(&b)) {
        const auto* sum = std::get_if<Decimal>(&a);
        const auto total = plus(sum == nullptr ? Decimal() : *sum, *number);
        return total ? Value(*total) : a;
    }
    return a;
}

}  // namespace

/// Changes the column's list to `wanted` by the fewest steps, so that views keep scroll and selection.
void BoardModel::Private::showTiles(BoardColumn& column, std::vector<Tile> wanted) {
    std::vector<Tile>& tiles = column.d_->tiles;
    for (int row = static_cast<int>(tiles.size()) - 1; row >= 0; --row) {
        if (std::ranges::find(wanted, tiles[static_cast<std::size_t>(row)].id, &Tile::id) != wanted.end()) continue;
        column.beginRemoveRows({}, row, row);
        tiles.erase(tiles.begin() + row);
        column.endRemoveRows();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const int row = static_cast<int>(i);
        const auto at = std::ranges::find(tiles.begin() + row, tiles.end(), wanted[i].id, &Tile::id);
        if (at == tiles.end()) {
            column.beginInsertRows({}, row, row);
            tiles.insert(tiles.begin() + row, wanted[i]);
            column.endInsertRows();
        } else {
            if (const int from = static_cast<int>(at - tiles.begin()); from != row) {
                column.beginMoveRows({}, from, from, {}, row);
                std::rotate(tiles.begin() + row, at, at + 1);
                column.endMoveRows();
            }
            if (tiles[i] != wanted[i]) {
                tiles[i] = wanted[i];
                Q_EMIT column.dataChanged(column.index(row), column.index(row));
            }
        }
        if (awaited.contains(wanted[i].id)) highlight(wanted[i].id);
    }
}

BoardColumn* BoardModel::Private::columnOf(const Uuid& record) const {
    const auto found =
        std::ranges::find_if(columns, [&record](const BoardColumn* column) { return column->rowOf(record) >= 0; });
    return found == columns.end() ? nullptr : *found;
}

void BoardModel::Private::count(BoardColumn& column, const Tile& tile, int sign) const {
    column.d_->count += static_cast<quint64>(sign);
    if (sumCell >= 0) column.d_->sum = added(column.d_->sum, tile.cells[static_cast<std::size_t>(sumCell)].value, sign);
    Q_EMIT column.headerChanged();
}

bool BoardModel::Private::move(const Uuid& record, BoardColumn* to) {
    BoardColumn* from = columnOf(record);
    if (from == nullptr || to == nullptr || from == to || context.writer == nullptr || !columnField->isStored())
        return false;
    const int row = from->rowOf(record);
    std::vector<Tile>& source = from->d_->tiles;
    const Tile tile = source[static_cast<std::size_t>(row)];
    movesPending.insert(record);
    from->beginRemoveRows({}, row, row);
    source.erase(source.begin() + row);
    from->endRemoveRows();
    to->beginInsertRows({}, 0, 0);
    to->d_->tiles.insert(to->d_->tiles.begin(), tile);
    to->endInsertRows();
    count(*from, tile, -1);
    count(*to, tile, +1);

    data::Operation operation;
    operation.title = data::display(tile.cells.front(), nullptr, context.language);
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(entityName);
    change.set_id(std::string(record.view()));
    change.set_base_version(tile.version);
    v1::FieldValue* field = change.add_fields();
    field->set_field(columnField->name());
    *field->mutable_value() = wire::toProto(to->d_->stage.value);
    context.writer->save(std::move(operation), this,
                         [this, record](const Result<data::Saved>& saved) { moved(record, saved); });
    return true;
}

void BoardModel::Private::moved(const Uuid& record, const Result<data::Saved>& saved) {
    movesPending.erase(record);
    if (BoardColumn* column = columnOf(record)) {
        const QModelIndex index = column->index(column->rowOf(record));
        Q_EMIT column->dataChanged(index, index);
    }
    if (saved) {
        Q_EMIT q.moveSaved(record, saved->changeSet);
    } else {
        Q_EMIT q.moveRefused(record, saved.error());
    }
    refetchSoon();  // true sums and places, or back to where it was
}

void BoardModel::Private::highlight(const Uuid& id) {
    highlights[id] = clock.elapsed();
    if (!fadeTimer.isActive()) fadeTimer.start();
}

void BoardModel::Private::fade() {
    for (const auto& [id, since] : highlights) {
        BoardColumn* column = columnOf(id);
        if (column == nullptr) continue;
        const QModelIndex index = column->index(column->rowOf(id));
        Q_EMIT column->dataChanged(index, index, {HighlightRole});
    }
    std::erase_if(highlights, [this](const auto& each) { return clock.elapsed() - each.second >= kHighlightMs; });
    if (highlights.empty()) fadeTimer.stop();
}

double BoardModel::Private::highlightOf(const Uuid& id) const {
    const auto found = highlights.find(id);
    if (found == highlights.end()) return -1;
    return std::clamp(1.0 - static_cast<double>(clock.elapsed() - found->second) / kHighlightMs, 0.0, 1.0);
}

/// The server adds up amounts and names no currency; where all tiles have the same, it is the sum's too.
Value BoardModel::Private::withCurrency(const Value& sum, const std::vector<Tile>& tiles) const {
    const auto* number = std::get_if<Decimal>(&sum);
    if (number == nullptr || sumCell < 0) return sum;
    std::string currency;
    for (const Tile& tile : tiles) {
        const auto* money = std::get_if<Money>(&tile.cells[static_cast<std::size_t>(sumCell)].value);
        if (money == nullptr) continue;
        if (!currency.empty() && currency != money->currency) return sum;
        currency = money->currency;
    }
    return currency.empty() ? sum : Value(Money{*number, currency});
}

QVariant BoardModel::Private::tileData(const BoardColumn&, const Tile& tile, int role) const {
    if (tile.cells.size() != paths.size()) return {};  // of other fields: the tiles that replace it are on their way
    switch (role) {
        case Qt::DisplayRole:
            return data::display(tile.cells.front(), nullptr, context.language);
        case RecordIdRole:
            return QVariant::fromValue(tile.id);
        case VersionRole:
            return static_cast<quint64>(tile.version);
        case EntityRole:
            return toQt(entityName);
        case PendingRole:
            return movesPending.contains(tile.id);
        case HighlightRole: {
            const double strength = highlightOf(tile.id);
            return strength < 0 ? QVariant() : QVariant(strength);
        }
        case SubtitleRole: {
            if (paths.size() < 2) return {};
            return data::display(tile.cells[1], data::resolve(*entity, paths[1]).field(), context.language);
        }
        case TileCellsRole: {
            QList<TileCell> cells;
            for (std::size_t i = 1; i <= tileFields; ++i) {
                const schema::Field* field = data::resolve(*entity, paths[i]).field();
                cells << TileCell{data::pathLabel(*entity, paths[i], context.language),
                                  data::display(tile.cells[i], field, context.language),
                                  field == nullptr ? 0 : static_cast<int>(field->type()), toQt(paths[i])};
            }
            return QVariant::fromValue(cells);
        }
        case TileMarksRole:
            return QVariant::fromValue(marksOf(tile));
        default:
            return {};
    }
}

QList<TileMark> BoardModel::Private::marksOf(const Tile& tile) const {
    QList<TileMark> held;
    for (const Mark& mark : marks) {
        const auto* holds = std::get_if<bool>(&tile.cells[mark.when].value);
        if (holds == nullptr || !*holds) continue;
        const QString label = data::say(context.language, mark.def->label());
        const QString text =
            mark.text ? shortly(tile.cells[*mark.text], data::resolve(*entity, paths[*mark.text]).field()) : label;
        held << TileMark{toQt(mark.def->icon()), toQt(mark.def->color()), text, label};
    }
    return held;
}

/// A day without its year, the time of a moment of today.
QString BoardModel::Private::shortly(const data::Cell& cell, const schema::Field* field) const {
    QDateTime moment;
    if (const auto* at = std::get_if<Timestamp>(&cell.value))
        moment = QDateTime::fromMSecsSinceEpoch(at->micros / 1000).toLocalTime();
    if (!moment.isValid()) return data::display(cell, field, context.language);
    const QDate today = QDate::currentDate();
    if (moment.date() == today) return moment.toString(QStringLiteral("HH:mm"));
    return moment.toString(moment.date().year() == today.year() ? QStringLiteral("dd.MM")
                                                                : QStringLiteral("dd.MM.yyyy"));
}

// ---- the column as a list

BoardColumn::BoardColumn(BoardModel& board) : QAbstractListModel(&board), d_(std::make_unique<Private>(board)) {}
BoardColumn::~BoardColumn() = default;

const Value& BoardColumn::value() const { return d_->stage.value; }
QString BoardColumn::title() const { return d_->stage.title; }
QString BoardColumn::colorName() const { return d_->stage.colorName; }
QColor BoardColumn::color() const { return data::namedColor(fromQt(d_->stage.colorName)); }
quint64 BoardColumn::count() const { return d_->count; }
bool BoardColumn::isCounted() const { return d_->counted; }
Value BoardColumn::sum() const { return d_->sum; }
bool BoardColumn::isClosed() const { return d_->stage.closed; }
const BoardStage& BoardColumn::stage() const { return d_->stage; }

QString BoardColumn::sumText() const {
    const data::Context& context = d_->board.d_->context;
    if (const auto* money = std::get_if<Money>(&d_->sum)) return data::displayMoney(*money, context.language, false);
    return data::display({d_->sum, {}}, nullptr, context.language);
}

int BoardColumn::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(d_->tiles.size());
}

QVariant BoardColumn::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    return d_->board.d_->tileData(*this, d_->tiles[static_cast<std::size_t>(index.row())], role);
}

bool BoardColumn::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && d_->tiles.size() < d_->count && !d_->moreCall.isOpen();
}

void BoardColumn::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent)) d_->board.d_->askMore(*this);
}

int BoardColumn::rowOf(const Uuid& id) const {
    const auto found = std::ranges::find(d_->tiles, id, &Tile::id);
    return found == d_->tiles.end() ? -1 : static_cast<int>(found - d_->tiles.begin());
}

Uuid BoardColumn::idAt(int row) const {
    return row < 0 || row >= rowCount() ? Uuid{} : d_->tiles[static_cast<std::size_t>(row)].id;
}

Qt::ItemFlags BoardColumn::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

QStringList BoardColumn::mimeTypes() const { return {QString::fromLatin1(kMime)}; }

QMimeData* BoardColumn::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty()) return nullptr;
    auto* data = new QMimeData;
    data->setData(QString::fromLatin1(kMime), toBytes(idAt(indexes.front().row())));
    return data;
}

bool BoardColumn::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int, const QModelIndex&) const {
    return action == Qt::MoveAction && data != nullptr && data->hasFormat(QString::fromLatin1(kMime));
}

/// The move itself is the board's. Views that then remove the rows they dragged get a refusal from removeRows.
bool BoardColumn::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                               const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    const QByteArray bytes = data->data(QString::fromLatin1(kMime));
    const auto id = Uuid::fromBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return id && d_->board.move(*id, this);
}

}  // namespace kupets::model
