#include "common/sheet/guess.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace kupets::sheet {

namespace {

constexpr std::array kDelimiters = {',', ';', '\t', '|'};
constexpr std::size_t kLinesLookedAt = 200;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// How many lines have how many cells.
std::map<std::size_t, std::size_t> widths(std::string_view sample, char delimiter) {
    std::map<std::size_t, std::size_t> result;
    std::size_t cells = 1;
    std::size_t lines = 0;
    bool quoted = false;
    bool cellStart = true;
    bool empty = true;
    for (const char c : sample) {
        if (quoted) {
            quoted = c != '"';
            continue;
        }
        if (c == '\n' || c == '\r') {
            if (!empty) {
                ++result[cells];
                if (++lines == kLinesLookedAt) return result;
            }
            cells = 1;
            cellStart = empty = true;
            continue;
        }
        empty = false;
        if (c == '"' && cellStart) {
            quoted = true;
            // A doubled quote closes and opens again, which leaves the count right.
            continue;
        }
        cellStart = c == delimiter;
        if (c == delimiter) ++cells;
    }
    if (!empty && !quoted && lines == 0) ++result[cells];
    return result;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

char guessDelimiter(std::string_view sample) {
    char best = ',';
    double bestScore = 0;
    for (const char delimiter : kDelimiters) {
        std::size_t lines = 0;
        std::pair<std::size_t, std::size_t> common{1, 0};
        for (const auto& [width, count] : widths(sample, delimiter)) {
            lines += count;
            if (count >= common.second) common = {width, count};
        }
        if (common.first < 2 || lines == 0) continue;
        // Agreement counts first; among those that agree alike, the one that cuts into more cells.
        const double agreement = static_cast<double>(common.second) / static_cast<double>(lines);
        const double score =
            agreement * agreement * (1.0 + 0.05 * static_cast<double>(std::min<std::size_t>(common.first, 40)));
        if (score > bestScore) {
            bestScore = score;
            best = delimiter;
        }
    }
    return best;
}

std::optional<DelimiterLine> delimiterLine(std::string_view text) {
    if (text.size() < 6 || !(text.starts_with("sep=") || text.starts_with("SEP="))) return std::nullopt;
    const char delimiter = text[4];
    if (std::ranges::find(kDelimiters, delimiter) == kDelimiters.end()) return std::nullopt;
    if (text[5] == '\n') return DelimiterLine{delimiter, 6};
    if (text[5] != '\r') return std::nullopt;
    return DelimiterLine{delimiter, text.size() > 6 && text[6] == '\n' ? std::size_t{7} : std::size_t{6}};
}

std::string_view dateOrderName(DateOrder order) {
    switch (order) {
        case DateOrder::Mdy:
            return "mdy";
        case DateOrder::Ymd:
            return "ymd";
        case DateOrder::Dmy:
            break;
    }
    return "dmy";
}

std::optional<DateOrder> dateOrderFromName(std::string_view name) {
    if (name == "dmy") return DateOrder::Dmy;
    if (name == "mdy") return DateOrder::Mdy;
    if (name == "ymd") return DateOrder::Ymd;
    return std::nullopt;
}

void DateOrderVotes::look(std::string_view cell) {
    cell = trimmed(cell);
    int parts[3] = {0, 0, 0};
    int digits[3] = {0, 0, 0};
    int part = 0;
    for (const char c : cell) {
        if (isDigit(c)) {
            if (++digits[part] > 4) return;
            parts[part] = parts[part] * 10 + (c - '0');
        } else if ((c == '-' || c == '.' || c == '/') && part < 2 && digits[part] > 0) {
            ++part;
        } else {
            break;  // a time may follow
        }
    }
    if (part != 2 || digits[2] == 0) return;
    if (digits[0] == 4) {
        ++ymd_;
    } else if (parts[0] > 12 && parts[0] <= 31 && parts[1] <= 12) {
        ++dmy_;
    } else if (parts[1] > 12 && parts[1] <= 31 && parts[0] <= 12) {
        ++mdy_;
    } else {
        ++open_;
    }
}

std::optional<DateOrder> DateOrderVotes::result() const {
    if (dmy_ > 0 && mdy_ > 0) return std::nullopt;
    if (dmy_ > 0) return DateOrder::Dmy;
    if (mdy_ > 0) return DateOrder::Mdy;
    if (ymd_ > 0 && open_ == 0) return DateOrder::Ymd;
    return DateOrder::Dmy;
}

void DecimalVotes::look(std::string_view cell) {
    std::size_t commas = 0;
    std::size_t points = 0;
    std::size_t lastSeparator = std::string_view::npos;
    std::size_t end = 0;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (isDigit(cell[i])) end = i + 1;
    }
    cell = cell.substr(0, end);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == ',') ++commas;
        if (cell[i] == '.') ++points;
        if (cell[i] == ',' || cell[i] == '.') lastSeparator = i;
    }
    if (lastSeparator == std::string_view::npos) return;
    const std::size_t digitsAfter = cell.size() - lastSeparator - 1;
    if (commas > 0 && points > 0) {
        ++(cell[lastSeparator] == ',' ? comma_ : point_);
    } else if (commas > 1) {
        ++point_;
    } else if (points > 1) {
        ++comma_;
    } else if (digitsAfter == 3) {
        if (commas == 1) ++openComma_;
    } else {
        ++(commas == 1 ? comma_ : point_);
    }
}

char DecimalVotes::result(char delimiter) const {
    if (comma_ != point_) return comma_ > point_ ? ',' : '.';
    return openComma_ > 0 && delimiter != ',' ? ',' : '.';
}

}  // namespace kupets::sheet
