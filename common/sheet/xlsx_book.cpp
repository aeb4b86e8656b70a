// Sheets of an .xlsx, row by row.
#include <charconv>
#include <optional>

#include "common/sheet/books.h"
#include "common/sheet/number_format.h"
#include "common/sheet/rows.h"
#include "common/sheet/texts.h"
#include "common/sheet/xlsx_parts.h"
#include "common/sheet/xml.h"

namespace kupets::sheet {

namespace {

constexpr std::uint64_t kLastRow = 100'000'000;  // Excel's own is 1,048,576
constexpr std::size_t kLastColumn = 100'000;     // Excel's own is 16,384
constexpr std::size_t kMostHiddenRanges = 20'000;

struct Common {
    std::shared_ptr<Zip> zip;
    BookLimits limits;
    XlsxWorkbook workbook;
    std::vector<NumberFormat> formats;
    Texts texts;
    bool read = false;  // formats and texts

    Common(std::shared_ptr<Zip> z, const BookLimits& l, XlsxWorkbook w)
        : zip(std::move(z)), limits(l), workbook(std::move(w)), texts(l) {}
};

/// "AB12" is column 27; false when it is no reference.
bool readReference(std::string_view reference, std::size_t& column) {
    std::size_t value = 0;
    std::size_t i = 0;
    for (; i < reference.size(); ++i) {
        const char c = static_cast<char>(reference[i] & ~0x20);
        if (c < 'A' || c > 'Z') break;
        value = value * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (value > kLastColumn) return false;
    }
    if (i == 0) return false;
    column = value - 1;
    return true;
}

enum class CellType : std::uint8_t { Number, Shared, Text, Inline, Boolean, Error, IsoDate };

CellType cellType(std::string_view type) {
    if (type.empty() || type == "n") return CellType::Number;
    if (type == "s") return CellType::Shared;
    if (type == "str") return CellType::Text;
    if (type == "inlineStr") return CellType::Inline;
    if (type == "b") return CellType::Boolean;
    if (type == "e") return CellType::Error;
    return type == "d" ? CellType::IsoDate : CellType::Text;
}

CellKind isoKind(std::string_view text) {
    if (text.contains('T')) return CellKind::DateTime;
    return text.contains(':') ? CellKind::Time : CellKind::Date;
}

class SheetHandler final : public XmlHandler {
public:
    SheetHandler(const Common& common, RowQueue& queue) : common_(common), queue_(queue) {}

    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "c") {
            beginCell(attributes);
        } else if (name == "v") {
            taking_ = inCell_;
        } else if (name == "row") {
            beginRow(attributes);
        } else if (name == "f") {
            formula_ = inCell_;
        } else if (name == "t") {
            taking_ = inCell_ && type_ == CellType::Inline && !phonetic_;
        } else if (name == "rPh") {
            phonetic_ = true;
        } else if (name == "col") {
            column(attributes);
        }
    }

    void end(std::string_view name) override {
        taking_ = false;
        if (name == "c") {
            if (inCell_) endCell();
            inCell_ = false;
        } else if (name == "row") {
            queue_.end();
        } else if (name == "rPh") {
            phonetic_ = false;
        }
    }

    void text(std::string_view piece) override {
        if (!taking_) return;
        text_.append(piece);
        if (text_.size() > common_.limits.cellBytes) refuse(cellError(overLimit("cell", common_.limits.cellBytes)));
    }

    bool hidden(std::size_t column) const {
        for (const auto& [first, last] : hiddenColumns_) {
            if (column >= first && column <= last) return true;
        }
        return false;
    }

private:
    void beginRow(const Attributes& attributes) {
        std::uint64_t number = queue_.number() + 1;
        bool hidden = false;
        for (const char** at = attributes.pairs(); *at != nullptr; at += 2) {
            const std::string_view value = at[1];
            if (std::string_view(*at) == "r") {
                const auto [end, bad] = std::from_chars(value.data(), value.data() + value.size(), number);
                if (bad != std::errc() || number == 0 || number > kLastRow)
                    return refuse(badFile("xml damaged", queue_.number(), {}, queue_.sheet()));
            } else if (std::string_view(*at) == "hidden") {
                hidden = value == "1" || value == "true";
            }
        }
        queue_.begin(number, hidden);
        nextColumn_ = 0;
    }

