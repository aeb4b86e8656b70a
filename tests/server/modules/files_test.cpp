#include <catch2/catch.hpp>

#include "server/modules/files/sha256.h"
#include "server/modules/files/store.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

db::Deadline soon() { return db::within(30s); }

/// A coroutine's frame outlives the call: what it reads is kept here.
struct Upload {
    std::vector<std::string> parts;
    std::size_t next = 0;
    std::optional<Error> breaks;

    boost::asio::awaitable<Result<std::optional<std::string>>> take() {
        if (next < parts.size()) co_return parts[next++];
        if (breaks) co_return std::unexpected(*breaks);
        co_return std::nullopt;
    }
};

Result<files::Info> put(Kernel& kernel, files::Info info, Upload upload) {
    files::Store store(kernel.database());
    return runAwaitable(store.put(std::move(info), [&upload] { return upload.take(); }, soon()));
}

Result<std::string> read(Kernel& kernel, const Uuid& id) {
    files::Store store(kernel.database());
    const auto info = runAwaitable(store.find(id, soon()));
    if (!info) return std::unexpected(info.error());
    std::string all;
    for (int number = 0;; ++number) {
        const auto piece = runAwaitable(store.piece(id, number, soon()));
        if (!piece) return std::unexpected(piece.error());
        if (!*piece) return all;
        all += **piece;
    }
}

bool mayRead(Kernel& kernel, const Uuid& id, const records::Actor& actor) {
    files::Store store(kernel.database());
    const auto info = runAwaitable(store.find(id, soon()));
    return info && *runAwaitable(store.mayRead(*info, kernel.catalog(), *actor.reader.scope, soon()));
}

std::uint64_t chunks(Kernel& kernel) {
    return static_cast<std::uint64_t>(
        runAwaitable(kernel.database().run({"SELECT count(*) FROM kupets.file_chunk", {}}, soon()))->integer(0, 0));
}

void age(Kernel& kernel) {
    REQUIRE(runAwaitable(kernel.database().run({"UPDATE kupets.file SET at = at - interval '2 days'", {}}, soon())));
}

}  // namespace

