#include "tests/e2e/desktop_driver.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <QTimer>

namespace kupets::e2e {

bool waitFor(const std::function<bool()>& holds, int milliseconds) {
    QElapsedTimer clock;
    clock.start();
    QTimer tick;  // wakes the loop where nothing else would
    tick.start(5);
    while (!holds()) {
        if (clock.elapsed() > milliseconds) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

Desktop::Desktop(Options options) {
    if (!options.leftIn.isEmpty())
        for (const QFileInfo& file : QDir(options.leftIn).entryInfoList(QDir::Files))
            QFile::copy(file.filePath(), settings_.filePath(file.fileName()));
    app::Options given;
    given.server = QString::fromStdString(options.server);
    given.fingerprint = QString::fromStdString(options.fingerprint);
    given.user = QString::fromStdString(options.user);
    given.settingsFolder = settings_.path();
    given.language = options.language;
    given.appearance = options.appearance;
    if (options.logIn) {
        given.passwordFile = settings_.filePath(QStringLiteral("password"));
        QFile file(given.passwordFile);
        if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(options.password));
    }
    program_ = std::make_unique<app::Program>(std::move(given));
    window().resize(options.size);
    program_->start();
    window().activateWindow();
}

bool Desktop::waitInside() {
    return waitFor([this] { return window().isInside(); });
}

view::Page* Desktop::open(const std::string& address) {
    const QString wanted = QString::fromStdString(address);
    window().open(wanted);
    waitFor([&] { return window().pages()->currentAddress() == wanted; });
    return window().pages()->current();
}

view::TablePage* Desktop::table(const std::string& entity) {
    auto* page = qobject_cast<view::TablePage*>(open("table/" + entity));
    if (page) waitFor([&] { return page->table().records().isTotalKnown() && !page->table().records().isLoading(); });
    return page;
}

view::BoardPage* Desktop::board(const std::string& entity) {
    auto* page = qobject_cast<view::BoardPage*>(open("board/" + entity));
    if (page) waitFor([&] { return !page->columnViews().empty() && !page->board().isLoading(); });
    return page;
}

view::CardPage* Desktop::card(const std::string& entity, const Uuid& id) {
    auto* page = qobject_cast<view::CardPage*>(open("record/" + entity + "/" + id.text()));
    if (page) waitFor([&] { return page->draft() != nullptr; });
    return page;
}

void Desktop::press(int key, Qt::KeyboardModifiers modifiers) {
    QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : &window();
    QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
}

void Desktop::type(const QString& text) {
    for (const QChar letter : text)
        for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QWidget* target = QApplication::focusWidget();
            if (!target) return;
            QKeyEvent key(kind, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(target, &key);
        }
}

void Desktop::drag(QWidget* from, const QPoint& start, QWidget* to, const QPoint& end) {
    QTest::mousePress(from, Qt::LeftButton, Qt::NoModifier, start);
    const QPoint target = from->mapFromGlobal(to->mapToGlobal(end));
    for (int step = 1; step <= 8; ++step) {
        const QPoint at = start + (target - start) * step / 8;
        QMouseEvent move(QEvent::MouseMove, at, from->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(from, &move);
        rest(10);
    }
    QTest::mouseRelease(from, Qt::LeftButton, Qt::NoModifier, target);
}

void Desktop::picture(const std::string& name) {
    rest();
    QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
    window().grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QString::fromStdString(name)));
}

void Desktop::rest(int milliseconds) {
    QElapsedTimer clock;
    clock.start();
    waitFor([&] { return clock.elapsed() >= milliseconds; }, milliseconds + 1000);
}

}  // namespace kupets::e2e
