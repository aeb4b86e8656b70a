// Ctrl+K: its sections, what fits, and how it is walked and chosen by keys.
#include <QTest>
#include <thread>

#include <catch2/catch.hpp>

#include "client/data/local_store.h"
#include "client/ui/search_field.h"
#include "client/view/palette_rows.h"
#include "client/view/recent_records.h"
#include "client/view/search_popup.h"
#include "kupets/v1/personal.pb.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using namespace kupets::view;

namespace {

PaletteRecord record(const char* entity, const char* title) {
    return {{entity, Uuid::fromName(title)}, QString::fromUtf8(title), {}, {}};
}

command::Actions someActions(int* ran = nullptr) {
    const auto run = [ran] {
        if (ran) ++*ran;
    };
    return {{.id = "new.deal", .text = "Создать: Сделка", .keys = {QKeySequence("Ctrl+N")}, .run = run},
            {.id = "theme.dark", .text = "Тёмная тема", .also = "оформление", .run = run},
            {.id = "widget", .text = "Тёмная только у виджета", .run = {}},
            {.id = "off", .text = "Тёмная недоступная", .enabled = [] { return false; }, .run = run}};
}

QStringList titlesOf(const std::vector<PaletteRow>& rows) {
    QStringList titles;
    for (const PaletteRow& row : rows) titles << row.title;
    return titles;
}

QStringList sectionsOf(const std::vector<PaletteRow>& rows) {
    QStringList sections;
    for (const PaletteRow& row : rows)
        if (!row.section.isEmpty()) sections << row.section;
    return sections;
}

/// What is kept goes by the clock's milliseconds.
void nextMillisecond() {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    while (QDateTime::currentMSecsSinceEpoch() == now) std::this_thread::yield();
}

struct Popup {
    Popup() {
        host.client.peer.on<v1::SearchRequest, v1::SearchReply>(
            v1::METHOD_RECORDS_SEARCH, [this](const v1::SearchRequest& request) -> Result<v1::SearchReply> {
                asked << toQt(request.text());
                v1::SearchReply reply;
                if (request.text() == "dtrnjh") reply.set_instead("вектор");
                for (const char* entity : {"deal", "company", "company"}) {
                    v1::SearchHit& hit = *reply.add_hits();
                    hit.set_entity(entity);
                    hit.set_id(std::string(Uuid::make().view()));
                    hit.set_title("Вектор");
                }
                return reply;
            });
        host.client.peer.on<v1::FavouritesRequest, v1::FavouritesReply>(
            v1::METHOD_PERSONAL_FAVOURITES, [](const v1::FavouritesRequest&) -> Result<v1::FavouritesReply> {
                v1::FavouritesReply reply;
                v1::Favourite& one = *reply.add_favourites();
                one.set_entity("company");
                one.set_id(std::string(Uuid::fromName("Любимая").view()));
                one.set_title("Любимая");
                return reply;
            });
        window.resize(1000, 800);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) throw std::runtime_error("no active window");
        popup = new SearchPopup(host, &window);
        popup->setActions(someActions(&ran));
        popup->open();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(popup->field(), static_cast<Qt::Key>(key), modifiers);
    }
    bool settled() {
        return test::waitFor([this] { return popup->isSettled(); });
    }
    QStringList asked;
    int ran = 0;
    test::FakeHost host;
    QWidget window;
    SearchPopup* popup;
};

}  // namespace

TEST_CASE("With nothing typed: recent and favourite records, then the commands one uses most") {
    const command::Actions actions = someActions();
    PaletteSource source;
    source.recent = {record("deal", "Склад"), record("company", "Вектор")};
    source.favourites = {record("company", "Вектор"), record("contact", "Иванов")};
    source.actions = &actions;
    source.usedActions = {"theme.dark"};
    source.words = {"недавние", "избранное", "команды"};
    const auto rows = paletteRows(source);
    CHECK(sectionsOf(rows) == QStringList{"недавние", "избранное", "команды"});
    CHECK(titlesOf(rows).mid(0, 4) == QStringList{"Склад", "Вектор", "Иванов", "Тёмная тема"});
}

