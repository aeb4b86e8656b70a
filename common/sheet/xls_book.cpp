// Sheets of an .xls. Formulas by their cached values, booleans, errors and dates are read as those of an .xlsx.
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "common/sheet/books.h"
#include "common/sheet/number_format.h"
#include "common/sheet/rows.h"
#include "common/sheet/texts.h"
#include "common/sheet/xls_records.h"

namespace kupets::sheet {

namespace {

enum Record : std::uint16_t {
    kFormula = 0x06,
    kEndOfSheet = 0x0A,
    kDateMode = 0x22,
    kFilePass = 0x2F,
    kCodePage = 0x42,
    kColumnInfo = 0x7D,
    kBoundSheet = 0x85,
    kManyRk = 0xBD,
    kRichText = 0xD6,
    kCellFormat = 0xE0,
    kSharedTexts = 0xFC,
    kSharedText = 0xFD,
    kNumber = 0x203,
    kText = 0x204,
    kBooleanOrError = 0x205,
    kFormulaText = 0x207,
    kRow = 0x208,
    kRk = 0x27E,
    kFormat = 0x41E,
    kBegin = 0x809,
};

constexpr std::size_t kMostStyles = 100'000;

struct XlsSheet {
    SheetInfo info;
    std::uint64_t place = 0;
};

struct Workbook {
    explicit Workbook(const BookLimits& l) : limits(l), texts(l) {}

    BookLimits limits;
    std::shared_ptr<const CompoundStream> stream;
    std::vector<XlsSheet> sheets;
    std::vector<NumberFormat> formats;
    Texts texts;
    unsigned codePage = 1251;
    bool biff8 = true;
    bool date1904 = false;
};

/// The records before the sheets.
class Globals {
public:
    Globals(Workbook& book, XlsRecords& records) : book_(book), records_(records) {}

    Result<void> read() {
        if (!records_.next() || records_.type() != kBegin) return std::unexpected(badFile("compound damaged"));
        book_.biff8 = records_.number16(0) >= 0x600;
        while (records_.next() && records_.type() != kEndOfSheet) {
            if (auto done = take(); !done) return done;
        }
        return book_.texts.finish();
    }

private:
    Result<void> take() {
        switch (records_.type()) {
            case kFilePass:
                return std::unexpected(badFile("protected"));
            case kDateMode:
                book_.date1904 = records_.number16(0) == 1;
                break;
            case kCodePage:
                book_.codePage = records_.number16(0);
                break;
            case kBoundSheet:
                return sheet();
            case kFormat:
                return format();
            case kCellFormat:
                return cellFormat();
            case kSharedTexts:
                return texts();
            default:
                break;
        }
        return {};
    }

    Result<void> sheet() {
        if (records_.number(5, 1) != 0) return {};  // a chart or a module
        if (book_.sheets.size() >= book_.limits.sheets)
            return std::unexpected(overLimit("sheets", book_.limits.sheets));
        XlsSheet sheet;
        sheet.place = records_.number32(0);
        sheet.info.hidden = (records_.number(4, 1) & 3) != 0;
        XlsCursor cursor(records_, 6);
        book_.biff8 ? cursor.string(1, sheet.info.name) : cursor.bytes(1, book_.codePage, sheet.info.name);
        book_.sheets.push_back(std::move(sheet));
        return {};
    }

    Result<void> format() {
        if (codes_.size() >= kMostStyles) return std::unexpected(badFile("compound damaged"));
        const unsigned id = records_.number16(0);
        std::string code;
        XlsCursor cursor(records_, 2);
        book_.biff8 ? cursor.string(2, code) : cursor.bytes(1, book_.codePage, code);
        codes_[id] = numberFormat(code);
        return {};
    }

    Result<void> cellFormat() {
        if (book_.formats.size() >= kMostStyles) return std::unexpected(badFile("compound damaged"));
        const unsigned id = records_.number16(2);
        const auto code = codes_.find(id);
        book_.formats.push_back(code == codes_.end() ? builtInFormat(id) : code->second);
        return {};
    }

    Result<void> texts() {
        const std::uint32_t count = records_.number32(4);
        XlsCursor cursor(records_, 8);
        std::string text;
        for (std::uint32_t i = 0; i < count && cursor.ok(); ++i) {
            text.clear();
            cursor.string(2, text);
            if (!cursor.ok()) break;
            if (auto added = book_.texts.add(text); !added) return added;
        }
        return {};
    }

