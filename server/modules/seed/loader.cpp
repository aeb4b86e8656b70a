#include "server/modules/seed/loader.h"

#include "server/modules/seed/words.h"
#include "server/schema/columns.h"
#include "server/schema/ddl.h"

namespace kupets::seed {

namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::size_t kFewPeople = 5;
constexpr std::size_t kPeople = 20;
constexpr int kDepartments = 3;

}  // namespace

/// One COPY under way.
struct Loader::Piece {
    Rows* rows = nullptr;
    std::string entity;
    std::uint64_t next = 0;
    std::uint64_t count = 0;
    std::vector<Uuid> ids;
    std::vector<std::uint32_t> owners;  // by their place in the world; empty: the records have none
    const World* world = nullptr;
};

Loader::Loader(const Services& services, Uuid changeSet, db::Transaction& transaction)
    : services_(services), changeSet_(changeSet), transaction_(transaction), catalog_(services.registry.current()) {}

awaitable<Result<void>> Loader::execute(std::string sql) {
    auto done = co_await transaction_.run({std::move(sql), {}}, services_.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<World>> Loader::findWorld() {
    World world;
    world.now = services_.now;
    world.actor = services_.actor.isNil() ? "\\N" : services_.actor.text();
    std::vector<db::Query> queries;
    queries.push_back({"SELECT id FROM data.\"user\" WHERE active IS NOT FALSE ORDER BY id", {}});
    queries.push_back({"SELECT id, kind FROM data.stage ORDER BY pipeline, position, id", {}});
    queries.push_back({"SELECT id FROM data.source ORDER BY id", {}});
    auto rows = co_await transaction_.runAll(std::move(queries), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < (*rows)[0].size(); ++i) world.owners.emplace_back((*rows)[0].text(i, 0));
    for (std::size_t i = 0; i < (*rows)[1].size(); ++i) {
        world.stages.push_back({std::string((*rows)[1].text(i, 0)), std::string((*rows)[1].text(i, 1))});
    }
    for (std::size_t i = 0; i < (*rows)[2].size(); ++i) world.sources.emplace_back((*rows)[2].text(i, 0));
    if (world.owners.empty()) co_return fail(ErrorCode::NotFound, {"user"});
    if (world.stages.empty()) {
        if (auto made = co_await makeStages(world); !made) co_return std::unexpected(std::move(made.error()));
    }
    if (world.owners.size() < kFewPeople) {
        if (auto made = co_await makePeople(world); !made) co_return std::unexpected(std::move(made.error()));
    }
    co_return world;
}

awaitable<Result<void>> Loader::insertNew(std::vector<db::Query> queries, const std::vector<New>& made,
                                          const World& world) {
    auto done = co_await transaction_.runAll(std::move(queries), services_.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    for (const New& record : made) {
        Piece piece{nullptr, record.entity, 0, 1, {record.id}, {}, &world};
        if (auto logged = co_await copyHistory(piece); !logged) co_return logged;
    }
    co_return Result<void>();
}

awaitable<Result<void>> Loader::makeStages(World& world) {
    const Uuid pipeline = Uuid::make();
    std::vector<db::Query> queries;
    std::vector<New> made{{"pipeline", pipeline}};
    queries.push_back(
        {"INSERT INTO data.pipeline (id, version, name, position, created_at, updated_at) "
         "VALUES ($1::uuid, 1, 'Продажи', 1, $2::timestamptz, $2::timestamptz)",
         {}});
    queries.back().params.add(pipeline).add(services_.now);
    for (std::size_t i = 0; i < stageNames().size(); ++i) {
        const Uuid id = Uuid::make();
        const bool closed = i + 2 >= stageNames().size();
        const std::string kind = !closed ? "open" : i + 2 == stageNames().size() ? "won" : "lost";
        queries.push_back(
            {"INSERT INTO data.stage (id, version, name, pipeline, position, kind, created_at, updated_at) "
             "VALUES ($1::uuid, 1, $2, $3::uuid, $4::int8, $5, $6::timestamptz, $6::timestamptz)",
             {}});
        queries.back()
            .params.add(id)
            .add(stageNames()[i])
            .add(pipeline)
            .add(static_cast<std::int64_t>(i + 1))
            .add(kind)
            .add(services_.now);
        world.stages.push_back({id.text(), kind});
        made.push_back({"stage", id});
    }
    auto done = co_await insertNew(std::move(queries), made, world);
    co_return done;
}

/// Managers in three departments, without passwords.
awaitable<Result<void>> Loader::makePeople(World& world) {
    std::vector<db::Query> queries;
    std::vector<New> made;
    std::vector<Uuid> departments;
    for (int i = 0; i < kDepartments; ++i) {
        departments.push_back(Uuid::make());
        made.push_back({"department", departments.back()});
        queries.push_back(
            {"INSERT INTO data.department (id, version, name, created_at, updated_at) "
             "VALUES ($1::uuid, 1, $2, $3::timestamptz, $3::timestamptz)",
             {}});
        queries.back()
            .params.add(departments.back())
            .add("Отдел продаж " + departments.back().text().substr(24))
            .add(services_.now);
    }
    for (std::size_t i = 0; i < kPeople; ++i) {
        const Uuid id = Uuid::make();
        const std::string name =
            std::string(surnames()[i * 7 % surnames().size()]) + " " + std::string(maleNames()[i].name);
        queries.push_back(
            {"INSERT INTO data.\"user\" (id, version, name, role, department, active, created_at, updated_at) "
             "VALUES ($1::uuid, 1, $2, 'manager', $3::uuid, true, $4::timestamptz, $4::timestamptz)",
             {}});
        queries.back().params.add(id).add(name).add(departments[i % departments.size()]).add(services_.now);
        world.owners.push_back(id.text());
        made.push_back({"user", id});
    }
    auto done = co_await insertNew(std::move(queries), made, world);
    co_return done;
}

awaitable<Result<void>> Loader::stripIndexes(std::vector<std::string> entities) {
    if (auto set = co_await execute("SET LOCAL maintenance_work_mem = '256MB'"); !set) co_return set;
    // A table with foreign keys that wait to be checked can not be altered.
    if (auto checked = co_await execute("SET CONSTRAINTS ALL IMMEDIATE"); !checked) co_return checked;
    for (const auto& name : entities) {
        const schema::Entity& entity = *catalog_->entity(name);
        auto rows = co_await transaction_.run({"SELECT EXISTS (SELECT 1 FROM " + schema::tableOf(entity) + ")", {}},
                                              services_.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        if (rows->boolean(0, 0)) continue;
        for (auto& [index, statement] : schema::secondaryIndexes(entity)) {
            if (index.starts_with("uq_")) continue;
            if (auto done = co_await execute("DROP INDEX data." + schema::ident(index)); !done) co_return done;
            restore_.emplace_back(index, statement);
        }
        db::Query query{
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = "
            "$1::regclass",
            {}};
        query.params.add(schema::tableOf(entity));
        auto keys = co_await transaction_.run(std::move(query), services_.deadline);
        if (!keys) co_return std::unexpected(std::move(keys.error()));
        const std::string alter = "ALTER TABLE " + schema::tableOf(entity);
        for (std::size_t i = 0; i < keys->size(); ++i) {
            const std::string key(keys->text(i, 0));
            if (auto done = co_await execute(alter + " DROP CONSTRAINT " + schema::ident(key)); !done) co_return done;
            restore_.emplace_back(
                key, alter + " ADD CONSTRAINT " + schema::ident(key) + " " + std::string(keys->text(i, 1)));
        }
    }
    co_return Result<void>();
}

awaitable<Result<void>> Loader::restoreIndexes() {
    // Foreign keys that are only checked at the end would stand in the way of ALTER TABLE.
    if (auto done = co_await execute("SET CONSTRAINTS ALL IMMEDIATE"); !done) co_return done;
    std::uint64_t number = 0;
    for (const auto& [name, statement] : restore_) {
        if (auto told = co_await services_.progress(name, number++, restore_.size()); !told) co_return told;
        if (auto done = co_await execute(statement); !done) co_return done;
    }
    co_return Result<void>();
}

awaitable<Result<std::vector<Uuid>>> Loader::load(const World& world, Rows& rows, std::uint64_t count) {
    Piece piece{&rows, std::string(rows.entity()), 0, count, {}, {}, &world};
    piece.ids.reserve(count);
    piece.owners.reserve(count);
    std::string sql = "COPY " + schema::tableOf(*catalog_->entity(rows.entity())) + " (id, version, " +
                      std::string(rows.columns()) + ", created_at, created_by, updated_at, updated_by) FROM STDIN";
    auto copied =
        co_await transaction_.copyIn(std::move(sql), [this, &piece] { return nextRows(piece); }, services_.deadline);
    if (!copied) co_return std::unexpected(std::move(copied.error()));
    piece.next = 0;
    auto logged = co_await copyHistory(piece);
    if (!logged) co_return std::unexpected(std::move(logged.error()));
    co_return std::move(piece.ids);
}

awaitable<Result<std::optional<std::string>>> Loader::nextRows(Piece& piece) {
    if (piece.next == piece.count) co_return std::nullopt;
    std::string out;
    out.reserve(kPieceBytes + 1024);
    while (piece.next < piece.count && out.size() < kPieceBytes) {
        piece.ids.push_back(Uuid::make());
        piece.owners.push_back(piece.rows->append(piece.ids.back(), piece.next, out));
        ++piece.next;
    }
    auto told = co_await services_.progress(piece.entity, piece.next, piece.count);
    if (!told) co_return std::unexpected(std::move(told.error()));
    co_return std::move(out);
}

awaitable<Result<void>> Loader::copyHistory(Piece& piece) {
    auto copied = co_await transaction_.copyIn(
        "COPY kupets.change (set_id, entity, record, kind, version, owners) FROM STDIN",
        [this, &piece] { return nextHistory(piece); }, services_.deadline);
    if (!copied) co_return std::unexpected(std::move(copied.error()));
    loaded_ += piece.count;
    co_return Result<void>();
}

awaitable<Result<std::optional<std::string>>> Loader::nextHistory(Piece& piece) {
    if (piece.next == piece.count) co_return std::nullopt;
    const std::string prefix = changeSet_.text() + "\t" + piece.entity + "\t";
    std::string out;
    out.reserve(kPieceBytes + 1024);
    while (piece.next < piece.count && out.size() < kPieceBytes) {
        out += prefix;
        out += piece.ids[piece.next].text();
        out += "\t1\t1\t{";
        if (!piece.owners.empty()) out += piece.world->owners[piece.owners[piece.next]];
        out += "}\n";
        ++piece.next;
    }
    co_return std::move(out);
}

}  // namespace kupets::seed
