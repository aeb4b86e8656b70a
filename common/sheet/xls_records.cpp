#include "common/sheet/xls_records.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include <unicode/ucnv.h>

namespace kupets::sheet {

namespace {

constexpr std::uint16_t kContinue = 0x3C;
constexpr std::size_t kBuffer = 256 * 1024;

void appendUtf8(std::uint32_t c, std::string& out) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
        return;
    }
    if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0 | c >> 6));
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | c >> 12));
        out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | c >> 18));
        out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    }
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
}

/// UTF-16 unit by unit; half of a pair alone becomes U+FFFD.
class Utf16 {
public:
    explicit Utf16(std::string& out) : out_(out) {}
    ~Utf16() { flush(); }
    Utf16(const Utf16&) = delete;
    Utf16& operator=(const Utf16&) = delete;

    void unit(std::uint32_t c) {
        if (c >= 0xDC00 && c <= 0xDFFF && high_ != 0) {
            appendUtf8(0x10000 + ((high_ - 0xD800) << 10) + (c - 0xDC00), out_);
            high_ = 0;
            return;
        }
        flush();
        if (c >= 0xD800 && c <= 0xDBFF) {
            high_ = c;
        } else {
            appendUtf8(c >= 0xDC00 && c <= 0xDFFF ? 0xFFFD : c, out_);
        }
    }

private:
    void flush() {
        if (high_ != 0) appendUtf8(0xFFFD, out_);
        high_ = 0;
    }
    std::string& out_;
    std::uint32_t high_ = 0;
};

std::string converterName(unsigned codePage) {
    if (codePage >= 1250 && codePage <= 1258) return "windows-" + std::to_string(codePage);
    if (codePage == 866) return "ibm-866";
    if (codePage == 10007) return "x-mac-cyrillic";
    return "windows-1251";
}

}  // namespace

bool XlsRecords::fill(std::uint64_t from, std::size_t size) {
    if (from >= bufferFrom_ && from + size <= bufferFrom_ + buffer_.size()) return true;
    if (from > stream_->size() || size > stream_->size() - from) return false;
    const auto take =
        static_cast<std::size_t>(std::min<std::uint64_t>(std::max(kBuffer, size), stream_->size() - from));
    buffer_.resize(take);
    bufferFrom_ = from;
    if (stream_->read(from, buffer_.data(), take)) return true;
    buffer_.clear();
    return false;
}

bool XlsRecords::next() {
    data_ = {};
    type_ = 0;
    if (!fill(place_, 4)) return false;
    std::uint8_t head[4];
    std::memcpy(head, at(place_), 4);
    const std::size_t length = head[2] | static_cast<std::size_t>(head[3]) << 8;
    if (!fill(place_, 4 + length)) return false;
    type_ = static_cast<std::uint16_t>(head[0] | head[1] << 8);
    data_ = {at(place_ + 4), length};
    place_ += 4 + length;
    return true;
}

std::uint16_t XlsRecords::following() {
    data_ = {};  // the buffer may move on
    if (!fill(place_, 4)) return 0;
    std::uint8_t head[2];
    std::memcpy(head, at(place_), 2);
    return static_cast<std::uint16_t>(head[0] | head[1] << 8);
}

std::uint64_t XlsRecords::number(std::size_t from, std::size_t length) const {
    std::uint64_t value = 0;
    for (std::size_t i = length; i-- > 0;) {
        const unsigned char byte = from + i < data_.size() ? static_cast<unsigned char>(data_[from + i]) : 0;
        value = value << 8 | byte;
    }
    return value;
}

double XlsRecords::real(std::size_t from) const { return std::bit_cast<double>(number(from, 8)); }

bool XlsCursor::more() {
    while (ok_ && at_ >= records_.data().size()) {
        ok_ = records_.following() == kContinue && records_.next();
        at_ = 0;
    }
    return ok_;
}

char XlsCursor::byte() { return more() ? records_.data()[at_++] : '\0'; }

std::uint64_t XlsCursor::number(std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) value |= std::uint64_t{static_cast<unsigned char>(byte())} << (8 * i);
    return value;
}

void XlsCursor::skip(std::size_t bytes) {
    while (bytes > 0 && more()) {
        const std::size_t step = std::min(bytes, records_.data().size() - at_);
        at_ += step;
        bytes -= step;
    }
}

void XlsCursor::string(std::size_t lengthBytes, std::string& out) {
    auto left = static_cast<std::size_t>(number(lengthBytes));
    unsigned flags = static_cast<unsigned char>(byte());
    const std::size_t runs = (flags & 8) != 0 ? static_cast<std::size_t>(number(2)) : 0;
    const std::size_t phonetic = (flags & 4) != 0 ? static_cast<std::size_t>(number(4)) : 0;
    Utf16 text(out);
    while (left > 0 && ok_) {
        if (at_ >= records_.data().size()) {
            if (!more()) return;
            flags = static_cast<unsigned char>(byte());  // the rest may have the other width
            continue;
        }
        if ((flags & 1) == 0) {
            text.unit(static_cast<unsigned char>(byte()));
        } else {
            text.unit(static_cast<std::uint32_t>(number(2)));
        }
        --left;
    }
    skip(runs * 4 + phonetic);
}

void XlsCursor::bytes(std::size_t lengthBytes, unsigned codePage, std::string& out) {
    const auto length = static_cast<std::size_t>(number(lengthBytes));
    std::string raw;
    for (std::size_t i = 0; i < length && ok_; ++i) {
        const char c = byte();
        if (ok_) raw.push_back(c);
    }
    UErrorCode status = U_ZERO_ERROR;
    std::string room(raw.size() * 4 + 8, 0);
    const auto made =
        ucnv_convert("UTF-8", converterName(codePage).c_str(), room.data(), static_cast<int32_t>(room.size()),
                     raw.data(), static_cast<int32_t>(raw.size()), &status);
    if (U_SUCCESS(status)) out.append(room, 0, static_cast<std::size_t>(made));
}

double rkValue(std::uint32_t rk) {
    const double value = (rk & 2) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                       : std::bit_cast<double>(std::uint64_t{rk & 0xFFFFFFFC} << 32);
    return (rk & 1) != 0 ? value / 100 : value;
}

std::string_view xlsError(std::uint8_t code) {
    switch (code) {
        case 0x00:
            return "#NULL!";
        case 0x07:
            return "#DIV/0!";
        case 0x0F:
            return "#VALUE!";
        case 0x17:
            return "#REF!";
        case 0x1D:
            return "#NAME?";
        case 0x24:
            return "#NUM!";
        default:
            return "#N/A";
    }
}

}  // namespace kupets::sheet
