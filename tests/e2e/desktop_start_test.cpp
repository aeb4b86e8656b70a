// How long a person waits, and what the program takes: printed for the page on performance; the bounds here are wide,
// for busy machines.
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <algorithm>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

double residentMegabytes() {
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    return status.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

}  // namespace

TEST_CASE("The window is there at once, and the first table soon after", "[e2e]") {
    Company& company = Company::get();
    const Desktop::Options options = company.options();
    QElapsedTimer clock;
    clock.start();
    Desktop desktop(options);
    REQUIRE(waitFor([&] { return desktop.window().isVisible(); }));
    const auto window = clock.elapsed();
    REQUIRE(desktop.waitInside());
    const auto inside = clock.elapsed();
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    const auto table = clock.elapsed();
    std::vector<qint64> frames;
    for (int step = 0; step < 60; ++step) {  // a frame of scrolling: the rows move, the view paints itself
        QElapsedTimer frame;
        frame.start();
        page->table().verticalScrollBar()->setValue(step * 7);
        page->table().viewport()->grab();
        frames.push_back(frame.nsecsElapsed() / 1000);
    }
    std::sort(frames.begin(), frames.end());
    const qint64 worst = frames.back();
    std::cout << "desktop: a frame of scrolling " << frames[frames.size() / 2] << " us, the worst " << worst << " us\n";
    std::cout << "desktop: window " << window << " ms, inside " << inside
              << " ms (password hashing included), first table " << table << " ms, resident " << residentMegabytes()
              << " MB\n";
    CHECK(worst < 100'000);
    CHECK(window < 2000);
    CHECK(table < 10'000);
    CHECK(residentMegabytes() < 300);
}
