#include "common/wire/values.h"
#include "server/modules/files/store.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {

v1::FileChunk head(const files::Info& info) {
    v1::FileChunk chunk;
    chunk.set_name(info.name);
    chunk.set_size(info.size);
    return chunk;
}

/// `chunk`: what goes beside the bytes; empty after the first.
asio::awaitable<Result<void>> sendPiece(Context& context, std::string_view piece, v1::FileChunk& chunk) {
    chunk.set_data(std::string(piece));
    auto sent = co_await context.sendChunk(chunk.SerializeAsString());
    chunk.Clear();
    co_return sent;
}

}  // namespace

Answer<v1::FileChunk> filesDownload(Context& context, const v1::DownloadRequest& request) {
    auto id = wire::idFromProto(request.file_id(), "file_id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    files::Store store(context.services.database);
    auto info = co_await store.find(*id, context.deadline);
    if (!info) co_return std::unexpected(std::move(info.error()));
    const auto catalog = context.services.registry.current();
    auto allowed = co_await store.mayRead(*info, *catalog, *context.scope, context.deadline);
    if (!allowed) co_return std::unexpected(std::move(allowed.error()));
    if (!*allowed) co_return fail(ErrorCode::NotFound, {}, "file_id");
    v1::FileChunk chunk = head(*info);
    auto read = co_await store.read(
        *info, [&context, &chunk](std::string_view piece) { return sendPiece(context, piece, chunk); },
        context.deadline);
    if (!read) co_return std::unexpected(std::move(read.error()));
    co_return head(*info);
}

}  // namespace kupets::rpc::handlers