TEST_CASE("a file comes back byte for byte, whatever its parts were") {
    Kernel kernel;
    const records::Actor anna = kernel.person("Анна", "manager");
    std::string bytes;
    for (int i = 0; i < 700'000; ++i) bytes.push_back(static_cast<char>(i * 31 % 251));
    const Uuid id = Uuid::make();
    const auto stored = put(kernel, {id, "../../etc/па\x01роль.txt", bytes.size(), anna.id, {}},
                            {{bytes.substr(0, 1), bytes.substr(1, 300'000), bytes.substr(300'001)}, 0, {}});
    REQUIRE(stored);
    CHECK(stored->name == "пароль.txt");
    files::Sha256 hash;
    hash.add(bytes);
    CHECK(stored->sha256 == hash.result());
    CHECK(*read(kernel, id) == bytes);
    CHECK(chunks(kernel) == 3);

    // The same again is fine, another one under its id is not.
    CHECK(put(kernel, {id, "x", bytes.size(), anna.id, {}}, {{bytes}, 0, {}}));
    CHECK(put(kernel, {id, "x", 3, anna.id, {}}, {{"abc"}, 0, {}}).error().code == ErrorCode::AlreadyExists);
    CHECK(put(kernel, {id, "x", bytes.size(), Uuid::make(), {}}, {{bytes}, 0, {}}).error().code ==
          ErrorCode::AlreadyExists);
    const Uuid nothing = Uuid::make();
    REQUIRE(put(kernel, {nothing, "empty", 0, anna.id, {}}, {}));
    CHECK(read(kernel, nothing)->empty());
}

TEST_CASE("what does not keep its word leaves nothing") {
    Kernel kernel;
    const Uuid owner = Uuid::make();
    CHECK(put(kernel, {Uuid::make(), "long", 3, owner, {}}, {{"abcd"}, 0, {}}).error().code == ErrorCode::BadRequest);
    CHECK(put(kernel, {Uuid::make(), "short", 5, owner, {}}, {{"abcd"}, 0, {}}).error().code == ErrorCode::BadRequest);
    CHECK(put(kernel, {Uuid::make(), "broken off", 600'000, owner, {}},
              {{std::string(300'000, 'x')}, 0, Error(ErrorCode::Cancelled)})
              .error()
              .code == ErrorCode::Cancelled);
    CHECK(put(kernel, {Uuid::make(), "huge", files::kLargestFile + 1, owner, {}}, {}).error().code ==
          ErrorCode::LimitExceeded);
    CHECK(chunks(kernel) == 0);
    CHECK(read(kernel, Uuid::make()).error().code == ErrorCode::NotFound);
}

TEST_CASE("files are read by who uploaded them or may see their record, what no record needs expires") {
    Kernel kernel;
    const records::Actor anna = kernel.person("Анна", "manager");
    const records::Actor boris = kernel.person("Борис", "manager");
    const records::Actor chief = kernel.person("Глава", "administrator");
    const Uuid kept = Uuid::make();
    const Uuid loose = Uuid::make();
    REQUIRE(put(kernel, {kept, "a", 1, chief.id, {}}, {{"a"}, 0, {}}));
    REQUIRE(put(kernel, {loose, "b", 1, chief.id, {}}, {{"b"}, 0, {}}));
    const auto stages = kernel.stages();
    const Uuid deal = Uuid::make();
    REQUIRE(kernel.save(
        chief,
        {Kernel::create(
            "deal", deal,
            {{"name", std::string("Сделка")}, {"stage", stages.open}, {"owner", anna.id}, {"contract", kept}})}));
    CHECK(mayRead(kernel, kept, anna));
    CHECK_FALSE(mayRead(kernel, kept, boris));
    CHECK_FALSE(mayRead(kernel, loose, anna));
    CHECK(mayRead(kernel, loose, chief));

    files::Store store(kernel.database());
    CHECK(*runAwaitable(store.expire(kernel.catalog(), soon())) == 0);
    age(kernel);
    CHECK(*runAwaitable(store.expire(kernel.catalog(), soon())) == 1);
    CHECK(read(kernel, kept));
    CHECK_FALSE(read(kernel, loose));
    // It was a deal's once, and an undo may want it back.
    REQUIRE(kernel.save(chief, {Kernel::update("deal", deal, 0, {{"contract", Null{}}})}));
    CHECK(*runAwaitable(store.expire(kernel.catalog(), soon())) == 0);
}

TEST_CASE("a file is called by its name wherever it is mentioned, and comes into a record by who uploaded it") {
    Kernel kernel;
    const records::Actor anna = kernel.person("Анна", "manager");
    const records::Actor boris = kernel.person("Борис", "manager");
    const Uuid annas = Uuid::make();
    const Uuid boriss = Uuid::make();
    REQUIRE(put(kernel, {annas, "договор.pdf", 1, anna.id, {}}, {{"a"}, 0, {}}));
    REQUIRE(put(kernel, {boriss, "чужое.pdf", 1, boris.id, {}}, {{"b"}, 0, {}}));
    const auto stages = kernel.stages();
    const Uuid deal = Uuid::make();
    const auto saved = [&](const records::Actor& who, const Value& file) {
        return kernel.save(who, {Kernel::update("deal", deal, 0, {{"contract", file}})});
    };
    REQUIRE(kernel.save(
        anna,
        {Kernel::create("deal", deal, {{"name", std::string("Сделка")}, {"stage", stages.open}, {"owner", anna.id}})}));
    CHECK(saved(anna, boriss).error().code == ErrorCode::BrokenReference);
    CHECK(saved(anna, Uuid::make()).error().code == ErrorCode::BrokenReference);
    REQUIRE(saved(anna, annas));
    CHECK(saved(anna, annas));  // what is there already needs no right
    REQUIRE(saved(anna, Null{}));
    age(kernel);
    files::Store store(kernel.database());
    CHECK(*runAwaitable(store.expire(kernel.catalog(), soon())) == 1);  // Boris's, which no record ever had
    REQUIRE(saved(anna, annas));

    v1::GetRequest get;
    get.set_entity("deal");
    get.add_ids(std::string(deal.view()));
    get.add_columns("contract");
    const auto now = kernel.get(anna, get);
    REQUIRE(now);
    const auto rows = wire::RowSetView::open(now->rows());
    REQUIRE(rows);
    CHECK(rows->value(0, 0) == Value(annas));
    CHECK(rows->companion(0, 0) == "договор.pdf");
    const auto sorted = kernel.query(anna, "deal", {}, {"contract"}, {"contract"});
    CHECK(sorted);
    const auto history = kernel.history(anna, "deal", deal);
    REQUIRE(history);
    CHECK(history->change_sets(0).records(0).fields(0).after_title() == "договор.pdf");
    CHECK(history->change_sets(1).records(0).fields(0).before_title() == "договор.pdf");
    get.clear_columns();
    get.set_as_of(SystemClock().now().micros);
    const auto then = kernel.get(anna, get);
    REQUIRE(then);
    CHECK(then->rows().SerializeAsString().find("договор.pdf") != std::string::npos);
}
