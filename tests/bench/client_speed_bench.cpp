// From a person's key to painted pixels: the program as it is, 1600×900, against the real server and a real database of
// a million contacts and a million deals.
//     client_speed_bench [--contacts N] [--deals N] [--data-dir DIR] [--only tables|cards|boards]
// A time begins when the key or the click is posted, and ends when what it asked for is whole on the screen: its data
// has come, and the window was painted with it once more, in full (more than the program itself would paint). With a
// folder the base stays there, and the next run needs no seed. Prints; asserts nothing.
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QWindow>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <thread>

#include <unistd.h>

#include "client/app/page_stack.h"
#include "client/app/program.h"
#include "client/ui/search_field.h"
#include "client/view/board_column_view.h"
#include "client/view/board_page.h"
#include "client/view/card_page.h"
#include "client/view/record_table.h"
#include "client/view/table_page.h"
#include "tests/bench/spine.h"

using namespace kupets;

namespace {

/// Resident, of this process.
double residentMb() {
    std::ifstream file("/proc/self/statm");
    double total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

class Desk {
public:
    explicit Desk(app::Program& program) : program_(program) {}

    app::MainWindow& window() { return *program_.window(); }
    template <typename Page>
    Page* page() {
        return qobject_cast<Page*>(window().pages()->current());
    }

    /// Milliseconds from `gesture` until `holds` and everything is painted.
    double time(const char* what, const std::function<void()>& gesture, const std::function<bool()>& holds) {
        rest(30);
        QElapsedTimer clock;
        clock.start();
        gesture();
        do {
            if (clock.elapsed() > 30'000) {
                window().grab().save(QStringLiteral("client_speed_bench.png"));  // what it stands at
                throw std::runtime_error(std::string("waited for half a minute: ") + what);
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        } while (!holds());
        window().repaint();
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }
    void rest(int milliseconds) {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < milliseconds) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }

    void key(int code, const QString& text = {}, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease})
            QCoreApplication::postEvent(window().windowHandle(), new QKeyEvent(kind, code, modifiers, text));
    }
    void click(QWidget* widget, const QPoint& at) {
        const QPointF place(widget->mapTo(&window(), at));
        for (const auto kind : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease})
            QCoreApplication::postEvent(
                window().windowHandle(),
                new QMouseEvent(kind, place, place, QPointF(widget->mapToGlobal(at)), Qt::LeftButton,
                                kind == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier));
    }

    /// The rows on the screen are all there.
    static bool whole(view::TablePage* page) {
        if (!page) return false;
        const auto& records = page->table().records();
        const int first = page->table().rowAt(1);
        const int last = page->table().rowAt(page->table().viewport()->height() - 2);
        return first >= 0 && !records.idAt(first).isNil() &&
               !records.idAt(last < 0 ? records.rowCount() - 1 : last).isNil();
    }
    /// And so is the total.
    static bool counted(view::TablePage* page) { return whole(page) && page->table().records().isTotalKnown(); }

private:
    app::Program& program_;
};

bench::Times timesOf(std::vector<double> ms) {
    std::ranges::sort(ms);
    return {std::move(ms)};
}

void tables(Desk& desk, bench::Table& table) {
    std::vector<double> screens, jumps, sorts, strokes, totals;
    for (int i = 0; i < 12; ++i) {
        const QString address = i % 2 ? QStringLiteral("table/contact") : QStringLiteral("table/deal");
        desk.window().pages()->clearAll();  // a page that is still there would show at once
        screens.push_back(desk.time(
            "first screen", [&] { desk.window().pages()->open(address); },
            [&] { return Desk::counted(desk.page<view::TablePage>()); }));
    }
    table.single("first screen of a table, with its true total", timesOf(screens), 200);

    auto* page = desk.page<view::TablePage>();
    QScrollBar* bar = page->table().verticalScrollBar();
    std::mt19937 random(7);
    for (int i = 0; i < 60; ++i)
        jumps.push_back(desk.time(
            "jump", [&] { bar->setValue(std::uniform_int_distribution<int>(0, bar->maximum())(random)); },
            [&] { return Desk::whole(page); }));
    table.single("jump anywhere", timesOf(jumps), 100);

    QHeaderView* head = page->table().horizontalHeader();
    auto& records = page->table().records();
    for (int i = 0; i < 12; ++i)
        for (int column = 0; column < records.columnCount(); ++column) {
            if (records.pathAt(column) != (i % 2 ? "name" : "position")) continue;
            bool shown = false;
            const auto told = QObject::connect(&records, &model::RecordTableModel::queryShown, [&] { shown = true; });
            sorts.push_back(desk.time(
                "sort",
                [&] { desk.click(head->viewport(), {head->sectionViewportPosition(column) + 20, head->height() / 2}); },
                [&] { return shown && Desk::whole(page); }));
            QObject::disconnect(told);
        }
    table.single("sort by another indexed column", timesOf(sorts), 300);

    for (const QString& word : {QStringLiteral("иванов"), QStringLiteral("9161"), QStringLiteral("смирнова")}) {
        page->search().setText({});
        desk.rest(400);
        page->search().setFocus();
        for (const QChar letter : word) {
            const std::string wanted = records.query().search + QString(letter).toStdString();
            bool shown = false;
            const auto told = QObject::connect(&records, &model::RecordTableModel::queryShown, [&] { shown = true; });
            strokes.push_back(desk.time(
                "stroke", [&] { desk.key(0, QString(letter)); },
                [&] { return shown && records.query().search == wanted && Desk::whole(page); }));
            QObject::disconnect(told);
        }
        totals.push_back(desk.time("total", [] {}, [&] { return Desk::counted(page); }));
    }
    page->search().setText({});
    desk.time("page", [] {}, [&] { return Desk::counted(page); });
    table.single("typing in quick search, a stroke", timesOf(strokes), 150);
    table.single("the true total, after the last stroke", timesOf(totals), 1000);
}

