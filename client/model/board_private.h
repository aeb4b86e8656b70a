// What BoardModel and BoardColumn hide. Included by their own files only.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "client/data/feed.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/data/writer.h"
#include "client/model/board_model.h"
#include "client/model/board_stages.h"
#include "client/net/connection.h"

namespace kupets::model {

struct Tile {
    Uuid id;
    std::uint64_t version = 0;
    std::vector<data::Cell> cells;  // as BoardModel::Private::paths
    bool operator==(const Tile&) const = default;
};

class BoardColumn::Private {
public:
    explicit Private(BoardModel& owner) : board(owner) {}

    BoardModel& board;
    BoardStage stage;
    bool counted = false;  // the server has told what is in it
    quint64 count = 0;
    Value sum;
    std::vector<Tile> tiles;
    std::string lastKey;
    net::CallHandle moreCall;
    net::CallHandle againCall;  // more tiles than a group brings, as they are now
};

class BoardModel::Private : public QObject {
public:
    Private(BoardModel& owner, data::Context ctx);

    // Questions and answers (board_model.cpp)
    void restart();
    void choosePaths();
    void askLanes();
    void askStages();
    void askMore(BoardColumn& column);
    /// What stands in these columns (a filter); empty: in all.
    v1::RecordSet recordSet(const std::string& columnFilter) const;
    bool isByStages() const;
    std::vector<Tile> tilesOf(const v1::RowSet& rows) const;
    void onFeed(const data::FeedBatch& batch);
    void onFailed(const Error& error);

    // Columns and what is in them (board_groups.cpp)
    enum class Part { Whole, Open, Closed };
    static bool belongs(Part part, const BoardStage& stage);
    std::string columnsOf(Part part) const;
    void askGroups();
    /// For other records than before.
    void askAnew();
    void ask(Part part);
    void take(Part part, const v1::GroupReply& reply);
    void arrange(const v1::GroupReply& reply);
    void fill(BoardColumn& column, const v1::Group* group);
    void askAgain(BoardColumn& column, std::size_t tiles);
    void tellSteps(const v1::GroupReply& reply);
    void refetchSoon();

    // Tiles (board_tiles.cpp)
    void showTiles(BoardColumn& column, std::vector<Tile> tiles);
    bool move(const Uuid& record, BoardColumn* to);
    void moved(const Uuid& record, const Result<data::Saved>& saved);
    void count(BoardColumn& column, const Tile& tile, int sign) const;
    Value withCurrency(const Value& sum, const std::vector<Tile>& tiles) const;
    BoardColumn* columnOf(const Uuid& record) const;
    void highlight(const Uuid& id);
    void fade();
    double highlightOf(const Uuid& id) const;
    QVariant tileData(const BoardColumn& column, const Tile& tile, int role) const;
    QList<TileMark> marksOf(const Tile& tile) const;
    QString shortly(const data::Cell& cell, const schema::Field* field) const;

    BoardModel& q;
    data::Context context;
    schema::SnapshotPtr schema;
    const schema::Entity* entity = nullptr;
    const schema::Field* columnField = nullptr;
    v1::BoardDef board;       // of the entity, or one made for it
    std::string chosenField;  // by which it is grouped; empty: as the board says
    std::vector<std::string> chosenTiles;
    std::string entityName;
    Uuid lane;
    std::string filter;
    std::string search;
    bool favourites = false;
    // Of a tile's cells: the title, `tileFields` more to be shown, the sum field, conditions and texts of the marks.
    std::vector<std::string> paths;
    std::size_t tileFields = 0;
    int sumCell = -1;
    struct Mark {
        std::size_t when;
        std::optional<std::size_t> text;
        const v1::BoardMark* def;
    };
    std::vector<Mark> marks;
    std::set<std::string> read;  // entities whose changes may change tiles

    std::vector<std::pair<Uuid, QString>> lanes;
    std::optional<std::vector<BoardStage>> stages;
    bool shown = false;         // columns stand with what is in them
    bool lanesAwaited = false;  // which of them is shown, is not known yet
    std::vector<BoardColumn*> columns;
    net::CallHandle lanesCall;
    net::CallHandle stagesCall;
    net::CallHandle groupsCall;
    net::CallHandle closedCall;
    std::map<Part, qint64> took;  // milliseconds, the last time
    qint64 openAsked = 0;         // by the clock
    qint64 closedAsked = 0;
    bool loading = false;

    QTimer refetchTimer;
    QTimer closedTimer;
    QTimer minuteTimer;  // what is due becomes overdue by itself
    QTimer fadeTimer;
    QElapsedTimer clock;
    std::unordered_map<Uuid, qint64> highlights;
    std::unordered_set<Uuid> awaited;       // changed by the feed: highlight when shown
    std::unordered_set<Uuid> movesPending;  // answers to groups wait for these
};

}  // namespace kupets::model