    Workbook& book_;
    XlsRecords& records_;
    std::map<unsigned, NumberFormat> codes_;
};

class XlsRows final : public RowReader {
public:
    XlsRows(std::shared_ptr<const Workbook> book, const XlsSheet& sheet)
        : book_(std::move(book)), queue_(book_->limits, sheet.info.name), records_(book_->stream, sheet.place) {}

    Result<bool> next(Row& row) override {
        for (;;) {
            auto given = queue_.pop(row);
            if (!given || *given) return given;
            if (error_) return std::unexpected(*error_);
            if (ended_) return false;
            queue_.clear();
            step();
        }
    }

    bool columnHidden(std::size_t column) const override { return column < hidden_.size() && hidden_[column]; }
    double progress() const override {
        return static_cast<double>(records_.place()) / static_cast<double>(std::max<std::uint64_t>(records_.size(), 1));
    }

private:
    /// Until a row is whole, the sheet ends or something is wrong.
    void step() {
        wholeRow_ = false;
        while (!wholeRow_ && !ended_ && !error_) {
            if (!records_.next()) {
                refuse(badFile("cut off"));
                return;
            }
            take();
        }
    }

    void take() {
        switch (records_.type()) {
            case kBegin:
                ++depth_;
                return;
            case kEndOfSheet:
                if (--depth_ > 0) return;
                queue_.end();
                ended_ = true;
                return;
            default:
                break;
        }
        if (depth_ == 0) return refuse(badFile("compound damaged"));
        if (depth_ > 1) return;  // a chart within the sheet
        if (records_.type() == kColumnInfo) return columns();
        if (records_.type() == kRow) return row();
        if (records_.type() == kFormulaText) return formulaText();
        cell();
    }

    void columns() {
        if ((records_.number16(8) & 1) == 0) return;
        const std::size_t last = std::min<std::size_t>(records_.number16(2), 255);
        for (std::size_t i = records_.number16(0); i <= last; ++i) hidden_[i] = true;
    }

    void row() {
        const std::size_t number = records_.number16(0);
        if (hiddenRows_.size() <= number) hiddenRows_.resize(number + 1);
        hiddenRows_[number] = (records_.number16(12) & 0x20) != 0;
    }

    void at() {
        const std::size_t number = records_.number16(0);
        column_ = records_.number16(2);
        if (number + 1 == queue_.number()) return;
        if (queue_.number() > 0) {
            queue_.end();
            wholeRow_ = true;
        }
        queue_.begin(number + 1, number < hiddenRows_.size() && hiddenRows_[number]);
    }

    void cell() {
        switch (records_.type()) {
            case kNumber:
                at();
                return number(records_.number16(4), records_.real(6), false);
            case kRk:
                at();
                return number(records_.number16(4), rkValue(records_.number32(6)), false);
            case kManyRk:
                return manyRk();
            case kBooleanOrError:
                at();
                return booleanOrError(records_.number(6, 1), records_.number(7, 1) != 0, false);
            case kSharedText:
                return sharedText();
            case kText:
            case kRichText:
                return text();
            case kFormula:
                return formula();
            default:
                return;
        }
    }

    void manyRk() {
        if (records_.data().size() < 6) return;
        at();
        const std::size_t count = (records_.data().size() - 6) / 6;
        for (std::size_t i = 0; i < count; ++i, ++column_)
            number(records_.number16(4 + i * 6), rkValue(records_.number32(6 + i * 6)), false);
    }

    void sharedText() {
        at();
        const std::size_t index = records_.number32(6);
        if (index >= book_->texts.size()) return refuse(badFile("text missing"));
        Cell cell;
        cell.text = book_->texts.at(index);
        cell.kind = CellKind::Text;
        if (cell.text.empty()) return;
        if (auto refused = queue_.addLasting(column_, cell)) error_ = std::move(refused);
    }

    void text() {
        at();
        made_.clear();
        XlsCursor cursor(records_, 6);
        book_->biff8 ? cursor.string(2, made_) : cursor.bytes(2, book_->codePage, made_);
        if (!made_.empty()) add(CellKind::Text, made_, false);
    }

    void formula() {
        at();
        waiting_ = false;
        if (records_.number16(12) != 0xFFFF) return number(records_.number16(4), records_.real(6), true);
        switch (records_.number(6, 1)) {
            case 0:
                waiting_ = true;  // its text comes in a record of its own
                return;
            case 1:
            case 2:
                return booleanOrError(records_.number(8, 1), records_.number(6, 1) == 2, true);
            default:
                return add(CellKind::Empty, {}, true);
        }
    }

