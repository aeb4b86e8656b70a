#include "common/sheet/texts.h"

#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/sheet/books.h"

namespace kupets::sheet {

Texts::~Texts() {
    if (mapped_ != nullptr) ::munmap(mapped_, spilled_);
    if (file_ >= 0) ::close(file_);
}

Result<void> Texts::add(std::string_view text) {
    if (ends_.size() >= limits_.texts) return std::unexpected(overLimit("texts", limits_.texts));
    if (text.size() > limits_.cellBytes) return std::unexpected(overLimit("cell", limits_.cellBytes));
    memory_.append(text);
    ends_.push_back(spilled_ + memory_.size());
    if (memory_.size() > (file_ < 0 ? limits_.textsInMemory : std::size_t{1} << 20)) return spill();
    return {};
}

Result<void> Texts::spill() {
    if (file_ < 0) {
        std::string name = (std::filesystem::temp_directory_path() / "kupets-texts-XXXXXX").string();
        file_ = ::mkostemp(name.data(), O_CLOEXEC);
        if (file_ < 0) return std::unexpected(Error(ErrorCode::Unavailable).because("no temporary file"));
        ::unlink(name.c_str());
    }
    std::string_view rest(memory_);
    while (!rest.empty()) {
        const auto written = ::write(file_, rest.data(), rest.size());
        if (written <= 0) return std::unexpected(Error(ErrorCode::Unavailable).because("the temporary file is full"));
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    spilled_ += memory_.size();
    memory_.clear();
    memory_.shrink_to_fit();
    return {};
}

Result<void> Texts::finish() {
    if (file_ < 0) {
        data_ = memory_.data();
        return {};
    }
    if (auto done = spill(); !done) return done;
    mapped_ = ::mmap(nullptr, spilled_, PROT_READ, MAP_PRIVATE, file_, 0);
    if (mapped_ == MAP_FAILED) {
        mapped_ = nullptr;
        return std::unexpected(Error(ErrorCode::Unavailable).because("mmap of the temporary file"));
    }
    data_ = static_cast<const char*>(mapped_);
    return {};
}

}  // namespace kupets::sheet
