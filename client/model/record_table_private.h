// What RecordTableModel hides. Included by its own files only: record_table_model.cpp (what Qt asks),
// record_table_loading.cpp (pages), record_table_live.cpp (the feed, highlights, edits).
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <set>
#include <unordered_set>

#include "client/data/feed.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/data/writer.h"
#include "client/model/groups.h"
#include "client/model/record_table_model.h"
#include "client/model/window_cache.h"
#include "client/model/window_plan.h"
#include "client/net/connection.h"

namespace kupets::model {

struct TableColumn {
    std::string path;
    QString label;
    data::ResolvedPath resolved;  // steps are empty for "=expression"
    Qt::Alignment alignment;
    const schema::Entity* colored = nullptr;  // what a reference points to, when its records have colours
    std::set<std::string> through;            // of a computed column: the entities that it reads
};

class RecordTableModel::Private : public QObject {
public:
    Private(RecordTableModel& owner, data::Context ctx);

    // Questions and pages (record_table_loading.cpp)
    void restart(bool fromTop);
    void resolveColumns();
    void resolveExpression(TableColumn& column);
    void regroup();
    std::vector<std::string> requested() const;
    v1::RecordSet recordSet() const;
    v1::QueryRequest pageRequest() const;
    void askCount();
    void load();
    void askWindow(int window);
    void placeStart(v1::QueryRequest& request, int window) const;
    void takePage(int window, bool byKeyBackwards, v1::QueryReply reply);
    void showFirst(std::unique_ptr<RowWindow> rows, const v1::QueryReply& reply);
    void replaceWindow(int window, std::unique_ptr<RowWindow> rows);
    void learnTotal(int window, int rows, const v1::QueryReply& reply);
    void setTotal(int rows, bool exact);
    void onFailed(const Error& error);
    void setLoading();
    void cancelAll();

    // Where a record stands (record_table_locate.cpp)
    void locate(const Uuid& id);
    void found(const Uuid& id, int place);

    // The feed and edits (record_table_live.cpp)
    void onFeed(const data::FeedBatch& batch);
    bool takeEvent(const data::RecordEvent& event);
    bool changesOrder(const data::RecordEvent& event) const;
    bool showsThrough(const data::RecordEvent& event) const;
    void refetchSoon(bool recount);
    void highlight(const Uuid& id);
    void fade();
    double highlightOf(const Uuid& id) const;
    void emitRow(const Uuid& id);
    void recolor(const std::string& target);
    void edited(const Uuid& id, int column, const data::Cell& cell, std::uint64_t version);
    void editAnswered(const Uuid& id, const std::string& path, quint64 edit, const Result<data::Saved>& saved);
    /// Own edits over what the server last said.
    data::Cell cellAt(const RowWindow& window, int row, int column) const;
    QString ruleColor(const RowWindow& window, int row, const std::string& path) const;
    bool isPending(const Uuid& id, const std::string& path) const;
    void dropAnsweredEdits(const RowWindow& window);

    struct Edit {
        data::Cell cell;
        quint64 number = 0;
        std::uint64_t savedVersion = 0;  // 0: not answered yet
    };

    RecordTableModel& q;
    data::Context context;
    schema::SnapshotPtr schema;
    const schema::Entity* entity = nullptr;
    TableQuery query;
    std::vector<TableColumn> columns;
    std::unique_ptr<Groups> groups;  // while rows stand in groups: then this one has no pages of its own
    std::vector<std::string>
        shape;                      // the columns as they are asked for: those shown, then one for each rule of colours
    std::set<std::string> through;  // entities that columns, sort and filter walk through

    WindowCache cache{kWindowRows, kMostWindows};
    int total = 0;
    bool exact = false;
    bool firstAwaited = false;  // a new question was asked, the old rows are still shown
    bool loading = false;
    Viewport viewport;
    int firstVisibleRow = 0;
    int lastVisibleRow = -1;
    std::map<int, net::CallHandle> onTheirWay;
    net::CallHandle countCall;
    std::optional<int> counted;  // by countCall, before the first page has come
    net::CallHandle locateCall;

    QTimer refetchTimer;
    bool recountDue = false;
    QElapsedTimer sinceRefetch;
    QTimer fadeTimer;
    QElapsedTimer clock;
    std::unordered_map<Uuid, qint64> highlights;      // since when, by `clock`
    std::unordered_map<Uuid, std::uint64_t> awaited;  // changed by the feed: highlight when this version is shown
    std::unordered_set<Uuid> gone;                    // deleted by the feed
    std::unordered_map<Uuid, std::map<std::string, Edit>> edits;
    quint64 editNumber = 0;
};

}  // namespace kupets::model
