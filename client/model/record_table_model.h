// A table of any entity and any size. Rows live in windows of 128 around what is visible; the view says by
// setViewport() what that is. Windows beside loaded ones are asked for by key, jumps by position; what scrolled away is
// cancelled, and at most kMostWindows stay in memory. Cells are decoded when they are painted.
//
// rowCount() is the true total as soon as the server has told it (it counts beside the first page); until then an
// estimate that grows. Live: the feed makes only the windows refetch that are visible and touched; rows that changed
// are highlighted; own edits show at once and are taken back if the server refuses. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "client/data/context.h"
#include "client/data/path.h"
#include "client/data/record.h"
#include "client/model/roles.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

struct SortBy {
    std::string path;
    bool descending = false;
    bool operator==(const SortBy&) const = default;
};

/// Colours the row, or the cell of one column, while an expression holds; the first that does.
struct ColorWhen {
    std::string when;
    std::string color;   // as choices name theirs
    std::string column;  // empty: the whole row
    bool operator==(const ColorWhen&) const = default;
};
struct TotalOf {
    std::string path;
    v1::Aggregate::Function function = v1::Aggregate::FUNCTION_SUM;
    bool operator==(const TotalOf&) const = default;
};

struct TableQuery {
    std::string entity;
    std::vector<std::string> columns;       // empty: the entity's table_columns; paths or "=expression"
    std::vector<SortBy> sort;               // empty: the entity's own order
    std::string filter;                     // an expression
    std::string search;                     // a fragment, as typed
    std::optional<std::int64_t> asOf = {};  // as it was at this moment, to be read only; microseconds since 1970 UTC
    bool favourites = false;                // only one's own
    std::map<std::string, std::string> labels = {};  // of columns that are called otherwise
    std::vector<ColorWhen> colors = {};
    std::vector<std::string> groupBy = {};  // rows under the heads of their groups
    std::vector<TotalOf> totals = {};       // of groups
    bool operator==(const TableQuery&) const = default;
};

class Groups;

class RecordTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kWindowRows = 128;
    static constexpr int kMostWindows = 50;

    explicit RecordTableModel(data::Context context, QObject* parent = nullptr);
    ~RecordTableModel() override;

    /// Begins anew with another question. What was shown of the same entity stays until the first page of the new one
    /// is here (no flicker when a letter is added to the search).
    void setQuery(TableQuery query);
    const TableQuery& query() const;
    void setSearch(const QString& fragment);
    void setFilter(const QString& expression);
    void setColumns(const std::vector<std::string>& paths);
    void setSort(std::vector<SortBy> sort);
    /// The header's click.
    void sort(int column, Qt::SortOrder order) override;

    /// The rows now on the screen, both inclusive; call it whenever the view scrolls or resizes. Cheap.
    void setViewport(int first, int last);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// EditRole takes a kupets::Value (or text, which is parsed as a person would type it). ValueRole the same. False
    /// when the cell may not be edited or the text does not parse (editRefused says why).
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    /// As setData for a reference whose title is known already, so that it shows without a round trip.
    bool setCell(const QModelIndex& index, const data::Cell& cell);

    /// The cell with own edits over it; null when the row is not loaded.
    data::Cell cellAt(int row, int column) const;
    /// With these columns and this order, for who asks for more than is shown; the page is still to be said.
    v1::QueryRequest pageRequest() const;
    /// The records of this question, before any page is cut out of them.
    v1::RecordSet recordSet() const;
    /// Records, without the heads of groups.
    int recordCount() const;

    bool isGrouped() const;
    bool isGroup(int row) const;
    /// Null unless grouped.
    Groups* groups() const;

    /// Whether rowCount() is the true total.
    bool isTotalKnown() const;
    bool isLoading() const;
    /// Nil when the row is not loaded.
    Uuid idAt(int row) const;
    /// Among loaded rows; -1 when it is not there.
    int rowOf(const Uuid& id) const;
    /// Finds the row's place on the server (around_id) and answers by located().
    void locate(const Uuid& id);
    /// Null when not loaded or computed.
    const schema::Field* fieldAt(int column) const;
    std::string pathAt(int column) const;
    /// Deletes these rows' records, as one command.
    void removeRecords(const std::vector<Uuid>& ids);
    /// Asks anew for everything visible.
    void refresh();

    /// For tests and the status line.
    int loadedWindows() const;
    int openRequests() const;

Q_SIGNALS:
    void totalChanged(int rows, bool exact);
    void loadingChanged(bool loading);
    void failed(const kupets::Error& error);
    /// An own edit was not accepted; the cell shows the server's value again.
    void editRefused(const QModelIndex& index, const kupets::Error& error);
    void located(const kupets::Uuid& id, int row);
    /// Another question is being shown from its top: scroll up, drop the selection.
    void queryShown();

private:
    friend class Groups;
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::model
