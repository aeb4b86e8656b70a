// Ten thousand random keys, clicks, turns of the wheel, drags, shortcuts and resizes on the real window, with the real
// server behind it: no crash, and nothing that hangs. KUPETS_MONKEY_SEED (a number, or "random") and
// KUPETS_MONKEY_EVENTS make other runs, or longer ones; the seed is printed. How long the slowest event took is printed
// too, and no matter of passing: that is for a bench on a quiet computer.
#include <QApplication>
#include <QDesktopServices>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
#include <iostream>
#include <random>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "client/view/login_page.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

constexpr int kEvents = 10'000;
constexpr qint64 kBearable = 90'000;  // milliseconds for all of them, unless more were asked for by name
constexpr qint64 kHang = 30'000;      // milliseconds of one event: it does not come back
constexpr unsigned kSeed = 2284562290;

qint64 ownMilliseconds() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

/// Takes what would start other programs (calls, letters, browsers, viewers), by a slot that is there, and does
/// nothing.
class Swallow final : public QTextBrowser {
public:
    Swallow() {
        for (const char* scheme : kSchemes)
            QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "setSource");
    }
    ~Swallow() override {
        for (const char* scheme : kSchemes) QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    }

protected:
    void doSetSource(const QUrl&, QTextDocument::ResourceType) override {}

private:
    static constexpr const char* kSchemes[] = {"tel", "mailto", "http", "https", "file", "sip"};
};

class Monkey {
public:
    Monkey(Desktop& desktop, unsigned seed) : desktop_(desktop), random_(seed) {}

    void act() {
        const int dice = below(100);
        if (dice < 48)
            key();
        else if (dice < 60)
            shortcut();
        else if (dice < 82)
            click();
        else if (dice < 92)
            wheel();
        else if (dice < 97)
            drag();
        else if (dice < 99)
            resize();
        else
            command();
    }
    const std::string& last() const { return last_; }

private:
    int below(int most) { return std::uniform_int_distribution<int>(0, most - 1)(random_); }
    template <typename T, std::size_t N>
    T one(const T (&list)[N]) {
        return list[static_cast<std::size_t>(below(static_cast<int>(N)))];
    }

    QWidget* ground() {
        if (QWidget* popup = QApplication::activePopupWidget()) return popup;
        if (QWidget* modal = QApplication::activeModalWidget()) return modal;
        return &desktop_.window();
    }
    QWidget* listener() {
        if (QWidget* popup = QApplication::activePopupWidget()) return popup;
        QWidget* focus = QApplication::focusWidget();
        return focus ? focus : ground();
    }
    void note(const std::string& what, const QWidget* at) {
        last_ = what + " at " + (at ? at->metaObject()->className() : "nothing");
    }

    void key() {
        static constexpr Qt::Key plain[] = {
            Qt::Key_Tab,    Qt::Key_Backtab, Qt::Key_Up,       Qt::Key_Down, Qt::Key_Left, Qt::Key_Right,
            Qt::Key_Return, Qt::Key_Escape,  Qt::Key_Delete,   Qt::Key_F2,   Qt::Key_F5,   Qt::Key_F6,
            Qt::Key_Space,  Qt::Key_PageUp,  Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End,  Qt::Key_Backspace,
            Qt::Key_Menu,   Qt::Key_F10,     Qt::Key_F1};
        static constexpr Qt::KeyboardModifier modifiers[] = {Qt::NoModifier, Qt::NoModifier,    Qt::NoModifier,
                                                             Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier,
                                                             Qt::AltModifier};
        QWidget* at = listener();
        if (below(3) == 0) {
            const QString letters = QStringLiteral("абвГД 0123456789.,-+@ёabcXYZ\"'%_\\<>");
            const QChar letter = letters[below(static_cast<int>(letters.size()))];
            note("letter", at);
            QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(at, &press);
            return;
        }
        note("key", at);
        QTest::keyClick(at, one(plain), one(modifiers));
    }

    /// Any key that is told of; leaving is not one of them.
    void shortcut() {
        const command::Actions all = desktop_.window().actions();
        const command::Action& action = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
        if (action.keys.isEmpty() || isEnd(action)) return;
        const QKeyCombination keys = action.keys.front()[0];
        QWidget* at = listener();
        note("shortcut " + action.id.toStdString(), at);
        QTest::keyClick(at, keys.key(), keys.keyboardModifiers());
    }
    void command() {
        const command::Actions all = desktop_.window().actions();
        const command::Action& action = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
        if (isEnd(action) || !action.isForPalette() || !action.isEnabled()) return;
        note("command " + action.id.toStdString(), nullptr);
        action.run();
    }
    static bool isEnd(const command::Action& action) {
        return action.id == QLatin1String("quit") || action.id == QLatin1String("logout");
    }