    void beginCell(const Attributes& attributes) {
        column_ = nextColumn_;
        type_ = CellType::Number;
        style_ = 0;
        for (const char** at = attributes.pairs(); *at != nullptr; at += 2) {
            const char* name = *at;
            if (name[0] == '\0' || name[1] != '\0') continue;
            const std::string_view value = at[1];
            if (name[0] == 'r') {
                if (!readReference(value, column_)) return refuse(cellError(badFile("xml damaged")));
            } else if (name[0] == 't') {
                type_ = cellType(value);
            } else if (name[0] == 's') {
                std::from_chars(value.data(), value.data() + value.size(), style_);
            }
        }
        nextColumn_ = column_ + 1;
        inCell_ = true;
        formula_ = false;
        text_.clear();
    }

    void column(const Attributes& attributes) {
        if (!attributes.isTrue("hidden") || hiddenColumns_.size() >= kMostHiddenRanges) return;
        std::size_t first = 0;
        std::size_t last = 0;
        const std::string_view from = attributes["min"];
        const std::string_view to = attributes["max"];
        std::from_chars(from.data(), from.data() + from.size(), first);
        std::from_chars(to.data(), to.data() + to.size(), last);
        if (first > 0 && last >= first) hiddenColumns_.emplace_back(first - 1, last - 1);
    }

    void endCell() {
        Cell cell;
        cell.formula = formula_;
        if (type_ == CellType::Shared) return shared(cell);
        if (text_.empty()) {
            if (formula_) add(cell);
            return;
        }
        cell.kind = CellKind::Text;
        cell.text = text_;
        switch (type_) {
            case CellType::Number:
                number(cell);
                break;
            case CellType::Boolean:
                cell.kind = CellKind::Boolean;
                cell.text = text_ == "1" || text_ == "true" ? "true" : "false";
                break;
            case CellType::Error:
                cell.kind = CellKind::Error;
                break;
            case CellType::IsoDate:
                cell.kind = isoKind(text_);
                break;
            default:
                unescape(text_);
                cell.text = text_;
        }
        add(cell);
    }

    void shared(Cell& cell) {
        std::size_t index = 0;
        const auto [end, bad] = std::from_chars(text_.data(), text_.data() + text_.size(), index);
        if (text_.empty()) return;
        if (bad != std::errc() || index >= common_.texts.size()) return refuse(cellError(badFile("text missing")));
        cell.text = common_.texts.at(index);
        if (cell.text.empty() && !cell.formula) return;
        cell.kind = CellKind::Text;
        if (auto refused = queue_.addLasting(column_, cell)) refuse(std::move(*refused));
    }

    void number(Cell& cell) {
        const NumberFormat format = style_ < common_.formats.size() ? common_.formats[style_] : NumberFormat{};
        made_.clear();
        cell.kind = CellKind::Number;
        if (format.date || format.time) {
            double serial = 0;
            const auto [end, bad] = std::from_chars(text_.data(), text_.data() + text_.size(), serial);
            if (bad == std::errc() && end == text_.data() + text_.size())
                cell.kind = serialText(serial, format, common_.workbook.date1904, made_);
        }
        if (cell.kind == CellKind::Number) {
            cell.percent = format.percent;
            cell.currency = format.currency;
            if (!plainNumber(text_, made_)) {
                cell.kind = CellKind::Text;
                return;
            }
        }
        cell.text = made_;
    }

    void add(const Cell& cell) {
        if (auto refused = queue_.add(column_, cell)) refuse(std::move(*refused));
    }

