// Reads CSV from pieces of any size: RFC 4180, and what spreadsheets and people make of it. No input or output of its
// own: feed() bytes, take rows by next() until it wants more. One thread; memory is one sample plus one row.
//
//   delimiter       , ; tab | - told, or found by looking at the sample (a first line "sep=;" tells it too)
//   encoding        told, or found by looking
//   line ends       CRLF, LF, CR, mixed; line breaks within quotes belong to the cell
//   quotes          doubled within quotes; a quote within an unquoted cell is a character, and so are those of a cell
//   such
//                   as  "Ромашка" ООО
//   empty lines     are left out
//   more cells      than the header has are ignored when they are empty, else the row is ragged
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/encoding.h"

namespace kupets::sheet {

struct CsvLimits {
    std::uint64_t fileBytes = 1ULL << 30;
    std::size_t cellBytes = 1U << 20;
    std::size_t columns = 1'000;
    std::size_t rowBytes = 16U << 20;
};

struct CsvOptions {
    char delimiter = 0;                  // 0: found by looking
    std::optional<Encoding> encoding{};  // nothing: found by looking
    CsvLimits limits{};
};

struct CsvRow {
    std::uint64_t line = 0;               // of the file, where the row begins; the first is 1
    std::vector<std::string_view> cells;  // UTF-8 when `badEncoding` is false; valid until the next call of next()
    bool ragged = false;                  // another number of cells than the first row has
    bool badEncoding = false;             // zero bytes, or bytes that are no characters of the encoding
};

class CsvReader {
public:
    explicit CsvReader(CsvOptions options = {});

    /// LimitExceeded (file, limit) when the file is too long.
    Result<void> feed(std::string_view bytes);
    /// No more bytes will come.
    Result<void> finish();
    /// True: `row` is the next one. False: feed more, or (after finish()) that was the last. The first row is the
    /// header. Errors (no rows come after one): BadFile (what, line, column) for a quote never closed; LimitExceeded
    /// for cells and columns.
    Result<bool> next(CsvRow& row);

    /// What was found; valid once a row was given or finish() called.
    char delimiter() const { return delimiter_; }
    Encoding encoding() const { return encoding_; }
    std::uint64_t bytesRead() const { return bytesRead_; }

private:
    enum class State { CellStart, Unquoted, Quoted, QuoteInQuoted };

    void look();
    void decode(std::string_view bytes, bool last);
    bool scan();
    bool scanUnquoted();
    bool scanQuoted();
    void afterQuote(char c);
    void endCell();
    bool endRow();
    void countLines(std::string_view run);
    void deliver(CsvRow& row);
    bool withinLimits();
    bool complain(Error error);

    CsvOptions options_;
    char delimiter_ = ',';
    Encoding encoding_ = Encoding::Utf8;
    std::optional<Decoder> decoder_;
    std::string sample_;  // bytes before the decision
    std::string input_;   // UTF-8 not yet scanned, from position_
    std::size_t position_ = 0;
    bool looked_ = false;
    bool finished_ = false;
    bool ended_ = false;
    std::uint64_t bytesRead_ = 0;

    State state_ = State::CellStart;
    bool afterCr_ = false;  // the last character was a CR: an LF right after it is the same line end
    std::string text_;      // the cells of the present row, one after another
    std::vector<std::size_t> ends_;
    std::uint64_t line_ = 1;
    std::uint64_t rowLine_ = 1;
    std::uint64_t quoteLine_ = 0;
    bool rowBegun_ = false;
    std::size_t width_ = 0;  // cells of the first row
    std::optional<Error> error_;
};

}  // namespace kupets::sheet
