#include <spdlog/spdlog.h>

#include "common/wire/values.h"
#include "server/modules/files/store.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {

/// The announced file's bytes; an empty chunk ends them, and so does the end of the chunks.
asio::awaitable<Result<std::optional<std::string>>> nextBytes(Context& context) {
    auto payload = co_await context.nextChunk();
    if (!payload) co_return std::unexpected(std::move(payload.error()));
    if (!*payload) co_return std::nullopt;
    v1::FileChunk chunk;
    if (!chunk.ParseFromString(**payload)) co_return fail(ErrorCode::BadRequest, {"FileChunk"});
    if (chunk.data().empty()) co_return std::nullopt;
    co_return std::move(*chunk.mutable_data());
}

}  // namespace

Answer<v1::UploadReply> filesUpload(Context& context, const v1::UploadRequest& request) {
    auto id = wire::idFromProto(request.file_id(), "file_id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    files::Store store(context.services.database);
    // Each upload sweeps out a little of what nobody needs any more.
    const auto catalog = context.services.registry.current();
    if (auto swept = co_await store.expire(*catalog, context.deadline); !swept) {
        spdlog::warn("old uploads are not taken away: {}", describe(swept.error()));
    }
    files::Info info{*id, request.name(), request.size(), context.actor, {}};
    auto stored = co_await store.put(std::move(info), [&context] { return nextBytes(context); }, context.deadline);
    if (!stored) co_return std::unexpected(std::move(stored.error()));
    v1::UploadReply reply;
    reply.set_sha256(stored->sha256);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