    Error cellError(Error error) const {
        error.args.resize(error.code == ErrorCode::LimitExceeded ? 2 : 1);
        error.args.push_back(std::to_string(queue_.number()));
        error.args.push_back(columnName(column_));
        error.args.push_back(queue_.sheet());
        return error;
    }

    const Common& common_;
    RowQueue& queue_;
    std::vector<std::pair<std::size_t, std::size_t>> hiddenColumns_;
    std::string text_;
    std::string made_;
    std::size_t column_ = 0;
    std::size_t nextColumn_ = 0;
    std::size_t style_ = 0;
    CellType type_ = CellType::Number;
    bool inCell_ = false;
    bool taking_ = false;
    bool formula_ = false;
    bool phonetic_ = false;
};

class XlsxRows final : public RowReader {
public:
    XlsxRows(std::shared_ptr<Common> common, std::string sheet, std::unique_ptr<ZipPart> part)
        : common_(std::move(common)),
          queue_(common_->limits, std::move(sheet)),
          handler_(*common_, queue_),
          xml_(std::move(part), handler_) {}

    Result<bool> next(Row& row) override {
        for (;;) {
            auto given = queue_.pop(row);
            if (!given || *given) return given;
            if (error_) return std::unexpected(*error_);
            if (ended_) return false;
            queue_.clear();
            // What is whole before a damaged place is given first.
            const auto more = xml_.step();
            if (!more) error_ = queue_.placed(more.error());
            if (more && !*more) ended_ = true;
        }
    }

    bool columnHidden(std::size_t column) const override { return handler_.hidden(column); }
    double progress() const override { return xml_.progress(); }

private:
    std::shared_ptr<Common> common_;
    RowQueue queue_;
    SheetHandler handler_;
    XmlPart xml_;
    std::optional<Error> error_;
    bool ended_ = false;
};

class XlsxBook final : public Book {
public:
    XlsxBook(std::shared_ptr<Zip> zip, const BookLimits& limits, XlsxWorkbook workbook)
        : common_(std::make_shared<Common>(std::move(zip), limits, std::move(workbook))) {
        for (const auto& sheet : common_->workbook.sheets) sheets_.push_back(sheet.info);
    }

    Format format() const override { return Format::Xlsx; }
    std::span<const SheetInfo> sheets() const override { return sheets_; }

    Result<std::unique_ptr<RowReader>> read(std::size_t sheet) override {
        if (sheet >= sheets_.size()) return fail(ErrorCode::BadRequest, {"sheet"});
        if (auto read = readCommon(); !read) return std::unexpected(std::move(read.error()));
        auto part = common_->zip->part(common_->workbook.sheets[sheet].part);
        if (!part) {
            Error error = std::move(part.error());
            error.args = {error.args.front(), "", "", sheets_[sheet].name};
            return std::unexpected(std::move(error));
        }
        return std::make_unique<XlsxRows>(common_, sheets_[sheet].name, std::move(*part));
    }

private:
    Result<void> readCommon() {
        if (common_->read) return {};
        if (failed_) return std::unexpected(*failed_);
        auto formats = readStyles(*common_->zip, common_->workbook.styles);
        if (!formats) return remember(std::move(formats.error()));
        common_->formats = std::move(*formats);
        if (auto read = readTexts(*common_->zip, common_->workbook.texts, common_->texts); !read)
            return remember(std::move(read.error()));
        common_->read = true;
        return {};
    }

    Result<void> remember(Error error) {
        failed_ = error;
        return std::unexpected(std::move(error));
    }

    std::shared_ptr<Common> common_;
    std::vector<SheetInfo> sheets_;
    std::optional<Error> failed_;
};

}  // namespace

Result<std::unique_ptr<Book>> openXlsx(std::shared_ptr<Zip> zip, const BookOptions& options) {
    auto workbook = readWorkbook(*zip, options.limits);
    if (!workbook) return std::unexpected(std::move(workbook.error()));
    return std::make_unique<XlsxBook>(std::move(zip), options.limits, std::move(*workbook));
}

}  // namespace kupets::sheet
