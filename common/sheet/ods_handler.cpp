#include "common/sheet/ods_handler.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "common/sheet/books.h"
#include "common/sheet/number_format.h"

namespace kupets::sheet {

namespace {

constexpr std::size_t kMostHidden = 20'000;
constexpr std::size_t kLongestName = 1'000;
constexpr std::uint64_t kMostRepeats = 100'000'000;

std::uint64_t repeats(std::string_view text) {
    std::uint64_t value = 1;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
    return bad != std::errc() ? 1 : std::clamp<std::uint64_t>(value, 1, kMostRepeats);
}

/// What a book keeps of another one that its formulas refer to.
bool isCopyOfAnother(const Attributes& attributes) {
    return attributes["style-name"] == "ta_extref" || attributes["name"].starts_with("'file:");
}

/// "10:30:00.250000000" and the like with thousandths at most, and none that are zero.
void shortenFraction(std::string& text) {
    const std::size_t point = text.find_first_of(".,");
    if (point == std::string::npos) return;
    text[point] = '.';
    text.resize(std::min(text.size(), point + 4));
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
}

/// "PT10H30M00S" as "10:30:00".
bool duration(std::string_view text, std::string& out) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (!text.starts_with("PT")) return false;
    text.remove_prefix(2);
    std::uint64_t parts[3] = {};
    std::string fraction;
    for (std::size_t i = 0; i < 3 && !text.empty(); ++i) {
        std::uint64_t value = 0;
        const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (bad != std::errc() || value > 1'000'000'000) return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with('.') || text.starts_with(',')) {
            const std::size_t last = std::min(text.find('S'), text.size());
            fraction = text.substr(0, last);
            text.remove_prefix(last);
        }
        if (text.empty()) return false;
        const std::size_t unit = std::string_view("HMS").find(text.front());
        if (unit == std::string_view::npos) return false;
        parts[unit] = value;
        text.remove_prefix(1);
    }
    shortenFraction(fraction);
    out = fmt::format("{}{:02}:{:02}:{:02}{}", negative ? "-" : "", parts[0], parts[1], parts[2], fraction);
    return text.empty();
}

}  // namespace

void OdsTables::start(std::string_view name, const Attributes& attributes) {
    if (name == "style") {
        style_ = attributes["family"] == "table" ? attributes["name"] : std::string_view();
    } else if (name == "table-properties") {
        if (!style_.empty() && attributes["display"] == "false" && hiddenStyles_.size() < kMostHidden)
            hiddenStyles_[style_] = true;
    } else if (name == "table" && within_++ == 0) {
        ++place_;
        if (isCopyOfAnother(attributes)) return;
        if (tables.size() >= most_) return refuse(overLimit("sheets", most_));
        tables.push_back({{std::string(attributes["name"].substr(0, kLongestName)),
                           hiddenStyles_.contains(attributes["style-name"])},
                          place_ - 1});
    }
}

void OdsTables::end(std::string_view name) {
    if (name == "table") --within_;
}

void OdsHandler::start(std::string_view name, const Attributes& attributes) {
    if (name == "table") {
        if (inside_++ == 0) mine_ = table_++ == place_;
        return;
    }
    if (!mine_ || inside_ != 1) return;
    if (inCell_) return within(name, attributes);
    if (name == "table-cell" || name == "covered-table-cell") {
        beginCell(attributes);
    } else if (name == "table-row") {
        beginRow(attributes);
    } else if (name == "table-column") {
        column(attributes);
    }
}

void OdsHandler::end(std::string_view name) {
    if (name == "table") {
        if (--inside_ == 0 && mine_) {
            done_ = true;
            mine_ = false;
        }
        return;
    }
    if (!mine_ || inside_ != 1) return;
    if (aside_ > 0) {
        --aside_;
    } else if (paragraph_ > 0) {
        --paragraph_;
    } else if (name == "table-cell" || name == "covered-table-cell") {
        endCell();
    } else if (name == "table-row") {
        queue_.end(rowRepeat_);
        nextRow_ += rowRepeat_;
    }
}

void OdsHandler::text(std::string_view piece) {
    if (paragraph_ > 0 && aside_ == 0 && mine_ && inside_ == 1) append(piece);
}

void OdsHandler::append(std::string_view piece, std::size_t times) {
    const std::size_t most = queue_.limits().cellBytes;
    if (times > most || text_.size() + piece.size() * times > most)
        return refuse(overLimit("cell", most, queue_.number(), columnName(columnIndex_), queue_.sheet()));
    for (std::size_t i = 0; i < times; ++i) text_.append(piece);
}

void OdsHandler::beginRow(const Attributes& attributes) {
    rowRepeat_ = repeats(attributes["number-rows-repeated"]);
    const std::string_view visibility = attributes["visibility"];
    queue_.begin(nextRow_, visibility == "collapse" || visibility == "filter");
    columnIndex_ = 0;
}

