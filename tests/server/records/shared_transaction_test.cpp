// A change set in a transaction that something else was done in: they are committed together or not at all.
#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;
using boost::asio::awaitable;

namespace {

db::Deadline soon() { return db::within(10s); }

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}

class Shared {
public:
    Shared() { run("CREATE TABLE beside (text text)"); }

    db::Rows run(const std::string& sql) { return must(runAwaitable(kernel.database().run({sql, {}}, soon()))); }
    std::int64_t beside() { return run("SELECT count(*) FROM beside").integer(0, 0); }

    /// A row beside it, then the change set; with the row `after`, another one by the writer's transaction.
    Result<std::uint64_t> save(const Uuid& set, std::vector<records::Change> changes) {
        return runAwaitable(
            [](Shared& self, Uuid id, std::vector<records::Change> all) -> awaitable<Result<std::uint64_t>> {
                auto transaction = must(co_await self.kernel.database().begin(soon()));
                must(co_await transaction.run({"INSERT INTO beside VALUES ('before')", {}}, soon()));
                auto writer = self.kernel.gate().open(self.kernel.system(), {id, records::Origin::System, "", {}},
                                                      std::move(transaction));
                CHECK(transaction.isOver());
                auto written = co_await writer.write(std::move(all), soon());
                if (!written) co_return std::unexpected(written.error());
                must(co_await writer.transaction().run({"INSERT INTO beside VALUES ('after')", {}}, soon()));
                writer.transaction().afterCommit([&self] { ++self.told; });
                co_return co_await writer.commit(soon());
            }(*this, set, std::move(changes)));
    }
    records::Change company(const std::string& name) {
        const schema::Entity* entity = kernel.catalog().snapshot->entity("company");
        records::Change change;
        change.entity = entity;
        change.id = Uuid::make();
        change.fields.emplace_back(entity->field("name"), name);
        return change;
    }

    Kernel kernel;
    std::atomic<int> told = 0;
};

}  // namespace

TEST_CASE("a change set commits what was done beside it") {
    Shared shared;
    std::vector<records::Change> changes;
    SECTION("with records") { changes.push_back(shared.company("Ромашка")); }
    SECTION("with none") {}
    const std::size_t records = changes.size();
    const Uuid set = Uuid::make();
    REQUIRE(shared.save(set, changes));
    CHECK(shared.beside() == 2);
    CHECK(shared.told == 1);
    CHECK(shared.kernel.count(shared.kernel.system(), "company") == records);
    if (records == 0) return;
    REQUIRE(shared.save(set, {}));  // the same again: it is known, what is beside it is new
    CHECK(shared.beside() == 4);
    CHECK(shared.kernel.count(shared.kernel.system(), "company") == 1);
}

TEST_CASE("a change set that is refused takes along what was done beside it") {
    Shared shared;
    records::Change nameless = shared.company("");
    nameless.fields.front().second = Null{};
    nameless.kind = records::Kind::Update;  // of a record that is not there
    REQUIRE(!shared.save(Uuid::make(), {nameless}));
    CHECK(shared.beside() == 0);
    CHECK(shared.told == 0);
}
