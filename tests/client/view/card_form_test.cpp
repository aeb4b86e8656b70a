// The form tells what the person did and says what is wrong, under the field.
#include "client/view/card_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/view/editors/choice_editors.h"
#include "client/view/editors/field_editor.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;

namespace {

struct Form {
    explicit Form(test::FakeHost& host, const char* name)
        : entity(*host.context().schema->entity(name)),
          draft(form::Draft::forNew(host.context().schema->snapshot(), name)),
          form(host, entity, entity.def().card(), nullptr) {
        QObject::connect(&form, &view::CardForm::edited, &form,
                         [this](const std::string& field, const data::Cell& cell) {
                             draft.set(field, cell);
                             form.showField(draft, field);
                             form.showProblems(draft.problems(), false);
                         });
        form.showDraft(draft);
        form.resize(900, 1600);
        form.show();
    }
    QLineEdit* line(const char* field) { return form.editor(field)->findChild<QLineEdit*>(); }
    void type(const char* field, const QString& text) {
        line(field)->setText(text);
        Q_EMIT line(field)->textEdited(text);
        Q_EMIT line(field)->editingFinished();
    }
    QString message(const char* field) { return form.editor(field)->accessibleDescription(); }

    const schema::Entity& entity;
    form::Draft draft;
    view::CardForm form;
};

}  // namespace

TEST_CASE("What is typed becomes the draft's value") {
    test::FakeHost host;
    Form company(host, "company");
    company.type("name", QStringLiteral("  Ромашка "));
    CHECK(toText(company.draft.value("name")) == "Ромашка");
    company.type("employees", QStringLiteral("1 250"));
    CHECK(company.draft.value("employees") == Value(std::int64_t{1250}));
    company.type("phones", QStringLiteral("8 916 123-45-67"));
    CHECK(company.draft.value("phones") == Value(Texts{"+79161234567"}));
    company.type("revenue", QStringLiteral("1 500 000,50"));
    CHECK(company.draft.value("revenue") == Value(Money{*Decimal::parse("1500000.50"), "RUB"}));
    company.type("city", QStringLiteral("Тверь"));
    company.type("city", QString());
    CHECK(isNull(company.draft.value("city")));
}

TEST_CASE("What is no value is said under the field, and the draft keeps the last good one") {
    test::FakeHost host;
    Form company(host, "company");
    company.type("employees", QStringLiteral("10"));
    CHECK(company.message("employees").isEmpty());
    company.type("employees", QStringLiteral("много"));
    CHECK_FALSE(company.message("employees").isEmpty());
    CHECK(company.form.hasRefusals());
    CHECK(company.draft.value("employees") == Value(std::int64_t{10}));
    company.type("employees", QStringLiteral("11"));
    CHECK(company.message("employees").isEmpty());
    CHECK_FALSE(company.form.hasRefusals());
    company.type("inn", QStringLiteral("123"));
    CHECK_FALSE(company.message("inn").isEmpty());
}

TEST_CASE("A required field complains when it was left empty, or when saving, but not before") {
    test::FakeHost host;
    Form company(host, "company");
    company.form.showProblems(company.draft.problems(), false);
    CHECK(company.message("name").isEmpty());
    company.form.showProblems(company.draft.problems(), true);
    CHECK(company.message("name").contains(QStringLiteral("Название")));
}

TEST_CASE("A choice is offered in its own words and stored by its code") {
    test::FakeHost host;
    Form company(host, "company");
    auto* box = company.form.editor("category")->findChild<QComboBox*>();
    REQUIRE(box);
    REQUIRE(box->count() == 4);
    box->setCurrentIndex(2);
    Q_EMIT box->activated(2);
    CHECK(company.draft.value("category") == Value(std::string("b")));
    box->setCurrentIndex(0);
    Q_EMIT box->activated(0);
    CHECK(isNull(company.draft.value("category")));
}
