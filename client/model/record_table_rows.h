// Rows of a table wherever they are: loaded ones from memory, the others asked for in pages. For what is done to a
// selection: copying, pasting, filling, changing many.
#pragma once

#include <QObject>
#include <functional>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/model/record_table_model.h"
#include "client/net/call.h"

namespace kupets::model {

struct TableRow {
    Uuid id;
    std::uint64_t version = 0;
    std::vector<data::Cell> cells;  // of the table's columns, in their order
};

class RowFetch : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 100'000;
    using Done = std::function<void(Result<std::vector<TableRow>>)>;

    /// Rows first to last, both included, cut to what the table has. `done` runs at once when all of them are loaded,
    /// else when they have come; never when `context` is gone. LimitExceeded above kMost.
    static void start(RecordTableModel& table, const data::Context& context, int first, int last, QObject* owner,
                      Done done);

private:
    RowFetch(const data::Context& context, v1::QueryRequest request, int first, int count, QObject* owner, Done done);
    void next();
    void take(Result<v1::QueryReply> reply);
    void end(Result<std::vector<TableRow>> rows);

    data::Context context_;
    v1::QueryRequest request_;
    int first_;
    int count_;
    Done done_;
    std::vector<TableRow> rows_;
    net::CallHandle call_;
};

}  // namespace kupets::model
