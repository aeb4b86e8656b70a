#include "common/sheet/number_format.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "common/sheet/cells.h"

namespace kupets::sheet {

namespace {

struct Currency {
    std::string_view symbol;
    std::string_view code;
};

constexpr std::array kCurrencies{
    Currency{"₽", "RUB"},    Currency{"р.", "RUB"},  Currency{"р", "RUB"},   Currency{"руб", "RUB"},
    Currency{"руб.", "RUB"}, Currency{"RUB", "RUB"}, Currency{"RUR", "RUB"}, Currency{"$", "USD"},
    Currency{"USD", "USD"},  Currency{"US$", "USD"}, Currency{"€", "EUR"},   Currency{"EUR", "EUR"},
    Currency{"¥", "CNY"},    Currency{"CNY", "CNY"}, Currency{"£", "GBP"},   Currency{"GBP", "GBP"},
    Currency{"₸", "KZT"},    Currency{"KZT", "KZT"}, Currency{"Br", "BYN"},  Currency{"BYN", "BYN"},
    Currency{"₴", "UAH"},    Currency{"UAH", "UAH"}, Currency{"JPY", "JPY"}, Currency{"CHF", "CHF"},
};

/// Reads a code once, letter by letter, and remembers which tokens of dates it had.
class FormatReader {
public:
    explicit FormatReader(std::string_view code) : rest_(code) {}

    NumberFormat read() {
        while (!rest_.empty() && rest_.front() != ';') step();
        if (format_.currency.empty()) format_.currency = currencyOf(trim(literal_));
        format_.time = hours_ || seconds_ || format_.elapsed;
        format_.date = years_ || days_ || (months_ && !format_.time);
        return format_;
    }

private:
    void step() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        switch (c) {
            case '"':
                literal_.append(take('"'));
                return;
            case '[':
                bracket(take(']'));
                return;
            case '\\':
                literal_.append(rest_.substr(0, 1));
                [[fallthrough]];
            case '_':
            case '*':
                if (!rest_.empty()) rest_.remove_prefix(1);
                return;
            default:
                letter(c);
        }
    }

    std::string_view take(char end) {
        const std::size_t length = rest_.find(end);
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(length == std::string_view::npos ? rest_.size() : length + 1);
        return taken;
    }

    void bracket(std::string_view inside) {
        if (inside.starts_with('$')) {
            format_.currency = currencyOf(inside.substr(1, inside.find('-') - 1));
        } else if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
            format_.elapsed = true;
        }
    }

    void letter(char c) {
        switch (c | 0x20) {
            case 'y':
                years_ = true;
                break;
            case 'd':
                days_ = true;
                break;
            case 'm':
                months_ = true;
                break;
            case 'h':
                hours_ = true;
                break;
            case 's':
                seconds_ = true;
                break;
            default:
                break;
        }
        if (c == '%') format_.percent = true;
        if (c == '$' || (c & 0x80) != 0) literal_.push_back(c);
    }

    std::string_view rest_;
    std::string literal_;
    NumberFormat format_;
    bool years_ = false, months_ = false, days_ = false, hours_ = false, seconds_ = false;
};

/// The digits of a number with the place of its point: 0.00123 is "123" with point -2.
struct Digits {
    bool negative = false;
    std::string digits;
    long point = 0;
    bool plain = true;  // no exponent and no fraction
};

bool readDigits(std::string_view text, Digits& out) {
    if (text.starts_with('-') || text.starts_with('+')) {
        out.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    bool point = false;
    bool any = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            any = true;
            if (out.digits.empty() && c == '0') {
                if (point) --out.point;
                continue;
            }
            out.digits.push_back(c);
            if (!point) ++out.point;
        } else if (c == '.' && !point) {
            point = true;
            out.plain = false;
        } else {
            break;
        }
    }
    if (!any) return false;
    if (i == text.size()) return true;
    if ((text[i] | 0x20) != 'e') return false;
    ++i;
    if (i < text.size() && text[i] == '+') ++i;
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size() || exponent > 400 || exponent < -400) return false;
    out.point += exponent;
    out.plain = false;
    return true;
}

void roundTo15(Digits& number) {
    constexpr std::size_t kSignificant = 15;
    if (number.plain || number.digits.size() <= kSignificant) return;
    const bool up = number.digits[kSignificant] >= '5';
    number.digits.resize(kSignificant);
    if (!up) return;
    std::size_t i = kSignificant;
    while (i > 0 && number.digits[i - 1] == '9') number.digits[--i] = '0';
    if (i > 0) {
        ++number.digits[i - 1];
    } else {
        number.digits.insert(number.digits.begin(), '1');
        ++number.point;
    }
}

