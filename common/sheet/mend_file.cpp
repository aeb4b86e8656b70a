#include "common/sheet/mend_file.h"

#include <algorithm>

#include "common/text/fold.h"

namespace kupets::sheet {
namespace {

constexpr std::string_view kRussian = "Почему не загружено";
constexpr std::string_view kEnglish = "Why not imported";
constexpr double kNarrow = 10;
constexpr double kWide = 40;
constexpr double kReasonWidth = 80;

}  // namespace

bool isReasonColumn(std::string_view header) { return header == kRussian || header == kEnglish; }

Result<MendFile> MendFile::create(const std::string& path, const std::string& sheet,
                                  const std::vector<std::string>& headers, bool russian) {
    MendFile made;
    std::vector<ColumnStyle> styles;
    for (std::size_t at = 0; at < headers.size(); ++at) {
        if (isReasonColumn(headers[at])) continue;
        made.columns_.push_back(at);
        const auto letters = static_cast<double>(text::length(headers[at]));
        styles.push_back({headers[at], std::clamp(letters + 4, kNarrow, kWide)});
    }
    styles.push_back({std::string(russian ? kRussian : kEnglish), kReasonWidth});
    WriterOptions options;
    options.russian = russian;
    if (!sheet.empty()) options.sheet = sheet;
    auto writer =
        TableWriter::create(path, TableWriter::formatOf(path).value_or(Format::Xlsx), std::move(styles), options);
    if (!writer) return std::unexpected(std::move(writer.error()));
    made.writer_ = std::move(*writer);
    return made;
}

Result<void> MendFile::row(std::span<const Cell> cells, std::string_view why) {
    cells_.clear();
    for (const std::size_t at : columns_) cells_.push_back(at < cells.size() ? cells[at] : Cell{});
    Cell reason;
    reason.kind = CellKind::Text;
    reason.text = why;
    cells_.push_back(reason);
    return writer_->row(cells_);
}

void addReason(std::string& why, std::string_view header, std::string_view words) {
    if (!why.empty()) why += "; ";
    if (!header.empty()) {
        why += header;
        why += ": ";
    }
    why += words;
}

}  // namespace kupets::sheet