    void formulaText() {
        if (!waiting_) return;
        waiting_ = false;
        made_.clear();
        XlsCursor cursor(records_, 0);
        book_->biff8 ? cursor.string(2, made_) : cursor.bytes(2, book_->codePage, made_);
        add(made_.empty() ? CellKind::Empty : CellKind::Text, made_, true);
    }

    void booleanOrError(std::uint64_t value, bool isError, bool isFormula) {
        if (isError) return add(CellKind::Error, xlsError(static_cast<std::uint8_t>(value)), isFormula);
        add(CellKind::Boolean, value != 0 ? "true" : "false", isFormula);
    }

    void number(std::size_t style, double value, bool isFormula) {
        const NumberFormat format = style < book_->formats.size() ? book_->formats[style] : NumberFormat{};
        Cell cell;
        cell.formula = isFormula;
        cell.kind = CellKind::Number;
        made_.clear();
        if (format.date || format.time) cell.kind = serialText(value, format, book_->date1904, made_);
        if (cell.kind == CellKind::Number) {
            cell.percent = format.percent;
            cell.currency = format.currency;
            if (!plainNumber(fmt::format("{:.15g}", value), made_)) {
                cell.kind = CellKind::Error;
                made_ = "#NUM!";
            }
        }
        cell.text = made_;
        if (auto refused = queue_.add(column_, cell)) error_ = std::move(refused);
    }

    void add(CellKind kind, std::string_view text, bool isFormula) {
        Cell cell;
        cell.kind = kind;
        cell.text = text;
        cell.formula = isFormula;
        if (auto refused = queue_.add(column_, cell)) error_ = std::move(refused);
    }

    void refuse(const Error& error) {
        queue_.end();
        error_ = badFile(error.args.front(), queue_.number(), {}, queue_.sheet());
    }

    std::shared_ptr<const Workbook> book_;
    RowQueue queue_;
    XlsRecords records_;
    std::array<bool, 256> hidden_{};
    std::vector<bool> hiddenRows_;
    std::string made_;
    std::size_t column_ = 0;
    int depth_ = 0;
    bool waiting_ = false;
    bool wholeRow_ = false;
    bool ended_ = false;
    std::optional<Error> error_;
};

class XlsBook final : public Book {
public:
    explicit XlsBook(std::shared_ptr<const Workbook> book) : book_(std::move(book)) {
        for (const auto& sheet : book_->sheets) sheets_.push_back(sheet.info);
    }

    Format format() const override { return Format::Xls; }
    std::span<const SheetInfo> sheets() const override { return sheets_; }
    Result<std::unique_ptr<RowReader>> read(std::size_t sheet) override {
        if (sheet >= sheets_.size()) return fail(ErrorCode::BadRequest, {"sheet"});
        return std::make_unique<XlsRows>(book_, book_->sheets[sheet]);
    }

private:
    std::shared_ptr<const Workbook> book_;
    std::vector<SheetInfo> sheets_;
};

/// What a compound file is that holds no book.
std::string whatElse(const CompoundFile& file) {
    if (file.has(u"EncryptedPackage")) return "protected";
    if (file.has(u"WordDocument")) return "word document";
    if (file.has(u"PowerPoint Document")) return "presentation";
    if (file.has(u"__properties_version1.0")) return "letter";
    return "not a book";
}

}  // namespace

Result<std::unique_ptr<Book>> openXls(const std::string& path, const BookOptions& options) {
    auto file = CompoundFile::open(path);
    if (!file) return std::unexpected(std::move(file.error()));
    const char16_t* name = (*file)->has(u"Workbook") ? u"Workbook" : u"Book";
    if (!(*file)->has(name)) return std::unexpected(badFile(whatElse(**file)));
    auto stream = (*file)->stream(name);
    if (!stream) return std::unexpected(std::move(stream.error()));
    auto book = std::make_shared<Workbook>(options.limits);
    book->stream = std::move(*stream);
    XlsRecords records(book->stream);
    if (auto read = Globals(*book, records).read(); !read) return std::unexpected(std::move(read.error()));
    if (book->sheets.empty()) return std::unexpected(badFile("no sheets"));
    return std::make_unique<XlsBook>(std::move(book));
}

}  // namespace kupets::sheet
