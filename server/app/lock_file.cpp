#include "server/app/lock_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace kupets::app {

Result<LockFile> LockFile::take(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorCode::Unavailable, {fmt::format("{}: {}", folder.string(), error.message())});
    const std::filesystem::path path = folder / "server.lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return fail(ErrorCode::Unavailable, {fmt::format("{}: {}", path.string(), std::strerror(errno))});
    LockFile lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 32> holder{};
        const auto size = ::read(file, holder.data(), holder.size() - 1);
        const std::string pid = size > 0 ? std::string(holder.data(), static_cast<std::size_t>(size)) : "?";
        return fail(ErrorCode::Unavailable,
                    {fmt::format("{} is in use by the server with process id {}", folder.string(), pid)});
    }
    const std::string pid = std::to_string(::getpid());
    if (::ftruncate(file, 0) != 0 || ::write(file, pid.data(), pid.size()) < 0)
        return fail(ErrorCode::Unavailable, {fmt::format("{}: {}", path.string(), std::strerror(errno))});
    return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

LockFile::~LockFile() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace kupets::app
