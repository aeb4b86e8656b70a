// Filters: rows become an expression and come back from it; the bar by keyboard; what rows cannot say stays a formula.
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/data/path.h"
#include "client/view/filter_bar.h"
#include "client/view/filter_conditions.h"
#include "client/view/filter_implied.h"
#include "client/view/filter_panel.h"
#include "client/view/filter_row.h"
#include "client/view/filter_value.h"
#include "client/view/table_formula_edit.h"
#include "common/expr/check.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using namespace kupets::view::filter;

namespace {

std::vector<Value> valuesFor(Is is, const schema::Field& field) {
    switch (asks(is, &field)) {
        case Asks::Text:
            return {std::string("Рога \"и\" копыта")};
        case Asks::Number:
            return {*Decimal::parse("-12.5")};
        case Asks::TwoNumbers:
            return {*Decimal::parse("0.5"), *Decimal::parse("99.25")};
        case Asks::Days:
            return {std::int64_t{90}};
        case Asks::Day:
            return {*Date::fromYmd(2026, 11, 21)};
        case Asks::TwoDays:
            return {*Date::fromYmd(2026, 1, 31), *Date::fromYmd(2026, 11, 21)};
        case Asks::Choice:
            return {field.def.choices(0).value()};
        case Asks::Choices:
            return {field.def.choices(0).value(), field.def.choices(1).value()};
        case Asks::Record:
            return {Uuid::fromName("somebody")};
        case Asks::Nothing:
            break;
    }
    return {};
}

void typeInto(QWidget* widget, const QString& text) {
    for (const QChar c : text) {
        QKeyEvent event(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QCoreApplication::sendEvent(widget, &event);
    }
}

}  // namespace

TEST_CASE("Every condition of every field is a sound expression and comes back as it was") {
    test::FakeHost host;
    int seen = 0;
    for (const auto& entity : host.context().schema->snapshot()->entities())
        for (const auto& field : entity->fields())
            for (const Is is : conditionsFor(field.get())) {
                Part root;
                root.parts.push_back({Condition{field->name(), is, valuesFor(is, *field), {}}, false, {}});
                const std::string text = textOf(root, *entity);
                INFO(entity->name() << "." << field->name() << ": " << text);
                REQUIRE_FALSE(text.empty());
                const auto sound = expr::compile(text, *entity, schema::ValueType::Boolean);
                CHECK(sound.has_value());
                const auto back = read(text, *entity);
                REQUIRE(back);
                REQUIRE(back->parts.size() == 1);
                CHECK(back->parts[0].condition->is == is);
                CHECK(back->parts[0].condition->values == root.parts[0].condition->values);
                CHECK(textOf(*back, *entity) == text);
                ++seen;
            }
    CHECK(seen > 300);
}

TEST_CASE("Groups within groups come back, across references too") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    Part root;
    root.parts.push_back({Condition{"company.city", Is::Contains, {std::string("Моск")}, {}}, false, {}});
    root.parts.push_back({Condition{"expected_close", Is::ThisWeek, {}, {}}, false, {}});
    Part either;
    either.any = true;
    either.parts.push_back({Condition{"owner", Is::Me, {}, {}}, false, {}});
    either.parts.push_back({Condition{"amount", Is::Between, {std::int64_t{1}, std::int64_t{5}}, {}}, false, {}});
    root.parts.push_back(either);
    const std::string text = textOf(root, deal);
    CHECK(expr::compile(text, deal, schema::ValueType::Boolean));
    CHECK(read(text, deal) == root);
    CHECK_FALSE(read("amount * 2 > 5", deal));
    CHECK_FALSE(read("nonsense = 5", deal));
    CHECK(read("", deal)->parts.empty());
    // Rows that are not finished are left out.
    root.parts.push_back({Condition{"name", Is::Contains, {Null{}}, {}}, false, {}});
    CHECK(textOf(root, deal) == text);
}

TEST_CASE("Me and my department are proposed in words, of people and across references") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    const schema::Field* owner = deal.field("owner");
    CHECK(proposalsFor(Is::Equal, owner) == std::vector<Is>{Is::Me, Is::MyDepartment});
    CHECK(proposalsFor(Is::NotEqual, owner) == std::vector<Is>{Is::NotMe});
    CHECK(proposalsFor(Is::Equal, deal.field("company")).empty());
    Part root;
    root.parts.push_back({Condition{"company.owner", Is::MyDepartment, {}, {}}, false, {}});
    CHECK(textOf(root, deal) == "company.owner.department = MY_DEPARTMENT()");
    CHECK(read(textOf(root, deal), deal) == root);  // as it was asked: of the person

    QWidget window;
    view::FilterRow row(host.context(), deal, Condition{"owner", Is::Equal, {Null{}}, {}}, &window);
    window.show();
    QPushButton* mine = nullptr;
    for (auto* button : row.value()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Мой отдел")) mine = button;
    REQUIRE(mine);
    mine->click();
    CHECK(test::waitFor([&] { return row.condition().is == Is::MyDepartment; }));
    CHECK(row.value()->values().empty());
}

TEST_CASE("A new record gets what the filter leaves no choice about, and nothing else") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    const Uuid me = Uuid::fromName("me"), firm = Uuid::fromName("firm");
    const auto implied = [&](const char* filter) {
        const auto root = read(filter, deal);
        REQUIRE(root);
        return impliedValues(*root, deal, {me, "Анна", Uuid::fromName("sales")});
    };
    const std::string ofFirm = "company = ID(\"" + firm.text() + "\")";
    const auto values = implied(("owner = ME() AND name = \"Поставка\" AND amount > 5 AND " + ofFirm).c_str());
    CHECK(values.size() == 3);
    CHECK(values.at("owner") == data::Cell{Value(me), "Анна"});
    CHECK(values.at("name").value == Value(std::string("Поставка")));
    CHECK(values.at("company").value == Value(firm));
    CHECK(implied("owner = ME() OR name = \"Поставка\"").empty());
    CHECK(implied("company.city = \"Тула\"").empty());
    CHECK(implied("owner.department = MY_DEPARTMENT()").empty());
    CHECK(implied("expected_close >= TODAY() AND expected_close < TODAY() + 1").size() == 1);
    CHECK(implied("").empty());
}

