#include "client/model/record_table_rows.h"

#include <algorithm>

#include "client/model/window_cache.h"
#include "client/net/connection.h"

namespace kupets::model {
namespace {

constexpr int kPage = 1000;

bool fromMemory(const RecordTableModel& table, int first, int last, std::vector<TableRow>& rows) {
    const int columns = table.columnCount();
    for (int row = first; row <= last; ++row) {
        if (table.isGroup(row)) continue;
        TableRow out;
        out.id = table.idAt(row);
        if (out.id.isNil()) return false;
        out.version = table.index(row, 0).data(VersionRole).toULongLong();
        for (int column = 0; column < columns; ++column) out.cells.push_back(table.cellAt(row, column));
        rows.push_back(std::move(out));
    }
    return true;
}

}  // namespace

void RowFetch::start(RecordTableModel& table, const data::Context& context, int first, int last, QObject* owner,
                     Done done) {
    first = std::max(first, 0);
    last = std::min(last, table.rowCount() - 1);
    if (last - first >= kMost) return done(fail(ErrorCode::LimitExceeded, {"rows", std::to_string(kMost)}));
    std::vector<TableRow> rows;
    // Rows of groups that are open are asked for as they are looked at; what is not here is left out.
    if (fromMemory(table, first, last, rows) || table.isGrouped()) return done(std::move(rows));
    auto* fetch = new RowFetch(context, table.pageRequest(), first, last - first + 1, owner, std::move(done));
    fetch->next();
}

RowFetch::RowFetch(const data::Context& context, v1::QueryRequest request, int first, int count, QObject* owner,
                   Done done)
    : QObject(owner),
      context_(context),
      request_(std::move(request)),
      first_(first),
      count_(count),
      done_(std::move(done)) {}

void RowFetch::next() {
    const int have = static_cast<int>(rows_.size());
    if (rows_.empty()) request_.set_position(static_cast<std::uint64_t>(first_));
    request_.set_limit(static_cast<std::uint32_t>(std::min(count_ - have, kPage)));
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request_, this,
                                                      [this](Result<v1::QueryReply> reply) { take(std::move(reply)); });
}

void RowFetch::take(Result<v1::QueryReply> reply) {
    if (!reply) return end(std::unexpected(reply.error()));
    request_.set_after_key(reply->last_key());
    const bool more = reply->more();
    auto window = RowWindow::open(std::move(*reply->mutable_rows()), static_cast<std::size_t>(request_.columns_size()));
    if (!window) return end(std::unexpected(window.error()));
    for (int row = 0; row < (*window)->rows(); ++row) {
        TableRow& out = rows_.emplace_back(TableRow{(*window)->id(row), (*window)->version(row), {}});
        for (int column = 0; column < request_.columns_size(); ++column)
            out.cells.push_back((*window)->cell(row, column));
    }
    if (!more || (*window)->rows() == 0 || static_cast<int>(rows_.size()) >= count_) return end(std::move(rows_));
    next();
}

void RowFetch::end(Result<std::vector<TableRow>> rows) {
    deleteLater();
    std::exchange(done_, {})(std::move(rows));
}

}  // namespace kupets::model
