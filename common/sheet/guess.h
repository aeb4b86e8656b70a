// What a table file does not say of itself, found by looking at a sample.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace kupets::sheet {

/// The delimiter that cuts most lines of a UTF-8 sample into the same number of cells, more than one; else a comma.
char guessDelimiter(std::string_view sample);

struct DelimiterLine {
    char delimiter = ',';
    std::size_t length = 0;  // of the line with its end
};
/// A first line such as "sep=;", which Excel reads and writes.
std::optional<DelimiterLine> delimiterLine(std::string_view text);

enum class DateOrder { Dmy, Mdy, Ymd };
std::string_view dateOrderName(DateOrder order);
std::optional<DateOrder> dateOrderFromName(std::string_view name);

/// Counts what the cells of a column prove. Days before months when nothing is proved, as in Russia.
class DateOrderVotes {
public:
    void look(std::string_view cell);
    /// Nothing when the cells contradict each other (a 13th month either way), so that nobody's dates are guessed at.
    std::optional<DateOrder> result() const;
    bool any() const { return dmy_ + mdy_ + ymd_ + open_ > 0; }

private:
    std::size_t dmy_ = 0, mdy_ = 0, ymd_ = 0, open_ = 0;
};

/// "1 234,50" proves a comma, "1,234.50" a point; "1,234" alone proves nothing.
class DecimalVotes {
public:
    void look(std::string_view cell);
    /// Without proof a comma only when cells like "1,234" were seen and a comma does not also separate the cells.
    char result(char delimiter) const;

private:
    std::size_t comma_ = 0, point_ = 0, openComma_ = 0;
};

}  // namespace kupets::sheet
