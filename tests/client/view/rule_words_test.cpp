// Rules in words, definitions as the record keeps them, and the constructor's drop-downs: what goes in comes out.
#include "client/view/rules/rule_words.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <google/protobuf/text_format.h>

#include "client/model/rules.h"
#include "client/view/editors/field_editor.h"
#include "client/view/rules/rule_editor.h"
#include "client/view/rules/rule_value_row.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using namespace kupets::view::automation;

namespace {

const Uuid kStage = Uuid::fromName("delivery");
const Uuid kAnna = Uuid::fromName("anna");

Speaker speakerOf(test::FakeHost& host) {
    Speaker speaker;
    speaker.context = host.context();
    speaker.schema = host.context().schema->snapshot().get();
    speaker.title = [](const std::string&, const Uuid& id) {
        return id == kStage ? QStringLiteral("Доставка") : id == kAnna ? QStringLiteral("Анна") : QStringLiteral("…");
    };
    return speaker;
}

v1::RuleDef rule(const std::string& json) {
    const auto read = model::readRule(json);
    REQUIRE(read);
    return *read;
}

std::string delivery() {
    return R"({"entity":"deal","triggers":[{"kind":"ENTERED","fields":["stage"],"value":")" + kStage.text() +
           R"("}],"condition":"amount > 200000","steps":[{"send":{"channel":"sms","to":["contact.phones"],)"
           R"("text":"{contact.name}, заказ {number} в пути"}},{"when":"amount > 1","after":{"amount":2,"unit":"WORKING_HOURS"},)"
           R"("create":{"entity":"task","values":[{"field":"name","text":"Перезвонить"},{"field":"due","moment":{"amount":2,"unit":"HOURS"}}]}}]})";
}

}  // namespace

TEST_CASE("a rule is one sentence, in Russian and in English") {
    {
        test::FakeHost host;
        CHECK(sentence(speakerOf(host), rule(delivery())).toStdString() ==
              std::string("Если «Сделка» переходит на этап «Доставка», и Сумма: больше 200\u00a0000, то: отправить СМС "
                          "(Контакт · Телефоны): «{Контакт · Имя}, заказ {Номер} в пути»; через 2 рабочих "
                          "часа: если Сумма: больше 1: создать: Задача «Перезвонить», Срок — через 2 часа"));
    }
    test::FakeHost host(data::Language::English);
    CHECK(causeWords(speakerOf(host), rule(delivery())) ==
          QStringLiteral("If “Deal” goes to the stage “Доставка”, and Amount: more than 200,000"));
}

TEST_CASE("events, spans and times in words") {
    test::FakeHost host;
    const Speaker speaker = speakerOf(host);
    const schema::Entity& deal = *host.context().schema->entity("deal");
    const auto words = [&](const char* json) {
        return triggerWords(speaker, deal, rule(std::string(R"({"triggers":[)") + json + "]}").triggers(0));
    };
    CHECK(words(R"({"kind":"CREATED"})") == QStringLiteral("создаётся"));
    CHECK(words(R"({"kind":"CHANGED","fields":["amount","stage"]})") == QStringLiteral("меняется (Сумма, Этап)"));
    CHECK(words(R"({"kind":"AT","fields":["expected_close"],"offset":{"amount":-3,"unit":"DAYS"}})") ==
          QStringLiteral("— за 3 дня до «Ожидаемое закрытие»"));
    CHECK(words(R"({"kind":"IDLE","moment":"updated_at","offset":{"amount":365,"unit":"DAYS"}})") ==
          QStringLiteral("— через 365 дней после «Изменено»"));
    CHECK(words(R"({"kind":"PRESSED","value":"Согласовать скидку"})") ==
          QStringLiteral("— нажата кнопка «Согласовать скидку»"));
    CHECK(timesWords("0 8 * * 1-5") == QStringLiteral("с понедельника по пятницу в 8:00"));
    CHECK(timesWords("30 9 * * * skip") == QStringLiteral("каждый рабочий день в 9:30"));
    CHECK(timesWords("0 10 L * *") == QStringLiteral("в последний день месяца в 10:00"));
    CHECK(timesWords("0 9 1 10 * after") ==
          QStringLiteral("каждый год 1 октября в 9:00, в выходной — на следующий рабочий день"));
    CHECK(
        words(
            R"j({"kind":"IDLE","moment":"COALESCE(MAX(tasks.due), created_at)","offset":{"amount":7,"unit":"DAYS"}})j") ==
        QStringLiteral("— через 7 дней после «последнее: Задачи · Срок»"));
    CHECK(conditionWords(speaker, deal, "MONTH(expected_close) = MONTH(TODAY())") ==
          QStringLiteral("МЕСЯЦ(Ожидаемое закрытие) = МЕСЯЦ(СЕГОДНЯ())"));
    CHECK(timesWords("0 10 * * 1") == QStringLiteral("по понедельникам в 10:00"));
    CHECK(accusative(QStringLiteral("Причина отказа")) == QStringLiteral("причину отказа"));
    CHECK(accusative(QStringLiteral("Этап")) == QStringLiteral("этап"));
    CHECK(within(QStringLiteral("ИНН")) == QStringLiteral("ИНН"));
}

