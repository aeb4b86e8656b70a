// The chronology of a card as a person uses it: reads it, narrows it, writes a note and a call, ticks a task off.
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <optional>

#include <catch2/catch.hpp>

#include "client/model/chronology_model.h"
#include "client/ui/chip.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/editors/field_editor.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;
using Part = view::ChronologyLook::Part;

namespace {

struct Feed {
    explicit Feed(view::CardPage& page) : panel(*page.chronology()), model(panel.chronology()) {}

    int rowOf(const QString& title) const {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.entry(row).title == title && !model.entry(row).isChange()) return row;
        return -1;
    }
    bool settled() const { return model.isOpen() && !model.isLoading(); }
    QToolButton* button(const QString& name) const {
        for (QToolButton* each : panel.findChildren<QToolButton*>())
            if (each->isVisible() && each->accessibleName() == name) return each;
        return nullptr;
    }
    /// In the popover of the filter.
    QCheckBox* box(const QString& kind) const {
        for (QCheckBox* each : panel.window()->findChildren<QCheckBox*>())
            if (each->isVisible() && each->text() == kind) return each;
        return nullptr;
    }
    void click(int row, Part part) {
        const QPoint at = panel.view().placeOf(row, part).center();
        QTest::mouseMove(panel.view().viewport(), at);
        QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, Qt::NoModifier, at);
    }

    view::ChronologyPanel& panel;
    model::ChronologyModel& model;
};

/// A deal's card, and its chronology once it is there.
struct OpenDeal {
    explicit OpenDeal(const std::string& name) : OpenDeal(Company::get().find("deal", "name = \"" + name + "\"")) {}
    explicit OpenDeal(const Uuid& deal) : id(deal) {
        REQUIRE(desktop.waitInside());
        card = desktop.card("deal", id);
        REQUIRE(card);
        feed.emplace(*card);
        REQUIRE(waitFor([&] { return feed->settled(); }));
    }

    Company& company = Company::get();
    Uuid id;
    Desktop desktop{Company::get().options()};
    view::CardPage* card = nullptr;
    std::optional<Feed> feed;
};

}  // namespace

TEST_CASE("A deal's chronology holds its calls, letters, tasks and changes, and is narrowed by kind", "[e2e]") {
    OpenDeal deal("Стеллажи для склада в Шушарах");
    Desktop& desktop = deal.desktop;
    Feed& feed = *deal.feed;
    REQUIRE(waitFor([&] { return feed.settled() && feed.model.rowCount() >= 5; }));
    CHECK(feed.model.entry(0).title == QStringLiteral("Перезвонить Лосеву по скидке"));
    CHECK(feed.model.entry(0).isPlan);
    const int call = feed.rowOf(QStringLiteral("Звонок: обсудили потребность"));
    const int letter = feed.rowOf(QStringLiteral("Отправлено КП"));
    REQUIRE(call > 0);
    REQUIRE(letter > 0);
    CHECK(letter < call);
    CHECK(feed.model.entry(call).facts.join(u' ').contains(QStringLiteral("12")));
    desktop.picture("chronology-deal");

    const int all = feed.model.rowCount();
    feed.button(QStringLiteral("Выбрать, что показано"))->click();
    REQUIRE(feed.box(QStringLiteral("Письмо")));
    desktop.picture("chronology-filter");
    feed.box(QStringLiteral("Письмо"))->click();
    CHECK(waitFor([&] { return feed.settled() && feed.model.rowCount() == 1; }));
    CHECK(feed.model.entry(0).title == QStringLiteral("Отправлено КП"));
    feed.box(QStringLiteral("Встреча"))->click();
    CHECK(waitFor([&] { return feed.settled() && feed.model.rowCount() == 1; }));
    feed.box(QStringLiteral("Письмо"))->click();
    CHECK(waitFor([&] { return feed.settled() && feed.model.rowCount() == 0; }));
    desktop.press(Qt::Key_Escape);
    desktop.picture("chronology-nothing");
    for (ui::Chip* chip : feed.panel.findChildren<ui::Chip*>())
        if (chip->isVisible() && chip->text() == QStringLiteral("Встреча")) QTest::keyClick(chip, Qt::Key_Delete);
    CHECK(waitFor([&] { return feed.model.rowCount() == all; }));

    feed.click(feed.rowOf(QStringLiteral("Отправлено КП")), Part::Title);
    CHECK(waitFor([&] { return desktop.window().pages()->currentAddress().startsWith("record/activity/"); }));
}

