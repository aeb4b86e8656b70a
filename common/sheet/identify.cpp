#include "common/sheet/identify.h"

#include <algorithm>
#include <array>

#include "common/sheet/books.h"
#include "common/sheet/cells.h"
#include "common/sheet/encoding.h"

namespace kupets::sheet {

namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes;
    std::string_view what;
};

constexpr std::array kMarks{
    Mark{"%PDF-"sv, "pdf"},
    Mark{"\x89PNG\r\n"sv, "picture"},
    Mark{"\xFF\xD8\xFF"sv, "picture"},
    Mark{"GIF87a"sv, "picture"},
    Mark{"GIF89a"sv, "picture"},
    Mark{"II*\0"sv, "picture"},
    Mark{"MM\0*"sv, "picture"},
    Mark{"{\\rtf"sv, "rtf"},
    Mark{"Rar!\x1A"sv, "archive"},
    Mark{"7z\xBC\xAF\x27\x1C"sv, "archive"},
    Mark{"\x1F\x8B"sv, "archive"},
    Mark{"BZh"sv, "archive"},
    Mark{"\xFD\x37zXZ"sv, "archive"},
    Mark{"\x28\xB5\x2F\xFD"sv, "archive"},
    Mark{"ID;PWXL"sv, "sylk"},
    Mark{"ID;PSCALC"sv, "sylk"},
    // Books of Excel 2 to 4: no compound file around them.
    Mark{"\x09\x00\x04\x00"sv, "excel 4"},
    Mark{"\x09\x02\x06\x00"sv, "excel 4"},
    Mark{"\x09\x04\x06\x00"sv, "excel 4"},
    Mark{"SQLite format 3\0"sv, "not text"},
    Mark{"\x7F"
         "ELF"sv,
         "not text"},
    Mark{"MZ\x90\0"sv, "not text"},
};

bool isPicture(std::string_view bytes) {
    return (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) ||
           (bytes.starts_with("BM") && bytes.size() > 14 && bytes.substr(6, 4) == "\0\0\0\0"sv);
}

std::string_view markup(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view body = trim(text);
    if (body.empty() || body.front() != '<') return {};
    const std::string lower = lowerCase(body.substr(0, 4096));
    if (lower.contains("schemas-microsoft-com:office:spreadsheet") || lower.contains("excel.sheet")) return "xml 2003";
    if (lower.contains("urn:oasis:names:tc:opendocument")) return "flat ods";
    for (const std::string_view tag : {"<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div"}) {
        if (lower.contains(tag)) return "web page";
    }
    return lower.starts_with("<?xml") ? "xml" : "";
}

/// Control characters that no text has.
bool looksBinary(std::string_view bytes) {
    const Encoding encoding = guessEncoding(bytes).encoding;
    if (encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be) return false;
    const auto control = std::ranges::count_if(bytes, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1A;
    });
    constexpr std::ptrdiff_t kFew = 8;  // a damaged text is still one
    return control > kFew && static_cast<std::size_t>(control) * 20 > bytes.size();
}

}  // namespace

Result<Container> identify(std::string_view beginning) {
    if (beginning.empty()) return std::unexpected(badFile("empty file"));
    if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06")) return Container::Zip;
    if (beginning.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return Container::Compound;
    for (const Mark& mark : kMarks) {
        if (beginning.starts_with(mark.bytes)) return std::unexpected(badFile(std::string(mark.what)));
    }
    if (isPicture(beginning)) return std::unexpected(badFile("picture"));
    if (const auto what = markup(beginning); !what.empty()) return std::unexpected(badFile(std::string(what)));
    if (looksBinary(beginning)) return std::unexpected(badFile("not text"));
    return Container::Text;
}

}  // namespace kupets::sheet