void cards(Desk& desk, bench::Table& table) {
    std::vector<double> cards;
    std::mt19937 random(11);
    for (int i = 0; i < 30; ++i) {
        desk.window().pages()->open(i % 2 ? QStringLiteral("table/contact") : QStringLiteral("table/deal"));
        desk.time("page", [] {}, [&] { return Desk::counted(desk.page<view::TablePage>()); });
        auto* page = desk.page<view::TablePage>();
        QScrollBar* bar = page->table().verticalScrollBar();
        bar->setValue(std::uniform_int_distribution<int>(0, bar->maximum())(random));
        desk.time("page", [] {}, [&] { return Desk::whole(page); });
        const int row = page->table().rowAt(200);
        page->table().setCurrentIndex(page->table().records().index(row, 0));
        page->table().setFocus();
        const Uuid wanted = page->table().records().idAt(row);
        cards.push_back(desk.time(
            "card", [&] { desk.key(Qt::Key_Return); },
            [&] {
                auto* card = desk.page<view::CardPage>();
                return card && card->key().id == wanted && card->draft();
            }));
    }
    table.single("opening a card", timesOf(cards), 100);
}

void boards(Desk& desk, bench::Table& table) {
    std::vector<double> boards;
    quint64 tiles = 0;
    for (int i = 0; i < 7; ++i) {
        desk.window().pages()->clearAll();
        boards.push_back(desk.time(
            "board", [&] { desk.window().pages()->open(QStringLiteral("board/deal")); },
            [&] {
                auto* board = desk.page<view::BoardPage>();
                return board && !board->columnViews().empty() && !board->board().isLoading();
            }));
        tiles = 0;
        for (const auto* column : desk.page<view::BoardPage>()->board().columns())
            if (!column->isClosed()) tiles += column->count();
    }
    table.single("board of " + std::to_string(tiles) + " open deals", timesOf(boards), 300);
}

int run(bench::Bench& bench, const std::string& only) {
    const QTemporaryDir folder;
    app::Options options;
    options.server = QString::fromStdString(bench.server.tls());
    options.fingerprint = QString::fromStdString(bench.server.fingerprint());
    options.user = QStringLiteral("admin");
    options.passwordFile = folder.filePath(QStringLiteral("password"));
    options.settingsFolder = folder.path();
    options.open = QStringLiteral("table/contact");
    options.language = data::Language::Russian;
    options.appearance = ui::Appearance::Light;
    QFile password(options.passwordFile);
    if (!password.open(QIODevice::WriteOnly)) return 1;
    password.write(QByteArray::fromStdString(tests::ServerFixture::password()));
    password.close();
    app::Program program(std::move(options));
    program.window()->resize(1600, 900);
    program.start();
    program.window()->activateWindow();
    Desk desk(program);
    desk.time("page", [] {}, [&] { return desk.window().isInside() && Desk::whole(desk.page<view::TablePage>()); });
    desk.rest(1000);  // the server makes its anchors
    std::printf("%s, %d × %d\n", qPrintable(QGuiApplication::platformName()), program.window()->width(),
                program.window()->height());
    if (only.empty() || only == "tables") tables(desk, bench.table);
    if (only.empty() || only == "cards") cards(desk, bench.table);
    if (only.empty() || only == "boards") boards(desk, bench.table);
    bench.table.row("client's memory after all that", "", bench::text(residentMb(), 0) + " MB", "", "≤ 300 MB",
                    residentMb() <= 300);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    std::uint64_t contacts = 1'000'000;
    std::uint64_t deals = 1'000'000;
    std::string dataDir;
    std::string only;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--contacts") == 0) contacts = std::stoull(argv[i + 1]);
        if (std::strcmp(argv[i], "--deals") == 0) deals = std::stoull(argv[i + 1]);
        if (std::strcmp(argv[i], "--data-dir") == 0) dataDir = argv[i + 1];
        if (std::strcmp(argv[i], "--only") == 0) only = argv[i + 1];
    }
    try {
        tests::ServerFixture::Options options;
        options.fastUnsafe = false;
        options.dataDir = dataDir;
        tests::ServerFixture server(options);
        tests::WireClient client(server.tls());
        if (auto me = client.login("admin", tests::ServerFixture::password()); !me)
            throw std::runtime_error(describe(me.error()));
        bench::Floor floor(server.dataDir());
        bench::Table table;
        bench::Bench bench{server, client, floor, table, contacts, deals};
        bench::seed(bench);
        const int failed = run(bench, only);
        table.print();
        return failed;
    } catch (const std::exception& error) {
        std::cerr << "client_speed_bench: " << error.what() << '\n';
        return 1;
    }
}
