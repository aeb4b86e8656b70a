// kill -9 of a server in the midst of jobs, at each of their steps. Inside the database every job has to have happened
// exactly once, outside at least once and under its own key.
//
// KUPETS_JOB_KILLS: how often; the short form has 40.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include "server/db/migrations.h"
#include "tests/support/database_fixture.h"

extern char** environ;

using namespace kupets;
using namespace std::chrono_literals;
using tests::eventually;
using tests::runAwaitable;

namespace {

constexpr int kJobsARound = 60;  // of each of three sorts
constexpr auto kSteps = std::to_array<const char*>({"none", "none", "none", "before", "written", "moved", "outside"});

class Process {
public:
    Process(const std::string& conninfo, const std::filesystem::path& file, const std::string& step) {
        std::string program = KUPETS_JOB_WORKER, path = file.string(), place = conninfo, at = step;
        char* arguments[] = {program.data(), place.data(), path.data(), at.data(), nullptr};
        REQUIRE(::posix_spawn(&pid_, program.c_str(), nullptr, nullptr, arguments, environ) == 0);
    }
    ~Process() { end(SIGKILL); }
    int end(int signal) {
        if (pid_ < 0) return 0;
        ::kill(pid_, signal);
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return status;
    }
    bool ended() {
        int status = 0;
        if (pid_ < 0 || ::waitpid(pid_, &status, WNOHANG) != pid_) return pid_ < 0;
        pid_ = -1;
        return true;
    }

private:
    pid_t pid_ = -1;
};

class Base {
public:
    Base() {
        REQUIRE(runAwaitable(db::migrate(*database, db::within(30s))));
        run("CREATE TABLE effect (job uuid)");
        run("CREATE TABLE follow (job uuid)");
    }
    db::Rows run(const std::string& sql) {
        auto rows = runAwaitable(database->run({sql, {}}, db::within(30s)));
        if (!rows) throw std::runtime_error(describe(rows.error()));
        return std::move(*rows);
    }
    std::int64_t number(const std::string& sql) { return run(sql).integer(0, 0); }
    /// As Queue::enqueue writes them; what was begun twice is not waited for.
    void round() {
        run("UPDATE kupets.job SET run_at = now() WHERE state = 0");
        for (const auto& [kind, payload] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"crash.inside", "plain"}, {"crash.inside", "moved"}, {"crash.outside", ""}}) {
            run(
                fmt::format("INSERT INTO kupets.job (id, kind, queue, priority, run_at, attempts, payload, created_at) "
                            "SELECT gen_random_uuid(), '{}', 'default', 1, now(), 1000, '{}', now() FROM "
                            "generate_series(1, {})",
                            kind, payload, kJobsARound));
        }
    }
    std::int64_t done() { return number("SELECT count(*) FROM kupets.job WHERE state = 2"); }

    tests::TestDatabase database;
};

std::map<std::string, int> linesOf(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::map<std::string, int> lines;
    for (std::string line; std::getline(file, line);) ++lines[line];
    return lines;
}

int kills() {
    const char* wanted = std::getenv("KUPETS_JOB_KILLS");
    return wanted == nullptr ? 40 : std::atoi(wanted);
}

}  // namespace

TEST_CASE("kill -9 at every step of a job: inside exactly once, outside at least once") {
    Base base;
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "outside";
    std::minstd_rand random(11);
    int byThemselves = 0;
    for (int kill = 0; kill < kills(); ++kill) {
        base.round();
        const std::int64_t goal = base.done() + static_cast<std::int64_t>(random() % (2 * kJobsARound));
        const std::string step = kSteps[static_cast<std::size_t>(kill) % kSteps.size()];
        Process one(base.database.conninfo(), file, step);
        Process two(base.database.conninfo(), file, "none");
        REQUIRE(eventually([&] { return one.ended() || base.done() > goal; }, 60s));
        if (one.ended()) ++byThemselves;
        one.end(SIGKILL);
        if (kill % 2 == 0) two.end(SIGKILL);
        two.end(SIGTERM);
    }
    base.run("UPDATE kupets.job SET run_at = now() WHERE state = 0");
    Process last(base.database.conninfo(), file, "none");
    REQUIRE(eventually(
        [&] {
            base.run("UPDATE kupets.job SET run_at = now() WHERE state = 0 AND run_at > now()");
            return base.number("SELECT count(*) FROM kupets.job WHERE state < 2") == 0;
        },
        120s));
    CHECK(last.end(SIGTERM) == 0);
    const std::int64_t inside = base.number("SELECT count(*) FROM kupets.job WHERE kind = 'crash.inside'");
    CHECK(inside == 2 * kJobsARound * kills());
    CHECK(base.number("SELECT count(*) FROM effect") == inside);
    CHECK(base.number("SELECT count(DISTINCT e.job) FROM effect e JOIN kupets.job j ON j.id = e.job") == inside);
    CHECK(base.number("SELECT count(*) FROM follow") == inside);
    CHECK(base.number("SELECT count(DISTINCT f.job) FROM follow f JOIN kupets.job j ON j.id = f.job") == inside);
    CHECK(base.number("SELECT count(*) FROM kupets.job WHERE state <> 2") == 0);
    const auto lines = linesOf(file);
    int twice = 0;
    for (const auto& [id, times] : lines) twice += times > 1;
    const db::Rows outside = base.run("SELECT id FROM kupets.job WHERE kind = 'crash.outside'");
    CHECK(outside.size() == lines.size());
    for (std::size_t row = 0; row < outside.size(); ++row) CHECK(lines.contains(std::string(outside.text(row, 0))));
    std::cout << kills() << " kills in the midst of jobs, " << byThemselves
              << " of them at a named step: " << 2 * inside << " jobs inside exactly once, " << outside.size()
              << " outside, " << twice << " of these more than once\n";
}
