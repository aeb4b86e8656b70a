#include "server/modules/seed/seed.h"

#include <spdlog/spdlog.h>

#include "kupets/v1/changes.pb.h"
#include "server/history/feed.h"
#include "server/modules/seed/loader.h"

namespace kupets::seed {

namespace {

constexpr std::uint64_t kMostRecords = 20'000'000;
constexpr std::uint64_t kContactsPerCompany = 10;

std::uint64_t companiesOf(const v1::SeedRequest& request) {
    return request.companies() > 0 ? request.companies()
                                   : (request.contacts() + request.deals()) / (2 * kContactsPerCompany);
}

awaitable<Result<std::optional<std::uint64_t>>> doneBefore(const Services& services, const Uuid& id) {
    db::Query query{"SELECT record_count FROM kupets.change_set WHERE id = $1::uuid", {}};
    query.params.add(id);
    auto rows = co_await services.database.run(std::move(query), services.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return std::nullopt;
    co_return static_cast<std::uint64_t>(rows->integer(0, 0));
}

awaitable<Result<void>> loadAll(Loader& loader, const v1::SeedRequest& request) {
    auto world = co_await loader.findWorld();
    if (!world) co_return std::unexpected(std::move(world.error()));
    std::vector<std::string> entities{"company", "contact", "deal"};
    if (request.activities() > 0) entities.emplace_back("activity");
    if (auto stripped = co_await loader.stripIndexes(std::move(entities)); !stripped) co_return stripped;
    const std::uint64_t seed = request.random_seed();
    Companies companies(*world, seed * 4 + 1);
    Contacts contacts(*world, seed * 4 + 2);
    Deals deals(*world, seed * 4 + 3);
    Activities activities(*world, seed * 4 + 4);
    struct Step {
        Rows& rows;
        std::uint64_t count;
        std::vector<Uuid>* ids;
    };
    Step steps[] = {{companies, companiesOf(request), &world->companies},
                    {contacts, request.contacts(), &world->contacts},
                    {deals, request.deals(), &world->deals},
                    {activities, request.deals() == 0 ? 0 : request.activities(), nullptr}};
    for (Step& step : steps) {
        if (step.count == 0) continue;
        auto ids = co_await loader.load(*world, step.rows, step.count);
        if (!ids) co_return std::unexpected(std::move(ids.error()));
        if (step.ids != nullptr) *step.ids = std::move(*ids);
    }
    auto restored = co_await loader.restoreIndexes();
    co_return restored;
}

awaitable<Result<void>> commit(const Services& services, db::Transaction& transaction, const Uuid& id,
                               std::uint64_t count) {
    std::vector<db::Query> last;
    last.push_back(
        {"INSERT INTO kupets.change_set (id, at, actor, actor_name, origin, reason, record_count) "
         "VALUES ($1::uuid, $2::timestamptz, $3::uuid, $4, $5::int2, 'seed', $6::int8)",
         {}});
    auto& params = last.back().params;
    params.add(id).add(services.now);
    services.actor.isNil() ? params.addNull() : params.add(services.actor);
    params.add(services.actorName).add(static_cast<int>(v1::ChangeSet::ORIGIN_SYSTEM)).add(count);
    last.push_back({std::string("SELECT pg_notify('") + history::kChannel + "', '')", {}});
    auto done = co_await transaction.commit(std::move(last), services.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

/// The planner must know the new figures; vacuum also lets it count by the index alone.
awaitable<void> settle(const Services& services) {
    for (const char* table :
         {"data.company", "data.contact", "data.deal", "data.activity", "kupets.change", "kupets.change_set"}) {
        co_await services.progress(std::string("analyze ") + table, 0, 0);
        auto done = co_await services.database.run({std::string("VACUUM (ANALYZE) ") + table, {}}, services.deadline);
        if (!done) done = co_await services.database.run({std::string("ANALYZE ") + table, {}}, services.deadline);
        if (!done) spdlog::warn("{} is not analysed: {}", table, describe(done.error()));
    }
}

}  // namespace

awaitable<Result<v1::SeedReply>> run(const Services& services, const v1::SeedRequest& request) {
    const auto id = Uuid::fromBytes(request.change_set_id());
    if (!id) co_return fail(ErrorCode::BadRequest, {"change_set_id"});
    for (const std::uint64_t count : {request.contacts(), request.deals(), request.companies(), request.activities()}) {
        if (count > kMostRecords) co_return fail(ErrorCode::LimitExceeded, {"records", std::to_string(kMostRecords)});
    }
    const auto started = std::chrono::steady_clock::now();
    v1::SeedReply reply;
    auto known = co_await doneBefore(services, *id);
    if (!known) co_return std::unexpected(std::move(known.error()));
    if (*known) {
        reply.set_records(**known);
        co_return reply;
    }
    auto transaction = co_await services.database.begin(services.deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    Loader loader(services, *id, *transaction);
    if (auto loaded = co_await loadAll(loader, request); !loaded) co_return std::unexpected(std::move(loaded.error()));
    auto committed = co_await commit(services, *transaction, *id, loader.loaded());
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_await settle(services);
    reply.set_records(loader.loaded());
    reply.set_seconds(std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    co_return reply;
}

}  // namespace kupets::seed
