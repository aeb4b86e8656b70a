#include "common/sheet/compound.h"

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/sheet/books.h"

namespace kupets::sheet {

namespace {

constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // above: free, end of chain, tables
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kMostEntries = 10'000;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = length; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
std::uint32_t number32(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(number(bytes, at, 4));
}

}  // namespace

bool CompoundStream::read(std::uint64_t from, char* room, std::size_t size) const {
    if (from > size_ || size > size_ - from) return false;
    while (size > 0) {
        const std::uint64_t piece = from / pieceBytes_;
        const std::uint64_t within = from % pieceBytes_;
        if (piece >= pieces_.size()) return false;
        // Sectors that follow one another are read at once.
        std::uint64_t last = piece;
        std::size_t take = pieceBytes_ - within;
        while (take < size && last + 1 < pieces_.size() && pieces_[last + 1] == pieces_[last] + pieceBytes_) {
            ++last;
            take += pieceBytes_;
        }
        take = std::min(take, size);
        if (!file_->readAt(pieces_[piece] + within, room, take)) return false;
        room += take;
        from += take;
        size -= take;
    }
    return true;
}

CompoundFile::~CompoundFile() { ::close(file_); }

Result<std::shared_ptr<CompoundFile>> CompoundFile::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(ErrorCode::NotFound);
    std::shared_ptr<CompoundFile> file(new CompoundFile(descriptor));
    if (!file->load()) return std::unexpected(badFile("compound damaged"));
    return file;
}

bool CompoundFile::readAt(std::uint64_t from, char* room, std::size_t size) const {
    while (size > 0) {
        const auto taken = ::pread(file_, room, size, static_cast<off_t>(from));
        if (taken <= 0) return false;
        room += taken;
        from += static_cast<std::uint64_t>(taken);
        size -= static_cast<std::size_t>(taken);
    }
    return true;
}

bool CompoundFile::load() {
    struct stat facts{};
    if (::fstat(file_, &facts) != 0) return false;
    size_ = static_cast<std::uint64_t>(facts.st_size);
    std::string header(512, 0);
    if (!readAt(0, header.data(), header.size())) return false;
    const auto sectorShift = number(header, 30, 2);
    const auto miniShift = number(header, 32, 2);
    if ((sectorShift != 9 && sectorShift != 12) || miniShift != 6) return false;
    sectorBytes_ = std::size_t{1} << sectorShift;
    miniBytes_ = std::size_t{1} << miniShift;
    miniBelow_ = number(header, 56, 4);
    if (miniBelow_ > 1U << 20 || !loadTable(header)) return false;
    return loadEntries(number32(header, 48));
}

bool CompoundFile::loadTable(std::string_view header) {
    const std::uint64_t sectors = size_ / sectorBytes_ + 1;
    std::vector<std::uint32_t> tableSectors;
    for (std::size_t i = 0; i < 109; ++i) tableSectors.push_back(number32(header, 76 + i * 4));
    std::string sector(sectorBytes_, 0);
    std::uint32_t next = number32(header, 68);
    for (std::uint64_t count = 0; next < kLastSector; ++count) {
        if (count > sectors / 127 + 1 || !readAt(place(next), sector.data(), sectorBytes_)) return false;
        for (std::size_t at = 0; at + 8 <= sectorBytes_; at += 4) tableSectors.push_back(number32(sector, at));
        next = number32(sector, sectorBytes_ - 4);
    }
    for (const std::uint32_t at : tableSectors) {
        if (at >= kLastSector) continue;
        if (table_.size() > sectors + sectorBytes_ / 4) return false;
        if (!readAt(place(at), sector.data(), sectorBytes_)) return false;
        for (std::size_t i = 0; i < sectorBytes_; i += 4) table_.push_back(number32(sector, i));
    }
    std::vector<std::uint32_t> mini;
    if (number32(header, 60) < kLastSector && !chain(table_, number32(header, 60), mini)) return false;
    for (const std::uint32_t at : mini) {
        if (!readAt(place(at), sector.data(), sectorBytes_)) return false;
        for (std::size_t i = 0; i < sectorBytes_; i += 4) miniTable_.push_back(number32(sector, i));
    }
    return true;
}

bool CompoundFile::chain(const std::vector<std::uint32_t>& table, std::uint32_t first,
                         std::vector<std::uint32_t>& out) const {
    for (std::uint32_t at = first; at < kLastSector; at = table[at]) {
        if (at >= table.size() || out.size() >= table.size()) return false;
        out.push_back(at);
    }
    return true;
}

bool CompoundFile::loadEntries(std::uint32_t first) {
    std::vector<std::uint32_t> sectors;
    if (!chain(table_, first, sectors) || sectors.empty()) return false;
    std::string sector(sectorBytes_, 0);
    for (const std::uint32_t at : sectors) {
        if (!readAt(place(at), sector.data(), sectorBytes_)) return false;
        for (std::size_t i = 0; i < sectorBytes_ && entries_.size() < kMostEntries; i += kEntryBytes) {
            const std::string_view bytes = std::string_view(sector).substr(i, kEntryBytes);
            Entry entry;
            const std::size_t length = std::min<std::size_t>(number(bytes, 64, 2), 64) / 2;
            for (std::size_t c = 0; c + 1 < length; ++c)
                entry.name.push_back(static_cast<char16_t>(number(bytes, c * 2, 2)));
            entry.type = static_cast<std::uint8_t>(bytes[66]);
            entry.start = number32(bytes, 116);
            entry.size = sectorBytes_ == 512 ? number(bytes, 120, 4) : number(bytes, 120, 8);
            entries_.push_back(std::move(entry));
        }
    }
    return entries_[0].start >= kLastSector || chain(table_, entries_[0].start, miniStream_);
}

const CompoundFile::Entry* CompoundFile::find(std::u16string_view name) const {
    const auto found = std::ranges::find_if(entries_, [&](const Entry& e) { return e.type == 2 && e.name == name; });
    return found == entries_.end() ? nullptr : &*found;
}

Result<std::unique_ptr<CompoundStream>> CompoundFile::stream(std::u16string_view name) const {
    const Entry* entry = find(name);
    if (entry == nullptr) return std::unexpected(badFile("part missing"));
    const bool small = entry->size < miniBelow_;
    std::vector<std::uint32_t> sectors;
    if (!chain(small ? miniTable_ : table_, entry->start, sectors)) return std::unexpected(badFile("compound damaged"));
    std::vector<std::uint64_t> pieces;
    pieces.reserve(sectors.size());
    for (const std::uint32_t at : sectors) {
        if (!small) {
            pieces.push_back(place(at));
            continue;
        }
        const std::uint64_t from = std::uint64_t{at} * miniBytes_;
        if (from / sectorBytes_ >= miniStream_.size()) return std::unexpected(badFile("compound damaged"));
        pieces.push_back(place(miniStream_[from / sectorBytes_]) + from % sectorBytes_);
    }
    return std::make_unique<CompoundStream>(shared_from_this(), std::move(pieces), small ? miniBytes_ : sectorBytes_,
                                            entry->size);
}

}  // namespace kupets::sheet
