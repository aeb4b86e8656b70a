#include "common/sheet/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "common/sheet/guess.h"

namespace kupets::sheet {

namespace {

constexpr std::size_t kSampleBytes = 256 * 1024;

/// Nothing but ASCII without zero bytes: eight bytes at a time, since nearly every row of most files is.
bool isPlain(std::string_view text) {
    std::size_t i = 0;
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if (((word | (word - kOnes)) & kHighs) != 0) return false;
    }
    for (; i < text.size(); ++i) {
        if (static_cast<signed char>(text[i]) <= 0) return false;
    }
    return true;
}

}  // namespace

CsvReader::CsvReader(CsvOptions options) : options_(options) {}

Result<void> CsvReader::feed(std::string_view bytes) {
    bytesRead_ += bytes.size();
    if (bytesRead_ > options_.limits.fileBytes) {
        return fail(ErrorCode::LimitExceeded, {"file", std::to_string(options_.limits.fileBytes)});
    }
    if (looked_) {
        decode(bytes, false);
        return {};
    }
    sample_.append(bytes);
    if (sample_.size() >= kSampleBytes) look();
    return {};
}

Result<void> CsvReader::finish() {
    if (finished_) return {};
    if (!looked_) look();
    decode({}, true);
    finished_ = true;
    return {};
}

void CsvReader::look() {
    looked_ = true;
    const EncodingGuess guess = guessEncoding(sample_);
    encoding_ = options_.encoding.value_or(guess.encoding);
    decoder_.emplace(encoding_);
    decode(std::string_view(sample_).substr(byteOrderMark(encoding_, sample_)), false);
    sample_ = {};
    std::string_view text(input_);
    if (const auto told = delimiterLine(text)) {
        delimiter_ = told->delimiter;
        position_ = told->length;
        line_ = 2;
    } else {
        delimiter_ = guessDelimiter(text);
    }
    if (options_.delimiter != 0) delimiter_ = options_.delimiter;
}

void CsvReader::decode(std::string_view bytes, bool last) {
    if (position_ > 0) {
        input_.erase(0, position_);
        position_ = 0;
    }
    decoder_->decode(bytes, last, input_);
}

Result<bool> CsvReader::next(CsvRow& row) {
    if (ends_.empty() && !rowBegun_) text_.clear();
    if (error_) return std::unexpected(*error_);
    if (!looked_ || ended_) return false;
    if (scan()) {
        deliver(row);
        return true;
    }
    if (error_) return std::unexpected(*error_);
    if (!finished_) return false;
    ended_ = true;
    if (state_ == State::Quoted) {
        complain(Error(ErrorCode::BadFile, {"quote", std::to_string(quoteLine_), std::to_string(ends_.size() + 1)}));
        return std::unexpected(*error_);
    }
    if (!rowBegun_) return false;
    endCell();
    if (error_) return std::unexpected(*error_);
    rowBegun_ = false;
    deliver(row);
    return true;
}

bool CsvReader::complain(Error error) {
    error_ = std::move(error);
    return false;
}

bool CsvReader::withinLimits() {
    const std::size_t start = ends_.empty() ? 0 : ends_.back();
    if (text_.size() - start > options_.limits.cellBytes) {
        return complain(Error(ErrorCode::LimitExceeded, {"cell", std::to_string(options_.limits.cellBytes),
                                                         std::to_string(rowLine_), std::to_string(ends_.size() + 1)}));
    }
    if (text_.size() > options_.limits.rowBytes) {
        return complain(Error(ErrorCode::LimitExceeded,
                              {"row", std::to_string(options_.limits.rowBytes), std::to_string(rowLine_)}));
    }
    if (ends_.size() >= options_.limits.columns) {
        return complain(Error(ErrorCode::LimitExceeded,
                              {"columns", std::to_string(options_.limits.columns), std::to_string(rowLine_)}));
    }
    return true;
}

