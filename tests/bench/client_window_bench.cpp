// What a frame of the real window costs: the program as it is, 1600×900, its table of a million deals scrolled by the
// wheel, by page keys and by the scroll bar, at the pace of a hand. Each turn of the event loop that painted something
// is one frame; its work is all that the turn did: input, answers of the server, layout, painting and the flush.
// Prints; asserts nothing. Run it offscreen (the default) and under Xvfb.
#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QThread>
#include <QWheelEvent>
#include <QWindow>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <future>

#include "client/app/page_stack.h"
#include "client/app/program.h"
#include "client/view/record_table.h"
#include "client/view/table_page.h"
#include "tests/bench/window_peer.h"

using namespace kupets;

namespace {

constexpr std::uint64_t kDeals = 1'000'000;
constexpr double kFrame = 16.0;
constexpr int kPace = 16;  // ms between two movements of the hand

class PeerThread final : public QThread {
public:
    std::promise<std::pair<net::ServerAddress, QString>> ready;

private:
    void run() override {
        test::ScriptedPeer peer;
        const bench::WindowPeer deals(peer, kDeals);
        ready.set_value({peer.address(), peer.fingerprint()});
        exec();
    }
};

/// Whether anything was painted since it was last asked.
class PaintWatch final : public QObject {
public:
    bool take() { return std::exchange(painted_, false); }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        painted_ = painted_ || event->type() == QEvent::Paint;
        return false;
    }

private:
    bool painted_ = false;
};

double threadMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Frames {
    std::vector<double> work;  // of the GUI thread's processor
    std::vector<double> wall;  // by the clock: whatever else the machine did is in it

    static void line(const char* name, std::vector<double> ms) {
        if (ms.empty()) return;
        std::ranges::sort(ms);
        const auto at = [&ms](double share) {
            return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
        };
        std::printf("  %-6s median %6.2f ms   p99 %6.2f ms   max %6.2f ms   above %.0f ms: %d\n", name, at(0.5),
                    at(0.99), ms.back(), kFrame,
                    static_cast<int>(std::ranges::count_if(ms, [](double each) { return each > kFrame; })));
    }
    void print(const char* name) const {
        std::printf("%s: %zu frames\n", name, work.size());
        line("work", work);
        line("clock", wall);
        std::fflush(stdout);
    }
};

class Hand {
public:
    Hand(QWidget& window, view::RecordTable& table, PaintWatch& paints)
        : window_(window), table_(table), paints_(paints) {}

    /// One movement, then turns of the event loop until the next is due.
    void move(const std::function<void()>& gesture, Frames& frames) {
        QElapsedTimer pace;
        pace.start();
        gesture();
        do {
            paints_.take();
            QElapsedTimer wall;
            wall.start();
            const double before = threadMs();
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            const double work = threadMs() - before;
            if (paints_.take()) {
                frames.work.push_back(work);
                frames.wall.push_back(static_cast<double>(wall.nsecsElapsed()) / 1e6);
            } else {
                QThread::usleep(300);
            }
        } while (pace.elapsed() < kPace);
    }
    void rest(int milliseconds) {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < milliseconds) {
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            QThread::usleep(300);
        }
    }

    void wheel(int steps) {
        const QPoint at = table_.viewport()->mapTo(&window_, table_.viewport()->rect().center());
        post(new QWheelEvent(QPointF(at), QPointF(window_.mapToGlobal(at)), {}, QPoint(0, -120 * steps), Qt::NoButton,
                             Qt::NoModifier, Qt::NoScrollPhase, false));
    }
    void key(int code) {
        for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease}) post(new QKeyEvent(kind, code, Qt::NoModifier));
    }
    /// The scroll bar's handle, `share` of the way down.
    void drag(QEvent::Type kind, double share) {
        const QScrollBar* bar = table_.verticalScrollBar();
        const int y = static_cast<int>(share * (bar->height() - 1));
        const QPoint at = bar->mapTo(&window_, QPoint(bar->width() / 2, y));
        const auto button = kind == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        const auto held = kind == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
        post(new QMouseEvent(kind, QPointF(at), QPointF(at), QPointF(window_.mapToGlobal(at)), button, held,
                             Qt::NoModifier));
    }
    void jump(double share) {
        QScrollBar* bar = table_.verticalScrollBar();
        bar->setValue(static_cast<int>(share * bar->maximum()));
        rest(60);
    }

