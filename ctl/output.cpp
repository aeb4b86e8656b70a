#include "ctl/output.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cwchar>

#include <fmt/format.h>

#include "common/sheet/csv_writer.h"
#include "common/text/json.h"

namespace kupets::ctl {

namespace {

constexpr std::size_t kRowsLookedAt = 1'000;
constexpr std::size_t kWidestCell = 80;

/// One character from UTF-8 that is known to be well formed, or 1 byte when it is not.
std::size_t decode(std::string_view text, wchar_t& out) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length > text.size() || lead < 0x80) {
        out = static_cast<wchar_t>(lead);
        return 1;
    }
    std::uint32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    out = static_cast<wchar_t>(code);
    return length;
}

/// One line of at most so many terminal columns; control characters become blanks, so that data cannot steer a
/// terminal.
std::string oneLine(std::string_view text, std::size_t most) {
    std::string out;
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        wchar_t c = 0;
        const std::size_t length = decode(text.substr(i), c);
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        const std::size_t wide = control ? 1 : static_cast<std::size_t>(std::max(0, wcwidth(c)));
        if (width + wide > most) {
            while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
            if (!out.empty()) out.pop_back();
            return out + "…";
        }
        if (control)
            out.push_back(' ');
        else
            out.append(text.substr(i, length));
        width += wide;
        i += length;
    }
    return out;
}

std::string pad(std::string text, std::size_t width, bool right) {
    const std::size_t has = displayWidth(text);
    const std::string blanks(width > has ? width - has : 0, ' ');
    return right ? blanks + text : text + blanks;
}

bool isNumber(const Value& value) {
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Decimal>(value) ||
           std::holds_alternative<Money>(value);
}

std::string jsonList(const std::vector<std::string>& items) {
    std::string out = "[";
    for (const auto& item : items) out += (out.size() > 1 ? ", " : "") + item;
    return out + "]";
}

}  // namespace

std::size_t displayWidth(std::string_view utf8) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        wchar_t c = 0;
        i += decode(utf8.substr(i), c);
        width += static_cast<std::size_t>(std::max(0, wcwidth(c)));
    }
    return width;
}

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return;
    std::_Exit(kFailed);  // nobody reads
}

std::string jsonText(std::string_view text) { return kupets::text::jsonText(text); }

std::string jsonValue(const Cell& cell) {
    struct Writer {
        const std::string& title;
        std::string operator()(const Null&) const { return "null"; }
        std::string operator()(bool v) const { return v ? "true" : "false"; }
        std::string operator()(std::int64_t v) const { return std::to_string(v); }
        std::string operator()(const Decimal& v) const { return v.text(); }
        std::string operator()(const std::string& v) const { return jsonText(v); }
        std::string operator()(const Date& v) const { return jsonText(v.text()); }
        std::string operator()(const Timestamp& v) const { return jsonText(v.text()); }
        std::string operator()(const Duration& v) const { return std::to_string(v.seconds); }
        std::string operator()(const Uuid& v) const {
            return fmt::format("{{\"id\": {}, \"title\": {}}}", jsonText(v.text()), jsonText(title));
        }
        std::string operator()(const Money& v) const { return v.amount.text(); }
        std::string operator()(const BankAccount& v) const {
            return fmt::format("{{\"account\": {}, \"bic\": {}}}", jsonText(v.account), jsonText(v.bic));
        }
        std::string operator()(const Texts& v) const {
            std::vector<std::string> items;
            for (const auto& item : v) items.push_back(jsonText(item));
            return jsonList(items);
        }
        std::string operator()(const Ids& v) const {
            std::vector<std::string> items;
            for (const auto& item : v) items.push_back(jsonText(item.text()));
            return jsonList(items);
        }
    };
    return std::visit(Writer{cell.title}, cell.value);
}

std::string plainText(const Cell& cell, bool forPeople) {
    if (std::holds_alternative<Uuid>(cell.value) || std::holds_alternative<Ids>(cell.value)) {
        if (!cell.title.empty()) return cell.title;
    }
    if (const auto* money = std::get_if<Money>(&cell.value); money != nullptr && !forPeople)
        return money->amount.text();
    if (const auto* yes = std::get_if<bool>(&cell.value))
        return std::string(*yes ? say("да", "yes") : say("нет", "no"));
    return toText(cell.value);
}

