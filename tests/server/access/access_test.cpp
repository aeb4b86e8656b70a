// Users, passwords and sessions against a real database.
#include "server/access/access.h"

#include <catch2/catch.hpp>

#include "server/db/migrations.h"
#include "server/schema/registry.h"
#include "tests/support/database_fixture.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using access::Reach;
using tests::runAwaitable;

struct FakeClock final : Clock {
    Timestamp now() const override { return time; }
    void pass(std::chrono::seconds span) { time.micros += std::chrono::microseconds(span).count(); }
    Timestamp time = Timestamp::parse("2026-11-21T12:00:00Z").value();
};

const std::string kRight = "длинный правильный пароль", kWrong = "длинный неверный пароль";
const std::string kHome = "192.0.2.1", kStrange = "192.0.2.66";

schema::Registry& registry() {
    static const auto registry = schema::Registry::load(schema::embedded::entities()).value();
    return *registry;
}

std::string emptyBase() {
    return tests::preparedTemplate("access", [](db::Database& database) {
        runAwaitable(db::migrate(database, db::within(30s))).value();
        runAwaitable(registry().apply(database, db::within(30s))).value();
    });
}

struct Fixture {
    tests::TestDatabase database{emptyBase()};
    FakeClock clock;
    access::Access access{*database, clock, options()};
    std::vector<Uuid> ended;
    Uuid anna = addUser("Анна", "Anna", "manager");

    Fixture() {
        access.onSessionsEnded(
            [this](std::span<const Uuid> sessions) { ended.insert(ended.end(), sessions.begin(), sessions.end()); });
        REQUIRE(runAwaitable(access.setCredentials(anna, kRight, false, Uuid{}, soon())));
    }
    static access::Options options() {
        access::Options options;
        options.hashPasses = 1;
        options.hashMemory = 8 * 1024;
        return options;
    }
    static db::Deadline soon() { return db::within(20s); }

    void sql(std::string text, db::Params params = {}) {
        runAwaitable(database->run({std::move(text), std::move(params)}, soon())).value();
    }
    Uuid addUser(const std::string& name, const std::string& login, const std::string& role,
                 std::optional<Uuid> department = {}) {
        const Uuid id = Uuid::make();
        db::Params params;
        params.add(id).add(name).add(login).add(role);
        department ? params.add(*department) : params.addNull();
        sql("INSERT INTO data.\"user\" (id, version, created_at, updated_at, name, login, role, active, department) "
            "VALUES ($1::uuid, 1, now(), now(), $2, $3, $4, true, $5::uuid)",
            params);
        return id;
    }
    Uuid addDepartment(const std::string& name, std::optional<Uuid> parent = {}) {
        const Uuid id = Uuid::make();
        db::Params params;
        params.add(id).add(name);
        parent ? params.add(*parent) : params.addNull();
        sql("INSERT INTO data.department (id, version, created_at, updated_at, name, parent) "
            "VALUES ($1::uuid, 1, now(), now(), $2, $3::uuid)",
            params);
        return id;
    }
    Result<access::LoggedIn> logIn(const std::string& password, const std::string& login = "Anna",
                                   const std::string& address = kHome) {
        return runAwaitable(access.logIn(login, password, "test", address, soon()));
    }
    ErrorCode refused(const std::string& password, const std::string& login = "Anna",
                      const std::string& address = kHome) {
        auto result = logIn(password, login, address);
        return result ? ErrorCode{} : result.error().code;
    }
    Result<access::LoggedIn> resume(const std::string& token) {
        return runAwaitable(access.resume(token, kHome, soon()));
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the right password opens a session, which its token opens again") {
    const auto who = logIn(kRight, "ANNA").value();
    CHECK(who.user == anna);
    CHECK(who.name == "Анна");
    CHECK(who.role == "manager");
    CHECK(who.token.size() == 32);
    CHECK(!who.mustChangePassword);
    const auto again = resume(who.token).value();
    CHECK(again.session == who.session);
    CHECK(again.user == anna);
    const auto sessions = runAwaitable(access.sessions(anna, soon())).value();
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].device == "test");
    CHECK(sessions[0].address == kHome);
    CHECK(sessions[0].userName == "Анна");
}

TEST_CASE_METHOD(Fixture, "neither passwords nor tokens are in the database") {
    const auto who = logIn(kRight).value();
    const auto rows =
        runAwaitable(
            database->run({"SELECT c.hash, s.token_hash = $1::bytea FROM kupets.credential c, kupets.session s",
                           db::Params().add("\\x" + std::string(64, '0'))},
                          soon()))
            .value();
    CHECK(rows.text(0, 0).starts_with("$argon2id$"));
    CHECK(rows.text(0, 0).find(kRight) == std::string_view::npos);
    CHECK(!rows.boolean(0, 1));
}

