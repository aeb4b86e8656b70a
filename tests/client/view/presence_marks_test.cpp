#include "client/view/presence_marks.h"

#include <QLabel>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;

TEST_CASE("Colleagues at a record are told by name, those who write otherwise than those who look") {
    test::FakeHost host;
    view::PresenceMarks marks(nullptr);
    CHECK(marks.isHidden());
    marks.showViewers({{Uuid::make(), QStringLiteral("Борис"), {}}, {Uuid::make(), QStringLiteral("Вера"), {"name"}}});
    CHECK_FALSE(marks.isHidden());
    CHECK(marks.words() == QStringLiteral("Смотрит: Борис, Пишет: Вера"));
    marks.showViewers({});
    CHECK(marks.isHidden());
    CHECK(marks.words().isEmpty());
}

TEST_CASE("A field in which somebody writes says who, also on a tab that is built later") {
    test::FakeHost host;
    const schema::Entity& entity = *host.context().schema->entity("company");
    view::CardForm form(host, entity, entity.def().card(), nullptr);
    const form::Draft draft = form::Draft::forNew(host.context().schema->snapshot(), "company");
    form.showDraft(draft);
    const auto says = [&](const char* field) {
        for (const QLabel* label : form.editor(field)->parentWidget()->findChildren<QLabel*>())
            if (label->text() == QStringLiteral("Пишет: Вера")) return true;
        return false;
    };
    form.showWriters({{"name", QStringLiteral("Вера")}, {"inn", QStringLiteral("Вера")}});
    CHECK(says("name"));
    CHECK(says("inn"));
    CHECK_FALSE(says("city"));
    form.showWriters({});
    CHECK_FALSE(says("name"));
    CHECK_FALSE(says("inn"));
}

TEST_CASE("A role's own layout stands before everybody's") {
    test::FakeHost host;
    const schema::Entity& entity = *host.context().schema->entity("company");
    CHECK(&view::layoutOf(entity, QStringLiteral("head")) == &entity.def().card());
    const v1::Layout& manager = view::layoutOf(entity, QStringLiteral("manager"));
    REQUIRE(&manager != &entity.def().card());
    view::CardForm form(host, entity, manager, nullptr);
    CHECK(form.tabs().front() == QStringLiteral("Главное"));
    CHECK_FALSE(form.focusField("okpo"));  // needless to him
    CHECK(form.focusField("inn"));
    CHECK(form.tabs()[form.currentTab()] == QStringLiteral("Реквизиты"));
}
