// Rules of automation as an office manager makes them: clicked together in the real window, saved, and seen to fire.
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

#include <catch2/catch.hpp>

#include "client/app/top_bar.h"
#include "client/ui/toggle.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/filter_bar.h"
#include "client/view/filter_panel.h"
#include "client/view/filter_row.h"
#include "client/view/filter_value.h"
#include "client/view/notices/bell.h"
#include "client/view/notices/notice_row.h"
#include "client/view/rules/rule_buttons.h"
#include "client/view/rules/rule_editor.h"
#include "client/view/rules/rule_list.h"
#include "client/view/rules/rule_pipeline.h"
#include "client/view/rules/rule_rehearsal.h"
#include "client/view/rules/rule_runs_dialog.h"
#include "client/view/rules/rule_runs_panel.h"
#include "client/view/rules/rule_templates.h"
#include "client/view/rules/rule_value_row.h"
#include "client/view/rules/rules_page.h"
#include "client/view/rules/why_dialog.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

/// Opens a drop-down and clicks the line with these words.
void pick(QComboBox* box, const QString& words) {
    INFO(words.toStdString());
    const int at = box->findText(words, Qt::MatchFixedString);
    REQUIRE(at >= 0);
    box->showPopup();
    QAbstractItemView* list = box->view();
    const QModelIndex line = box->model()->index(at, box->modelColumn(), box->rootModelIndex());
    list->scrollTo(line);
    QCoreApplication::processEvents();
    QTest::mouseMove(list->viewport(), list->visualRect(line).center());
    QTest::qWait(QApplication::doubleClickInterval() + 20);  // a drop-down takes the click that opened it for no choice
    QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier, list->visualRect(line).center());
    if (box->view()->isVisible()) box->hidePopup();
    REQUIRE((box->currentText() == words || box->currentIndex() == 0));
}

QLineEdit* lineOf(QWidget* widget) { return widget->findChild<QLineEdit*>(); }

struct Making {
    Company& company = Company::get();
    Desktop desktop;
    view::RulesPage* page = nullptr;

    explicit Making(ui::Appearance appearance = ui::Appearance::Light)
        : desktop([&] {
              Desktop::Options options = company.options();
              options.appearance = appearance;
              options.size = {1360, 900};
              return options;
          }()) {
        REQUIRE(desktop.waitInside());
        page = qobject_cast<view::RulesPage*>(desktop.open("rules"));
        REQUIRE(page);
        REQUIRE(waitFor([&] { return page->rules().isLoaded() && !page->desk().people().empty(); }));
    }

    view::RuleEditor& editor() { return *page->editor(); }

    void beginEmpty() {
        desktop.window().activateWindow();
        QTest::mouseClick(page->newButton(), Qt::LeftButton);
        view::RuleTemplates* dialog = nullptr;
        REQUIRE(waitFor([&] {
            dialog = desktop.window().findChild<view::RuleTemplates*>();
            return dialog && dialog->isAnswered();
        }));
        desktop.rest();
        dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/automation_templates.png"));
        dialog->take(0);
        REQUIRE(waitFor([&] { return editor().isNew(); }));
        desktop.rest();
    }

    void name(const QString& words) {
        backToWindow();
        editor().nameLine()->setFocus();
        editor().nameLine()->selectAll();
        desktop.type(words);
    }

    /// Nobody does it without a window manager, after a list or a dialog was closed.
    void backToWindow() {
        desktop.window().activateWindow();
        REQUIRE(waitFor([&] { return desktop.window().isActiveWindow(); }));
    }

    /// Types the title of a record and takes the first hit.
    void reference(view::FieldEditor* field, const QString& title) {
        auto* editor = qobject_cast<view::ReferenceEditor*>(field);
        REQUIRE(editor);
        backToWindow();
        lineOf(editor)->setFocus();
        desktop.type(title);
        REQUIRE(waitFor([&] { return editor->isPicking(); }));
        desktop.rest(400);  // what is offered follows what is typed
        desktop.press(Qt::Key_Return);
        REQUIRE(waitFor([&] { return !editor->isPicking(); }));
    }

    view::StepBox* action(const QString& words) {
        pick(editor().steps()->addBox(), words);
        REQUIRE_FALSE(editor().steps()->boxes().empty());
        backToWindow();
        return editor().steps()->boxes().back();
    }

    /// Saves by the button, and waits until it stands.
    void save() {
        QTest::mouseClick(page->saveButton(), Qt::LeftButton);
        const bool saved = waitFor([&] { return !page->isSaving() && !page->isDirty(); });
        INFO(editor().problems().toStdString());
        INFO(editor().sentence().toStdString());
        REQUIRE(saved);
    }
};

