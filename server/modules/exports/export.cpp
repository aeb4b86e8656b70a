#include "server/modules/exports/export.h"

namespace kupets::exports {

namespace {

constexpr std::uint32_t kPage = 1000;
constexpr std::uint64_t kLoggedEvery = 10'000;

v1::QueryRequest firstPage(const v1::ExportRequest& request) {
    v1::QueryRequest page;
    *page.mutable_set() = request.set();
    *page.mutable_columns() = request.columns();
    *page.mutable_sort() = request.sort();
    page.set_limit(kPage);
    return page;
}

}  // namespace

awaitable<Result<void>> run(records::Gate& gate, ExportLog& log, const query::Reader& reader, Who who,
                            const v1::ExportRequest& request, db::Deadline deadline, Send send) {
    if (!reader.scope->mayExport()) co_return fail(ErrorCode::Forbidden);
    v1::QueryRequest page = firstPage(request);
    // What nobody may read is refused by the first page, before anything is logged or sent.
    auto reply = co_await gate.query(reader, page, deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    const auto number = co_await log.begin(std::move(who), request);
    if (!number) co_return std::unexpected(number.error());
    std::uint64_t rows = 0;
    while (true) {
        rows += reply->rows().row_count();
        const bool more = reply->more();
        v1::ExportChunk chunk;
        *chunk.mutable_rows() = std::move(*reply->mutable_rows());
        // The end is told before the last page goes out: whoever has all of it stands there as one who has.
        if (!more || rows % kLoggedEvery == 0) {
            if (auto told = co_await log.sent(*number, rows, !more); !told)
                co_return std::unexpected(std::move(told.error()));
        }
        if (auto sent = co_await send(chunk); !sent) co_return std::unexpected(std::move(sent.error()));
        if (!more) co_return Result<void>();
        page.set_after_key(reply->last_key());
        reply = co_await gate.query(reader, page, deadline);
        if (!reply) co_return std::unexpected(std::move(reply.error()));
    }
}

}  // namespace kupets::exports
