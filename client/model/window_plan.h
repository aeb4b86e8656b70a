// Which pages a table should ask for next, and which requests on their way nobody wants any more. A pure function.
#pragma once

#include <set>
#include <vector>

namespace kupets::model {

struct Viewport {
    int first = 0;  // windows, not rows; both inclusive
    int last = -1;  // below first: nothing is visible
    int direction = 1;
};

struct WindowPlan {
    std::vector<int> ask;     // in the order of their need
    std::vector<int> cancel;  // on their way, wanted no more
};

inline constexpr int kMostOnTheirWay = 4;
inline constexpr int kPrefetchAhead = 2;
inline constexpr int kPrefetchBehind = 1;

/// `windowCount`: of the whole table as far as known. `isFresh(w)`: loaded and up to date.
template <typename IsFresh>
WindowPlan planWindows(const Viewport& viewport, int windowCount, const std::set<int>& onTheirWay, IsFresh isFresh) {
    WindowPlan plan;
    if (viewport.last < viewport.first) {
        plan.cancel.assign(onTheirWay.begin(), onTheirWay.end());
        return plan;
    }
    const int ahead = viewport.direction >= 0 ? kPrefetchAhead : kPrefetchBehind;
    const int behind = viewport.direction >= 0 ? kPrefetchBehind : kPrefetchAhead;
    const int from = viewport.first - behind;
    const int to = viewport.last + ahead;
    for (const int window : onTheirWay) {
        if (window < from || window > to) plan.cancel.push_back(window);
    }
    int busy = static_cast<int>(onTheirWay.size() - plan.cancel.size());
    const auto want = [&](int window) {
        if (window < 0 || window >= windowCount || busy >= kMostOnTheirWay || onTheirWay.contains(window) ||
            isFresh(window))
            return;
        plan.ask.push_back(window);
        ++busy;
    };
    bool allVisible = true;
    for (int window = viewport.first; window <= viewport.last; ++window) {
        allVisible = allVisible && (window >= windowCount || isFresh(window));
        want(window);
    }
    if (!allVisible) return plan;  // what is looked at first, guesses after it
    for (int step = 1; step <= kPrefetchAhead; ++step) {
        want(viewport.direction >= 0 ? viewport.last + step : viewport.first - step);
    }
    for (int step = 1; step <= kPrefetchBehind; ++step) {
        want(viewport.direction >= 0 ? viewport.first - step : viewport.last + step);
    }
    return plan;
}

}  // namespace kupets::model
