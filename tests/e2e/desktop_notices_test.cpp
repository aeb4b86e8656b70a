// What people are told: an executor and his head hear of what is overdue in two running programs, once each; the
// centre, what can be done from it, quiet hours, and what came while the program was off.
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimeEdit>

#include <catch2/catch.hpp>

#include "client/app/top_bar.h"
#include "client/view/answers.h"
#include "client/view/card_action_row.h"
#include "client/view/notices/bell.h"
#include "client/view/notices/notice_center.h"
#include "client/view/notices/notice_row.h"
#include "client/view/notices/preferences_dialog.h"
#include "tests/e2e/desktop_company.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

constexpr std::int64_t kSecond = 1'000'000;

Timestamp in(int seconds) { return Timestamp{SystemClock().now().micros + seconds * kSecond}; }

/// Two people of their own for each test: who does it and who is over him.
struct Pair {
    Company& company = Company::get();
    std::string who;
    Uuid head;
    Uuid executor;

    explicit Pair(const std::string& name) : who(name) {
        const auto wire = company.connection();
        head = tests::addUser(*wire, "head_" + name, "head", tests::ServerFixture::password());
        executor = tests::addUser(*wire, "executor_" + name, "manager", tests::ServerFixture::password());
        company.change("user", executor, "manager", Value(head));
        company.change("user", executor, "name", Value(std::string("Исполнитель Ольга")));
        company.change("user", head, "name", Value(std::string("Руководитель Пётр")));
    }
    Desktop::Options options(const char* role) const {
        Desktop::Options options = company.options();
        options.user = std::string(role) + "_" + who;
        return options;
    }
    bool wasTold(const std::string& words) const {
        try {
            return !company.find("notice", "name = \"" + words + "\"").isNil();
        } catch (const std::exception&) {
            return false;
        }
    }
    Uuid task(const std::string& name, std::vector<std::pair<std::string, Value>> more) const {
        more.insert(more.end(), {{"name", name}, {"owner", executor}, {"author", executor}});
        return company.create("task", more);
    }
};

int unread(Desktop& desktop) { return desktop.window().topBar()->bell()->unread(); }

/// As many words as the window says now that hold these.
int said(Desktop& desktop, const QString& words) {
    return static_cast<int>(desktop.window().toasts()->texts().filter(words).size());
}

view::NoticeCenter* center(Desktop& desktop) {
    desktop.window().topBar()->bell()->click();
    desktop.rest(100);
    return desktop.window().findChild<view::NoticeCenter*>();
}

view::NoticeRow* rowWith(view::NoticeCenter& center, const QString& words) {
    for (view::NoticeRow* row : center.rows())
        if (row->notice().text.contains(words)) return row;
    return nullptr;
}

template <typename Dialog>
Dialog* dialogOf(Desktop& desktop) {
    Dialog* found = nullptr;
    waitFor([&] { return (found = desktop.window().findChild<Dialog*>()) != nullptr; });
    return found;
}

}  // namespace

