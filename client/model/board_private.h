// What BoardModel and BoardColumn hide. Included by their own files only.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <unordered_map>
#include <unordered_set>

#include "client/data/feed.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/data/writer.h"
#include "client/model/board_model.h"
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
    Value value;
    QString title;
    QString colorName;
    bool closed = false;
    quint64 count = 0;
    Value sum;
    std::vector<Tile> tiles;
    std::string lastKey;
    net::CallHandle moreCall;
};

class BoardModel::Private : public QObject {
public:
    Private(BoardModel& owner, data::Context ctx);

    // Questions and answers (board_model.cpp)
    void restart();
    void askLanes();
    void askStages();
    void askGroups();
    void askMore(BoardColumn& column);
    v1::RecordSet recordSet(const Value* columnValue) const;
    void rebuild();
    void apply();
    void fill(BoardColumn& column, const v1::Group* group);
    std::vector<Tile> tilesOf(const v1::RowSet& rows) const;
    void onFeed(const data::FeedBatch& batch);
    void refetchSoon();
    void onFailed(const Error& error);

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

    struct Stage {
        Value value;
        QString title;
        QString colorName;
        bool closed = false;
    };

    BoardModel& q;
    data::Context context;
    schema::SnapshotPtr schema;
    const schema::Entity* entity = nullptr;
    const schema::Field* columnField = nullptr;
    std::string entityName;
    Uuid lane;
    std::string filter;
    std::string search;
    std::vector<std::string> paths;  // of a tile's cells: the title, the board's tile fields, the sum field
    int sumCell = -1;

    std::vector<std::pair<Uuid, QString>> lanes;
    std::optional<std::vector<Stage>> stages;
    std::optional<v1::GroupReply> groups;
    std::vector<BoardColumn*> columns;
    net::CallHandle lanesCall;
    net::CallHandle stagesCall;
    net::CallHandle groupsCall;
    bool loading = false;

    QTimer refetchTimer;
    QElapsedTimer sinceRefetch;
    QTimer fadeTimer;
    QElapsedTimer clock;
    std::unordered_map<Uuid, qint64> highlights;
    std::unordered_set<Uuid> awaited;       // changed by the feed: highlight when shown
    std::unordered_set<Uuid> movesPending;  // answers to groups wait for these
};

}  // namespace kupets::model
