#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include <fmt/core.h>

namespace kupets::bench {
namespace {

double timed(const std::function<void(int)>& work, int i) {
    const auto begin = std::chrono::steady_clock::now();
    work(i);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

double Times::percentile(double share) const {
    if (ms.empty()) return 0;
    return ms[std::min(ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(ms.size())))];
}

Times measure(int count, int warmUp, const std::function<void(int)>& work) {
    for (int i = 0; i < warmUp; ++i) work(-1 - i);
    Times times;
    for (int i = 0; i < count; ++i) times.ms.push_back(timed(work, i));
    std::ranges::sort(times.ms);
    return times;
}

std::pair<Times, Times> measureBoth(int count, int warmUp, const std::function<void(int)>& floor,
                                    const std::function<void(int)>& ours) {
    for (int i = 0; i < warmUp; ++i) {
        floor(-1 - i);
        ours(-1 - i);
    }
    Times a;
    Times b;
    for (int i = 0; i < count; ++i) {
        a.ms.push_back(timed(floor, i));
        b.ms.push_back(timed(ours, i));
    }
    std::ranges::sort(a.ms);
    std::ranges::sort(b.ms);
    return {a, b};
}

std::string text(double value, int digits) { return fmt::format("{:.{}f}", value, digits); }

void Table::row(const std::string& what, const std::string& floor, const std::string& ours, const std::string& ratio,
                const std::string& wanted, bool met) {
    rows_.push_back(
        fmt::format("| {} | {} | {} | {} | {} | {} |", what, floor, ours, ratio, wanted, met ? "yes" : "**no**"));
    std::cout << rows_.back() << std::endl;
}

void Table::compare(const std::string& what, const Times& floor, const Times& ours, double mostRatio, double mostMs) {
    const double ratio = ours.median() / floor.median();
    std::string wanted;
    if (mostRatio > 0) wanted = "≤ " + text(mostRatio, 1) + " ×";
    if (mostMs > 0) wanted += (wanted.empty() ? "≤ " : ", ≤ ") + text(mostMs, 0) + " ms";
    const bool met = (mostRatio == 0 || ratio <= mostRatio) && (mostMs == 0 || ours.median() <= mostMs);
    row(what, text(floor.median()) + " ms", text(ours.median()) + " / " + text(ours.p95()) + " ms", text(ratio) + " ×",
        wanted, met);
}

void Table::single(const std::string& what, const Times& ours, double mostP95) {
    row(what, "–", text(ours.median()) + " / " + text(ours.p95()) + " ms", "–", "≤ " + text(mostP95, 0) + " ms p95",
        ours.p95() <= mostP95);
}

void Table::print() const {
    std::cout << "\n| what | floor | ours, median / p95 | ratio | aim | met |\n|---|---|---|---|---|---|\n";
    for (const std::string& line : rows_) std::cout << line << '\n';
}

}  // namespace kupets::bench