/// Until a row is complete (true) or the input is used up (false).
bool CsvReader::scan() {
    while (position_ < input_.size()) {
        const char c = input_[position_];
        if (afterCr_) {
            afterCr_ = false;
            if (c == '\n') {
                ++position_;
                if (state_ == State::Quoted) text_.push_back(c);
                continue;
            }
        }
        switch (state_) {
            case State::CellStart:
                if (!rowBegun_) {
                    if (c == '\n' || c == '\r') {  // an empty line
                        ++position_;
                        ++line_;
                        afterCr_ = c == '\r';
                        continue;
                    }
                    rowBegun_ = true;
                    rowLine_ = line_;
                }
                if (c == '"') {
                    ++position_;
                    state_ = State::Quoted;
                    quoteLine_ = line_;
                } else {
                    state_ = State::Unquoted;
                }
                break;
            case State::Unquoted:
                if (scanUnquoted()) return true;
                break;
            case State::Quoted:
                scanQuoted();
                break;
            case State::QuoteInQuoted:
                afterQuote(c);
                break;
        }
        if (!withinLimits()) return false;
    }
    return false;
}

/// The run up to the cell's end; true when the row ends with it.
bool CsvReader::scanUnquoted() {
    const char* const begin = input_.data() + position_;
    const char* const end = input_.data() + input_.size();
    const char* p = begin;
    const char delimiter = delimiter_;
    while (p < end && *p != delimiter && *p != '\n' && *p != '\r') ++p;
    text_.append(begin, p);
    position_ += static_cast<std::size_t>(p - begin);
    if (p == end) return false;
    ++position_;
    endCell();
    if (*p == delimiter) return false;
    ++line_;
    afterCr_ = *p == '\r';
    return endRow();
}

bool CsvReader::scanQuoted() {
    const std::string_view rest = std::string_view(input_).substr(position_);
    const std::size_t quote = rest.find('"');
    const std::string_view run = rest.substr(0, quote);
    countLines(run);
    text_.append(run);
    position_ += run.size();
    if (quote != std::string_view::npos) {
        ++position_;
        state_ = State::QuoteInQuoted;
        afterCr_ = false;
    }
    return false;
}

void CsvReader::countLines(std::string_view run) {
    for (std::size_t i = 0; i < run.size(); ++i) {
        if (run[i] == '\n' && (i == 0 || run[i - 1] != '\r')) ++line_;
        if (run[i] == '\r') ++line_;
    }
    afterCr_ = run.ends_with('\r');
}

void CsvReader::afterQuote(char c) {
    if (c == '"') {
        text_.push_back('"');
        ++position_;
        state_ = State::Quoted;
        return;
    }
    state_ = State::Unquoted;
    if (c == delimiter_ || c == '\n' || c == '\r') return;  // the quoted cell ends as an unquoted one does
    // Not a quoted cell after all, but one that begins with a quoted word: both quotes are its characters.
    text_.insert(ends_.empty() ? 0 : ends_.back(), 1, '"');
    text_.push_back('"');
}

void CsvReader::endCell() {
    if (!withinLimits()) return;
    ends_.push_back(text_.size());
    state_ = State::CellStart;
}

bool CsvReader::endRow() {
    rowBegun_ = false;
    return !error_;
}

void CsvReader::deliver(CsvRow& row) {
    const std::string_view text(text_);
    if (width_ == 0) width_ = ends_.size();
    row.cells.clear();
    std::size_t start = 0;
    for (const std::size_t end : ends_) {
        row.cells.push_back(text.substr(start, end - start));
        start = end;
    }
    while (row.cells.size() > width_ && row.cells.back().empty()) row.cells.pop_back();
    row.line = rowLine_;
    row.ragged = row.cells.size() != width_;
    row.badEncoding = !isPlain(text) && !isCleanUtf8(text);
    ends_.clear();
}

}  // namespace kupets::sheet
