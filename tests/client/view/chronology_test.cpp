// The chronology's own parts: what becomes of written words, and how an entry is laid out.
#include <catch2/catch.hpp>

#include "client/view/chronology_composer.h"
#include "client/view/chronology_look.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using Part = view::ChronologyLook::Part;

namespace {

view::ChronologyLook lookOf(const model::ChronologyEntry& entry, int width = 348, bool expanded = false) {
    view::ChronologyLook::Given given;
    given.entry = std::make_shared<model::ChronologyEntry>(entry);
    given.when = QStringLiteral("14:20");
    given.width = width;
    given.expanded = expanded;
    return view::ChronologyLook(std::move(given));
}

model::ChronologyEntry note(const QString& text) {
    model::ChronologyEntry entry;
    entry.key = {"activity", Uuid::make()};
    entry.headline = QStringLiteral("Заметка");
    entry.title = QStringLiteral("Пропуск");
    entry.text = text;
    return entry;
}

}  // namespace

TEST_CASE("The first line is the title, the rest the text") {
    const view::Written two = view::splitWritten(QStringLiteral("  Пропуск \n\n за день\nпаспорт "), 250);
    CHECK(two.title == QStringLiteral("Пропуск"));
    CHECK(two.text == QStringLiteral("за день\nпаспорт"));
    const view::Written one = view::splitWritten(QStringLiteral("Пропуск"), 250);
    CHECK(one.title == QStringLiteral("Пропуск"));
    CHECK(one.text.isEmpty());
    // A line that is too long is cut at a word in the title and stands whole in the text.
    const QString line = QStringLiteral("Заказчик просит перенести приёмку");
    const view::Written cut = view::splitWritten(line, 20);
    CHECK(cut.title == QStringLiteral("Заказчик просит…"));
    CHECK(cut.text == line);
    CHECK(view::splitWritten(QString(40, u'я'), 20).title.size() == 20);
}

TEST_CASE("A long text is cut to six lines and opens to the whole") {
    test::FakeHost host;
    QStringList lines;
    for (int i = 0; i < 20; ++i) lines << QStringLiteral("Строка %1").arg(i);
    const auto brief = lookOf(note(lines.join(u'\n')));
    CHECK_FALSE(brief.rectOf(Part::More).isEmpty());
    CHECK(lookOf(note(lines.join(u'\n')), 348, true).height() > 2 * brief.height());
    CHECK(lookOf(note(lines.mid(0, 3).join(u'\n'))).rectOf(Part::More).isEmpty());
    // A word without an end does not leave the panel.
    const auto narrow = lookOf(note(QString(400, u'ж')), 200);
    CHECK(narrow.height() < 260);
}

TEST_CASE("What can be pressed in an entry is where it is seen") {
    test::FakeHost host;
    model::ChronologyEntry call = note({});
    call.about = {"deal", Uuid::make()};
    call.aboutTitle = QStringLiteral("Поставка");
    const auto look = lookOf(call);
    CHECK(look.partAt(look.rectOf(Part::Title).center()) == Part::Title);
    CHECK(look.partAt(look.rectOf(Part::About).center()) == Part::About);
    CHECK(look.rectOf(Part::Action).isEmpty());
    CHECK(look.rectOf(Part::About).bottom() < look.height());
    CHECK(look.partAt(QPoint(5, look.height() - 1)) == Part::Body);

    model::ChronologyEntry change;
    change.headline = QStringLiteral("Изменение");
    change.person = QStringLiteral("Анна");
    CHECK_FALSE(lookOf(change).rectOf(Part::Action).isEmpty());
    change.undone = true;
    CHECK(lookOf(change).rectOf(Part::Action).isEmpty());

    model::ChronologyEntry task = note({});
    task.isPlan = task.canFinish = true;
    const auto plan = lookOf(task);
    CHECK(plan.partAt(plan.rectOf(Part::Action).center()) == Part::Action);
}

TEST_CASE("A picture has its room before it has come, and is opened by a click on it") {
    test::FakeHost host;
    view::ChronologyLook::Given given;
    model::ChronologyEntry entry = note(QStringLiteral("Снимок склада"));
    entry.file = Uuid::make();
    entry.fileName = QStringLiteral("склад.png");
    given.entry = std::make_shared<model::ChronologyEntry>(entry);
    given.width = 348;
    const view::ChronologyLook name(given);
    given.picture = true;
    const view::ChronologyLook look(given);
    CHECK(look.height() == name.height() + view::ChronologyLook::kPicture.height() + 6);
    CHECK(look.rectOf(Part::File).height() > view::ChronologyLook::kPicture.height());
    CHECK(look.partAt(look.rectOf(Part::File).center()) == Part::File);

    QImage canvas(348, look.height(), QImage::Format_RGB32);
    canvas.fill(Qt::white);
    QPainter painter(&canvas);
    view::ChronologyLook::State state;
    state.picture = QPixmap(100, 50);
    state.picture.fill(Qt::red);
    look.paint(&painter, {}, state);
    painter.end();
    const QPoint at = look.rectOf(Part::File).topLeft();
    CHECK(canvas.pixelColor(at + QPoint(50, 25)) == QColor(Qt::red));
    CHECK(canvas.pixelColor(at + QPoint(110, 25)) == QColor(Qt::white));  // never blown up
    // In a narrow panel it is made smaller, not cut.
    given.width = 140;
    CHECK(view::ChronologyLook(given).rectOf(Part::File).right() < 140);
}
