// Finding, in the real window against the real server: what one opened lately, fragments, phones, INN, commands on the
// other layout, links from outside; and how long a stroke takes.
#include <QTest>

#include <catch2/catch.hpp>

#include "client/ui/search_field.h"
#include "client/view/search_popup.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

bool shows(const view::SearchPopup& popup, const QString& title) {
    return std::ranges::any_of(popup.rows(), [&](const view::PaletteRow& row) { return row.title == title; });
}

}  // namespace

TEST_CASE("Ctrl+K shows what was opened lately and finds by name, phone, INN and command", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid id = company.create("company", {{"name", std::string("Ёлочные игрушки Павловского Посада")},
                                               {"inn", std::string("7707083893")},
                                               {"phones", std::vector<std::string>{"+79161234567"}}});
    view::CardPage* card = desktop.card("company", id);
    REQUIRE(card);
    const QString title = card->title();
    desktop.table("deal");
    desktop.press(Qt::Key_K, Qt::ControlModifier);
    view::SearchPopup& popup = *desktop.window().searchPopup();
    REQUIRE(popup.isVisible());
    CHECK(popup.rows().front().title == title);
    desktop.picture("find-empty-light-ru");

    for (const char* typed : {"елочные игр", "916123", "7707083893"}) {
        popup.field()->clear();
        desktop.type(QString::fromUtf8(typed));
        INFO(typed);
        CHECK(waitFor([&] { return popup.isSettled() && shows(popup, title); }));
    }
    popup.field()->clear();
    desktop.type(QStringLiteral("елочные"));
    REQUIRE(waitFor([&] { return popup.isSettled() && shows(popup, title); }));
    desktop.picture("find-hits-light-ru");
    popup.field()->clear();
    desktop.type(QStringLiteral("ntvyfz"));  // "темная" on the other layout
    CHECK(waitFor([&] { return shows(popup, QStringLiteral("Тёмная тема")); }));
    popup.field()->clear();
    desktop.type(QStringLiteral("елочные игр"));
    desktop.press(Qt::Key_Return);
    CHECK(waitFor(
        [&] { return desktop.window().pages()->currentAddress().toStdString() == "record/company/" + id.text(); }));
    CHECK_FALSE(popup.isVisible());
}

TEST_CASE("A link opens its page in the window that is there", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    const Uuid deal = company.find("deal", "name <> \"\"");
    const QString link = QStringLiteral("kupets://record/deal/%1").arg(toQt(deal.text()));
    desktop.window().open(link);  // before anybody is in: it waits for the login
    REQUIRE(desktop.waitInside());
    CHECK(waitFor([&] { return desktop.window().pages()->currentAddress() == link.mid(9); }));
    desktop.program().openFromOutside(QStringLiteral("board/deal"));
    CHECK(waitFor([&] { return desktop.window().pages()->currentAddress() == QStringLiteral("board/deal"); }));
    CHECK_FALSE(desktop.window().isMinimized());
}
