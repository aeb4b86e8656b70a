#include "tests/client/support/fake_table.h"

#include <algorithm>
#include <cstring>

#include "common/wire/rowset.h"

namespace kupets::test {
namespace {

std::string keyOf(std::size_t index) { return "k" + std::to_string(index); }

}  // namespace

Uuid FakeTable::idOf(int number) {
    Uuid id;
    std::memcpy(id.bytes.data(), &number, sizeof number);
    id.bytes[15] = 1;
    return id;
}

FakeTable::FakeTable(ScriptedPeer& peer, int count) {
    rows.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) rows.push_back({idOf(i), 1, "Компания " + std::to_string(i), i});
    peer.on<v1::QueryRequest, v1::QueryReply>(v1::METHOD_RECORDS_QUERY,
                                              [this](const v1::QueryRequest& request) -> Result<v1::QueryReply> {
                                                  asked.push_back(request);
                                                  return answer(request);
                                              });
    peer.on<v1::CountRequest, v1::CountReply>(
        v1::METHOD_RECORDS_COUNT, [this](const v1::CountRequest& request) -> Result<v1::CountReply> {
            v1::CountReply reply;
            reply.set_total(request.set().search().empty() ? rows.size() : found(request.set()).size());
            return reply;
        });
}

std::vector<const FakeRow*> FakeTable::found(const v1::RecordSet& set) const {
    std::vector<const FakeRow*> out;
    out.reserve(rows.size());
    for (const FakeRow& row : rows) {
        if (set.search().empty() || row.name.find(set.search()) != std::string::npos) out.push_back(&row);
    }
    return out;
}

v1::QueryReply FakeTable::answer(const v1::QueryRequest& request) const {
    if (request.set().search().empty()) {
        return cut(request, rows.size(), [this](std::size_t index) { return &rows[index]; });
    }
    const std::vector<const FakeRow*> all = found(request.set());
    return cut(request, all.size(), [&all](std::size_t index) { return all[index]; });
}

v1::QueryReply FakeTable::cut(const v1::QueryRequest& request, std::size_t size,
                              const std::function<const FakeRow*(std::size_t)>& at) const {
    const std::size_t limit = request.limit() == 0 ? 100 : request.limit();
    std::size_t from = std::min<std::size_t>(request.position(), size);
    std::size_t to = std::min(from + limit, size);
    if (request.has_after_key()) {
        from = std::min<std::size_t>(std::stoull(request.after_key().substr(1)) + 1, size);
        to = std::min(from + limit, size);
    } else if (request.has_before_key()) {
        to = std::min<std::size_t>(std::stoull(request.before_key().substr(1)), size);
        from = to > limit ? to - limit : 0;
    } else if (request.has_around_id()) {
        for (from = 0; from < size && at(from)->id.view() != request.around_id();) ++from;
        if (from == size) return {};
        from -= std::min(from, limit / 2);
        to = std::min(from + limit, size);
    }
    v1::QueryReply reply;
    v1::RowSet& set = *reply.mutable_rows();
    set.set_row_count(static_cast<std::uint32_t>(to - from));
    for (std::size_t i = from; i < to; ++i) {
        set.mutable_ids()->append(at(i)->id.view());
        set.add_versions(at(i)->version);
    }
    for (const std::string& path : request.columns()) {
        v1::Column& column = *set.add_columns();
        column.set_path(path);
        const bool number = path == "employees";
        wire::ColumnWriter writer(column, number ? v1::Column::KIND_INTEGER : v1::Column::KIND_TEXT);
        for (std::size_t i = from; i < to; ++i) {
            if (number) {
                writer.integer(at(i)->employees);
            } else if (path == "name") {
                writer.bytes(at(i)->name);
            } else {
                writer.null();
            }
        }
    }
    if (from < to) {
        reply.set_first_key(keyOf(from));
        reply.set_last_key(keyOf(to - 1));
    }
    reply.set_more(request.has_before_key() ? from > 0 : to < size);
    if (!request.has_after_key() && !request.has_before_key()) reply.set_position(from);
    return reply;
}

}  // namespace kupets::test