TEST_CASE("A note and a call are written where one reads, and stand there at once", "[e2e]") {
    OpenDeal deal("Склад в Кстове, 1-я очередь");
    Company& company = deal.company;
    Desktop& desktop = deal.desktop;
    Feed& feed = *deal.feed;
    for (QPushButton* button : feed.panel.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Написать заметку…")) QTest::mouseClick(button, Qt::LeftButton);
    desktop.type(QStringLiteral("Пропуск на склад"));
    CHECK(deal.card->isDirty());  // words that a closed window would lose
    QTest::keyClick(feed.panel.composer().text(), Qt::Key_Return);
    desktop.type(QStringLiteral("Заказывать за день, паспорт водителя нужен."));
    desktop.picture("chronology-note");
    desktop.press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return feed.rowOf(QStringLiteral("Пропуск на склад")) >= 0; }));
    const model::ChronologyEntry note = feed.model.entry(feed.rowOf(QStringLiteral("Пропуск на склад")));
    CHECK(note.text == QStringLiteral("Заказывать за день, паспорт водителя нужен."));
    CHECK(note.headline == QStringLiteral("Заметка"));
    CHECK(company.text("activity", note.key.id, "deal.name") == "Склад в Кстове, 1-я очередь");
    CHECK(waitFor([&] { return !deal.card->isDirty(); }));

    REQUIRE(feed.button(QStringLiteral("Создать: Звонок")));
    feed.button(QStringLiteral("Создать: Звонок"))->click();
    desktop.type(QStringLiteral("Ждут машину в среду"));
    view::FieldEditor* length = feed.panel.composer().editor("length");
    REQUIRE(length);
    length->setFocus();
    desktop.type(QStringLiteral("15 мин"));
    auto* direction = feed.panel.composer().editor("direction")->findChild<QComboBox*>();
    direction->setCurrentIndex(direction->findText(QStringLiteral("Входящее")));
    Q_EMIT direction->activated(direction->currentIndex());
    desktop.picture("chronology-call");
    QTest::mouseClick(feed.panel.composer().saveButton(), Qt::LeftButton);
    REQUIRE(waitFor([&] { return feed.rowOf(QStringLiteral("Ждут машину в среду")) >= 0; }));
    const Uuid call = feed.model.entry(feed.rowOf(QStringLiteral("Ждут машину в среду"))).key.id;
    CHECK(company.text("activity", call, "kind") == "call");
    CHECK(company.text("activity", call, "direction") == "in");
    CHECK(company.text("activity", call, "length") == "900");

    // It is also on the card of the deal's company, by the deal.
    const Uuid firm = company.find("company", "name = \"ТрансВолга\"");
    view::CardPage* other = desktop.card("company", firm);
    REQUIRE(other);
    Feed theirs(*other);
    REQUIRE(waitFor([&] { return theirs.settled() && theirs.rowOf(QStringLiteral("Ждут машину в среду")) >= 0; }));
    CHECK(theirs.model.entry(theirs.rowOf(QStringLiteral("Ждут машину в среду"))).about.id == deal.id);
    desktop.picture("chronology-company");
    desktop.window().undo();
    CHECK(waitFor([&] { return theirs.rowOf(QStringLiteral("Ждут машину в среду")) < 0; }));
}

TEST_CASE("What is refused stays in the composer, with the reason", "[e2e]") {
    OpenDeal deal("Учительская");
    Desktop& desktop = deal.desktop;
    Feed& feed = *deal.feed;
    view::ChronologyComposer& composer = feed.panel.composer();
    for (int kind = 0; kind < static_cast<int>(composer.kinds().size()); ++kind)
        if (composer.kinds()[static_cast<std::size_t>(kind)].code == "meeting") composer.open(kind);
    const QString subject = QStringLiteral("Встреча в день, которого нет");
    composer.text()->setPlainText(subject);
    auto* when = composer.editor("happened_at")->findChild<QLineEdit*>();
    when->setFocus();
    const auto saveAt = [&](const QString& moment) {
        when->selectAll();
        desktop.type(moment);
        composer.save();
    };
    saveAt(QStringLiteral("31.02.2026 10:00"));
    desktop.rest(300);
    desktop.picture("chronology-refused");
    CHECK(composer.text()->toPlainText() == subject);
    CHECK(feed.rowOf(subject) < 0);
    saveAt(QStringLiteral("28.02.2026 10:00"));
    REQUIRE(waitFor([&] { return feed.rowOf(subject) >= 0; }));
    CHECK(composer.text()->toPlainText().isEmpty());
    desktop.window().undo();
    CHECK(waitFor([&] { return feed.rowOf(subject) < 0; }));
}

