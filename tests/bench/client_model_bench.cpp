// What the client's table costs its GUI thread: a peer with a million rows in another thread, a view that scrolls
// through them line by line, page by page and in jumps, and each turn of the event loop measured. Prints; asserts
// nothing.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <future>
#include <random>

#include "client/data/writer.h"
#include "client/model/record_table_model.h"
#include "tests/client/support/fake_table.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::test;

namespace {

constexpr int kRows = 1'000'000;
constexpr int kScreen = 45;

class PeerThread final : public QThread {
public:
    std::promise<std::pair<net::ServerAddress, QString>> ready;

private:
    void run() override {
        ScriptedPeer peer;
        FakeTable table(peer, kRows);
        answerSmallSchema(peer);
        ready.set_value({peer.address(), peer.fingerprint()});
        exec();
    }
};

struct Times {
    std::vector<double> ms;
    void add(qint64 nanoseconds) { ms.push_back(static_cast<double>(nanoseconds) / 1e6); }
    void print(const char* name) {
        if (ms.empty()) return;
        std::ranges::sort(ms);
        const auto at = [this](double share) {
            return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
        };
        std::printf("%-28s n=%-7zu median %8.3f ms   p99 %8.3f ms   max %8.3f ms\n", name, ms.size(), at(0.5), at(0.99),
                    ms.back());
    }
};

/// Asks what a delegate asks for every visible cell.
void paint(const model::RecordTableModel& table, int first) {
    const int last = std::min(first + kScreen, table.rowCount());
    for (int row = first; row < last; ++row) {
        for (int column = 0; column < table.columnCount(); ++column) {
            const QModelIndex index = table.index(row, column);
            for (const int role : {int{model::SkeletonRole}, int{Qt::DisplayRole}, int{Qt::TextAlignmentRole},
                                   int{model::HighlightRole}, int{model::ChoiceColorRole}, int{model::PendingRole}}) {
                index.data(role);
            }
        }
    }
}

struct Scroll {
    model::RecordTableModel& table;
    Times turns, paints, waits;

    void to(int first) {
        QElapsedTimer clock;
        clock.start();
        table.setViewport(first, first + kScreen - 1);
        turns.add(clock.nsecsElapsed());
        QElapsedTimer wait;
        wait.start();
        // One frame: events, then a paint; the next scroll follows when the rows are here, as an impatient hand would
        // wait.
        do {
            clock.restart();
            QCoreApplication::processEvents();
            turns.add(clock.nsecsElapsed());
        } while (table.index(first, 0).data(model::SkeletonRole).toBool() && wait.elapsed() < 2'000);
        waits.add(wait.nsecsElapsed());
        clock.restart();
        paint(table, first);
        paints.add(clock.nsecsElapsed());
    }
    void print(const char* name) {
        std::printf("%s\n", name);
        turns.print("  turn of the event loop");
        paints.print("  data() of a full screen");
        waits.print("  until the rows are here");
    }
};

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    PeerThread thread;
    auto ready = thread.ready.get_future();
    thread.start();
    const auto [address, fingerprint] = ready.get();

    net::KnownServers known{QString()};
    known.pin(address, fingerprint);
    net::Connection connection(known);
    data::SchemaMirror schema(connection, QString());
    data::Feed feed(connection);
    model::RecordTableModel table({.connection = &connection, .schema = &schema, .feed = &feed});
    connection.open(address, net::PasswordLogin{"anna", "secret", "bench"});
    QElapsedTimer clock;
    clock.start();
    table.setQuery(
        {.entity = "company",
         .columns = {"name", "city", "inn", "phones", "employees", "owner", "name", "employees", "city", "name"}});
    if (!waitFor([&] { return table.rowCount() == kRows; })) return 1;
    std::printf("from nothing to the first page of %d rows: %lld ms\n", table.rowCount(),
                static_cast<long long>(clock.elapsed()));

    Scroll lines{table, {}, {}, {}};
    for (int row = 0; row < 6'000; row += 3) lines.to(row);
    lines.print("scrolling by three lines");
    Scroll pages{table, {}, {}, {}};
    for (int page = 0; page < 1'000; ++page) pages.to(100'000 + page * kScreen);
    pages.print("scrolling by pages");
    Scroll jumps{table, {}, {}, {}};
    std::minstd_rand random(7);
    for (int i = 0; i < 500; ++i) jumps.to(static_cast<int>(random() % (kRows - kScreen)));
    jumps.print("jumping anywhere");
    std::printf("windows in memory: %d\n", table.loadedWindows());
    thread.quit();
    thread.wait();
    return 0;
}