std::string stageOf(Company& company, const std::string& name) {
    const Uuid pipeline =
        *Uuid::parse(company.text("deal", company.find("deal", "stage.kind = \"open\""), "stage.pipeline"));
    const Uuid stage = company.create(
        "stage",
        {{"name", name}, {"pipeline", pipeline}, {"position", std::int64_t{900}}, {"kind", std::string("open")}});
    return stage.text();
}

bool exists(Company& company, const std::string& entity, const std::string& filter) {
    try {
        company.find(entity, filter);
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

TEST_CASE("a deal that comes to Доставка sends the client an SMS, by a rule clicked together") {
    Making making;
    Company& company = making.company;
    const std::string stage = stageOf(company, "Доставка");
    making.beginEmpty();
    making.name(QStringLiteral("СМС о доставке"));
    pick(making.editor().entityBox(), QStringLiteral("Сделка"));
    REQUIRE(making.editor().triggers().size() == 1);
    pick(making.editor().triggers()[0]->kindBox(), QStringLiteral("переходит на"));
    CHECK(making.editor().triggers()[0]->fieldBox()->currentText() == QStringLiteral("Этап"));
    making.reference(making.editor().triggers()[0]->valueEditor(), QStringLiteral("Доставка"));
    view::StepBox* step = making.action(QStringLiteral("Отправить клиенту"));
    auto* text = step->body()->findChildren<QPlainTextEdit*>().back();
    text->setFocus();
    making.desktop.type(QStringLiteral("Заказ {Номер} в пути"));
    CHECK(making.editor().sentence().startsWith(
        QStringLiteral("Если «Сделка» переходит на этап «Доставка», то: отправить СМС (")));
    making.desktop.picture("automation_sms_light");
    making.save();
    making.desktop.rest();
    making.desktop.picture("automation_saved_light");

    const Uuid contact = company.create("contact", {{"name", std::string("Доставкин Пётр Ильич")},
                                                    {"company", company.find("company", "")},
                                                    {"phones", Texts{"+79161234599"}}});
    const Uuid first = company.find("stage", "kind = \"open\"");
    const Uuid deal = company.create("deal", {{"name", std::string("Печь с доставкой")},
                                              {"company", company.find("company", "")},
                                              {"contact", contact},
                                              {"stage", first},
                                              {"amount", Money{Decimal(1000), "RUB"}}});
    const std::string sent = "deal = ID(\"" + deal.text() + "\")";
    CHECK_FALSE(exists(company, "message", sent));
    company.change("deal", deal, "stage", *Uuid::parse(stage));
    REQUIRE(waitFor([&] { return exists(company, "message", sent); }));
    const Uuid message = company.find("message", sent);
    CHECK(company.text("message", message, "channel") == "sms");
    CHECK(company.text("message", message, "state") == "waiting");
    CHECK(company.text("message", message, "recipient").find("9161234599") != std::string::npos);
    CHECK(company.text("message", message, "text") == "Заказ " + company.text("deal", deal, "number") + " в пути");
    making.desktop.table("message");
    making.desktop.picture("automation_outbox_light");

    // What it did stands on its page.
    REQUIRE(making.desktop.open("rules"));
    making.page->tabs()->setCurrentIndex(view::RulesPage::kRuns);
    REQUIRE(waitFor([&] { return making.page->runs()->isAnswered() && !making.page->runs()->lines().empty(); }));
    CHECK(making.page->runs()->lines().front().outcome() == v1::RuleRunLine::DONE);
    making.desktop.picture("automation_runs_light");
}

TEST_CASE("a lead that does not answer becomes a task to call back in two hours") {
    Making making(ui::Appearance::Dark);
    Company& company = making.company;
    making.beginEmpty();
    making.name(QStringLiteral("Недозвон — перезвонить"));
    pick(making.editor().entityBox(), QStringLiteral("Лид"));
    pick(making.editor().triggers()[0]->kindBox(), QStringLiteral("переходит на"));
    CHECK(making.editor().triggers()[0]->fieldBox()->currentText() == QStringLiteral("Состояние"));
    pick(making.editor().triggers()[0]->valueEditor()->findChild<QComboBox*>(), QStringLiteral("Недозвон"));
    view::StepBox* step = making.action(QStringLiteral("Создать задачу или другую запись"));
    auto* rows = step->findChild<view::ValueRows*>();
    REQUIRE(rows);
    REQUIRE(rows->rows().size() >= 2);
    rows->rows()[0]->words()->line()->setFocus();
    making.desktop.type(QStringLiteral("Перезвонить: {Кто обратился}"));
    auto* due = rows->rows()[1]->span();
    REQUIRE(due);
    due->number()->setFocus();
    due->number()->selectAll();
    making.desktop.type(QStringLiteral("2"));
    pick(due->unit(), QStringLiteral("часов"));
    making.desktop.picture("automation_task_dark");
    making.save();

    const Uuid lead =
        company.create("lead", {{"name", std::string("Молчанов Фёдор")}, {"phones", Texts{"+79165550101"}}});
    company.change("lead", lead, "status", std::string("no_answer"));
    const std::string about = "lead = ID(\"" + lead.text() + "\")";
    REQUIRE(waitFor([&] { return exists(company, "task", about); }));
    const Uuid task = company.find("task", about);
    CHECK(company.text("task", task, "name") == "Перезвонить: Молчанов Фёдор");
    CHECK(company.text("task", task, "owner.login") == "admin");
    const auto due_at = Timestamp::parse(company.text("task", task, "due"));
    const auto made_at = Timestamp::parse(company.text("task", task, "created_at"));
    REQUIRE((due_at && made_at));
    CHECK(std::abs(due_at->micros - made_at->micros - 7'200'000'000) < 60'000'000);
    REQUIRE(making.desktop.card("lead", lead));
    making.desktop.rest(500);
    making.desktop.picture("automation_task_made_dark");
}

TEST_CASE("a deal over 200 000 gets the head of sales") {
    Making making;
    Company& company = making.company;
    const Uuid head = company.find("user", "role = \"head\"");
    making.beginEmpty();
    making.name(QStringLiteral("Крупные сделки ведёт начальник"));
    pick(making.editor().entityBox(), QStringLiteral("Сделка"));
    pick(making.editor().triggers()[0]->kindBox(), QStringLiteral("меняется"));
    auto* fields = making.editor().triggers()[0]->findChild<view::ChipsEdit*>();
    REQUIRE(fields);
    pick(fields->addBox(), QStringLiteral("Сумма"));
    CHECK(fields->keys() == QStringList{QStringLiteral("amount")});
    QTest::mouseClick(making.editor().condition()->addButton(), Qt::LeftButton);
    view::FilterBar* bar = making.editor().condition()->bar();
    REQUIRE(bar->panel());
    REQUIRE_FALSE(bar->panel()->rows().empty());
    view::FilterRow* row = bar->panel()->rows().front();
    row->field()->lineEdit()->setFocus();
    making.desktop.type(QStringLiteral("Сумма"));
    making.desktop.press(Qt::Key_Return);
    CHECK(row->condition().path == "amount");
    pick(row->is(), QStringLiteral("больше"));
    lineOf(row->value())->setFocus();
    making.desktop.type(QStringLiteral("200000"));
    view::StepBox* step = making.action(QStringLiteral("Назначить ответственного"));
    auto* people = step->body()->findChild<view::PeopleEdit*>();
    REQUIRE(people);
    pick(people->addBox(), toQt(company.text("user", head, "name")));
    making.desktop.picture("automation_assign_light");
    making.save();
    CHECK(making.editor().rule().def.condition() == "amount > 200000");

    const Uuid deal = company.create("deal", {{"name", std::string("Небольшая пока")},
                                              {"stage", company.find("stage", "kind = \"open\"")},
                                              {"amount", Money{Decimal(1000), "RUB"}}});
    company.change("deal", deal, "amount", Money{Decimal(200'000), "RUB"});
    company.change("deal", deal, "amount", Money{Decimal(200'001), "RUB"});
    REQUIRE(waitFor([&] { return company.text("deal", deal, "owner") == head.text(); }));

    // On the past it does what it just did.
    making.page->tabs()->setCurrentIndex(view::RulesPage::kTrial);
    QTest::mouseClick(making.page->rehearsal()->startButton(), Qt::LeftButton);
    REQUIRE(waitFor([&] { return making.page->rehearsal()->isAnswered(); }));
    INFO(making.page->rehearsal()->words().toStdString());
    CHECK(making.page->rehearsal()->reply().fired() >= 1);
    CHECK(making.page->rehearsal()->words().startsWith(QStringLiteral("За последние 30 дней сработало бы")));
    CHECK(making.page->rehearsal()->list()->topLevelItemCount() >= 1);
    making.desktop.picture("automation_trial_light");
    making.page->tabs()->setCurrentIndex(view::RulesPage::kWhat);

    // It is switched off in the list, and nothing happens any more; Ctrl+Z takes that back.
    const Uuid rule = making.editor().id();
    view::RuleList* list = making.page->ruleList();
    REQUIRE(waitFor([&] { return making.page->rules().find(rule) != nullptr; }));
    const QRect at = list->switchOf(rule);
    REQUIRE_FALSE(at.isEmpty());
    QTest::mouseClick(list->list()->viewport(), Qt::LeftButton, Qt::NoModifier, at.center());
    REQUIRE(waitFor([&] {
        return company.text("rule", rule, "enabled") == "FALSE" || company.text("rule", rule, "enabled") == "false";
    }));
    REQUIRE(making.desktop.window().run(QStringLiteral("undo")));
    REQUIRE(waitFor([&] {
        return company.text("rule", rule, "enabled") != "FALSE" && company.text("rule", rule, "enabled") != "false";
    }));
}

TEST_CASE("what is wrong in a rule is said beside its part") {
    Making making;
    making.beginEmpty();
    QTest::mouseClick(making.page->saveButton(), Qt::LeftButton);
    making.desktop.rest();
    CHECK(making.editor().problems().contains(QStringLiteral("Добавьте хотя бы одно действие")));
    making.name(QStringLiteral("Недоделанное"));
    view::StepBox* step = making.action(QStringLiteral("Сообщить сотруднику"));
    QTest::mouseClick(making.page->saveButton(), Qt::LeftButton);
    REQUIRE(waitFor([&] { return !step->problem().isEmpty(); }));
    making.desktop.picture("automation_wrong_light");
    CHECK(making.editor().isNew());
    making.page->revert();
    CHECK_FALSE(making.page->isDirty());
}

TEST_CASE("rules stand on the stages of a board, and a plus begins one there") {
    Making making;
    Company& company = making.company;
    const Uuid stage = company.find("stage", "kind = \"open\"");
    const std::string name = company.text("stage", stage, "name");
    company.create("rule",
                   {{"name", std::string("Проверить договор")},
                    {"entity", std::string("deal")},
                    {"enabled", true},
                    {"definition", R"({"entity":"deal","triggers":[{"kind":"ENTERED","fields":["stage"],"value":")" +
                                       stage.text() +
                                       R"("}],"steps":[{"notify":{"whom":["owner"],"text":"Проверьте: {name}"}}]})"}});
    making.page = qobject_cast<view::RulesPage*>(making.desktop.open("rules/deal"));
    REQUIRE(making.page);
    view::RulePipeline* pipeline = making.page->pipeline();
    const view::RulePipeline::Column* column = nullptr;
    const auto findColumn = [&] {
        column = nullptr;
        for (int lane = 0; lane < pipeline->laneBox()->count() && !column; ++lane) {
            pipeline->laneBox()->setCurrentIndex(lane);
            for (const auto& each : pipeline->columns())
                if (each.stage.value == stage.text()) column = &each;
        }
        return column != nullptr && column->rules.size() == 1;
    };
    REQUIRE(waitFor(findColumn));
    CHECK(column->stage.name.toStdString() == name);
    making.desktop.rest();
    making.desktop.picture("automation_pipeline_light");
    QTest::mouseClick(column->add, Qt::LeftButton);
    REQUIRE(waitFor([&] { return making.editor().isNew(); }));
    REQUIRE(making.editor().triggers().size() == 1);
    CHECK(making.editor().triggers()[0]->trigger().value() == stage.text());
    making.page->revert();
}

TEST_CASE("a rule has its button on the card, which says what rules did and why") {
    Company& company = Company::get();
    company.create(
        "rule",
        {{"name", std::string("Вернуть в работу")},
         {"entity", std::string("deal")},
         {"enabled", true},
         {"definition", std::string(R"({"entity":"deal","triggers":[{"kind":"PRESSED","value":"Поставить на паузу"}],)"
                                    R"("steps":[{"set":{"values":[{"field":"status","value":"on_hold"}]}},)"
                                    R"({"notify":{"whom":["owner"],"text":"На паузе: {name}"}}]})")}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid deal = company.create("deal", {{"name", std::string("Сделка с кнопкой")},
                                              {"stage", company.find("stage", "kind = \"open\"")},
                                              {"amount", Money{Decimal(500), "RUB"}}});
    view::CardPage* card = desktop.card("deal", deal);
    REQUIRE(card);
    QPushButton* button = nullptr;
    REQUIRE(waitFor([&] {
        for (auto* each : card->findChildren<QPushButton*>())
            if (each->text() == QStringLiteral("Поставить на паузу") && each->isVisible()) button = each;
        return button != nullptr;
    }));
    desktop.rest();
    desktop.picture("automation_button_light");
    QTest::mouseClick(button, Qt::LeftButton);
    REQUIRE(waitFor([&] { return company.text("deal", deal, "status") == "on_hold"; }));
    REQUIRE(card->run(QStringLiteral("card.automation")));
    view::RuleRunsDialog* runs = nullptr;
    REQUIRE(waitFor([&] {
        runs = desktop.window().findChild<view::RuleRunsDialog*>();
        return runs && runs->panel()->isAnswered() && !runs->panel()->lines().empty();
    }));
    desktop.rest();
    runs->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/automation_record_runs.png"));
    const auto changeSet = Uuid::fromBytes(runs->panel()->lines().front().change_set());
    REQUIRE(changeSet);
    runs->accept();
    view::WhyDialog* why = view::WhyDialog::openChange(desktop.window(), *changeSet, &desktop.window());
    REQUIRE(waitFor([&] { return why->isAnswered(); }));
    desktop.rest();
    why->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/automation_why.png"));
    REQUIRE_FALSE(why->lines().isEmpty());
    CHECK(why->lines().front().contains(QStringLiteral("Правило «Вернуть в работу»")));
    why->accept();

    // The notice that the rule sent tells the same.
    desktop.window().topBar()->bell()->click();
    view::NoticeRow* notice = nullptr;
    REQUIRE(waitFor([&] {
        for (auto* each : desktop.window().findChildren<view::NoticeRow*>())
            if (each->notice().text == QStringLiteral("На паузе: Сделка с кнопкой")) notice = each;
        return notice != nullptr;
    }));
    desktop.picture("automation_notice_light");
    notice->button(QStringLiteral("why"))->click();
    view::WhyDialog* again = nullptr;
    REQUIRE(waitFor([&] {
        for (auto* each : desktop.window().findChildren<view::WhyDialog*>())
            if (each != why) again = each;
        return again && again->isAnswered();
    }));
    REQUIRE_FALSE(again->lines().isEmpty());
    CHECK(again->lines().front().contains(QStringLiteral("Правило «Вернуть в работу»")));
    again->accept();
}

TEST_CASE("a rule with branches and approvals opens from its link, also in a small window in the dark") {
    Company& company = Company::get();
    const Uuid rule = company.create(
        "rule",
        {{"name", std::string("Скидки согласуются")},
         {"entity", std::string("deal")},
         {"enabled", false},
         {"definition",
          std::string(
              R"({"entity":"deal","triggers":[{"kind":"CHANGED","fields":["amount"]},{"kind":"IDLE","moment":"updated_at","offset":{"amount":14,"unit":"DAYS"}},)"
              R"({"kind":"AT","fields":["expected_close"],"offset":{"amount":-3,"unit":"WORKING_DAYS"}},{"kind":"SCHEDULE","times":"0 9 * * * skip"}],)"
              R"("condition":"amount > 100000 AND owner.department.name = \"Продажи\"","was":"amount < 5","steps":[)"
              R"({"ask":{"whom":["owner.manager"],"text":"{name}: {amount}?","at_most":{"amount":2,"unit":"WORKING_DAYS"},"refused":[{"notify":{"whom":["owner"],"text":"Нет"}}]}},)"
              R"({"after":{"amount":2,"unit":"WORKING_HOURS"},"branch":{"condition":"amount > 1000000","yes":[{"assign":{"field":"owner","pool":"role = \"manager\"","way":"LEAST_LOADED"}}],"no":[{"set":{"values":[{"field":"status","value":"on_hold"},{"field":"note","text":"Ждём {company}"}]}}]}},)"
              R"({"wait":{"events":[{"kind":"CHANGED","fields":["stage"]}],"at_most":{"amount":5,"unit":"DAYS"},"late":[{"notify":{"whom":["owner"],"text":"Пора"}}]}}]})")}});
    Desktop::Options options = company.options();
    options.appearance = ui::Appearance::Dark;
    options.language = data::Language::English;
    options.size = {1080, 720};
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::RulesPage*>(desktop.open("record/rule/" + rule.text()));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->editor()->id() == rule; }));
    desktop.rest(400);
    CHECK(page->editor()->sentence().startsWith(QStringLiteral("If “Deal” is changed (Amount) or")));
    CHECK_FALSE(page->isDirty());
    desktop.picture("automation_small_dark_en");
    QScrollArea* area = nullptr;
    for (QWidget* at = page->editor(); at && !area; at = at->parentWidget()) area = qobject_cast<QScrollArea*>(at);
    REQUIRE(area);
    CHECK(page->editor()->width() <= area->viewport()->width());
    area->verticalScrollBar()->setValue(650);
    desktop.picture("automation_small_steps_dark_en");
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    desktop.picture("automation_small_end_dark_en");
}
