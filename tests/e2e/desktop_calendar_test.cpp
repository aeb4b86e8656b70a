// The company's working time on the desktop: hours of the week, holidays, an entry that cannot be.
#include <QLineEdit>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/record_table.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

void enter(Desktop& desktop, view::CardPage* card, const char* field, const char* text) {
    auto* line = card->form()->editor(field)->findChild<QLineEdit*>();
    REQUIRE(line);
    line->setFocus();
    line->selectAll();
    desktop.type(QString::fromUtf8(text));
    desktop.press(Qt::Key_Tab);
}

void lookAround(const Desktop::Options& options, const std::string& mark, const std::string& day) {
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* hours = desktop.table("working_hours");
    REQUIRE(hours);
    desktop.rest(400);
    CHECK(hours->table().records().rowCount() == 7);
    desktop.picture("working-hours-" + mark);
    REQUIRE(desktop.table("calendar_day"));
    desktop.rest(400);
    desktop.picture("calendar-days-" + mark);
    const Uuid record = Company::get().find("calendar_day", "day = \"" + day + "\"");
    auto* card = desktop.card("calendar_day", record);
    REQUIRE(card);
    desktop.rest(300);
    enter(desktop, card, "starts", "9:00");
    desktop.press(Qt::Key_S, Qt::ControlModifier);
    desktop.rest(400);
    desktop.picture("calendar-day-wrong-" + mark);
    CHECK(Company::get().text("calendar_day", record, "starts") == "");
    enter(desktop, card, "ends", "15:30");
    desktop.press(Qt::Key_S, Qt::ControlModifier);
    CHECK(waitFor([&] { return Company::get().text("calendar_day", record, "ends") != ""; }));
    desktop.rest(400);
    desktop.picture("calendar-day-" + mark);
}

}  // namespace

TEST_CASE("The working week and the holidays are there, and are changed as any record", "[e2e]") {
    Desktop::Options options = Company::get().options();
    lookAround(options, "light-ru", "2026-11-03");
    options.appearance = ui::Appearance::Dark;
    options.language = data::Language::English;
    lookAround(options, "dark-en", "2026-04-30");
}