Cell cellOf(const wire::RowSetView& set, std::size_t row, std::size_t column) {
    Cell cell{set.value(row, column), {}};
    const auto kind = set.kind(column);
    if (kind == v1::Column::KIND_ID || kind == v1::Column::KIND_IDS) {
        cell.title = std::string(set.companion(row, column));
        for (std::size_t at = 0; (at = cell.title.find(wire::kItemSeparator, at)) != std::string::npos;)
            cell.title.replace(at, 1, "; ");
    }
    return cell;
}

Output::Output(Format format, std::vector<std::string> columns, bool withIds)
    : format_(format), columns_(std::move(columns)), withIds_(withIds), numeric_(columns_.size()) {}

void Output::rows(const wire::RowSetView& set) {
    std::vector<Cell> cells(set.columns());
    for (std::size_t r = 0; r < set.rows(); ++r) {
        for (std::size_t c = 0; c < set.columns(); ++c) cells[c] = cellOf(set, r, c);
        row(set.hasIds() ? set.id(r) : Uuid{}, set.hasIds() ? set.version(r) : 0, cells);
    }
}

void Output::row(const Uuid& id, std::uint64_t version, const std::vector<Cell>& cells) {
    ++count_;
    if (format_ == Format::Json) return jsonRow(id, version, cells);
    if (format_ == Format::Csv) return csvRow(cells);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (isNumber(cells[i].value)) numeric_[i] = true;
        texts.push_back(oneLine(plainText(cells[i], true), kWidestCell));
    }
    tableRow(std::move(texts));
}

void Output::jsonRow(const Uuid& id, std::uint64_t version, const std::vector<Cell>& cells) {
    std::string out = started_ ? ",\n  {" : "[\n  {";
    started_ = true;
    if (withIds_) out += fmt::format("\"id\": {}, \"version\": {}", jsonText(id.text()), version);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (out.back() != '{') out += ", ";
        out += fmt::format("{}: {}", jsonText(columns_[i]), jsonValue(cells[i]));
        if (const auto* money = std::get_if<Money>(&cells[i].value)) {
            out += fmt::format(", {}: {}", jsonText(columns_[i] + "_currency"), jsonText(money->currency));
        }
    }
    print(out + "}");
}

void Output::csvRow(const std::vector<Cell>& cells) {
    std::string out;
    sheet::CsvWriter writer(out, {});
    if (!started_) {
        started_ = true;
        for (const auto& column : columns_) writer.cell(column);
        writer.endRow();
    }
    for (const auto& cell : cells) writer.cell(plainText(cell, false));
    writer.endRow();
    print(out);
}

void Output::tableRow(std::vector<std::string> cells) {
    kept_.push_back(std::move(cells));
    if (started_ || kept_.size() >= kRowsLookedAt) flushTable();
}

void Output::flushTable() {
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out += "  ";
            const bool last = i + 1 == cells.size() && !numeric_[i];
            out += last ? cells[i] : pad(cells[i], widths_[i], numeric_[i]);
        }
        out += '\n';
    };
    if (!started_) {
        started_ = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            widths_.push_back(displayWidth(columns_[i]));
            for (const auto& cells : kept_) widths_[i] = std::max(widths_[i], displayWidth(cells[i]));
        }
        line(columns_);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) out += "  ";
            for (std::size_t n = 0; n < widths_[i]; ++n) out += "─";
        }
        out += '\n';
    }
    for (const auto& cells : kept_) line(cells);
    kept_.clear();
    print(out);
}

void Output::finish() {
    switch (format_) {
        case Format::Json:
            print(started_ ? "\n]\n" : "[]\n");
            break;
        case Format::Csv:
            if (!started_) {
                std::string out;
                sheet::CsvWriter writer(out, {});
                for (const auto& column : columns_) writer.cell(column);
                writer.endRow();
                print(out);
            }
            break;
        case Format::Table:
            flushTable();
            break;
    }
}

}  // namespace kupets::ctl
