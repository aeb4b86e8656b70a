// Compound files ([MS-CFB]): the container of Office before 2007, and of every Office file with a password.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"

namespace kupets::sheet {

class CompoundFile;

/// One stream of it, read from any place. Keeps its file open.
class CompoundStream {
public:
    CompoundStream(std::shared_ptr<const CompoundFile> file, std::vector<std::uint64_t> pieces, std::size_t pieceBytes,
                   std::uint64_t size)
        : file_(std::move(file)), pieces_(std::move(pieces)), pieceBytes_(pieceBytes), size_(size) {}

    std::uint64_t size() const { return size_; }
    /// So many bytes from there; false when there are fewer.
    bool read(std::uint64_t from, char* room, std::size_t size) const;

private:
    std::shared_ptr<const CompoundFile> file_;
    std::vector<std::uint64_t> pieces_;  // places in the file
    std::size_t pieceBytes_;
    std::uint64_t size_;
};

class CompoundFile : public std::enable_shared_from_this<CompoundFile> {
public:
    /// BadFile ("compound damaged").
    static Result<std::shared_ptr<CompoundFile>> open(const std::string& path);
    ~CompoundFile();
    CompoundFile(const CompoundFile&) = delete;
    CompoundFile& operator=(const CompoundFile&) = delete;

    bool has(std::u16string_view name) const { return find(name) != nullptr; }
    /// BadFile ("part missing", "compound damaged").
    Result<std::unique_ptr<CompoundStream>> stream(std::u16string_view name) const;
    bool readAt(std::uint64_t place, char* room, std::size_t size) const;

private:
    struct Entry {
        std::u16string name;
        std::uint8_t type = 0;
        std::uint32_t start = 0;
        std::uint64_t size = 0;
    };

    explicit CompoundFile(int file) : file_(file) {}
    bool load();
    bool loadTable(std::string_view header);
    bool loadEntries(std::uint32_t first);
    const Entry* find(std::u16string_view name) const;
    /// The sectors of a chain; false when it runs in a circle or beyond the table.
    bool chain(const std::vector<std::uint32_t>& table, std::uint32_t first, std::vector<std::uint32_t>& out) const;
    std::uint64_t place(std::uint32_t sector) const { return (std::uint64_t{sector} + 1) * sectorBytes_; }

    int file_;
    std::uint64_t size_ = 0;
    std::size_t sectorBytes_ = 512;
    std::size_t miniBytes_ = 64;
    std::uint64_t miniBelow_ = 4096;
    std::vector<std::uint32_t> table_;
    std::vector<std::uint32_t> miniTable_;
    std::vector<std::uint32_t> miniStream_;  // the sectors that small streams lie in
    std::vector<Entry> entries_;
};

}  // namespace kupets::sheet
