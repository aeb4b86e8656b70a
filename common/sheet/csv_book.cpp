// CSV as a book of one sheet without a name.
#include <array>
#include <fstream>

#include "common/sheet/books.h"
#include "common/sheet/csv_reader.h"

namespace kupets::sheet {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

CsvOptions csvOptions(const BookOptions& options) {
    CsvOptions csv = options.csv;
    csv.limits = {options.limits.fileBytes, options.limits.cellBytes, options.limits.columns, options.limits.rowBytes};
    return csv;
}

class CsvRows final : public RowReader {
public:
    CsvRows(const std::string& path, const BookOptions& options)
        : file_(path, std::ios::binary),
          reader_(csvOptions(options)),
          rowLimit_(options.limits.rows),
          room_(kPiece, 0) {
        file_.seekg(0, std::ios::end);
        size_ = static_cast<double>(file_.tellg());
        file_.seekg(0);
    }

    bool good() const { return file_.good(); }

    Result<bool> next(Row& row) override {
        for (;;) {
            auto given = reader_.next(csvRow_);
            if (!given) return given;
            if (*given) {
                if (!fill(row)) continue;
                if (++rows_ > rowLimit_) return std::unexpected(overLimit("rows", rowLimit_, row.number));
                return true;
            }
            if (finished_) return false;
            if (auto fed = feed(); !fed) return std::unexpected(std::move(fed.error()));
        }
    }

    double progress() const override { return size_ > 0 ? static_cast<double>(reader_.bytesRead()) / size_ : 1; }
    CsvFacts facts() const { return {reader_.delimiter(), reader_.encoding()}; }

private:
    Result<void> feed() {
        file_.read(room_.data(), static_cast<std::streamsize>(room_.size()));
        const auto taken = static_cast<std::size_t>(file_.gcount());
        if (taken > 0) return reader_.feed(std::string_view(room_).substr(0, taken));
        finished_ = true;
        return reader_.finish();
    }

    bool fill(Row& row) {
        cells_.clear();
        std::size_t used = 0;
        for (const std::string_view text : csvRow_.cells) {
            Cell& cell = cells_.emplace_back();
            if (text.empty()) continue;
            cell.kind = CellKind::Text;
            cell.text = text;
            used = cells_.size();
        }
        row = {csvRow_.line, std::span(cells_).first(used), false, csvRow_.ragged, csvRow_.badEncoding};
        return used > 0;
    }

    std::ifstream file_;
    CsvReader reader_;
    std::uint64_t rowLimit_;
    std::string room_;
    double size_ = 0;
    CsvRow csvRow_;
    std::vector<Cell> cells_;
    std::uint64_t rows_ = 0;
    bool finished_ = false;
};

class CsvBook final : public Book {
public:
    CsvBook(std::string path, const BookOptions& options) : path_(std::move(path)), options_(options) {}

    Format format() const override { return Format::Csv; }
    std::span<const SheetInfo> sheets() const override { return sheets_; }

    Result<std::unique_ptr<RowReader>> read(std::size_t sheet) override {
        if (sheet != 0) return fail(ErrorCode::BadRequest, {"sheet"});
        auto rows = std::make_unique<CsvRows>(path_, options_);
        if (!rows->good()) return fail(ErrorCode::NotFound);
        return rows;
    }

    std::optional<CsvFacts> csv() const override { return facts_; }

    /// What the delimiter and the encoding are: told by the first row.
    void look() {
        CsvRows rows(path_, options_);
        Row row;
        (void)rows.next(row);  // an error comes again to whoever reads
        facts_ = rows.facts();
    }

private:
    std::string path_;
    BookOptions options_;
    std::array<SheetInfo, 1> sheets_;
    CsvFacts facts_;
};

}  // namespace

Result<std::unique_ptr<Book>> openCsv(const std::string& path, const BookOptions& options) {
    auto book = std::make_unique<CsvBook>(path, options);
    book->look();
    return book;
}

}  // namespace kupets::sheet
