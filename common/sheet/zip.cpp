#include "common/sheet/zip.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include <zip.h>

#include "common/sheet/books.h"

namespace kupets::sheet {

namespace {

constexpr std::uint64_t kMostParts = 20'000;
constexpr std::uint64_t kRatioFrom = 16ULL << 20;

std::uint64_t littleEndian(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = length; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// The directory of a zip64 may have more entries than memory holds, and libzip reads it at once: count before.
bool hasTooManyParts(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(file.tellg(), 0));
    const std::uint64_t window = std::min<std::uint64_t>(size, 70'000);
    std::string tail(window, 0);
    file.seekg(static_cast<std::streamoff>(size - window));
    file.read(tail.data(), static_cast<std::streamsize>(window));
    for (std::size_t at = 0; (at = tail.find("PK\x06\x07", at)) != std::string::npos; ++at) {
        if (at + 16 > tail.size()) break;
        const std::uint64_t place = littleEndian(tail, at + 8, 8);
        if (place + 56 > size) continue;
        std::string record(56, 0);
        file.seekg(static_cast<std::streamoff>(place));
        file.read(record.data(), 56);
        if (record.starts_with("PK\x06\x06") && littleEndian(record, 32, 8) > kMostParts) return true;
    }
    return false;
}

Error zipError(int code) {
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP)
        return badFile("protected");
    if (code == ZIP_ER_NOENT) return badFile("part missing");
    return badFile("zip damaged");
}

class LibZip final : public Zip, public std::enable_shared_from_this<LibZip> {
public:
    LibZip(zip_t* archive, const BookLimits& limits, std::uint64_t size)
        : archive_(archive), limits_(limits), size_(size) {}
    ~LibZip() override { zip_discard(archive_); }
    LibZip(const LibZip&) = delete;
    LibZip& operator=(const LibZip&) = delete;

    bool has(const std::string& name) const override { return locate(name) >= 0; }
    Result<std::unique_ptr<ZipPart>> part(const std::string& name) override;

    const BookLimits& limits() const { return limits_; }
    std::uint64_t size() const { return size_; }

private:
    zip_int64_t locate(const std::string& name) const {
        if (const auto found = zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE); found >= 0) return found;
        // Some programs of Windows write their own slashes.
        std::string other = name;
        std::ranges::replace(other, '/', '\\');
        return zip_name_locate(archive_, other.c_str(), ZIP_FL_NOCASE);
    }

    zip_t* archive_;
    BookLimits limits_;
    std::uint64_t size_;
};

class LibZipPart final : public ZipPart {
public:
    LibZipPart(std::shared_ptr<LibZip> zip, zip_file_t* file, const zip_stat_t& facts)
        : zip_(std::move(zip)),
          file_(file),
          packed_(std::clamp<std::uint64_t>(facts.comp_size, 1, std::max<std::uint64_t>(zip_->size(), 1))),
          told_(std::max<std::uint64_t>(facts.size, 1)) {}
    ~LibZipPart() override { zip_fclose(file_); }
    LibZipPart(const LibZipPart&) = delete;
    LibZipPart& operator=(const LibZipPart&) = delete;

    Result<std::size_t> read(char* room, std::size_t size) override {
        const zip_int64_t taken = zip_fread(file_, room, size);
        if (taken < 0) return std::unexpected(badFile("zip damaged"));
        read_ += static_cast<std::uint64_t>(taken);
        const BookLimits& limits = zip_->limits();
        if (read_ > limits.partBytes) return std::unexpected(overLimit("unpacked", limits.partBytes));
        if (read_ > kRatioFrom && read_ / packed_ > limits.ratio)
            return std::unexpected(overLimit("ratio", limits.ratio));
        return static_cast<std::size_t>(taken);
    }

    double progress() const override { return std::min(1.0, static_cast<double>(read_) / static_cast<double>(told_)); }

private:
    std::shared_ptr<LibZip> zip_;
    zip_file_t* file_;
    std::uint64_t packed_;
    std::uint64_t told_;
    std::uint64_t read_ = 0;
};

Result<std::unique_ptr<ZipPart>> LibZip::part(const std::string& name) {
    const zip_int64_t index = locate(name);
    if (index < 0) return std::unexpected(badFile("part missing"));
    zip_stat_t facts;
    if (zip_stat_index(archive_, static_cast<zip_uint64_t>(index), 0, &facts) != 0)
        return std::unexpected(badFile("zip damaged"));
    zip_file_t* file = zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return std::unexpected(zipError(zip_error_code_zip(zip_get_error(archive_))));
    return std::make_unique<LibZipPart>(shared_from_this(), file, facts);
}

}  // namespace

Result<std::shared_ptr<Zip>> Zip::open(const std::string& path, const BookLimits& limits) {
    if (hasTooManyParts(path)) return std::unexpected(overLimit("parts", kMostParts));
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (archive == nullptr) return std::unexpected(zipError(code));
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(file.tellg(), 0));
    auto zip = std::make_shared<LibZip>(archive, limits, size);
    if (static_cast<std::uint64_t>(zip_get_num_entries(archive, 0)) > kMostParts)
        return std::unexpected(overLimit("parts", kMostParts));
    return zip;
}

Result<std::string> Zip::text(const std::string& name, std::size_t most) {
    auto opened = part(name);
    if (!opened) return std::unexpected(std::move(opened.error()));
    std::string text(most, 0);
    std::size_t filled = 0;
    while (filled < most) {
        const auto taken = (*opened)->read(text.data() + filled, most - filled);
        if (!taken) return std::unexpected(taken.error());
        if (*taken == 0) break;
        filled += *taken;
    }
    text.resize(filled);
    return text;
}

}  // namespace kupets::sheet
