#include "ctl/files.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "kupets/v1/files.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::size_t kChunkBytes = 512 * 1024;

}  // namespace

Outcome<Uuid> uploadFile(Session& session, const std::string& path,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    std::ifstream file(path, std::ios::binary);
    std::error_code problem;
    const std::uint64_t size = std::filesystem::file_size(path, problem);
    if (!file || problem)
        return failed(kFailed, fmt::format("{}: {}", say("файл не читается", "cannot read the file"), path));
    const Uuid id = Uuid::make();
    v1::UploadRequest request;
    request.set_file_id(std::string(id.view()));
    request.set_name(std::filesystem::path(path).filename().string());
    request.set_size(size);
    std::uint64_t sent = 0;
    bool ended = false;
    Call call;
    call.limit = std::chrono::hours(1);
    call.chunks = [&]() -> Outcome<std::optional<std::string>> {
        if (ended) return std::nullopt;
        v1::FileChunk chunk;
        std::string room(kChunkBytes, 0);
        file.read(room.data(), static_cast<std::streamsize>(room.size()));
        room.resize(static_cast<std::size_t>(file.gcount()));
        if (file.bad())
            return failed(kFailed, fmt::format("{}: {}", say("файл не читается", "cannot read the file"), path));
        ended = room.empty();  // the empty chunk ends the file
        sent += room.size();
        chunk.set_data(std::move(room));
        if (progress) progress(sent, size);
        return chunk.SerializeAsString();
    };
    auto reply = session.call<v1::UploadReply>(v1::METHOD_FILES_UPLOAD, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    return id;
}

Outcome<void> downloadFile(Session& session, const Uuid& id, const std::string& path) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    const auto unwritable = [&path] {
        return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), path));
    };
    if (!file) return unwritable();
    v1::DownloadRequest request;
    request.set_file_id(std::string(id.view()));
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [&](std::string_view payload) -> Outcome<void> {
        v1::FileChunk chunk;
        if (!chunk.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
            return failed(kFailed, "bad chunk");
        file.write(chunk.data().data(), static_cast<std::streamsize>(chunk.data().size()));
        if (!file) return unwritable();
        return {};
    };
    auto reply = session.call<v1::FileChunk>(v1::METHOD_FILES_DOWNLOAD, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (!file.flush()) return unwritable();
    return {};
}

}  // namespace kupets::ctl
