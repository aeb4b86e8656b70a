#include "server/schema/registry.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "common/expr/check.h"
#include "server/db/bytea.h"
#include "server/schema/ddl.h"
#include "server/schema/site.h"

namespace kupets::schema {
namespace {

using boost::asio::awaitable;

constexpr std::int64_t kSchemaLock = 0x6b75706574730001;  // "kupets", 1

std::uint64_t digest(const std::string& text) {
    const Uuid name = Uuid::fromName(text);
    std::uint64_t version = 0;
    for (std::size_t i = 8; i < 16; ++i) version = version << 8 | name.bytes[i];
    return version;
}

/// The version is a digest of the files: equal on every server that runs the same schema.
std::uint64_t versionOf(std::span<const EmbeddedFile> files) {
    std::string all;
    for (const EmbeddedFile& file : files) all.append(file.name).append(file.text);
    return digest(all);
}

std::vector<db::Query> existingQueries() {
    return {
        {"SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
         "       CASE WHEN a.attname = 'search_text' THEN col_description(c.oid, a.attnum) END "
         "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
         " WHERE n.nspname = 'data' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
         {}},
        {"SELECT indexname FROM pg_indexes WHERE schemaname = 'data'", {}},
        {"SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'data'",
         {}},
    };
}

Existing existingFrom(const std::vector<db::Rows>& rows) {
    Existing existing;
    for (std::size_t i = 0; i < rows[0].size(); ++i) {
        const std::string table(rows[0].text(i, 0));
        const std::string column(rows[0].text(i, 1));
        if (column == "search_text") {
            existing.searchDefinitions[table] = rows[0].isNull(i, 4) ? "" : std::string(rows[0].text(i, 4));
        } else {
            existing.columns[table][column] = rows[0].text(i, 2);
        }
    }
    for (std::size_t i = 0; i < rows[1].size(); ++i) existing.indexes.emplace(rows[1].text(i, 0));
    for (std::size_t i = 0; i < rows[2].size(); ++i) existing.constraints.emplace(rows[2].text(i, 0));
    return existing;
}

CatalogPtr withNotNull(const SnapshotPtr& snapshot, const db::Rows& columns) {
    auto catalog = std::make_shared<Catalog>();
    catalog->snapshot = snapshot;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Entity* entity = snapshot->entity(columns.text(i, 0));
        if (entity == nullptr || !columns.boolean(i, 3)) continue;
        if (const Field* field = entity->field(columns.text(i, 1))) catalog->notNull.insert(field);
    }
    return catalog;
}

/// The company's part of each entity, as it was saved last.
db::Query siteQuery() {
    return {"SELECT DISTINCT ON (entity) entity, def FROM kupets.site_schema ORDER BY entity, seq DESC", {}};
}

bool isEmpty(const v1::SiteEntity& site) {
    return site.fields().empty() && site.layouts().empty() && site.table_columns().empty() && site.checks().empty() &&
           site.duplicate_rules().empty();
}

/// "deal.checks.my_margin": the company's check whose ground is gone is left out.
bool dropCheck(v1::SiteEntity& site, const std::string& where, const Error& why) {
    for (int i = site.checks_size() - 1; i >= 0; --i) {
        if (!where.starts_with(site.entity() + ".checks." + site.checks(i).name())) continue;
        spdlog::error("the company's check {}.{} is left out: {}", site.entity(), site.checks(i).name(), describe(why));
        site.mutable_checks()->DeleteSubrange(i, 1);
        return true;
    }
    return false;
}

std::vector<v1::SiteEntity> sitesFrom(const db::Rows& rows) {
    std::vector<v1::SiteEntity> sites;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        v1::SiteEntity site;
        if (site.ParseFromString(db::fromBytea(rows.text(i, 1))) && !isEmpty(site)) sites.push_back(std::move(site));
    }
    return sites;
}

db::Query lockQuery() {
    db::Query lock{"SELECT pg_advisory_xact_lock($1::int8)", {}};
    lock.params.add(kSchemaLock);
    return lock;
}

/// What a person may wait for is bounded: readers of the table queue up behind us while we wait for it.
db::Query lockTimeout() { return {"SET LOCAL lock_timeout = '5s'", {}}; }

