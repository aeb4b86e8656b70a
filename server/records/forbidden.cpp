// A stage of a write: what a rule forbids to be there twice (DuplicateRule.FORBID). Held against people and imports
// when a record comes, or one of its keys changes; after the records are written, so that those of one change set see
// each other too.
#include <algorithm>
#include <map>

#include "common/text/likeness.h"
#include "server/access/access.h"
#include "server/query/names.h"
#include "server/records/likes.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using rules::Duplicates;

constexpr std::size_t kMostLocks = 500;

/// The places of the changes of an entity that may bring a duplicate.
struct Touched {
    Duplicates duplicates;
    std::vector<std::size_t> places;
};

bool touches(const Change& change, const Duplicates& duplicates) {
    if (change.kind == Kind::Delete || duplicates.empty()) return false;
    return change.kind == Kind::Create || std::ranges::any_of(change.fields, [&](const auto& item) {
               return std::ranges::find(duplicates.fields(), item.first) != duplicates.fields().end();
           });
}

/// Two savers of one exact key come one after the other, and the second sees what the first has written. An import, and
/// whoever brings very many keys, waits for all others of the entity instead: a transaction cannot hold as many locks.
std::vector<db::Query> lockQueries(const schema::Entity& entity, std::vector<std::uint64_t> keys, bool all) {
    const auto whole = static_cast<std::int64_t>(text::hashOf(entity.name(), 0x6475706cU));
    std::vector<db::Query> out;
    db::Query first{all || keys.size() > kMostLocks ? "SELECT pg_advisory_xact_lock($1::int8)"
                                                    : "SELECT pg_advisory_xact_lock_shared($1::int8)",
                    {}};
    first.params.add(whole);
    out.push_back(std::move(first));
    if (all || keys.empty() || keys.size() > kMostLocks) return out;
    std::ranges::sort(keys);  // in one order, so that two do not wait for each other
    std::vector<std::int64_t> numbers;
    for (const std::uint64_t key : keys) numbers.push_back(static_cast<std::int64_t>(key));
    db::Query each{"SELECT pg_advisory_xact_lock(k) FROM unnest($1::int8[]) WITH ORDINALITY u(k, n) ORDER BY n", {}};
    each.params.addArray(std::span<const std::int64_t>(numbers));
    out.push_back(std::move(each));
    return out;
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::checkDuplicates(const std::vector<Change>& changes, std::size_t asked,
                                                               db::Deadline deadline) {
    if (header.origin != Origin::Person && header.origin != Origin::Import) co_return Result<void>();
    std::map<const schema::Entity*, Touched> touchedOnes;
    for (std::size_t i = 0; i < std::min(asked, changes.size()); ++i) {
        const schema::Entity* entity = changes[i].entity;
        if (entity->def().duplicate_rules().empty()) continue;
        auto [found, fresh] =
            touchedOnes.try_emplace(entity, Touched{Duplicates(*entity, Duplicates::Which::Forbidding), {}});
        if (touches(changes[i], found->second.duplicates)) found->second.places.push_back(i);
    }
    for (const auto& [entity, some] : touchedOnes) {
        if (some.places.empty()) continue;
        if (auto ok = co_await checkDuplicatesOf(changes, some.duplicates, some.places, deadline); !ok) co_return ok;
    }
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::checkDuplicatesOf(const std::vector<Change>& changes,
                                                                 const rules::Duplicates& duplicates,
                                                                 const std::vector<std::size_t>& places,
                                                                 db::Deadline deadline) {
    const schema::Entity& entity = duplicates.entity();
    const RunQueries runner = [this](std::vector<db::Query> queries, db::Deadline until) {
        return run(std::move(queries), until);
    };
    const LikeSearch search{*catalog, actor.reader, duplicates, runner};
    std::vector<Uuid> ids;
    std::map<Uuid, std::size_t> placeOf;
    for (const std::size_t place : places) {
        ids.push_back(changes[place].id);
        placeOf.emplace(changes[place].id, place);
    }
    // Their values as they are now; then the locks; then all that may be like them.
    query::Statement statement(*catalog, *actor.reader.scope);
    const std::string t = statement.newAlias();
    std::vector<db::Query> own;
    own.push_back({"SELECT " + t + ".id" + comparedColumns(duplicates, t) + " FROM " + schema::tableOf(entity) + " " +
                       t + " WHERE " + t + ".id" + statement.oneOf(ids),
                   std::move(statement.params)});
    auto rows = co_await run(std::move(own), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Sought> sought;
    std::vector<std::uint64_t> keys;
    for (std::size_t row = 0; row < rows->front().size(); ++row) {
        sought.push_back({rows->front().uuid(row, 0), comparedValues(duplicates, rows->front(), row, 1)});
        duplicates.exactKeys(duplicates.record(sought.back().values), keys);
    }
    auto locked = co_await run(lockQueries(entity, std::move(keys), header.origin == Origin::Import), deadline);
    if (!locked) co_return std::unexpected(std::move(locked.error()));
    auto found = co_await search.candidates(sought, deadline);
    if (!found) co_return std::unexpected(std::move(found.error()));
    std::unordered_map<std::uint64_t, std::vector<const Candidate*>> blocks;
    std::vector<std::uint64_t> hashes;
    for (const Candidate& candidate : *found) {
        hashes.clear();
        duplicates.blocks(candidate.record, hashes);
        for (const std::uint64_t hash : hashes) blocks[hash].push_back(&candidate);
        ids.push_back(candidate.id);
    }
    auto dismissed = co_await dismissedPairs(runner, entity.name(), ids, deadline);
    if (!dismissed) co_return std::unexpected(std::move(dismissed.error()));
    for (const Sought& each : sought) {
        const std::size_t place = placeOf.at(each.id);
        const auto record = duplicates.record(each.values);
        hashes.clear();
        duplicates.blocks(record, hashes);
        const Candidate* twin = nullptr;
        std::optional<Duplicates::Match> match;
        for (const std::uint64_t hash : hashes) {
            const auto block = blocks.find(hash);
            if (block == blocks.end() || match) continue;
            for (const Candidate* candidate : block->second) {
                // Of two in one change set the later one is too many.
                const auto sibling = placeOf.find(candidate->id);
                if (candidate->id == each.id || (sibling != placeOf.end() && sibling->second > place)) continue;
                const auto pair = std::minmax(candidate->id, each.id);
                if (std::ranges::binary_search(*dismissed, std::pair<Uuid, Uuid>(pair.first, pair.second))) continue;
                match = duplicates.compare(record, candidate->record);
                twin = candidate;
                if (match) break;
            }
        }
        if (!match) continue;
        auto error = co_await duplicateError(*twin, *match, deadline);
        if (!error) co_return std::unexpected(std::move(error.error()));
        if (auto ok = refuse(place, std::move(*error)); !ok) co_return ok;
    }
    co_return Result<void>();
}

awaitable<Result<Error>> ChangeWriter::State::duplicateError(const Candidate& twin,
                                                             const rules::Duplicates::Match& match,
                                                             db::Deadline deadline) {
    const schema::Field* first = match.rule->keys.front().field;
    Error error(ErrorCode::Duplicate, {"", "", match.rule->def->name()}, first->name());
    const schema::Field& title = first->owner->titleField();
    if (!twin.visible || !actor.reader.scope->canRead(title)) co_return error;
    std::vector<db::Query> one;
    one.push_back({"SELECT " + schema::ident(title.name()) + "::text FROM " + schema::tableOf(*first->owner) +
                       " WHERE id = $1::uuid",
                   {}});
    one.back().params.add(twin.id);
    auto rows = co_await run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (!rows->front().empty()) error.args[0] = rows->front().text(0, 0);
    error.args[1] = twin.id.text();
    co_return error;
}

}  // namespace kupets::records
