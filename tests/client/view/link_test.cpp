// Links from outside: what is taken, and how a second start hands one to the first.
#include "client/app/link.h"

#include <QLocalSocket>
#include <QTemporaryDir>
#include <thread>

#include <catch2/catch.hpp>

#include "client/app/page_stack.h"
#include "client/app/single_instance.h"
#include "tests/client/view/window_fixture.h"

using namespace kupets;
using app::addressIn;

TEST_CASE("A link leads to a page or nowhere") {
    const QString record = "record/deal/0190c0de-0000-7000-8000-000000000001";
    CHECK(addressIn("kupets://" + record) == record);
    CHECK(addressIn("KUPETS://table/deal") == QString("table/deal"));
    CHECK(addressIn("kupets://board/deal/") == QString("board/deal"));
    CHECK(addressIn("table/company") == QString("table/company"));
    CHECK(addressIn("kupets://my/actions") == QString("my/actions"));
    for (const char* bad : {"", "kupets://", "https://example.com", "kupets://new/deal", "kupets://record/deal",
                            "kupets://table/De al", "kupets://record/deal/0190c0de-0000-7000-8000-00000000000g",
                            "kupets://table/deal?run=delete", "kupets://table/deal\nkupets://table/company",
                            "kupets://table/../../etc", "file:///etc/passwd", "kupets://kupets://table/deal"})
        CHECK_FALSE(addressIn(QString::fromLatin1(bad)));
    CHECK_FALSE(addressIn("kupets://table/" + QString(500, 'a')));
}

namespace {

struct Running {
    Running() {
        if (!instance.listen()) throw std::runtime_error("no socket");
        QObject::connect(&instance, &app::SingleInstance::wanted, &instance,
                         [this](const QString& address) { wanted << address; });
    }
    /// What another process would do, while this one's loop runs.
    bool handOver(const QString& link) {
        bool taken = false;
        bool ended = false;
        std::thread other([&] {
            taken = app::SingleInstance(folder.path()).handOver(link);
            ended = true;
        });
        test::waitFor([&] { return ended; });
        other.join();
        return taken;
    }
    QTemporaryDir folder;
    app::SingleInstance instance{folder.path()};
    QStringList wanted;
};

}  // namespace

TEST_CASE("A second start hands its link to the first") {
    Running running;
    CHECK(running.handOver("kupets://table/deal"));
    CHECK(running.handOver(""));
    CHECK(running.wanted == QStringList{"table/deal", ""});
    CHECK_FALSE(app::SingleInstance(running.folder.path()).listen());
}

TEST_CASE("What is no link is not taken, and a flood of bytes is cut off") {
    Running running;
    CHECK_FALSE(running.handOver("kupets://table/deal?delete=all"));
    QLocalSocket flood;
    flood.connectToServer(running.instance.socketName());
    REQUIRE(test::waitFor([&] { return flood.state() == QLocalSocket::ConnectedState; }));
    flood.write(QByteArray(100'000, 'x'));
    CHECK(test::waitFor([&] { return flood.state() == QLocalSocket::UnconnectedState; }));
    CHECK(running.wanted.isEmpty());
    CHECK(running.handOver("kupets://table/deal"));
}

TEST_CASE("A socket that a killed program left behind is taken over") {
    QTemporaryDir folder;
    app::SingleInstance first(folder.path());
    QFile stale(first.socketName());
    REQUIRE(stale.open(QIODevice::WriteOnly));
    stale.close();
    CHECK(first.listen());
}

TEST_CASE("The window goes where a link leads, and says when it leads nowhere") {
    test::WindowFixture fixture;
    fixture.window->open("kupets://table/company");
    CHECK(fixture.window->pages()->currentAddress() == "table/company");
    fixture.window->open("kupets://table/nothing");
    CHECK(fixture.window->pages()->currentAddress() == "table/company");
    CHECK(fixture.window->toasts()->texts().size() == 1);
    fixture.window->open("javascript:alert(1)");
    CHECK(fixture.window->toasts()->texts().size() == 2);
    CHECK_FALSE(fixture.window->windowIcon().isNull());
}
