#include <catch2/catch.hpp>

#include "client/model/chronology_model.h"
#include "client/model/record_table_model.h"
#include "tests/client/live/cut_line.h"
#include "tests/client/live/live_client.h"

using namespace kupets;
using namespace kupets::test;

TEST_CASE("a line that breaks loses neither others' changes nor one's own saves, and doubles none") {
    const tests::ServerFixture server;
    CutLine line(net::ServerAddress::parse(toQt(server.tls())).value());
    LiveClient boris(server);
    LiveClient anna(server, line.address());
    const Uuid company = Uuid::make();
    data::Operation operation;
    operation.changes.push_back(
        creation("company", company, {{"name", std::string("Вектор")}, {"city", std::string("Москва")}}));
    boris.commands.save(std::move(operation), &boris.commands, {});
    REQUIRE(boris.idle());

    model::RecordTableModel table(anna.context());
    table.setQuery({.entity = "company", .columns = {"name", "city"}});
    REQUIRE(waitFor([&] { return table.rowOf(company) >= 0; }));
    const std::unique_ptr<data::RecordWatch> watch(anna.records.watch({"company", company}, nullptr));
    REQUIRE(waitFor([&] { return watch->record() != nullptr; }));

    SECTION("what others did meanwhile arrives by the resumed feed") {
        bool reset = false;
        QObject::connect(&anna.connection, &net::Connection::feedReset, &anna.connection, [&] { reset = true; });
        line.cut();
        REQUIRE(waitFor([&] { return anna.connection.state() == net::Connection::State::Reconnecting; }));
        boris.commands.setField("company", {company}, "city", std::string("Казань"), &boris.commands, {});
        REQUIRE(boris.idle());
        line.mend();
        REQUIRE(waitFor([&] { return anna.connection.isOnline(); }));
        REQUIRE(waitFor([&] { return table.index(table.rowOf(company), 1).data().toString() == "Казань"; }));
        REQUIRE(waitFor([&] { return watch->record()->cell("city").value == Value(std::string("Казань")); }));
        CHECK_FALSE(reset);
    }
    SECTION("a save whose answer was lost is done once") {
        line.swallow = true;
        bool saved = false;
        data::Operation rename;
        v1::RecordChange change = creation("company", company, {{"name", std::string("Вектор плюс")}});
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        rename.changes.push_back(change);
        anna.commands.save(std::move(rename), &anna.commands,
                           [&](const Result<data::Saved>& result) { saved = result.has_value(); });
        // The server has done it: the other one sees it, while the answer is lost.
        const std::unique_ptr<data::RecordWatch> theirs(boris.records.watch({"company", company}, nullptr));
        REQUIRE(waitFor([&] {
            return theirs->record() && theirs->record()->cell("name").value == Value(std::string("Вектор плюс"));
        }));
        REQUIRE(waitFor([&] { return line.swallowed > 0; }));
        CHECK_FALSE(saved);
        line.cut();
        line.mend();
        REQUIRE(waitFor([&] { return saved; }));
        model::ChronologyModel chronology(anna.context());
        chronology.setRecord({"company", company});
        REQUIRE(waitFor([&] { return chronology.rowCount() == 2; }));
        settle();
        CHECK(chronology.rowCount() == 2);
        CHECK(anna.refusals.empty());
    }
}

TEST_CASE("a session is taken up by its token, and not after it has ended") {
    const tests::ServerFixture server;
    LiveClient anna(server);
    const net::ServerAddress address = anna.connection.server();
    const QByteArray token = anna.connection.session().token;
    anna.connection.close();
    anna.connection.open(address, net::TokenLogin{token});
    REQUIRE(waitFor([&] { return anna.connection.isOnline(); }));
    CHECK(anna.connection.session().login == "admin");
    anna.connection.logout();
    REQUIRE(waitFor([&] { return anna.connection.state() == net::Connection::State::Offline; }));
    ErrorCode code{};
    QObject::connect(&anna.connection, &net::Connection::loginFailed, &anna.connection,
                     [&](const Error& error) { code = error.code; });
    anna.connection.open(address, net::TokenLogin{token});
    REQUIRE(waitFor([&] { return code != ErrorCode{}; }));
    CHECK((code == ErrorCode::SessionExpired || code == ErrorCode::NotLoggedIn));
    code = {};
    anna.connection.open(address, net::PasswordLogin{"admin", "wrong", "test"});
    REQUIRE(waitFor([&] { return code != ErrorCode{}; }));
    CHECK(code == ErrorCode::WrongPassword);
}