void writeDigits(Digits& number, std::string& out) {
    while (number.digits.ends_with('0') && static_cast<long>(number.digits.size()) > number.point)
        number.digits.pop_back();
    const auto length = static_cast<long>(number.digits.size());
    if (length == 0) {
        out.push_back('0');
        return;
    }
    if (number.negative) out.push_back('-');
    if (number.point <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-number.point), '0').append(number.digits);
    } else if (number.point >= length) {
        out.append(number.digits).append(static_cast<std::size_t>(number.point - length), '0');
    } else {
        out.append(number.digits, 0, static_cast<std::size_t>(number.point)).push_back('.');
        out.append(number.digits, static_cast<std::size_t>(number.point));
    }
}

/// Most numbers need nothing done: "79161234567", "1234.5".
bool isPlain(std::string_view text) {
    if (text.empty() || text.size() > 15) return false;
    bool point = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.' && !point && i > 0 && i + 1 < text.size()) {
            point = true;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return !(point && text.back() == '0') && (text.front() != '0' || text.size() == 1 || text[1] == '.');
}

/// Dates are many: fmt would take longer than all the rest of a cell.
void appendTwo(std::int64_t number, std::string& out) {
    out.push_back(static_cast<char>('0' + number / 10));
    out.push_back(static_cast<char>('0' + number % 10));
}

void appendTime(std::int64_t milliseconds, std::string& out) {
    const std::int64_t seconds = milliseconds / 1000;
    if (seconds >= 360'000) {
        out.append(std::to_string(seconds / 3600));
    } else {
        appendTwo(seconds / 3600, out);
    }
    out.push_back(':');
    appendTwo(seconds / 60 % 60, out);
    out.push_back(':');
    appendTwo(seconds % 60, out);
    if (milliseconds % 1000 != 0) fmt::format_to(std::back_inserter(out), ".{:03}", milliseconds % 1000);
}

void appendDate(std::chrono::sys_days day, std::string& out) {
    const std::chrono::year_month_day date(day);
    const int year = static_cast<int>(date.year());
    appendTwo(year / 100, out);
    appendTwo(year % 100, out);
    out.push_back('-');
    appendTwo(static_cast<unsigned>(date.month()), out);
    out.push_back('-');
    appendTwo(static_cast<unsigned>(date.day()), out);
}

}  // namespace

std::string_view currencyOf(std::string_view symbol) {
    for (const Currency& currency : kCurrencies) {
        if (currency.symbol == symbol) return currency.code;
    }
    return {};
}

NumberFormat numberFormat(std::string_view code) {
    const std::string lower = lowerCase(trim(code));
    if (lower == "general" || lower == "standard" || lower == "@") return {};
    return FormatReader(code).read();
}

NumberFormat builtInFormat(unsigned id) {
    NumberFormat format;
    format.percent = id == 9 || id == 10;
    format.date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 54) || id == 36 ||
                  id == 57 || id == 58;
    format.time = (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || id == 55 || id == 56 || (id >= 45 && id <= 47);
    format.elapsed = id == 46;
    return format;
}

bool plainNumber(std::string_view text, std::string& out) {
    text = trim(text);
    if (isPlain(text)) {
        out.append(text);
        return true;
    }
    Digits number;
    if (!readDigits(text, number)) return false;
    roundTo15(number);
    writeDigits(number, out);
    return true;
}

CellKind serialText(double serial, const NumberFormat& format, bool date1904, std::string& out) {
    using namespace std::chrono;
    constexpr std::int64_t kDay = 86'400'000;
    if (!(serial >= 0) || serial >= 2'958'466) return CellKind::Number;  // 9999-12-31
    const std::int64_t all = std::llround(serial * static_cast<double>(kDay));
    const std::int64_t ofDay = all % kDay;
    if (format.elapsed || (format.time && !format.date && all < kDay)) {
        appendTime(all, out);
        return CellKind::Time;
    }
    std::int64_t day = all / kDay;
    if (day == 0 && !date1904) {
        if (!format.time) return CellKind::Number;
        appendTime(ofDay, out);
        return CellKind::Time;
    }
    // The 1900 system counts a 29th of February 1900, which never was (for Lotus 1-2-3 did).
    if (!date1904 && day == 60) return CellKind::Number;
    const sys_days epoch = date1904 ? sys_days(1904y / January / 1) : sys_days(1899y / December / (day < 60 ? 31 : 30));
    appendDate(epoch + days(day), out);
    if (!format.time && ofDay == 0) return CellKind::Date;
    out.push_back('T');
    appendTime(ofDay, out);
    return CellKind::DateTime;
}

}  // namespace kupets::sheet
