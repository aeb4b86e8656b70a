#include "common/calendar/russia.h"

#include <algorithm>
#include <stdexcept>

#include "common/base/embedded_file.h"

namespace kupets::calendar {

namespace embedded {
std::span<const EmbeddedFile> days();
}

namespace {

/// "2026-01-09 off Выходной, перенесённый с 03.01 | Day off moved from 03.01"
NamedDay readLine(std::string_view line) {
    const auto wrong = [line] { return std::logic_error("russia.txt: " + std::string(line)); };
    NamedDay out;
    const std::size_t first = line.find(' ');
    const std::size_t second = line.find(' ', first + 1);
    const std::size_t bar = line.find(" | ");
    const auto day = Date::parse(line.substr(0, first));
    if (!day || second == std::string_view::npos || bar == std::string_view::npos) throw wrong();
    const std::string_view kind = line.substr(first + 1, second - first - 1);
    if (kind != "off" && kind != "working" && kind != "short") throw wrong();
    out.day.day = *day;
    out.day.kind = kind == "off" ? DayKind::Off : kind == "working" ? DayKind::Working : DayKind::Shortened;
    out.russian = line.substr(second + 1, bar - second - 1);
    out.english = line.substr(bar + 3);
    return out;
}

std::vector<NamedDay> read(std::string_view text) {
    std::vector<NamedDay> out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (!line.empty() && line.front() != '#') out.push_back(readLine(line));
        begin = end + 1;
    }
    return out;
}

}  // namespace

const std::vector<NamedDay>& russianDays() {
    static const std::vector<NamedDay> days = read(embedded::days().front().text);
    return days;
}

}  // namespace kupets::calendar
