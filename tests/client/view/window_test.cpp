// Small parts: toasts, popovers, the page that is not there.
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/ui/calendar.h"
#include "client/ui/popover.h"
#include "client/ui/toast.h"
#include "client/view/card_page.h"
#include "client/view/login_page.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;

TEST_CASE("A toast offers Undo once, and at most three are shown") {
    test::FakeHost host;
    QWidget window;
    window.resize(800, 600);
    ui::ToastHost toasts(&window);
    window.show();
    int undone = 0;
    toasts.show(ui::ToastHost::Kind::Done, QStringLiteral("первое"), QStringLiteral("Отменить"), [&] { ++undone; });
    for (QPushButton* button : toasts.findChildren<QPushButton*>()) button->click();
    CHECK(undone == 1);
    test::settle(20);
    CHECK(toasts.texts().isEmpty());
    for (int i = 0; i < 5; ++i) toasts.show(ui::ToastHost::Kind::Info, QString::number(i));
    CHECK(toasts.texts() == QStringList{QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")});
}

TEST_CASE("A popover stays inside its window and closes by Escape") {
    test::FakeHost host;
    QWidget window;
    window.resize(400, 300);
    QPushButton anchor(QStringLiteral("Колонки"), &window);
    anchor.move(360, 270);
    window.show();
    QPointer<ui::Popover> popover = new ui::Popover(&anchor);
    popover->setContentWidth(300);
    popover->open(Qt::AlignRight);
    const QRect panel =
        popover->geometry().adjusted(ui::kFloatShadow, ui::kFloatShadow, -ui::kFloatShadow, -ui::kFloatShadow);
    CHECK(window.rect().contains(panel));
    QTest::keyClick(popover, Qt::Key_Escape);
    CHECK((!popover || !popover->isVisible()));
}

TEST_CASE("The calendar walks by keys and begins weeks on Monday in Russian") {
    test::FakeHost host;
    ui::Calendar calendar(data::localeOf(data::Language::Russian));
    calendar.setSelected(QDate(2026, 11, 30));
    QDate picked;
    QObject::connect(&calendar, &ui::Calendar::picked, &calendar, [&](QDate day) { picked = day; });
    QTest::keyClick(&calendar, Qt::Key_Right);
    QTest::keyClick(&calendar, Qt::Key_PageDown);
    QTest::keyClick(&calendar, Qt::Key_Return);
    CHECK(picked == QDate(2027, 1, 1));
}

TEST_CASE("A record that is not there says so and leads back") {
    test::FakeHost host;
    host.client.peer.on<v1::GetRequest, v1::GetReply>(
        v1::METHOD_RECORDS_GET, [](const v1::GetRequest&) -> Result<v1::GetReply> { return v1::GetReply(); });
    view::CardPage page(host, data::RecordKey{"deal", Uuid::make()});
    page.resize(1200, 800);
    page.show();
    const auto back = [&]() -> QPushButton* {
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("Назад")) return button;
        return nullptr;
    };
    REQUIRE(test::waitFor([&] { return back() != nullptr; }));
    back()->click();
    CHECK(host.places == QStringList{QStringLiteral("back")});
}

TEST_CASE("A fingerprint is shown in groups that can be read aloud") {
    CHECK(view::groupedFingerprint(QStringLiteral("SHA256:") + QString(12, QLatin1Char('a'))) ==
          QStringLiteral("SHA256\naaaa aaaa aaaa"));
}
