// Repeated timings, and the table of them: ours beside a floor that was measured in the same run.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace kupets::bench {

struct Times {
    std::vector<double> ms;  // sorted
    double percentile(double share) const;
    double median() const { return percentile(0.5); }
    double p95() const { return percentile(0.95); }
    double p99() const { return percentile(0.99); }
};

/// Runs `work(i)` `count` times after `warmUp` unmeasured ones.
Times measure(int count, int warmUp, const std::function<void(int)>& work);

/// Measures two things in turn, run by run, so that a slow moment of the machine hits both.
std::pair<Times, Times> measureBoth(int count, int warmUp, const std::function<void(int)>& floor,
                                    const std::function<void(int)>& ours);

class Table {
public:
    /// `wanted`: the aim, in words; `met`: whether it was reached.
    void row(const std::string& what, const std::string& floor, const std::string& ours, const std::string& ratio,
             const std::string& wanted, bool met);
    /// Median against median, with the p95 of ours; aims: at most `mostRatio` (0: none) and at most `mostMs` (0: none)
    /// by p95 or median.
    void compare(const std::string& what, const Times& floor, const Times& ours, double mostRatio, double mostMs = 0);
    void single(const std::string& what, const Times& ours, double mostP95);
    void print() const;

private:
    std::vector<std::string> rows_;
};

std::string text(double value, int digits = 2);

}  // namespace kupets::bench