    std::pair<QWidget*, QPoint> place() {
        QWidget* top = ground();
        const QPoint point(below(std::max(1, top->width())), below(std::max(1, top->height())));
        QWidget* child = top->childAt(point);
        QWidget* at = child ? child : top;
        return {at, at->mapFrom(top, point)};
    }
    void click() {
        const auto [at, point] = place();
        note("click", at);
        const int dice = below(20);
        if (dice == 0) {
            QContextMenuEvent menu(QContextMenuEvent::Mouse, point, at->mapToGlobal(point));
            QApplication::sendEvent(at, &menu);
        } else if (dice < 3) {
            twice(at, point);
        } else {
            static constexpr Qt::KeyboardModifier modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ControlModifier,
                                                                 Qt::ShiftModifier};
            once(at, dice == 3 ? Qt::MiddleButton : Qt::LeftButton, one(modifiers), point);
        }
    }
    // Steps of their own, as the window gets them: what is pressed may be gone when the button is released.
    static void once(const QPointer<QWidget> at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers,
                     const QPoint& point) {
        QTest::mousePress(at, button, modifiers, point);
        if (at) QTest::mouseRelease(at, button, modifiers, point);
    }
    static void twice(const QPointer<QWidget> at, const QPoint& point) {
        once(at, Qt::LeftButton, Qt::NoModifier, point);
        if (!at) return;
        QMouseEvent again(QEvent::MouseButtonDblClick, point, at->mapToGlobal(point), Qt::LeftButton, Qt::LeftButton,
                          Qt::NoModifier);
        QApplication::sendEvent(at, &again);
        if (at) QTest::mouseRelease(at, Qt::LeftButton, Qt::NoModifier, point);
    }
    void wheel() {
        const auto [at, point] = place();
        note("wheel", at);
        const QPoint turn(below(4) == 0 ? 120 : 0, (below(2) ? 1 : -1) * 120 * (1 + below(5)));
        QWheelEvent event(point, at->mapToGlobal(point), {}, turn, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(at, &event);
    }
    void drag() {
        const auto [from, start] = place();
        const auto [to, end] = place();
        note("drag", from);
        const QPointer<QWidget> at = from;
        const QPoint target = from->mapFromGlobal(to->mapToGlobal(end));
        QTest::mousePress(from, Qt::LeftButton, Qt::NoModifier, start);
        for (int step = 1; step <= 4 && at; ++step) {
            const QPoint now = start + (target - start) * step / 4;
            QMouseEvent move(QEvent::MouseMove, now, at->mapToGlobal(now), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(at, &move);
        }
        if (at) QTest::mouseRelease(at, Qt::LeftButton, Qt::NoModifier, target);
    }
    void resize() {
        note("resize", nullptr);
        desktop_.window().resize(860 + below(900), 560 + below(500));
    }

    Desktop& desktop_;
    std::mt19937 random_;
    std::string last_;
};

/// What a person would do who finds himself outside: log in again, show the window, leave the system's dialogs. False
/// when he can not: he may have taken his own rights away, or his name.
bool comeBack(Desktop& desktop) {
    for (QWidget* top : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<QFileDialog*>(top); dialog && dialog->isVisible()) dialog->reject();
    if (!desktop.window().isVisible()) desktop.window().show();
    if (desktop.window().isInside() || waitFor([&] { return desktop.window().isInside(); }, 500)) return true;
    // What stands in the form may be anything by now.
    const Desktop::Options options = Company::get().options();
    desktop.window().loginPage()->reset();
    desktop.window().loginPage()->propose(QString::fromStdString(options.server), QString::fromStdString(options.user));
    desktop.window().loginPage()->logIn(QString::fromStdString(options.password));
    return waitFor([&] { return desktop.window().isInside(); });
}

}  // namespace

TEST_CASE("Ten thousand random events: no crash, no freeze", "[e2e]") {
    const QString told = qEnvironmentVariable("KUPETS_MONKEY_SEED", QString::number(kSeed));
    const unsigned seed = told == QLatin1String("random") ? std::random_device()() : told.toUInt();
    const int wanted = qEnvironmentVariableIsSet("KUPETS_MONKEY_EVENTS")
                           ? qEnvironmentVariableIntValue("KUPETS_MONKEY_EVENTS")
                           : kEvents;
    std::cout << "monkey: KUPETS_MONKEY_SEED=" << seed << " KUPETS_MONKEY_EVENTS=" << wanted << std::endl;
    const Swallow swallow;
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    Monkey monkey(desktop, seed);
    QElapsedTimer clock;
    QElapsedTimer whole;
    whole.start();
    // Some menus of Qt's own (of a scroll bar) hold an event loop of theirs: that is left again.
    bool acting = false;
    QTimer leave;
    QObject::connect(&leave, &QTimer::timeout, &leave, [&acting] {
        if (!acting) return;
        if (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        else if (QWidget* modal = QApplication::activeModalWidget())
            modal->close();
    });
    leave.start(50);
    const bool unbounded = qEnvironmentVariableIsSet("KUPETS_MONKEY_EVENTS");
    int done = 0;
    qint64 worst = 0;
    std::string worstAct;
    for (int event = 0; event < wanted && (unbounded || whole.elapsed() < kBearable); ++event) {
        ++done;
        clock.start();
        const qint64 before = ownMilliseconds();
        acting = true;
        monkey.act();
        acting = false;
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const qint64 took = ownMilliseconds() - before;
        if (took > worst) {
            worst = took;
            worstAct = monkey.last();
        }
        INFO("seed " << seed << ", event " << event << ": " << monkey.last());
        REQUIRE(clock.elapsed() < kHang);
        if (!comeBack(desktop)) {
            std::cout << "monkey: it has locked itself out: " << desktop.window().loginPage()->message().toStdString()
                      << std::endl;
            break;
        }
    }
    std::cout << "monkey: " << done << " events in " << whole.elapsed() / 1000 << " s, the slowest took " << worst
              << " ms: " << worstAct << std::endl;
    CHECK(desktop.window().isVisible());
    CHECK(done > 100);
}