TEST_CASE("What is typed narrows what is here already, on either layout, and hits follow without doubles") {
    const command::Actions actions = someActions();
    PaletteSource source;
    source.recent = {record("deal", "Склад"), record("company", "Вектор")};
    source.hits = {record("company", "Вектор"), record("company", "Вектор-2")};
    source.hits.front().section = "Компании";
    source.actions = &actions;
    source.words = {"недавние", "избранное", "команды"};
    source.typed = "dtrnjh";
    auto rows = paletteRows(source);
    CHECK(titlesOf(rows) == QStringList{"Вектор", "Вектор-2"});
    CHECK(sectionsOf(rows) == QStringList{"недавние", "Компании"});
    source.typed = "> ntvyfz";
    rows = paletteRows(source);
    CHECK(sectionsOf(rows) == QStringList{"команды"});
    CHECK(rows.front().action == "theme.dark");
    source.typed = "оформ";
    source.hits.clear();
    CHECK(titlesOf(paletteRows(source)) == QStringList{"Тёмная тема"});
}

TEST_CASE("Rows are walked by arrows, pages and sections, and chosen by Enter") {
    Popup at;
    REQUIRE(test::waitFor([&] { return at.popup->rows().size() == 3; }));  // a favourite and two commands
    CHECK(at.popup->rows().front().title == "Любимая");
    at.press(Qt::Key_Tab);
    CHECK(at.popup->currentRow() == 1);
    CHECK(at.popup->field()->hasFocus());
    at.press(Qt::Key_Backtab);
    CHECK(at.popup->currentRow() == 0);
    at.press(Qt::Key_PageDown);
    CHECK(at.popup->currentRow() == 2);
    at.press(Qt::Key_Up);
    at.press(Qt::Key_Return);
    CHECK(at.ran == 1);
    CHECK_FALSE(at.popup->isVisible());
}

TEST_CASE("Enter before the hits are there takes the first of them when they come") {
    Popup at;
    QTest::keyClicks(at.popup->field(), "vektor");
    at.press(Qt::Key_Return);
    CHECK(at.host.opened.empty());
    REQUIRE(test::waitFor([&] { return at.host.opened.size() == 1; }));
    CHECK(at.host.opened.front().entity == "deal");
    CHECK(at.asked.last() == "vektor");
}

TEST_CASE("What was searched for in place of what was typed is said") {
    Popup at;
    QTest::keyClicks(at.popup->field(), "dtrnjh");
    REQUIRE(at.settled());
    CHECK(at.popup->insteadText() == "Показано для «вектор»");
    at.popup->field()->setText("вектор");
    REQUIRE(at.settled());
    CHECK(at.popup->insteadText().isEmpty());
}

TEST_CASE("Escape closes and gives the focus back") {
    Popup at;
    auto* line = new QLineEdit(&at.window);
    line->show();
    at.popup->close();
    line->setFocus();
    at.popup->open();
    at.press(Qt::Key_Escape);
    CHECK_FALSE(at.popup->isVisible());
    CHECK(QApplication::focusWidget() == line);
}

TEST_CASE("Records opened lately and commands used most are kept by person") {
    test::FakeHost host;
    data::LocalStore store{QString()};
    data::Context context = host.context();
    context.local = &store;
    store.setOwner("server/anna");
    RecentRecords recent(context);
    const data::RecordKey deal{"deal", Uuid::make()};
    const data::RecordKey company{"company", Uuid::make()};
    recent.opened(deal, "Склад");
    nextMillisecond();
    recent.opened(company, "Вектор");
    REQUIRE(recent.records().size() == 2);
    CHECK(recent.records().front().key == company);
    nextMillisecond();
    recent.opened(deal, "Склад-2");
    REQUIRE(recent.records().size() == 2);
    CHECK(recent.records().front().title == "Склад-2");
    for (const char* id : {"a", "b", "b"}) recent.used(id);
    CHECK(recent.commands() == QStringList{"b", "a"});
    recent.forget(deal);
    CHECK(recent.records().size() == 1);
    store.setOwner("server/boris");
    CHECK(recent.records().empty());
}
