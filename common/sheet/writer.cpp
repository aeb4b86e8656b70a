#include "common/sheet/writer.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "common/base/uuid.h"
#include "common/sheet/books.h"
#include "common/sheet/cells.h"
#include "common/sheet/csv_writer.h"
#include "common/sheet/writers.h"

namespace kupets::sheet {

namespace {

/// Writes to a name beside the true one, and gives the file that name in the end.
class Beside final : public TableWriter {
public:
    Beside(std::string path, std::string beside) : path_(std::move(path)), beside_(std::move(beside)) {}
    ~Beside() override {
        inner_.reset();
        if (!done_) std::remove(beside_.c_str());
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    void take(std::unique_ptr<TableWriter> inner) { inner_ = std::move(inner); }
    Result<void> row(std::span<const Cell> cells) override { return inner_->row(cells); }
    Result<void> finish() override {
        if (auto finished = inner_->finish(); !finished) return finished;
        if (std::rename(beside_.c_str(), path_.c_str()) != 0) return std::unexpected(cannotWrite(std::strerror(errno)));
        done_ = true;
        return {};
    }

private:
    std::string path_;
    std::string beside_;
    std::unique_ptr<TableWriter> inner_;
    bool done_ = false;
};

/// "2026-11-21T10:30:00" as "21.11.2026 10:30:00".
std::string russianMoment(std::string_view iso) {
    std::string out =
        std::string(iso.substr(8, 2)) + '.' + std::string(iso.substr(5, 2)) + '.' + std::string(iso.substr(0, 4));
    if (iso.size() > 11) out += ' ' + std::string(iso.substr(11));
    return out;
}

class CsvTable final : public TableWriter {
public:
    CsvTable(const std::string& path, const WriterOptions& options)
        : file_(path, std::ios::binary | std::ios::trunc),
          russian_(options.russian),
          writer_(out_, {.delimiter = options.russian ? ';' : ',', .byteOrderMark = true, .guardFormulas = true}) {}

    void header(const std::vector<ColumnStyle>& columns) {
        for (const ColumnStyle& column : columns) writer_.cell(column.title);
        writer_.endRow();
    }

    Result<void> row(std::span<const Cell> cells) override {
        for (const Cell& cell : cells) writer_.cell(text(cell));
        writer_.endRow();
        return out_.size() < 64 * 1024 ? Result<void>() : flush();
    }

    Result<void> finish() override {
        if (auto flushed = flush(); !flushed) return flushed;
        file_.close();
        if (!file_) return std::unexpected(cannotWrite("close"));
        return {};
    }

private:
    std::string text(const Cell& cell) const {
        std::string out(cell.text);
        switch (cell.kind) {
            case CellKind::Number:
                if (cell.percent) out = percent(out);
                if (const std::size_t point = out.find('.'); russian_ && point != std::string::npos) out[point] = ',';
                break;
            case CellKind::Boolean:
                if (russian_) out = out == "true" ? "Да" : "Нет";
                break;
            case CellKind::Date:
            case CellKind::DateTime:
                if (russian_ && out.size() >= 10) out = russianMoment(out);
                break;
            default:
                break;
        }
        return out;
    }

    /// 0.125 as "12.5%".
    static std::string percent(const std::string& fraction) {
        const auto number = Decimal::parse(fraction);
        const auto hundred = number ? Decimal::multiply(*number, Decimal(100)) : std::nullopt;
        return hundred ? hundred->trimmed().text() + '%' : fraction;
    }

    Result<void> flush() {
        file_.write(out_.data(), static_cast<std::streamsize>(out_.size()));
        out_.clear();
        if (!file_) return std::unexpected(cannotWrite("write"));
        return {};
    }

    std::ofstream file_;
    std::string out_;
    bool russian_;
    CsvWriter writer_;
};

}  // namespace

Error cannotWrite(std::string cause) { return badFile("cannot write").because(std::move(cause)); }

std::unique_ptr<TableWriter> makeCsvTable(const std::string& path, std::vector<ColumnStyle> columns,
                                          const WriterOptions& options) {
    auto table = std::make_unique<CsvTable>(path, options);
    table->header(columns);
    return table;
}

std::optional<Format> TableWriter::formatOf(std::string_view path) {
    const std::string lower = lowerCase(path);
    if (lower.ends_with(".xlsx")) return Format::Xlsx;
    if (lower.ends_with(".csv") || lower.ends_with(".txt")) return Format::Csv;
    return std::nullopt;
}

Result<std::unique_ptr<TableWriter>> TableWriter::create(const std::string& path, Format format,
                                                         std::vector<ColumnStyle> columns,
                                                         const WriterOptions& options) {
    if (format != Format::Xlsx && format != Format::Csv) return std::unexpected(badFile("cannot write"));
    const std::string beside = path + "." + Uuid::make().text();
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return std::unexpected(cannotWrite(std::strerror(errno)));
    ::close(file);
    auto writer = std::make_unique<Beside>(path, beside);
    writer->take(format == Format::Xlsx ? makeXlsxTable(beside, std::move(columns), options)
                                        : makeCsvTable(beside, std::move(columns), options));
    return writer;
}

}  // namespace kupets::sheet