TEST_CASE("a task goes overdue, and whoever has it and his head are told in two running programs") {
    const Pair people("overdue");
    Desktop executor(people.options("executor"));
    Desktop head(people.options("head"));
    REQUIRE(executor.waitInside());
    REQUIRE(head.waitInside());
    REQUIRE(waitFor([&] { return executor.program().notices().isReady() && head.program().notices().isReady(); }));
    const Uuid contact = people.company.create(
        "contact",
        {{"name", std::string("Иван Кузнецов")}, {"phones", Texts{"+79161234567"}}, {"owner", people.executor}});
    const Uuid task = people.task("Отправить договор в «Северный склад»", {{"due", in(2)}, {"contact", contact}});
    REQUIRE(waitFor([&] { return said(executor, QStringLiteral("Просрочена задача: Отправить договор")) == 1; }));
    REQUIRE(waitFor([&] { return said(head, QStringLiteral("просрочена задача «Отправить договор")) == 1; }));
    CHECK(waitFor([&] { return unread(executor) >= 1 && unread(head) == 1; }));
    head.picture("notices_toast_light");

    view::NoticeCenter* theirs = center(head);
    REQUIRE(theirs);
    view::NoticeRow* told = rowWith(*theirs, QStringLiteral("просрочена задача «Отправить договор"));
    REQUIRE(told);
    CHECK(told->notice().text.startsWith(QStringLiteral("Исполнитель Ольга")));
    // He is over her, so he may see the task and close it.
    CHECK(waitFor([&] {
        view::NoticeRow* row = rowWith(*theirs, QStringLiteral("просрочена задача"));
        return row && row->button(QStringLiteral("done"));
    }));
    head.picture("notices_head_light");

    view::NoticeCenter* mine = center(executor);
    REQUIRE(mine);
    REQUIRE(waitFor([&] {
        view::NoticeRow* row = rowWith(*mine, QStringLiteral("Просрочена задача"));
        return row && row->button(QStringLiteral("call")) && row->button(QStringLiteral("done"));
    }));
    executor.picture("notices_executor_light");

    // Done from there, with what came of it; the bell is quiet again.
    rowWith(*mine, QStringLiteral("Просрочена задача"))->button(QStringLiteral("done"))->click();
    auto* dialog = dialogOf<view::AnswerDialog>(executor);
    REQUIRE(dialog);
    dialog->text()->setPlainText(QStringLiteral("Отправила по почте"));
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/answer_light.png"));
    dialog->go()->click();
    CHECK(waitFor([&] { return people.company.text("task", task, "status") == "done"; }));
    CHECK(people.company.text("task", task, "result") == "Отправила по почте");
    CHECK_FALSE(people.company.text("task", task, "done_at").empty());
}

TEST_CASE("a notice is announced once, and what came while the program was off stands in the centre") {
    const Pair people("once");
    QString folder;
    {
        Desktop first(people.options("executor"));
        REQUIRE(first.waitInside());
        REQUIRE(waitFor([&] { return first.program().notices().isReady(); }));
        people.task("Первое дело", {{"remind_at", in(1)}});
        REQUIRE(waitFor([&] { return said(first, QStringLiteral("Напоминание: Первое дело")) == 1; }));
        folder = first.folder();
        Desktop::Options again = people.options("executor");
        again.leftIn = folder;
        Desktop second(again);  // as after a restart: nothing is announced anew
        REQUIRE(second.waitInside());
        REQUIRE(waitFor([&] { return second.program().notices().isReady(); }));
        second.rest(300);
        CHECK(second.window().toasts()->texts().filter(QStringLiteral("Первое дело")).isEmpty());
        CHECK(second.window().toasts()->texts().filter(QStringLiteral("не было")).isEmpty());
        CHECK(unread(second) == first.program().notices().unread());
        again.leftIn = second.folder();
        folder = second.folder();
        people.task("Второе дело", {{"remind_at", in(1)}});
        REQUIRE(waitFor([&] { return said(second, QStringLiteral("Напоминание: Второе дело")) == 1; }));
    }
    people.task("Без меня", {{"remind_at", in(1)}});
    REQUIRE(waitFor([&] { return people.wasTold("Напоминание: Без меня"); }));
    Desktop later(people.options("executor"));
    REQUIRE(later.waitInside());
    REQUIRE(waitFor([&] { return said(later, QStringLiteral("Пока вас не было")) == 1; }));
    view::NoticeCenter* open = center(later);
    REQUIRE(open);
    CHECK(rowWith(*open, QStringLiteral("Напоминание: Без меня")));
    // Later: it goes, and comes again by itself.
    view::NoticeRow* row = rowWith(*open, QStringLiteral("Напоминание: Без меня"));
    const Uuid id = row->notice().id;
    const int before = later.program().notices().unread();
    Q_EMIT row->postponed(in(3));
    CHECK(waitFor([&] { return later.program().notices().unread() == before - 1; }));
    CHECK(waitFor([&] {
        return said(later, QStringLiteral("Напоминание: Без меня")) == 1 && later.program().notices().find(id);
    }));
    open = later.window().findChild<view::NoticeCenter*>();
    REQUIRE(open);
    open->readAllButton()->click();
    CHECK(waitFor([&] { return unread(later) == 0; }));
    later.picture("notices_read_light");
    CHECK(waitFor([&] { return !people.company.text("notice", id, "seen_at").empty(); }));
    // That one has read is nothing to be undone.
    CHECK_FALSE(later.program().commands().canUndo());
}

