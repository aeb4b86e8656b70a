// How a table is looked at: kept as JSON, cleaned of what is not there any more, and told changed from its saved form.
#include <catch2/catch.hpp>

#include "client/view/view_state.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using view::ViewState;

TEST_CASE("A view survives its JSON, and loses what the schema does not have") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    v1::TableView shown;
    shown.set_filter("amount > 5");
    shown.add_columns()->set_path("company.city");
    shown.add_columns()->set_path("=amount * 2");
    shown.add_group_by("stage");
    shown.set_density(v1::TableView::DENSITY_ROOMY);
    const auto back = ViewState::fromJson(ViewState::toJson(shown));
    REQUIRE(back);
    CHECK(back->SerializeAsString() == shown.SerializeAsString());
    CHECK(ViewState::cleaned(shown, deal).SerializeAsString() == shown.SerializeAsString());
    CHECK_FALSE(ViewState::fromJson("{nonsense"));

    shown.add_columns()->set_path("gone");
    shown.add_sort()->set_path("gone.too");
    shown.set_filter("gone = 5");
    const v1::TableView clean = ViewState::cleaned(shown, deal);
    CHECK(clean.columns_size() == 2);
    CHECK(clean.sort().empty());
    CHECK(clean.filter().empty());
}

TEST_CASE("A view tells that it was changed, goes back, and is there again") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    ViewState state(host, deal, nullptr);
    CHECK_FALSE(state.isChanged());
    view::SavedView saved{Uuid::make(), 1, QStringLiteral("Крупные"), {}, false, {}, {}};
    saved.definition.set_filter("amount > 5");
    state.show(saved);
    CHECK_FALSE(state.isChanged());
    state.edit([](v1::TableView& now) { now.set_favourites(true); });
    CHECK(state.isChanged());
    CHECK(state.query("трубы").favourites);
    CHECK(state.query("трубы").filter == "amount > 5");

    ViewState again(host, deal, nullptr);
    again.restore();
    CHECK(again.shown().favourites());
    CHECK(again.lastView() == saved.id);
    state.reset();
    CHECK_FALSE(state.isChanged());
    CHECK_FALSE(state.shown().favourites());
}
