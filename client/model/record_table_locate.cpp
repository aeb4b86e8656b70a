// RecordTableModel: the row of a record that is not loaded.
#include "client/model/record_table_private.h"

namespace kupets::model {
namespace {

constexpr std::uint32_t kAround = 32;  // more than the record: others may be changing what stands before it

int indexOf(const v1::RowSet& rows, const Uuid& id) {
    for (std::uint32_t row = 0; row < rows.row_count(); ++row) {
        if (std::string_view(rows.ids()).substr(row * 16, 16) == id.view()) return static_cast<int>(row);
    }
    return -1;
}

}  // namespace

void RecordTableModel::Private::locate(const Uuid& id) {
    locateCall.cancel();
    v1::QueryRequest request = pageRequest();
    request.clear_columns();
    request.set_around_id(std::string(id.view()));
    request.set_limit(kAround);
    const auto done = [this, id](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        const int row = indexOf(reply->rows(), id);
        if (row < 0 || !reply->has_position()) return onFailed(Error(ErrorCode::NotFound));
        found(id, static_cast<int>(reply->position()) + row);
    };
    locateCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

void RecordTableModel::Private::found(const Uuid& id, int place) {
    if (place >= total) setTotal(place + 1, false);
    Q_EMIT q.located(id, place);
}

}  // namespace kupets::model