void OdsHandler::column(const Attributes& attributes) {
    const auto count = static_cast<std::size_t>(repeats(attributes["number-columns-repeated"]));
    if (attributes["visibility"] == "collapse" && hiddenColumns_.size() < kMostHidden)
        hiddenColumns_.emplace_back(columnsSeen_, columnsSeen_ + count - 1);
    columnsSeen_ = std::min<std::size_t>(columnsSeen_ + count, kMostRepeats);
}

bool OdsHandler::hidden(std::size_t column) const {
    return std::ranges::any_of(hiddenColumns_,
                               [&](const auto& range) { return column >= range.first && column <= range.second; });
}

void OdsHandler::beginCell(const Attributes& attributes) {
    inCell_ = true;
    formula_ = error_ = hasString_ = false;
    type_ = Type::None;
    columnRepeat_ = 1;
    paragraphs_ = 0;
    value_.clear();
    currency_.clear();
    text_.clear();
    for (const char** at = attributes.pairs(); *at != nullptr; at += 2) {
        if (std::string_view(*at) == "calcext:value-type") {
            error_ = std::string_view(at[1]) == "error";
        } else {
            readCell(Attributes::local(*at), at[1]);
        }
    }
}

void OdsHandler::readCell(std::string_view name, std::string_view value) {
    if (name == "value-type") {
        if (value == "float") type_ = Type::Number;
        if (value == "percentage") type_ = Type::Percent;
        if (value == "currency") type_ = Type::Currency;
        if (value == "date") type_ = Type::Date;
        if (value == "time") type_ = Type::Time;
        if (value == "boolean") type_ = Type::Boolean;
        if (value == "string") type_ = Type::Text;
    } else if (name == "value" || name == "date-value" || name == "time-value" || name == "boolean-value") {
        value_ = value;
    } else if (name == "string-value") {
        hasString_ = true;
        value_ = value;
    } else if (name == "currency") {
        currency_ = value;
    } else if (name == "formula") {
        formula_ = true;
    } else if (name == "number-columns-repeated") {
        columnRepeat_ = static_cast<std::size_t>(repeats(value));
    }
}

void OdsHandler::within(std::string_view name, const Attributes& attributes) {
    if (aside_ > 0 || name == "annotation" || name == "ruby-text" || name == "shapes" || name == "frame" ||
        name == "custom-shape") {
        ++aside_;
    } else if (paragraph_ > 0) {
        ++paragraph_;
        if (name == "s") append(" ", static_cast<std::size_t>(repeats(attributes["c"])));
        if (name == "tab") append("\t");
        if (name == "line-break") append("\n");
    } else if (name == "p") {
        if (paragraphs_++ > 0) append("\n");
        paragraph_ = 1;
    } else {
        ++aside_;
    }
}

void OdsHandler::endCell() {
    inCell_ = false;
    const Cell cell = made();
    const std::size_t first = columnIndex_;
    columnIndex_ = std::min<std::size_t>(columnIndex_ + columnRepeat_, kMostRepeats);
    if (cell.kind == CellKind::Empty && !cell.formula) return;
    for (std::size_t i = first; i < columnIndex_; ++i) {
        if (auto refused = queue_.add(i, cell)) return refuse(std::move(*refused));
    }
}

Cell OdsHandler::made() {
    Cell cell;
    cell.formula = formula_;
    const bool failed =
        error_ || (formula_ && (text_.starts_with("Err:") || (text_.starts_with('#') && text_.ends_with('!'))));
    if (failed) {
        cell.kind = CellKind::Error;
        cell.text = text_;
        return cell;
    }
    made_.clear();
    cell.kind = CellKind::Text;
    cell.text = hasString_ && text_.empty() ? std::string_view(value_) : std::string_view(text_);
    switch (type_) {
        case Type::Number:
        case Type::Percent:
        case Type::Currency:
            if (!plainNumber(value_, made_)) break;
            cell.kind = CellKind::Number;
            cell.percent = type_ == Type::Percent;
            if (type_ == Type::Currency) cell.currency = currencyOf(currency_);
            cell.text = made_;
            break;
        case Type::Date:
            shortenFraction(value_);
            cell.kind = value_.contains('T') ? CellKind::DateTime : CellKind::Date;
            cell.text = value_;
            break;
        case Type::Time:
            if (!duration(value_, made_)) break;
            cell.kind = CellKind::Time;
            cell.text = made_;
            break;
        case Type::Boolean:
            cell.kind = CellKind::Boolean;
            cell.text = value_ == "true" || value_ == "1" ? "true" : "false";
            break;
        default:
            break;
    }
    if (cell.text.empty()) cell.kind = CellKind::Empty;
    return cell;
}

}  // namespace kupets::sheet
