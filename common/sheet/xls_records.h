// Records of an .xls ([MS-XLS], and BIFF5 of Excel 5 and 95), and the strings in them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/sheet/compound.h"

namespace kupets::sheet {

/// One record after another.
class XlsRecords {
public:
    explicit XlsRecords(std::shared_ptr<const CompoundStream> stream, std::uint64_t from = 0)
        : stream_(std::move(stream)), place_(from) {}

    /// False at the end of the stream or where it is cut off.
    bool next();
    /// The type of the record after this one, 0 at the end. The present one is done with.
    std::uint16_t following();
    std::uint16_t type() const { return type_; }
    std::string_view data() const { return data_; }
    std::uint64_t place() const { return place_; }
    std::uint64_t size() const { return stream_->size(); }

    /// Little-endian of the present record; 0 beyond its end.
    std::uint64_t number(std::size_t at, std::size_t length) const;
    std::uint16_t number16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t number32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
    double real(std::size_t at) const;

private:
    bool fill(std::uint64_t from, std::size_t size);
    const char* at(std::uint64_t from) const { return buffer_.data() + (from - bufferFrom_); }

    std::shared_ptr<const CompoundStream> stream_;
    std::uint64_t place_;
    std::uint16_t type_ = 0;
    std::string_view data_;
    std::string buffer_;
    std::uint64_t bufferFrom_ = 0;
};

/// Bytes and strings that run over the end of a record into those that continue it.
class XlsCursor {
public:
    XlsCursor(XlsRecords& records, std::size_t from) : records_(records), at_(from) {}

    bool ok() const { return ok_; }
    std::uint64_t number(std::size_t length);
    void skip(std::size_t bytes);
    /// A string of BIFF8: its length in `lengthBytes` (1 or 2), flags, characters, formatting runs. As UTF-8.
    void string(std::size_t lengthBytes, std::string& out);
    /// A string of BIFF5: bytes in a code page.
    void bytes(std::size_t lengthBytes, unsigned codePage, std::string& out);

private:
    bool more();
    char byte();

    XlsRecords& records_;
    std::size_t at_;
    bool ok_ = true;
};

/// The value of an RK number, the short form of most figures.
double rkValue(std::uint32_t rk);
std::string_view xlsError(std::uint8_t code);

}  // namespace kupets::sheet