/// A unique value that is there twice, or a table that others hold.
Error explained(Error error, const Snapshot& snapshot) {
    if (error.code == ErrorCode::Conflict) return Error(ErrorCode::Unavailable).because(error.cause);
    if (error.code != ErrorCode::AlreadyExists || error.args.empty()) return error;
    for (const auto& entity : snapshot.entities()) {
        for (const auto& field : entity->fields()) {
            if (error.args.front() == "uq_" + entity->name() + "_" + field->name())
                return Error(ErrorCode::AlreadyExists, {entity->name()}, field->name()).because(error.cause);
        }
    }
    return error;
}

}  // namespace

Registry::Registry(std::vector<v1::EntityDef> product, SnapshotPtr snapshot)
    : product_(std::move(product)), productVersion_(snapshot->version()) {
    auto catalog = std::make_shared<Catalog>();
    catalog->snapshot = std::move(snapshot);
    current_ = std::move(catalog);
}

Result<std::unique_ptr<Registry>> Registry::load(std::span<const EmbeddedFile> files) {
    std::vector<v1::EntityDef> defs;
    for (const EmbeddedFile& file : files) {
        auto def = parseEntityDef(file.name, file.text);
        if (!def) return std::unexpected(def.error());
        defs.push_back(std::move(*def));
    }
    auto snapshot = Snapshot::build(defs, versionOf(files));
    if (!snapshot) return std::unexpected(snapshot.error());
    return std::unique_ptr<Registry>(new Registry(std::move(defs), std::move(*snapshot)));
}

std::uint64_t Registry::versionWith(const std::vector<v1::SiteEntity>& sites) const {
    if (sites.empty()) return productVersion_;
    std::string all = std::to_string(productVersion_);
    for (const v1::SiteEntity& site : sites) all += site.entity() + '\n' + site.SerializeAsString();
    return digest(all);
}

Result<SnapshotPtr> Registry::build(const std::vector<v1::SiteEntity>& sites) const {
    auto snapshot = Snapshot::build(layered(product_, sites), versionWith(sites));
    if (!snapshot || sites.empty()) return snapshot;
    if (auto ok = expr::checkSchema(**snapshot); !ok) return std::unexpected(ok.error());
    return snapshot;
}

Result<SnapshotPtr> Registry::buildWhatStands(std::vector<v1::SiteEntity> sites) const {
    const std::uint64_t version = versionWith(sites);
    while (true) {
        auto snapshot = Snapshot::build(layered(product_, sites), version);
        Result<void> checked = snapshot ? expr::checkSchema(**snapshot) : std::unexpected(snapshot.error());
        if (checked) return snapshot;
        // "contact.my_car": the company's field that is wrong; it goes for now, its column stays.
        const std::string& where = checked.error().fieldPath;
        bool dropped = false;
        for (v1::SiteEntity& site : sites) {
            for (int i = site.fields_size() - 1; i >= 0; --i) {
                const std::string& name = site.fields(i).name();
                if (!isOwn(name) || (where != site.entity() + "." + name && where != name)) continue;
                spdlog::error("the company's field {}.{} is left out: {}", site.entity(), name,
                              describe(checked.error()));
                site.mutable_fields()->DeleteSubrange(i, 1);
                dropped = true;
            }
        }
        for (v1::SiteEntity& site : sites) dropped = dropCheck(site, where, checked.error()) || dropped;
        if (!dropped) return std::unexpected(checked.error());
    }
}