TEST_CASE("while it is quiet nothing pops up, and an empty centre says what it is for") {
    const Pair people("quiet");
    Desktop desktop(people.options("executor"));
    REQUIRE(desktop.waitInside());
    REQUIRE(waitFor([&] { return desktop.program().notices().isReady(); }));
    view::NoticeCenter* open = center(desktop);
    REQUIRE(open);
    CHECK(open->rows().empty());
    desktop.picture("notices_empty_light");
    open->findChild<QAbstractButton*>(QStringLiteral("preferences"))->click();
    auto* dialog = dialogOf<view::PreferencesDialog>(desktop);
    REQUIRE(dialog);
    dialog->quietBox()->setChecked(true);
    dialog->fromEdit()->setTime(QTime(0, 0));
    dialog->toEdit()->setTime(QTime(23, 59));
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/quiet_hours_light.png"));
    dialog->go()->click();
    REQUIRE(waitFor([&] { return desktop.program().notices().quietHours().has_value(); }));
    people.task("Тихое дело", {{"remind_at", in(1)}});
    REQUIRE(waitFor([&] { return unread(desktop) == 2; }));
    desktop.rest(200);
    CHECK(said(desktop, QStringLiteral("Тихое дело")) == 0);
    CHECK(people.company.text("preference", people.company.find("preference", "user.login = \"executor_quiet\""),
                              "quiet_to") != "");
}

TEST_CASE("a task is accepted, declined with a reason and returned on its card") {
    const Pair people("answers");
    const Uuid task = people.company.create("task", {{"name", std::string("Подготовить смету на стеллажи")},
                                                     {"owner", people.executor},
                                                     {"author", people.head},
                                                     {"effort", Duration{5400}},
                                                     {"repeat", Value(Null{})}});
    Desktop executor(people.options("executor"));
    Desktop head(people.options("head"));
    REQUIRE(executor.waitInside());
    REQUIRE(head.waitInside());
    const auto shown = [](view::CardPage* card, const char* action) {
        auto* row = card->findChild<view::CardActionRow*>();
        QPushButton* button = row ? row->button(action) : nullptr;
        return button && button->isVisible();
    };
    const auto press = [&](view::CardPage* card, const char* action) {
        REQUIRE(waitFor([&] { return shown(card, action); }));
        card->findChild<view::CardActionRow*>()->button(action)->click();
    };
    view::CardPage* mine = executor.card("task", task);
    view::CardPage* theirs = head.card("task", task);
    REQUIRE(mine);
    REQUIRE(theirs);
    press(mine, "accept");
    CHECK(waitFor([&] { return people.company.text("task", task, "status") == "in_progress"; }));
    CHECK(waitFor([&] { return !shown(mine, "accept"); }));
    CHECK_FALSE(shown(theirs, "decline"));
    executor.picture("task_card_light");
    press(mine, "decline");
    auto* dialog = dialogOf<view::AnswerDialog>(executor);
    REQUIRE(dialog);
    CHECK_FALSE(dialog->go()->isEnabled());
    dialog->text()->setPlainText(QStringLiteral("Нет размеров"));
    dialog->go()->click();
    CHECK(waitFor([&] { return people.company.text("task", task, "status") == "declined"; }));
    CHECK(
        waitFor([&] { return said(head, QStringLiteral("Отказ: Подготовить смету на стеллажи. Нет размеров")) == 1; }));
    press(theirs, "return");
    dialog = dialogOf<view::AnswerDialog>(head);
    REQUIRE(dialog);
    dialog->text()->setPlainText(QStringLiteral("Размеры в файле"));
    dialog->go()->click();
    CHECK(waitFor([&] { return people.company.text("task", task, "status") == "returned"; }));
    CHECK(waitFor([&] { return said(executor, QStringLiteral("Вернули на доработку")) == 1; }));
}