TEST_CASE("A task is ticked off in the chronology, and the toast takes it back", "[e2e]") {
    OpenDeal deal("Мебель в лабораторию");
    Company& company = deal.company;
    Desktop& desktop = deal.desktop;
    Feed& feed = *deal.feed;
    const QString name = QStringLiteral("Выслать каталог");
    REQUIRE(waitFor([&] { return feed.settled() && feed.rowOf(name) == 0; }));
    const Uuid task = feed.model.entry(0).key.id;
    desktop.rest(200);
    feed.click(0, Part::Action);
    REQUIRE(waitFor([&] { return company.text("task", task, "status") == "done"; }));
    CHECK(waitFor([&] { return feed.rowOf(name) >= 0 && !feed.model.entry(feed.rowOf(name)).isPlan; }));
    desktop.picture("chronology-done");
    REQUIRE(waitFor([&] { return !desktop.window().toasts()->texts().isEmpty(); }));
    for (QPushButton* button : desktop.window().toasts()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Отменить")) button->click();
    CHECK(waitFor([&] { return company.text("task", task, "status") == "open"; }));
    CHECK(waitFor([&] { return feed.rowOf(name) == 0 && feed.model.entry(0).isPlan; }));
}

TEST_CASE("What others write comes without moving what is read, and a long chronology goes both ways", "[e2e]") {
    Company& company = Company::get();
    const Uuid deal = company.find("deal", "name = \"Классы информатики\"");
    for (int i = 0; i < 150; ++i)
        company.create("activity", {{"subject", "Событие " + std::to_string(i)},
                                    {"kind", std::string("note")},
                                    {"deal", deal},
                                    {"happened_at", Timestamp{1'700'000'000'000'000 + i * 86'400'000'000}}});
    OpenDeal opened(deal);
    Desktop& desktop = opened.desktop;
    Feed& feed = *opened.feed;
    REQUIRE(waitFor([&] { return feed.settled() && feed.model.rowCount() > 30; }));
    view::ChronologyView& list = feed.panel.view();
    desktop.rest(200);
    list.verticalScrollBar()->setValue(700);
    desktop.rest(200);
    const QModelIndex read = list.indexAt(QPoint(10, list.height() / 2));
    const QPersistentModelIndex held = read;
    const int y = list.visualRect(read).top();
    company.create("activity", {{"subject", std::string("Только что")},
                                {"kind", std::string("note")},
                                {"deal", deal},
                                {"happened_at", SystemClock().now()}});
    REQUIRE(waitFor([&] { return feed.rowOf(QStringLiteral("Только что")) >= 0; }));
    desktop.rest(100);
    CHECK(list.visualRect(held).top() == y);

    for (int step = 0; step < 60 && feed.rowOf(QStringLiteral("Событие 0")) < 0; ++step) {
        list.verticalScrollBar()->setValue(list.verticalScrollBar()->maximum());
        desktop.rest(40);
    }
    CHECK(feed.rowOf(QStringLiteral("Событие 0")) > 100);
    desktop.picture("chronology-long");

    // A day long ago: from there one goes up as well as down.
    feed.model.openAt(Timestamp{1'700'000'000'000'000 + 40 * 86'400'000'000});
    REQUIRE(waitFor([&] { return feed.settled() && !feed.model.isAtNewest(); }));
    for (int step = 0; step < 60 && feed.rowOf(QStringLiteral("Только что")) < 0; ++step) {
        list.verticalScrollBar()->setValue(0);
        desktop.rest(40);
    }
    CHECK(feed.rowOf(QStringLiteral("Только что")) >= 0);
    CHECK(feed.rowOf(QStringLiteral("Событие 30")) > 0);
}