TEST_CASE_METHOD(Fixture, "a wrong password and a login that does not exist are refused alike") {
    CHECK(refused(kWrong) == ErrorCode::WrongPassword);
    CHECK(refused(kWrong, "nobody") == ErrorCode::WrongPassword);
    CHECK(refused("") == ErrorCode::WrongPassword);
    CHECK(refused(std::string("a\0b", 3), std::string("An\0na", 5)) == ErrorCode::WrongPassword);
    CHECK(refused(std::string(5000, 'x'), std::string(100'000, 'x')) == ErrorCode::WrongPassword);
    addUser("Без входа", "novice", "manager");
    CHECK(refused("", "novice") == ErrorCode::WrongPassword);
}

TEST_CASE_METHOD(Fixture,
                 "after wrong passwords the next try waits, longer each time, whether the login exists or not") {
    const std::string login = GENERATE("Anna", "nobody");
    for (int i = 0; i < 6; ++i) CHECK(refused(kWrong, login) == ErrorCode::WrongPassword);
    std::int64_t waited = 0;
    for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
        const auto result = logIn(kRight, login);
        REQUIRE(!result);
        CHECK(result.error().code == ErrorCode::TooManyRequests);
        CHECK(result.error().args == std::vector<std::string>{std::to_string(seconds)});
        clock.pass(std::chrono::seconds(seconds));
        waited += seconds;
        CHECK(refused(kWrong, login) == ErrorCode::WrongPassword);
    }
    CHECK(waited > 120);
    clock.pass(60s);
    CHECK(logIn(kRight, login).has_value() == (login == "Anna"));
}

TEST_CASE_METHOD(Fixture, "many tries at once gain nothing") {
    std::vector<std::future<Result<access::LoggedIn>>> tries;
    for (int i = 0; i < 40; ++i)
        tries.push_back(boost::asio::co_spawn(boost::asio::make_strand(tests::ioContext()),
                                              access.logIn("Anna", kWrong, "test", kHome, soon()),
                                              boost::asio::use_future));
    int checked = 0;
    for (auto& attempt : tries) checked += attempt.get().error().code == ErrorCode::WrongPassword ? 1 : 0;
    CHECK(checked >= 1);
    CHECK(checked <= 6);
}

TEST_CASE_METHOD(Fixture, "a person may come in at many places at once") {
    std::vector<std::future<Result<access::LoggedIn>>> tries;
    for (int i = 0; i < 20; ++i)
        tries.push_back(boost::asio::co_spawn(boost::asio::make_strand(tests::ioContext()),
                                              access.logIn("Anna", kRight, "test", kHome, soon()),
                                              boost::asio::use_future));
    for (auto& attempt : tries) CHECK(attempt.get());
}

TEST_CASE_METHOD(Fixture, "strangers cannot lock a person out of his own workplace") {
    REQUIRE(logIn(kRight));
    for (int i = 0; i < 6; ++i) CHECK(refused(kWrong, "Anna", kStrange) == ErrorCode::WrongPassword);
    CHECK(refused(kRight, "Anna", kStrange) == ErrorCode::TooManyRequests);
    CHECK(logIn(kRight));
}

TEST_CASE_METHOD(Fixture, "one address cannot try many logins") {
    int wrong = 0;
    while (wrong < 100 && refused(kWrong, "user" + std::to_string(wrong), kStrange) == ErrorCode::WrongPassword)
        ++wrong;
    CHECK(wrong == 51);
    CHECK(logIn(kRight));
}

TEST_CASE_METHOD(Fixture, "a session dies when it is not used for 12 hours, and in any case after 30 days") {
    const auto who = logIn(kRight).value();
    clock.pass(11h);
    CHECK(resume(who.token));
    clock.pass(11h);
    CHECK(resume(who.token));
    clock.pass(13h);
    CHECK(resume(who.token).error().code == ErrorCode::SessionExpired);

    const auto busy = logIn(kRight).value();
    for (int i = 0; i < 71; ++i) {
        clock.pass(10h);
        REQUIRE(runAwaitable(access.touch({busy.session}, soon())));
        REQUIRE(ended.empty());
    }
    clock.pass(10h);
    REQUIRE(runAwaitable(access.touch({busy.session}, soon())));
    CHECK(ended == std::vector<Uuid>{busy.session});
    CHECK(resume(busy.token).error().code == ErrorCode::SessionExpired);
}

TEST_CASE_METHOD(Fixture, "a token that nobody has given opens nothing") {
    CHECK(resume(std::string(32, 'x')).error().code == ErrorCode::SessionExpired);
    CHECK(resume("").error().code == ErrorCode::SessionExpired);
}

TEST_CASE_METHOD(Fixture, "changing the password ends the other sessions") {
    const auto one = logIn(kRight).value();
    const auto two = logIn(kRight).value();
    const auto change = [&](const std::string& from, const std::string& to) {
        return runAwaitable(access.changePassword(anna, two.session, from, to, kHome, soon()));
    };
    CHECK(change(kWrong, "another long password").error().code == ErrorCode::WrongPassword);
    CHECK(change(kRight, "short").error().code == ErrorCode::WeakPassword);
    CHECK(change(kRight, "одиннадцать").error().args == std::vector<std::string>{"12"});
    CHECK(change(kRight, "aaaaaaaaaaaaaaaaaaaa").error().code == ErrorCode::WeakPassword);
    const auto common = change(kRight, "Йцукен123456");
    REQUIRE_FALSE(common);
    CHECK(common.error().code == ErrorCode::WeakPassword);
    CHECK(common.error().fieldPath == "new_password");
    CHECK(ended.empty());
    REQUIRE(change(kRight, "another long password"));
    CHECK(ended == std::vector<Uuid>{one.session});
    CHECK(resume(one.token).error().code == ErrorCode::SessionExpired);
    CHECK(resume(two.token));
    CHECK(refused(kRight) == ErrorCode::WrongPassword);
    CHECK(logIn("another long password"));
}

TEST_CASE_METHOD(Fixture, "an administrator sets a password, and takes the entry away") {
    const auto who = logIn(kRight).value();
    const auto common = runAwaitable(access.setCredentials(anna, "Welcome2024!", true, Uuid{}, soon()));
    REQUIRE_FALSE(common);
    CHECK(common.error().code == ErrorCode::WeakPassword);
    CHECK(common.error().fieldPath == "password");
    CHECK(ended.empty());
    REQUIRE(runAwaitable(access.setCredentials(anna, "given by the administrator", true, Uuid{}, soon())));
    CHECK(ended == std::vector<Uuid>{who.session});
    CHECK(logIn("given by the administrator").value().mustChangePassword);
    REQUIRE(runAwaitable(access.setCredentials(anna, "", false, Uuid{}, soon())));
    CHECK(refused("given by the administrator") == ErrorCode::WrongPassword);
    CHECK(runAwaitable(access.setCredentials(Uuid::make(), kRight, false, Uuid{}, soon())).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE_METHOD(Fixture, "who works here no more comes in neither by password nor by token") {
    const auto who = logIn(kRight).value();
    sql("UPDATE data.\"user\" SET active = false");
    access.invalidate("user");
    CHECK(refused(kRight) == ErrorCode::UserDisabled);
    CHECK(resume(who.token).error().code == ErrorCode::UserDisabled);
    CHECK(runAwaitable(access.scope(anna, soon())).error().code == ErrorCode::UserDisabled);
    sql("DELETE FROM data.\"user\"");
    CHECK(refused(kRight) == ErrorCode::WrongPassword);
    CHECK(resume(who.token).error().code == ErrorCode::SessionExpired);
}

TEST_CASE_METHOD(Fixture, "a session that was ended elsewhere is noticed") {
    const auto who = logIn(kRight).value();
    REQUIRE(runAwaitable(access.verify({who.session}, soon())));
    CHECK(ended.empty());
    sql("DELETE FROM kupets.session");
    REQUIRE(runAwaitable(access.verify({who.session}, soon())));
    CHECK(ended == std::vector<Uuid>{who.session});
}

TEST_CASE_METHOD(Fixture, "a head's scope follows the tree of departments and the people in it") {
    const Uuid sales = addDepartment("Продажи"), north = addDepartment("Север", sales), other = addDepartment("Склад");
    const Uuid head = addUser("Глава", "head", "head", sales);
    const Uuid boris = addUser("Борис", "boris", "manager", north);
    const Uuid vera = addUser("Вера", "vera", "manager", other);
    const auto scope = [&] { return runAwaitable(access.scope(head, soon())).value(); };
    CHECK(scope()->includes(Reach::Department, head));
    CHECK(scope()->includes(Reach::Department, boris));
    CHECK(!scope()->includes(Reach::Department, vera));
    CHECK(scope()->departmentId() == sales);

    sql("UPDATE data.department SET parent = $1::uuid WHERE id = $2::uuid", db::Params().add(sales).add(other));
    CHECK(!scope()->includes(Reach::Department, vera));  // until it is heard of
    access.invalidate("deal");
    CHECK(!scope()->includes(Reach::Department, vera));
    access.invalidate("department");
    CHECK(scope()->includes(Reach::Department, vera));

    sql("UPDATE data.\"user\" SET role = 'administrator', department = NULL WHERE id = $1::uuid",
        db::Params().add(head));
    access.invalidate("user");
    CHECK(scope()->isAdministrator());
    CHECK(scope()->departmentId().isNil());
}

TEST_CASE_METHOD(Fixture, "a circle of departments ends") {
    const Uuid a = addDepartment("А"), b = addDepartment("Б", a);
    sql("UPDATE data.department SET parent = $1::uuid WHERE id = $2::uuid", db::Params().add(b).add(a));
    const Uuid head = addUser("Глава", "head", "head", a);
    CHECK(runAwaitable(access.scope(head, soon())).value()->users(Reach::Department).size() == 1);
}

TEST_CASE_METHOD(Fixture, "whether anybody can log in is known") {
    CHECK(runAwaitable(access.hasCredentials(soon())).value());
    REQUIRE(runAwaitable(access.setCredentials(anna, "", false, Uuid{}, soon())));
    CHECK(!runAwaitable(access.hasCredentials(soon())).value());
}