awaitable<Result<int>> Registry::apply(db::Database& database, db::Deadline deadline) {
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    if (auto locked = co_await transaction->run(lockQuery(), deadline); !locked)
        co_return std::unexpected(locked.error());
    auto rows = co_await transaction->run(siteQuery(), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    auto snapshot = buildWhatStands(sitesFrom(*rows));
    if (!snapshot) co_return std::unexpected(snapshot.error());
    auto found = co_await transaction->runAll(existingQueries(), deadline);
    if (!found) co_return std::unexpected(found.error());
    auto statements = missingDdl(**snapshot, existingFrom(*found));
    if (!statements) co_return std::unexpected(statements.error());
    for (std::string& statement : *statements) {
        auto done = co_await transaction->run({std::move(statement), {}}, deadline);
        if (!done) co_return std::unexpected(done.error());
    }
    auto committed = co_await transaction->commit({existingQueries()[0]}, deadline);
    if (!committed) co_return std::unexpected(committed.error());
    swap(withNotNull(*snapshot, (*committed)[0]));
    co_return static_cast<int>(statements->size());
}

awaitable<Result<CatalogPtr>> Registry::save(db::Database& database, SiteAuthor author, v1::SiteEntity site,
                                             std::uint64_t base, bool dryRun, db::Deadline deadline) {
    const auto product = std::ranges::find(product_, site.entity(), &v1::EntityDef::name);
    if (product == product_.end()) co_return fail(ErrorCode::UnknownEntity, {site.entity()}, "site.entity");
    if (auto ok = checkSite(*product, site); !ok) co_return std::unexpected(ok.error());
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    std::vector<db::Query> first;
    first.push_back(lockTimeout());
    first.push_back(lockQuery());
    first.push_back(siteQuery());
    std::ranges::move(existingQueries(), std::back_inserter(first));
    auto rows = co_await transaction->runAll(std::move(first), deadline);
    if (!rows) co_return std::unexpected(explained(std::move(rows.error()), *current()->snapshot));

    std::vector<v1::SiteEntity> sites = sitesFrom((*rows)[2]);
    if (base != 0 && base != versionWith(sites)) co_return fail(ErrorCode::ChangedSince, {}, "base_version");
    std::erase_if(sites, [&site](const v1::SiteEntity& old) { return old.entity() == site.entity(); });
    const auto behind = std::ranges::upper_bound(sites, site.entity(), {}, &v1::SiteEntity::entity);
    if (!isEmpty(site)) sites.insert(behind, site);
    auto snapshot = build(sites);
    if (!snapshot) co_return std::unexpected(snapshot.error());
    rows->erase(rows->begin(), rows->begin() + 3);
    Existing existing = existingFrom(*rows);
    std::vector<std::string> all = siteDdl(**snapshot, existing, kOwnPrefix);
    auto statements = missingDdl(**snapshot, existing);
    if (!statements) co_return std::unexpected(statements.error());
    std::ranges::move(*statements, std::back_inserter(all));
    for (std::string& statement : all) {
        auto done = co_await transaction->run({std::move(statement), {}}, deadline);
        if (!done) co_return std::unexpected(explained(std::move(done.error()), **snapshot));
    }
    db::Query log{
        "INSERT INTO kupets.site_schema (actor, actor_name, entity, def) VALUES ($1::uuid, $2, $3, $4::bytea)", {}};
    author.id.isNil() ? log.params.addNull() : log.params.add(author.id);
    log.params.add(author.name).add(site.entity()).add(db::toBytea(site.SerializeAsString()));
    db::Query tell{"SELECT pg_notify($1, $2)", {}};
    tell.params.add(kSchemaChannel).add(std::to_string((*snapshot)->version()));
    std::vector<db::Query> last;
    last.push_back(std::move(log));
    last.push_back(std::move(tell));
    last.push_back(existingQueries()[0]);
    Result<std::vector<db::Rows>> done = std::vector<db::Rows>();
    if (dryRun) {
        done = co_await transaction->runAll(std::move(last), deadline);
        co_await transaction->rollback();
    } else {
        done = co_await transaction->commit(std::move(last), deadline);
    }
    if (!done) co_return std::unexpected(explained(std::move(done.error()), **snapshot));
    const CatalogPtr catalog = withNotNull(*snapshot, done->back());
    if (!dryRun) swap(catalog);
    co_return catalog;
}

awaitable<Result<void>> Registry::refresh(db::Database& database, db::Deadline deadline) {
    std::vector<db::Query> queries;
    queries.push_back(siteQuery());
    queries.push_back(existingQueries()[0]);
    auto rows = co_await database.runAll(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::vector<v1::SiteEntity> sites = sitesFrom((*rows)[0]);
    if (versionWith(sites) == current()->snapshot->version()) co_return Result<void>();
    auto snapshot = buildWhatStands(std::move(sites));
    if (!snapshot) co_return std::unexpected(snapshot.error());
    swap(withNotNull(*snapshot, (*rows)[1]));
    co_return Result<void>();
}

bool Registry::swap(CatalogPtr catalog) {
    {
        const std::scoped_lock guard(mutex_);
        const bool same = current_->snapshot->version() == catalog->snapshot->version();
        current_ = catalog;
        if (same) return false;
    }
    if (changed_) changed_(catalog);
    return true;
}

CatalogPtr Registry::current() const {
    const std::scoped_lock guard(mutex_);
    return current_;
}

}  // namespace kupets::schema
