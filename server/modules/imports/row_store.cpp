#include "server/modules/imports/row_store.h"

#include <cstring>

namespace kupets::imports {

namespace {

enum Flag : std::uint8_t { kHidden = 1, kRagged = 2, kBadEncoding = 4 };
enum CellFlag : std::uint8_t { kFormula = 1, kPercent = 2 };

template <typename T>
void put(std::string& out, T number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::string& out, std::string_view text) {
    put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

/// Reads what put() wrote; the file is our own.
class Unpacking {
public:
    explicit Unpacking(std::string_view packed) : packed_(packed) {}
    template <typename T>
    T number() {
        T value{};
        std::memcpy(&value, packed_.data() + at_, sizeof value);
        at_ += sizeof value;
        return value;
    }
    std::string_view text() {
        const auto length = number<std::uint32_t>();
        const std::string_view value = packed_.substr(at_, length);
        at_ += length;
        return value;
    }

private:
    std::string_view packed_;
    std::size_t at_ = 0;
};

std::unexpected<Error> noRoom() {
    return std::unexpected(Error(ErrorCode::Internal).because("temporary file of an import"));
}

}  // namespace

RowStore::RowStore() : file_(std::tmpfile()) {}

Result<void> RowStore::add(const sheet::Row& row) {
    if (!file_) return noRoom();
    packed_.clear();
    put(packed_, row.number);
    put(packed_, static_cast<std::uint8_t>((row.hidden ? kHidden : 0) | (row.ragged ? kRagged : 0) |
                                           (row.badEncoding ? kBadEncoding : 0)));
    put(packed_, static_cast<std::uint32_t>(row.cells.size()));
    for (const sheet::Cell& cell : row.cells) {
        put(packed_, static_cast<std::uint8_t>(cell.kind));
        put(packed_, static_cast<std::uint8_t>((cell.formula ? kFormula : 0) | (cell.percent ? kPercent : 0)));
        put(packed_, cell.currency);
        put(packed_, cell.text);
    }
    const auto length = static_cast<std::uint64_t>(packed_.size());
    if (std::fwrite(&length, sizeof length, 1, file_.get()) != 1 ||
        std::fwrite(packed_.data(), 1, packed_.size(), file_.get()) != packed_.size()) {
        return noRoom();
    }
    ++size_;
    return {};
}

Result<void> RowStore::rewind() {
    if (!file_ || std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0) return noRoom();
    return {};
}

Result<bool> RowStore::next(sheet::Row& row) {
    std::uint64_t length = 0;
    if (std::fread(&length, sizeof length, 1, file_.get()) != 1) return false;
    packed_.resize(length);
    if (std::fread(packed_.data(), 1, length, file_.get()) != length) return noRoom();
    Unpacking in(packed_);
    row.number = in.number<std::uint64_t>();
    const auto flags = in.number<std::uint8_t>();
    row.hidden = (flags & kHidden) != 0;
    row.ragged = (flags & kRagged) != 0;
    row.badEncoding = (flags & kBadEncoding) != 0;
    cells_.resize(in.number<std::uint32_t>());
    for (sheet::Cell& cell : cells_) {
        cell.kind = static_cast<sheet::CellKind>(in.number<std::uint8_t>());
        const auto cellFlags = in.number<std::uint8_t>();
        cell.formula = (cellFlags & kFormula) != 0;
        cell.percent = (cellFlags & kPercent) != 0;
        cell.currency = in.text();
        cell.text = in.text();
    }
    row.cells = cells_;
    return true;
}

}  // namespace kupets::imports