private:
    /// As from the window system.
    void post(QEvent* event) { QCoreApplication::postEvent(window_.windowHandle(), event); }

    QWidget& window_;
    view::RecordTable& table_;
    PaintWatch& paints_;
};

constexpr int kPlaces = 20;  // over the whole range

void wheels(Hand& hand, int stepsAtOnce, const char* name) {
    Frames frames;
    for (int place = 0; place < kPlaces; ++place) {
        hand.jump(place / static_cast<double>(kPlaces));
        for (int i = 0; i < 60; ++i) hand.move([&] { hand.wheel(place % 2 ? -stepsAtOnce : stepsAtOnce); }, frames);
    }
    frames.print(name);
}

void pageKeys(Hand& hand) {
    Frames frames;
    for (int place = 0; place < kPlaces; ++place) {
        hand.jump(place / static_cast<double>(kPlaces));
        for (int i = 0; i < 60; ++i)
            hand.move([&] { hand.key(place % 2 ? Qt::Key_PageUp : Qt::Key_PageDown); }, frames);
        hand.move([&] { hand.key(place % 2 ? Qt::Key_Home : Qt::Key_End); }, frames);
    }
    frames.print("page keys");
}

void drags(Hand& hand) {
    Frames frames;
    for (int round = 0; round < 4; ++round) {
        hand.jump(0);
        hand.move([&] { hand.drag(QEvent::MouseButtonPress, 0.005); }, frames);
        const int steps = round < 2 ? 400 : 80;  // slowly, then in a hurry
        for (int i = 0; i <= 2 * steps; ++i) {
            const double share = i <= steps ? i / static_cast<double>(steps) : 2 - i / static_cast<double>(steps);
            hand.move([&] { hand.drag(QEvent::MouseMove, 0.005 + share * 0.99); }, frames);
        }
        hand.move([&] { hand.drag(QEvent::MouseButtonRelease, 0.005); }, frames);
    }
    frames.print("scroll bar, dragged over the whole range");
}

template <typename Holds>
bool await(Holds holds) {
    QElapsedTimer clock;
    clock.start();
    while (!holds() && clock.elapsed() < 20'000) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return holds();
}

int run(const net::ServerAddress& address, const QString& fingerprint, bool dark) {
    const QTemporaryDir folder;
    app::Options options;
    options.server = address.text();
    options.fingerprint = fingerprint;
    options.user = QStringLiteral("anna");
    options.passwordFile = folder.filePath(QStringLiteral("password"));
    options.settingsFolder = folder.path();
    options.open = QStringLiteral("table/deal");
    options.language = data::Language::Russian;
    options.appearance = dark ? ui::Appearance::Dark : ui::Appearance::Light;
    QFile password(options.passwordFile);
    if (!password.open(QIODevice::WriteOnly)) return 1;
    password.write("secret");
    password.close();
    app::Program program(std::move(options));
    program.window()->resize(1600, 900);
    program.start();
    program.window()->activateWindow();
    view::TablePage* page = nullptr;
    if (!await([&] {
            page = program.window()->isInside() ? qobject_cast<view::TablePage*>(program.window()->pages()->current())
                                                : nullptr;
            return page && page->table().records().rowCount() == static_cast<int>(kDeals);
        }))
        return 1;
    PaintWatch paints;
    qApp->installEventFilter(&paints);
    Hand hand(*program.window(), page->table(), paints);
    hand.rest(500);
    page->table().setFocus();
    page->table().setCurrentIndex(page->table().records().index(0, 0));
    std::printf("%s, %s, %d × %d, %d columns, %d rows\n", qPrintable(QGuiApplication::platformName()),
                dark ? "dark" : "light", program.window()->width(), program.window()->height(),
                page->table().records().columnCount(), page->table().records().rowCount());
    wheels(hand, 1, "wheel, a step at a time");
    wheels(hand, 5, "wheel, spun");
    pageKeys(hand);
    drags(hand);
    qApp->removeEventFilter(&paints);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const QApplication application(argc, argv);
    PeerThread thread;
    auto ready = thread.ready.get_future();
    thread.start();
    const auto [address, fingerprint] = ready.get();
    const int failed = run(address, fingerprint, QApplication::arguments().contains(QStringLiteral("--dark")));
    if (failed != 0) std::fprintf(stderr, "the window did not show the table\n");
    thread.quit();
    thread.wait();
    return failed;
}
