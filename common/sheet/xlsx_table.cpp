// .xlsx by libxlsxwriter in its mode of constant memory.
#include <charconv>
#include <chrono>
#include <map>

#include <xlsxwriter.h>

#include "common/base/time.h"
#include "common/sheet/writers.h"
#include "common/text/fold.h"

namespace kupets::sheet {

namespace {

constexpr lxw_row_t kMostRows = 1'048'576;
constexpr std::size_t kMostDigits = 15;  // that a double holds
constexpr std::size_t kMostCharacters = 32'767;
constexpr std::size_t kSheetName = 31;

/// Without what Excel forbids there.
std::string sheetName(std::string_view wanted) {
    std::string name;
    for (const char c : wanted) name.push_back(std::string_view("[]:*?/\\").contains(c) ? ' ' : c);
    name = std::string(text::slice(name, 0, kSheetName - 4));  // room for " (2)"
    while (name.starts_with('\'')) name.erase(0, 1);
    while (name.ends_with('\'') || name.ends_with(' ')) name.pop_back();
    return name.empty() ? "Sheet1" : name;
}

std::string currencyFormat(std::string_view currency) {
    const char* sign = currency == "RUB"   ? "₽"
                       : currency == "USD" ? "$"
                       : currency == "EUR" ? "€"
                       : currency == "CNY" ? "¥"
                       : currency == "GBP" ? "£"
                                           : nullptr;
    return sign != nullptr ? std::string("#,##0.00 [$") + sign + "]" : "#,##0.00 [$" + std::string(currency) + "]";
}

std::size_t digitsOf(std::string_view number) {
    std::size_t digits = 0;
    bool leading = true;
    for (const char c : number) {
        if (c < '0' || c > '9') continue;
        leading = leading && c == '0';
        if (!leading) ++digits;
    }
    return digits;
}

/// "10:30:00.25" in days; nothing when it is no time.
std::optional<double> daysOf(std::string_view time) {
    const double sign = time.starts_with('-') ? -1 : 1;
    if (sign < 0) time.remove_prefix(1);
    double parts[3] = {};
    for (double& part : parts) {
        const auto [end, bad] = std::from_chars(time.data(), time.data() + time.size(), part);
        if (bad != std::errc()) return std::nullopt;
        time.remove_prefix(static_cast<std::size_t>(end - time.data()));
        if (time.starts_with(':')) time.remove_prefix(1);
    }
    return sign * (parts[0] / 24 + parts[1] / 1440 + parts[2] / 86'400);
}

/// The serial number of "2026-11-21" or "2026-11-21T10:30:00"; nothing before the 1st of March 1900, where Excel's
/// calendar errs.
std::optional<double> serialOf(std::string_view iso) {
    const auto date = Date::parse(iso.substr(0, 10));
    if (!date) return std::nullopt;
    constexpr std::int32_t kEpoch = -25'569;  // 1899-12-30
    const double day = date->days - kEpoch;
    if (day < 61) return std::nullopt;
    if (iso.size() <= 11) return day;
    const auto time = daysOf(iso.substr(11));
    return time ? std::optional(day + *time) : std::nullopt;
}

class XlsxTable final : public TableWriter {
public:
    XlsxTable(const std::string& path, std::vector<ColumnStyle> columns, const WriterOptions& options)
        : columns_(std::move(columns)), name_(sheetName(options.sheet)) {
        lxw_workbook_options how{};
        how.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(path.c_str(), &how);
        if (book_ == nullptr) return;
        lxw_doc_properties facts{};
        author_ = options.author;
        facts.author = author_.data();
        workbook_set_properties(book_, &facts);
        header_ = workbook_add_format(book_);
        format_set_bold(header_);
        format_set_bg_color(header_, 0xEEF1F5);
        format_set_bottom(header_, LXW_BORDER_THIN);
        format_set_align(header_, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(header_);
        numberHeader_ = workbook_add_format(book_);
        format_set_bold(numberHeader_);
        format_set_bg_color(numberHeader_, 0xEEF1F5);
        format_set_bottom(numberHeader_, LXW_BORDER_THIN);
        format_set_align(numberHeader_, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(numberHeader_, LXW_ALIGN_RIGHT);
        format_set_text_wrap(numberHeader_);
        beginSheet();
    }
    ~XlsxTable() override {
        if (book_ != nullptr) workbook_close(book_);  // the one way to free what it holds
    }
    XlsxTable(const XlsxTable&) = delete;
    XlsxTable& operator=(const XlsxTable&) = delete;

    Result<void> row(std::span<const Cell> cells) override {
        if (book_ == nullptr) return std::unexpected(cannotWrite("no workbook"));
        if (row_ >= kMostRows) {
            endSheet();
            beginSheet();
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (const lxw_error error = write(static_cast<lxw_col_t>(i), cells[i]); error != LXW_NO_ERROR)
                return std::unexpected(cannotWrite(lxw_strerror(error)));
        }
        ++row_;
        return {};
    }

    Result<void> finish() override {
        if (book_ == nullptr) return std::unexpected(cannotWrite("no workbook"));
        endSheet();
        const lxw_error error = workbook_close(book_);
        book_ = nullptr;
        if (error != LXW_NO_ERROR) return std::unexpected(cannotWrite(lxw_strerror(error)));
        return {};
    }

private:
    void beginSheet() {
        ++sheets_;
        const std::string name = sheets_ == 1 ? name_ : name_ + " (" + std::to_string(sheets_) + ")";
        sheet_ = workbook_add_worksheet(book_, name.c_str());
        if (sheet_ == nullptr) sheet_ = workbook_add_worksheet(book_, nullptr);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet_, column, column, columns_[i].width, nullptr);
            worksheet_write_string(sheet_, 0, column, columns_[i].title.c_str(),
                                   columns_[i].number ? numberHeader_ : header_);
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        row_ = 1;
    }

    void endSheet() {
        if (!columns_.empty())
            worksheet_autofilter(sheet_, 0, 0, row_ > 1 ? row_ - 1 : 1, static_cast<lxw_col_t>(columns_.size() - 1));
    }

    lxw_format* style(const std::string& code) {
        lxw_format*& format = styles_[code];
        if (format == nullptr) {
            format = workbook_add_format(book_);
            format_set_num_format(format, code.c_str());
        }
        return format;
    }

    lxw_error write(lxw_col_t column, const Cell& cell) {
        switch (cell.kind) {
            case CellKind::Empty:
                return LXW_NO_ERROR;
            case CellKind::Boolean:
                return worksheet_write_boolean(sheet_, row_, column, cell.text == "true", nullptr);
            case CellKind::Number:
                return number(column, cell);
            case CellKind::Date:
            case CellKind::DateTime:
                if (const auto serial = serialOf(cell.text))
                    return worksheet_write_number(
                        sheet_, row_, column, *serial,
                        style(cell.kind == CellKind::Date ? "dd.mm.yyyy" : "dd.mm.yyyy hh:mm"));
                return text(column, cell.text);
            case CellKind::Time:
                if (const auto days = daysOf(cell.text))
                    return worksheet_write_number(sheet_, row_, column, *days, style("[h]:mm:ss"));
                return text(column, cell.text);
            case CellKind::Text:
            case CellKind::Error:
                break;
        }
        return text(column, cell.text);
    }

    lxw_error number(lxw_col_t column, const Cell& cell) {
        double value = 0;
        const char* const end = cell.text.data() + cell.text.size();
        const auto read = std::from_chars(cell.text.data(), end, value);
        if (read.ec != std::errc() || read.ptr != end || digitsOf(cell.text) > kMostDigits)
            return text(column, cell.text);
        lxw_format* format = nullptr;
        if (cell.percent) {
            format = style("0.##%");
        } else if (!cell.currency.empty()) {
            format = style(currencyFormat(cell.currency));
        } else if (column < columns_.size() && columns_[column].decimals >= 0) {
            const auto decimals = static_cast<std::size_t>(columns_[column].decimals);
            format = style(decimals == 0 ? "0" : "#,##0." + std::string(decimals, '0'));
        }
        return worksheet_write_number(sheet_, row_, column, value, format);
    }

    lxw_error text(lxw_col_t column, std::string_view value) {
        if (value.empty()) return LXW_NO_ERROR;
        text_ = value;
        if (text_.size() > kMostCharacters) text_ = text::slice(value, 0, kMostCharacters);
        return worksheet_write_string(sheet_, row_, column, text_.c_str(), nullptr);
    }

    std::vector<ColumnStyle> columns_;
    std::string name_;
    std::string author_;
    std::string text_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* header_ = nullptr;
    lxw_format* numberHeader_ = nullptr;
    std::map<std::string, lxw_format*> styles_;
    lxw_row_t row_ = 1;
    unsigned sheets_ = 0;
};

}  // namespace

std::unique_ptr<TableWriter> makeXlsxTable(const std::string& path, std::vector<ColumnStyle> columns,
                                           const WriterOptions& options) {
    return std::make_unique<XlsxTable>(path, std::move(columns), options);
}

}  // namespace kupets::sheet
