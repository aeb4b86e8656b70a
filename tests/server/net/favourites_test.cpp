// A favourite that is set in one window is told to all windows of the person, and to nobody else.
#include <chrono>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/personal.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::ServerFixture;
using tests::WireClient;

v1::FavouriteEvent nextFavourite(WireClient& client) {
    const auto event = client.nextEvent(10s);
    if (!event || event->favourite().empty()) throw std::runtime_error("no favourite is told");
    v1::FavouriteEvent favourite;
    REQUIRE(favourite.ParseFromString(event->favourite()));
    return favourite;
}

}  // namespace

TEST_CASE("a favourite is told to all windows of the person, and to nobody else") {
    ServerFixture server;
    WireClient first(server.tls());
    REQUIRE(first.login("admin", server.password()));
    WireClient second(server.tls());
    REQUIRE(second.login("admin", server.password()));
    const std::string password = "a long enough password";
    tests::addUser(first, "anna", "administrator", password);
    WireClient anna(server.tls());
    REQUIRE(anna.login("anna", password));
    const Uuid company = Uuid::make();
    REQUIRE(tests::save(first, {tests::creation("company", company, {{"name", std::string("Ромашка")}})}));

    v1::SetFavouriteRequest request;
    request.set_entity("company");
    request.set_id(std::string(company.view()));
    for (const bool favourite : {true, false}) {
        request.set_favourite(favourite);
        REQUIRE(first.call<v1::SetFavouriteReply>(v1::METHOD_PERSONAL_SET_FAVOURITE, request));
        for (WireClient* window : {&first, &second}) {
            const v1::FavouriteEvent told = nextFavourite(*window);
            CHECK(told.entity() == "company");
            CHECK(told.id() == request.id());
            CHECK(told.favourite() == favourite);
        }
    }
    request.set_id(std::string(Uuid::make().view()));  // refused: nothing is told
    request.set_favourite(true);
    CHECK_FALSE(first.call<v1::SetFavouriteReply>(v1::METHOD_PERSONAL_SET_FAVOURITE, request));
    CHECK_FALSE(second.nextEvent(300ms));
    CHECK_FALSE(anna.nextEvent(1ms));
}
