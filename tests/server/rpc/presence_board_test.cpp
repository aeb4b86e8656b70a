#include "server/rpc/presence_board.h"

#include <catch2/catch.hpp>

#include "server/access/roles.h"
#include "server/access/scope_builder.h"

namespace {

using namespace kupets;
using rpc::PresenceBoard;
using rpc::PresentAt;

const Uuid kAnna = Uuid::fromName("Anna"), kBoris = Uuid::fromName("Boris");
const PresentAt kDeal{"deal", Uuid::fromName("deal")};
const PresentAt kOther{"deal", Uuid::fromName("other")};

const schema::Snapshot& snapshot() {
    static const auto registry = schema::Registry::load(schema::embedded::entities()).value();
    static const auto current = registry->current()->snapshot;
    return *current;
}

PresenceBoard::Person person(const Uuid& user, const char* name, const char* hidden = nullptr) {
    v1::RoleDef role = *access::findRole(access::productRoles(), "manager");
    if (hidden != nullptr) role.add_hidden_fields(hidden);
    return {user, name, access::ScopeBuilder::forUser(role, user, {})};
}

struct Board : PresenceBoard {
    int a = 0, a2 = 0, b = 0;  // sessions: two of Anna's, one of Boris's
    std::vector<std::string> names(const int& session, const PresentAt& record = kDeal) const {
        std::vector<std::string> out;
        const v1::PresenceEvent event = this->event(&session, record, snapshot());
        for (const v1::Viewer& viewer : event.viewers()) out.push_back(viewer.name());
        return out;
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Board, "the others are shown, each once, oneself never") {
    watch(&a, person(kAnna, "Анна"), {{kDeal, {}}}, {10});
    watch(&b, person(kBoris, "Борис"), {{kDeal, {"name"}}, {kOther, {}}}, {20});
    CHECK(names(a) == Names{"Борис"});
    CHECK(names(b) == Names{"Анна"});
    CHECK(names(b, kOther).empty());
    watch(&a2, person(kAnna, "Анна"), {{kDeal, {"amount"}}}, {30});
    CHECK(names(a) == Names{"Борис"});
    CHECK(names(a2) == Names{"Борис"});
    const auto seen = event(&b, kDeal, snapshot());
    REQUIRE(seen.viewers_size() == 1);
    CHECK(seen.viewers(0).since() == 10);
    REQUIRE(seen.viewers(0).editing_size() == 1);
    CHECK(seen.viewers(0).editing(0) == "amount");
    CHECK(reply(&b, snapshot()).present_size() == 1);
    CHECK(names(a, kOther).empty());  // whoever is not there is told nothing

    CHECK(hasCompany(&a));
    forget(&a);
    CHECK(names(b) == Names{"Анна"});
    forget(&a2);
    CHECK(names(b).empty());
    CHECK_FALSE(hasCompany(&b));
    CHECK_FALSE(hasCompany(&a));
}

TEST_CASE_METHOD(Board, "what changed is told to those who are there, and once only") {
    watch(&a, person(kAnna, "Анна"), {{kDeal, {}}}, {10});
    watch(&b, person(kBoris, "Борис"), {{kDeal, {}}, {kOther, {}}}, {20});
    auto changes = takeChanged();
    CHECK(changes.at(&a) == std::vector<PresentAt>{kDeal});
    CHECK(changes.at(&b).size() == 2);
    CHECK_FALSE(changed());
    const auto first = event(&a, kDeal, snapshot());
    CHECK(isNews(&a, kDeal, first));
    CHECK_FALSE(isNews(&a, kDeal, first));
    CHECK_FALSE(isNews(&b, kOther, event(&b, kOther, snapshot())));  // nobody, and nobody was told of

    watch(&b, person(kBoris, "Борис"), {{kDeal, {}}, {kOther, {}}}, {30});
    CHECK_FALSE(changed());
    watch(&b, person(kBoris, "Борис"), {{kDeal, {"name"}}}, {40});
    CHECK(takeChanged().contains(&a));
    CHECK(event(&a, kDeal, snapshot()).viewers(0).since() == 20);
    leave(&b, kDeal);
    CHECK(takeChanged().contains(&a));
    CHECK(isNews(&a, kDeal, event(&a, kDeal, snapshot())));
}

TEST_CASE_METHOD(Board, "fields that one may not see are not named") {
    watch(&a, person(kAnna, "Анна", "deal.amount"), {{kDeal, {}}}, {10});
    watch(&b, person(kBoris, "Борис"), {{kDeal, {"amount", "name", "no_such"}}}, {20});
    const auto seen = event(&a, kDeal, snapshot());
    REQUIRE(seen.viewers(0).editing_size() == 1);
    CHECK(seen.viewers(0).editing(0) == "name");
}
