// Runs the event loop until something holds; never sleeps longer than it has to.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace kupets::test {

template <typename Holds>
bool waitFor(Holds holds, int milliseconds = 10'000) {
    QElapsedTimer clock;
    clock.start();
    // Wakes the loop where nothing else would.
    QTimer tick;
    tick.start(5);
    while (!holds()) {
        if (clock.elapsed() > milliseconds) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

/// Lets everything happen that is ready to happen, for "nothing more comes" assertions.
inline void settle(int milliseconds = 30) {
    QElapsedTimer clock;
    clock.start();
    waitFor([&clock, milliseconds] { return clock.elapsed() >= milliseconds; });
}

}  // namespace kupets::test