TEST_CASE("fields in a text are shown by their labels and kept by their paths") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    const std::string kept = "{contact.name}: {amount * 2} {{ {number}";
    const QString shown = withLabels(deal, host.context(), kept);
    CHECK(shown.contains(QStringLiteral("{Номер}")));
    CHECK(shown.contains(QStringLiteral("{amount * 2}")));
    CHECK(withPaths(deal, host.context(), shown) == kept);
}

TEST_CASE("a definition this program does not know is not taken for an empty one") {
    CHECK_FALSE(model::readRule(R"({"entity":"deal","something_new":1})"));
    CHECK_FALSE(model::readRule("{"));
    const v1::RuleDef def = rule(delivery());
    CHECK(model::writeRule(rule(model::writeRule(def))) == model::writeRule(def));
    CHECK(model::writeRule(def).find("WORKING_HOURS") != std::string::npos);
    CHECK(model::writeRule(def).find("triggers") != std::string::npos);
}

TEST_CASE("a save holds what changed and nothing else") {
    model::RuleRecord before;
    before.id = Uuid::make();
    before.version = 3;
    before.name = QStringLiteral("Доставка");
    before.def = rule(delivery());
    model::RuleRecord after = before;
    CHECK(model::saveOf(&before, after).changes.empty());
    after.enabled = true;
    const data::Operation one = model::saveOf(&before, after);
    REQUIRE(one.changes.size() == 1);
    REQUIRE(one.changes[0].fields_size() == 1);
    CHECK(one.changes[0].fields(0).field() == "enabled");
    CHECK(one.changes[0].base_version() == 3);
    CHECK(model::saveOf(nullptr, after).changes[0].kind() == v1::RecordChange::KIND_CREATE);
}

TEST_CASE("what the constructor shows is what it writes, for every kind of event and step") {
    test::FakeHost host;
    view::RuleDesk desk(host, nullptr);
    QWidget window;
    view::RuleEditor editor(desk, true, &window);
    window.show();
    const char* definitions[] = {
        R"({"entity":"deal","triggers":[{"kind":"CREATED"},{"kind":"CHANGED","fields":["amount"]},{"kind":"DELETED"}],"was":"amount < 5","condition":"amount > 5","on_import":true,"in_save":true,"steps":[{"set":{"values":[{"field":"note","text":"{name}!"},{"field":"amount","value":"15"},{"field":"owner","expression":"owner.manager"},{"field":"status","value":"on_hold"}]}}]})",
        R"({"entity":"deal","triggers":[{"kind":"AT","fields":["expected_close"],"offset":{"amount":-3,"unit":"WORKING_DAYS"}}],"steps":[{"notify":{"whom":["owner","owner.department.head"],"text":"Скоро: {name}"}}]})",
        R"({"entity":"company","triggers":[{"kind":"IDLE","moment":"updated_at","offset":{"amount":365,"unit":"DAYS"}}],"steps":[{"assign":{"field":"owner","pool":"department.name = \"Продажи\"","way":"LEAST_LOADED","load":"city = \"Тула\""}}]})",
        R"({"entity":"deal","triggers":[{"kind":"SCHEDULE","times":"0 8 * * 1"},{"kind":"PRESSED","value":"Жми"}],"steps":[{"send":{"channel":"email","to":["contact.emails"],"address":"a@b.ru","subject":"С","text":"Т"}},{"wait":{"events":[{"kind":"CHANGED","fields":["stage"]}],"at_most":{"amount":2,"unit":"DAYS"},"late":[{"notify":{"whom":["owner"],"text":"Поздно"}}]}},{"ask":{"whom":["owner.manager"],"text":"Скидка?","all":true,"at_most":{"amount":1,"unit":"WORKING_DAYS"},"refused":[{"set":{"values":[{"field":"status","value":"questions"}]}}]}},{"branch":{"condition":"amount > 1","yes":[{"notify":{"whom":["owner"],"text":"Да"}}],"no":[{"notify":{"whom":["owner"],"text":"Нет"}}]}}]})",
    };
    for (const char* json : definitions) {
        model::RuleRecord record;
        record.id = Uuid::make();
        record.name = QStringLiteral("Правило");
        record.def = rule(json);
        editor.setRule(record, false);
        CHECK(model::writeRule(editor.rule().def) == model::writeRule(record.def));
        CHECK_FALSE(editor.isDirty());
    }
}