TEST_CASE("A filter is made by keys alone, shows as chips and opens again") {
    test::FakeHost host;
    const schema::Entity& company = *host.context().schema->entity("company");
    QWidget window;
    window.resize(1100, 400);
    view::FilterBar bar(host.context(), company, &window);
    bar.resize(1100, 300);
    window.show();
    std::string told;
    QObject::connect(&bar, &view::FilterBar::changed, [&told](const std::string& text) { told = text; });
    bar.setOpen(true);
    REQUIRE(bar.panel()->rows().size() == 1);
    view::FilterRow& row = *bar.panel()->rows().front();
    typeInto(row.field()->lineEdit(), QStringLiteral("Город"));
    QTest::keyClick(row.field()->lineEdit(), Qt::Key_Return);
    CHECK(row.condition().path == "city");
    auto* value = row.value()->findChild<QLineEdit*>();
    REQUIRE(value);
    typeInto(value, QStringLiteral("Моск"));
    REQUIRE(test::waitFor([&] { return told == "CONTAINS(city, \"Моск\")"; }));
    QTest::keyClick(&bar, Qt::Key_Escape);
    CHECK_FALSE(bar.isOpen());
    CHECK(bar.chipTexts() == QStringList{QStringLiteral("Город: содержит «Моск»")});

    bar.setText("revenue * 2 > 100");
    bar.setOpen(true);
    CHECK(bar.isFormula());
    CHECK(bar.edit()->text() == QStringLiteral("revenue * 2 > 100"));
    bar.edit()->setText(QStringLiteral("revenue * > 100"));
    CHECK_FALSE(bar.edit()->isGood());
    CHECK_FALSE(bar.edit()->problem().isEmpty());
    CHECK(bar.edit()->line()->extraSelections().size() == 1);
    bar.edit()->setText(QStringLiteral("ЕПУСТО(city) И revenue > 100"));
    CHECK(bar.edit()->isGood());
    REQUIRE(test::waitFor([&] { return told == "ЕПУСТО(city) И revenue > 100"; }));
    bar.setFormula(false);
    CHECK_FALSE(bar.isFormula());
    CHECK(bar.panel()->rows().size() == 2);
}

TEST_CASE("Tab walks a filter as one reads it, and back") {
    test::FakeHost host;
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* above = new QLineEdit(&window);
    auto* bar = new view::FilterBar(host.context(), *host.context().schema->entity("company"), &window);
    auto* below = new QLineEdit(&window);
    for (QWidget* part : std::initializer_list<QWidget*>{above, bar, below}) column->addWidget(part);
    window.resize(1100, 500);
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const auto focus = [] { return QApplication::focusWidget(); };
    const auto press = [&](int key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(focus(), Qt::Key(key), with); };
    bar->setOpen(true);
    view::FilterRow* row = bar->panel()->rows().front();
    REQUIRE(focus() == row->field());

    // A part of a name is enough, without Enter.
    typeInto(focus(), QStringLiteral("горо"));
    press(Qt::Key_Tab);
    CHECK(row->condition().path == "city");
    CHECK(row->field()->currentText() == QStringLiteral("Город"));
    CHECK(focus() == row->is());
    press(Qt::Key_Tab);
    CHECK(row->value()->isAncestorOf(focus()));
    typeInto(focus(), QStringLiteral("Моск"));
    press(Qt::Key_Tab);
    CHECK(focus() == row->remove());

    // Rows that are made anew, with editors of several controls.
    Part root;
    root.parts.push_back({Condition{"city", Is::Contains, {std::string("Моск")}, {}}, false, {}});
    root.parts.push_back({Condition{"created_at", Is::On, {*Date::fromYmd(2026, 1, 31)}, {}}, false, {}});
    root.parts.push_back({Condition{"kind", Is::OneOf, {std::string("client"), std::string("former")}, {}}, false, {}});
    bar->setText(textOf(root, *host.context().schema->entity("company")));
    REQUIRE(bar->panel()->rows().size() == 3);
    above->setFocus();
    std::vector<QWidget*> there;
    for (int step = 0; step < 40 && focus() != below; ++step) {
        press(Qt::Key_Tab);
        UNSCOPED_INFO(focus()->metaObject()->className() << " " << focus()->accessibleName().toStdString());
        there.push_back(focus());
    }
    REQUIRE(focus() == below);
    std::size_t at = 0;
    for (const view::FilterRow* each : bar->panel()->rows()) {
        REQUIRE(at + 3 < there.size());
        CHECK(there[at++] == each->field());
        CHECK(there[at++] == each->is());
        CHECK(each->value()->isAncestorOf(there[at]));
        while (at < there.size() && each->value()->isAncestorOf(there[at])) ++at;
        REQUIRE(at < there.size());
        CHECK(there[at++] == each->remove());
    }
    CHECK(there[at] == bar->panel()->how());
    for (std::size_t back = there.size() - 1; back-- > 0;) {
        press(Qt::Key_Tab, Qt::ShiftModifier);
        CHECK(focus() == there[back]);
    }
    press(Qt::Key_Tab, Qt::ShiftModifier);
    CHECK(focus() == above);
}
