// As one types, and what people said are not the same.
#include <algorithm>

#include "common/rules/values.h"
#include "common/wire/values.h"
#include "server/modules/duplicates/scan.h"
#include "server/query/page.h"

namespace kupets::duplicates {
namespace {

constexpr std::size_t kMostLikes = 10;
constexpr int kMostValues = 100;
constexpr int kMostDismissed = 100;

/// The request's values in the order of what is compared; what is not sent is empty.
Result<std::vector<Value>> valuesOf(const v1::DuplicateCheckRequest& request, const rules::Duplicates& duplicates) {
    if (request.values_size() > kMostValues)
        return fail(ErrorCode::LimitExceeded, {"values", std::to_string(kMostValues)}, "values");
    std::vector<Value> out(duplicates.fields().size());
    for (const v1::DuplicateValue& item : request.values()) {
        const auto at =
            std::ranges::find(duplicates.fields(), item.field(),
                              [](const schema::Field* field) -> const std::string& { return field->name(); });
        if (at == duplicates.fields().end()) continue;
        auto value = wire::fromProto(item.value());
        if (!value) return std::unexpected(Error(value.error()).within(item.field()));
        // Half of a telephone is none.
        auto normal = rules::normalise(**at, *value);
        if (normal) out[static_cast<std::size_t>(at - duplicates.fields().begin())] = std::move(*normal);
    }
    return out;
}

struct Found {
    const records::Candidate* candidate;
    rules::Duplicates::Match match;
};

std::vector<Found> matches(const rules::Duplicates& duplicates, const rules::Duplicates::Record& record,
                           const Uuid& self, const std::vector<records::Candidate>& candidates,
                           const std::vector<std::pair<Uuid, Uuid>>& dismissed) {
    std::vector<Found> out;
    for (const records::Candidate& candidate : candidates) {
        if (candidate.id == self) continue;
        const std::pair<Uuid, Uuid> pair(std::min(self, candidate.id), std::max(self, candidate.id));
        if (std::ranges::binary_search(dismissed, pair)) continue;
        if (auto match = duplicates.compare(record, candidate.record)) out.push_back({&candidate, std::move(*match)});
    }
    std::ranges::sort(out, [](const Found& a, const Found& b) {
        if (a.match.confidence != b.match.confidence) return a.match.confidence > b.match.confidence;
        return a.candidate->id < b.candidate->id;
    });
    return out;
}

void fill(v1::DuplicateLike& like, const rules::Duplicates::Match& match) {
    like.set_confidence(match.confidence);
    like.set_rule(match.rule->def->name());
    like.set_forbidden(match.forbidden);
    for (const std::string& field : match.fields) like.add_fields(field);
}

}  // namespace

awaitable<Result<v1::DuplicateCheckReply>> check(const Services& services, const query::Reader& reader,
                                                 const v1::DuplicateCheckRequest& request) {
    const schema::CatalogPtr catalog = services.registry.current();
    auto entity = query::entityOf(*catalog, reader, request.entity());
    if (!entity) co_return std::unexpected(std::move(entity.error()));
    const rules::Duplicates duplicates(**entity, rules::Duplicates::Which::All, hiddenFields(**entity, reader));
    v1::DuplicateCheckReply reply;
    records::Sought sought;
    if (!request.id().empty()) {
        auto id = wire::idFromProto(request.id(), "id");
        if (!id) co_return std::unexpected(std::move(id.error()));
        sought.id = *id;
    }
    auto values = valuesOf(request, duplicates);
    if (!values) co_return std::unexpected(std::move(values.error()));
    sought.values = std::move(*values);
    const auto record = duplicates.record(sought.values);
    const records::RunQueries run = [&services](std::vector<db::Query> queries, db::Deadline deadline) {
        return services.database.runAll(std::move(queries), deadline);
    };
    const records::LikeSearch search{*catalog, reader, duplicates, run};
    auto candidates = co_await search.candidates(std::span(&sought, 1), services.deadline);
    if (!candidates) co_return std::unexpected(std::move(candidates.error()));
    std::vector<std::pair<Uuid, Uuid>> dismissed;
    if (!sought.id.isNil() && !candidates->empty()) {
        std::vector<Uuid> ids{sought.id};
        for (const records::Candidate& candidate : *candidates) ids.push_back(candidate.id);
        auto pairs = co_await records::dismissedPairs(run, (*entity)->name(), ids, services.deadline);
        if (!pairs) co_return std::unexpected(std::move(pairs.error()));
        dismissed = std::move(*pairs);
    }
    const std::vector<Found> found = matches(duplicates, record, sought.id, *candidates, dismissed);
    std::vector<Uuid> shown;
    for (const Found& each : found) {
        if (each.candidate->visible && shown.size() < kMostLikes) shown.push_back(each.candidate->id);
    }
    auto words = co_await wordsOf(services, *catalog, reader, **entity, shown);
    if (!words) co_return std::unexpected(std::move(words.error()));
    bool hidden = false;
    for (const Found& each : found) {
        if (reply.likes_size() == static_cast<int>(kMostLikes)) break;
        const auto known = words->find(each.candidate->id);
        if (known == words->end()) {
            // Of those that one may not see, that there is one; not how many.
            if (each.candidate->visible || std::exchange(hidden, true)) continue;
            fill(*reply.add_likes(), each.match);
            continue;
        }
        v1::DuplicateLike& like = *reply.add_likes();
        fill(like, each.match);
        like.set_id(std::string(each.candidate->id.view()));
        like.set_title(known->second.title);
        like.set_subtitle(known->second.subtitle);
        like.set_owner_name(known->second.ownerName);
    }
    co_return reply;
}

awaitable<Result<v1::DuplicateDismissReply>> dismiss(const Services& services, const records::Actor& actor,
                                                     const v1::DuplicateDismissRequest& request) {
    const schema::CatalogPtr catalog = services.registry.current();
    auto entity = query::entityOf(*catalog, actor.reader, request.entity());
    if (!entity) co_return std::unexpected(std::move(entity.error()));
    if (request.ids_size() > kMostDismissed)
        co_return fail(ErrorCode::LimitExceeded, {"ids", std::to_string(kMostDismissed)}, "ids");
    std::vector<Uuid> ids;
    for (const std::string& bytes : request.ids()) {
        auto id = wire::idFromProto(bytes, "ids");
        if (!id) co_return std::unexpected(std::move(id.error()));
        ids.push_back(*id);
    }
    std::ranges::sort(ids);
    const auto twice = std::ranges::unique(ids);
    ids.erase(twice.begin(), twice.end());
    auto words = co_await wordsOf(services, *catalog, actor.reader, **entity, ids);
    if (!words) co_return std::unexpected(std::move(words.error()));
    if (words->size() != ids.size()) co_return fail(ErrorCode::NotFound, {request.entity()}, "ids");
    db::Query query{request.again()
                        ? "DELETE FROM kupets.distinct_pair WHERE entity = $1 AND a = ANY($2::uuid[]) AND b = "
                          "ANY($2::uuid[])"
                        : "INSERT INTO kupets.distinct_pair (entity, a, b, actor) SELECT $1, x, y, $3::uuid FROM "
                          "unnest($2::uuid[]) x, unnest($2::uuid[]) y WHERE x < y ON CONFLICT DO NOTHING",
                    {}};
    query.params.add(request.entity()).addArray(std::span<const Uuid>(ids));
    if (!request.again()) query.params.add(actor.id);
    auto done = co_await services.database.run(std::move(query), services.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::DuplicateDismissReply();
}

}  // namespace kupets::duplicates