TEST_CASE("what the server refuses stands beside its part, also in a branch") {
    test::FakeHost host;
    view::RuleDesk desk(host, nullptr);
    QWidget window;
    view::RuleEditor editor(desk, true, &window);
    window.resize(1000, 900);
    window.show();
    model::RuleRecord record;
    record.id = Uuid::make();
    record.name = QStringLiteral("Правило");
    record.def = rule(
        R"({"entity":"deal","triggers":[{"kind":"CREATED"}],"steps":[{"notify":{"whom":["owner"],"text":"1"}},{"branch":{"condition":"amount > 1","yes":[{"set":{"values":[{"field":"note","text":"{x"}]}}]}}]})");
    editor.setRule(record, false);
    Error error{ErrorCode::Required, {}, {}};
    error.fieldPath = "definition.steps[0].notify.whom";
    editor.showRefusal(error);
    REQUIRE(editor.steps()->boxes().size() == 2);
    CHECK_FALSE(editor.steps()->boxes()[0]->problem().isEmpty());
    error.fieldPath = "changes[0].definition.steps[1].branch.yes[0].set.values[0].text";
    editor.showRefusal(error);
    CHECK(editor.steps()->boxes()[0]->problem().isEmpty());
    CHECK(editor.steps()->boxes()[1]->problem().isEmpty());
    const auto inner = editor.steps()->boxes()[1]->findChildren<view::StepBox*>();
    REQUIRE(inner.size() == 1);
    CHECK_FALSE(inner[0]->problem().isEmpty());
    editor.steps()->boxes()[0]->moved(1);
    CHECK(editor.rule().def.steps(0).has_branch());
    CHECK(editor.isDirty());
    editor.steps()->boxes()[0]->removed();
    CHECK(editor.rule().def.steps_size() == 1);
}

TEST_CASE("every example of the product is a whole sentence, and the constructor keeps it as it is") {
    test::FakeHost host;
    view::RuleDesk desk(host, nullptr);
    QWidget window;
    view::RuleEditor editor(desk, true, &window);
    window.show();
    const Speaker speaker = speakerOf(host);
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(KUPETS_SOURCE "/server/automation/templates")) {
        INFO(file.path().filename());
        std::stringstream text;
        text << std::ifstream(file.path()).rdbuf();
        v1::RuleTemplate made;
        REQUIRE(google::protobuf::TextFormat::ParseFromString(text.str(), &made));
        const std::string words = sentence(speaker, made.definition()).toStdString();
        if (qEnvironmentVariableIsSet("KUPETS_SHOW")) printf("%s\n  %s\n", made.title().ru().c_str(), words.c_str());
        for (const char* gap : {": …", "(…)", "«…»", "— …"}) CHECK(words.find(gap) == std::string::npos);
        model::RuleRecord record;
        record.id = Uuid::make();
        record.name = QStringLiteral("Пример");
        record.def = made.definition();
        editor.setRule(record, false);
        CHECK(model::writeRule(editor.rule().def) == model::writeRule(made.definition()));
        ++seen;
    }
    CHECK(seen > 20);
}
