// A board: records of an entity by the values of its column field (stages, or a choice), each column with its true
// count, sum and first rows, all in one request. A column is a list model of its own, for a list view of its own; more
// of its rows come by fetchMore. Moving a tile is a command, shows at once, and goes back if the server refuses. Live.
// GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QColor>
#include <memory>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/model/record_table_model.h"
#include "client/model/roles.h"

namespace kupets::model {

class BoardModel;
struct BoardStage;

/// One line of a tile.
struct TileCell {
    QString label;
    QString text;
    int fieldType = 0;
    QString path;
};

/// A sign on a tile: what holds for the record now.
struct TileMark {
    QString icon;
    QString color;
    QString text;  // shown beside the icon: what the mark says of the record, else its label; may be empty
    QString label;
};

class BoardColumn : public QAbstractListModel {
    Q_OBJECT

public:
    ~BoardColumn() override;
    /// The column field's value: a choice's code or a stage's id; null for "without".
    const Value& value() const;
    QString title() const;
    QColor color() const;       // of a choice, or of the stage's own colour field; invalid when none
    QString colorName() const;  // "green", for a theme of one's own
    quint64 count() const;
    /// False until the server has told count and sum: those of columns that end the way come after the others.
    bool isCounted() const;
    /// Of the board's sum field; null when it has none.
    Value sum() const;
    QString sumText() const;
    bool isClosed() const;  // a choice that ends the way
    const BoardStage& stage() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole the record's title, SubtitleRole, TileCellsRole, TileMarksRole, RecordIdRole, VersionRole,
    /// HighlightRole, PendingRole.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    /// -1 when it is not here.
    int rowOf(const Uuid& id) const;
    Uuid idAt(int row) const;
    /// Drag and drop: mime type kMime carries the record's id (16 bytes); a drop calls BoardModel::move.
    static constexpr const char* kMime = "application/x-kupets-record";
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

Q_SIGNALS:
    /// Count, sum or title are others.
    void headerChanged();

private:
    friend class BoardModel;
    explicit BoardColumn(BoardModel& board);
    class Private;
    std::unique_ptr<Private> d_;
};

class BoardModel : public QObject {
    Q_OBJECT

public:
    static constexpr unsigned kRowsPerColumn = 20;

    explicit BoardModel(data::Context context, QObject* parent = nullptr);
    ~BoardModel() override;

    /// The entity has a board in its definition, or a choice to make one by.
    void setEntity(const std::string& entity);
    const std::string& entity() const;
    /// Which pipeline (a record of the lane field's target); nil: all.
    void setLane(const Uuid& lane);
    Uuid lane() const;
    /// The lanes to choose from, in the order of their entity; arrives after setEntity (lanesChanged).
    const std::vector<std::pair<Uuid, QString>>& lanes() const;
    /// By which choice of the entity the records stand in columns; empty: as its board says.
    void setColumnField(const std::string& field);
    const schema::Field* columnField() const;
    /// What a tile shows below its title; empty: as the board says.
    void setTileFields(std::vector<std::string> paths);
    std::vector<std::string> tileFields() const;
    bool hasMarks() const;
    /// `favourites`: of these only the person's own.
    void setFilter(const QString& expression, bool favourites = false);
    void setSearch(const QString& fragment);

    const std::vector<BoardColumn*>& columns() const;
    BoardColumn* columnOf(const Uuid& record) const;
    bool isLoading() const;
    /// False when the record is not on the board or is there already.
    bool move(const Uuid& record, BoardColumn* to);
    void refresh();

Q_SIGNALS:
    /// The columns are others: build the views anew.
    void columnsChanged();
    void lanesChanged();
    void loadingChanged(bool loading);
    void failed(const kupets::Error& error);
    void moveSaved(const kupets::Uuid& record, const kupets::Uuid& changeSet);
    void moveRefused(const kupets::Uuid& record, const kupets::Error& error);
    /// Somebody else moved it (or somewhere else): told before the columns change, and again when they have.
    void aboutToMove(const kupets::Uuid& record, kupets::model::BoardColumn* from, kupets::model::BoardColumn* to);
    void movesShown();

private:
    friend class BoardColumn;
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::model

Q_DECLARE_METATYPE(kupets::model::TileCell)
Q_DECLARE_METATYPE(kupets::model::TileMark)
