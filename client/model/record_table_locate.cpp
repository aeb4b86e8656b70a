// RecordTableModel: the row of a record that is not loaded.
#include "client/model/record_table_private.h"

namespace kupets::model {
namespace {

constexpr std::uint32_t kPage = 1'000;
constexpr int kMostCounted = 300'000;  // rows walked over before giving up
constexpr std::uint32_t kAround = 32;

int indexOf(const v1::RowSet& rows, const Uuid& id) {
    for (std::uint32_t row = 0; row < rows.row_count(); ++row) {
        if (std::string_view(rows.ids()).substr(row * 16, 16) == id.view()) return static_cast<int>(row);
    }
    return -1;
}

}  // namespace

v1::QueryRequest RecordTableModel::Private::idsRequest() const {
    v1::QueryRequest request = pageRequest();
    request.clear_columns();
    return request;
}

/// The page around a record tells its place where the server knows it at once; otherwise its place is counted from the
/// top, by pages of bare ids.
void RecordTableModel::Private::locate(const Uuid& id) {
    locateCall.cancel();
    v1::QueryRequest request = idsRequest();
    request.set_around_id(std::string(id.view()));
    request.set_limit(kAround);
    const auto done = [this, id](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        const int row = indexOf(reply->rows(), id);
        if (row < 0) return onFailed(Error(ErrorCode::NotFound));
        if (!reply->has_position()) return countUpTo(id, 0, {});
        found(id, static_cast<int>(reply->position()) + row);
    };
    locateCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

void RecordTableModel::Private::countUpTo(const Uuid& id, int place, const std::string& afterKey) {
    v1::QueryRequest request = idsRequest();
    if (!afterKey.empty()) request.set_after_key(afterKey);
    request.set_limit(kPage);
    const auto done = [this, id, place](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        if (const int row = indexOf(reply->rows(), id); row >= 0) return found(id, place + row);
        const int next = place + static_cast<int>(reply->rows().row_count());
        if (!reply->more() || next >= kMostCounted) return onFailed(Error(ErrorCode::NotFound));
        countUpTo(id, next, reply->last_key());
    };
    locateCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

void RecordTableModel::Private::found(const Uuid& id, int place) {
    if (place >= total) setTotal(place + 1, false);
    Q_EMIT q.located(id, place);
}

}  // namespace kupets::model
