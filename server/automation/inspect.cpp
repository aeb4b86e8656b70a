#include "server/automation/inspect.h"

#include <algorithm>

#include "common/wire/errors.h"
#include "server/automation/rule.h"
#include "server/records/titles.h"

namespace kupets::automation {

namespace {

constexpr std::uint32_t kUsual = 100;
constexpr std::uint32_t kMost = 500;

std::string bytes(const db::Rows& rows, std::size_t row, std::size_t column) {
    return rows.isNull(row, column) ? std::string() : std::string(rows.uuid(row, column).view());
}

/// NotFound for a record that this reader may not see.
awaitable<Result<void>> mustSee(const Asked& asked, const std::string& entity, const std::string& id) {
    v1::GetRequest request;
    request.set_entity(entity);
    request.add_ids(id);
    request.add_columns("id");
    auto reply = co_await asked.gate.get(asked.reader, request, asked.deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    if (reply->rows().ids().empty()) co_return fail(ErrorCode::NotFound);
    co_return Result<void>();
}

v1::RuleRunLine lineOf(const db::Rows& rows, std::size_t row) {
    v1::RuleRunLine line;
    line.set_id(bytes(rows, row, 0));
    line.set_rule(bytes(rows, row, 1));
    line.set_rule_name(std::string(rows.text(row, 2)));
    line.set_entity(std::string(rows.text(row, 3)));
    line.set_record(bytes(rows, row, 4));
    line.set_begun_at(rows.timestamp(row, 5).micros);
    if (!rows.isNull(row, 6)) line.set_ended_at(rows.timestamp(row, 6).micros);
    line.set_outcome(static_cast<v1::RuleRunLine::Outcome>(rows.integer(row, 7)));
    line.set_step(static_cast<std::uint32_t>(rows.integer(row, 8)));
    line.set_cause_set(bytes(rows, row, 9));
    line.set_change_set(bytes(rows, row, 10));
    if (!rows.isNull(row, 11)) {
        Error error(static_cast<ErrorCode>(rows.integer(row, 11)), rows.array(row, 12));
        if (!rows.isNull(row, 13)) error.fieldPath = rows.text(row, 13);
        *line.mutable_error() = wire::toProto(error);
    } else if (!rows.isNull(row, 13)) {
        line.mutable_error()->set_field_path(std::string(rows.text(row, 13)));
    }
    return line;
}

Result<db::Query> runsQuery(const v1::RuleRunsRequest& request, std::uint32_t limit) {
    db::Query query{
        "SELECT id, rule, rule_name, entity, record, begun_at, ended_at, outcome, step, cause_set, change_set, "
        "error_code, error_args, error_field FROM kupets.rule_run WHERE TRUE",
        {}};
    const auto narrow = [&query](const std::string& bytes, const char* condition, const char* name) -> Result<void> {
        if (bytes.empty()) return {};
        const auto id = Uuid::fromBytes(bytes);
        if (!id) return fail(ErrorCode::BadRequest, {name}, name);
        query.params.add(*id);
        query.sql += std::string(" AND ") + condition + std::to_string(query.params.size()) + "::uuid";
        return {};
    };
    if (auto ok = narrow(request.rule(), "rule = $", "rule"); !ok) return std::unexpected(std::move(ok.error()));
    if (auto ok = narrow(request.record(), "record = $", "record"); !ok) return std::unexpected(std::move(ok.error()));
    if (auto after = Uuid::fromBytes(request.after()); !request.after().empty()) {
        if (!after) return fail(ErrorCode::BadRequest, {"after"}, "after");
        query.params.add(*after);
        query.sql += " AND (begun_at, id) < (SELECT begun_at, id FROM kupets.rule_run WHERE id = $" +
                     std::to_string(query.params.size()) + "::uuid)";
    }
    if (!request.outcomes().empty()) {
        std::vector<std::string> outcomes;
        for (const int outcome : request.outcomes()) outcomes.push_back(std::to_string(outcome));
        query.params.addArray(outcomes);
        query.sql += " AND outcome::text = ANY($" + std::to_string(query.params.size()) + "::text[])";
    }
    query.params.add(static_cast<std::uint64_t>(limit) + 1);
    query.sql += " ORDER BY begun_at DESC, id DESC LIMIT $" + std::to_string(query.params.size()) + "::int8";
    return query;
}

/// Of each link its record's title, as far as it may be seen.
template <typename Messages, typename IdOf>
awaitable<Result<void>> addTitles(const Asked& asked, const schema::Catalog& catalog, Messages& messages, IdOf idOf) {
    records::Titles titles;
    for (const auto& message : messages) {
        const schema::Entity* entity = catalog.entity(message.entity());
        const auto id = Uuid::fromBytes(idOf(message));
        const bool mayRead = entity && asked.reader.scope->reach(*entity, access::Action::Read) != access::Reach::None;
        if (mayRead && id) titles.want(*entity, *id);
    }
    auto fetched = co_await titles.fetch(asked.database, catalog, asked.reader, asked.deadline);
    if (!fetched) co_return std::unexpected(std::move(fetched.error()));
    for (auto& message : messages)
        if (const auto id = Uuid::fromBytes(idOf(message))) message.set_title(titles.of(*id));
    co_return Result<void>();
}

}  // namespace

awaitable<Result<v1::RuleRunsReply>> runs(Asked asked, v1::RuleRunsRequest request) {
    if (!asked.reader.scope->isAdministrator()) {
        if (request.record().empty()) co_return fail(ErrorCode::Forbidden, {"rule"});
        auto seen = co_await mustSee(asked, request.entity(), request.record());
        if (!seen) co_return std::unexpected(std::move(seen.error()));
    }
    const std::uint32_t limit = request.limit() == 0 ? kUsual : std::min(request.limit(), kMost);
    auto query = runsQuery(request, limit);
    if (!query) co_return std::unexpected(std::move(query.error()));
    auto rows = co_await asked.database.run(std::move(*query), asked.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    v1::RuleRunsReply reply;
    reply.set_more(rows->size() > limit);
    for (std::size_t row = 0; row < std::min<std::size_t>(rows->size(), limit); ++row)
        *reply.add_lines() = lineOf(*rows, row);
    const schema::CatalogPtr catalog = asked.registry.current();
    auto titled = co_await addTitles(asked, *catalog, *reply.mutable_lines(),
                                     [](const v1::RuleRunLine& line) { return line.record(); });
    if (!titled) co_return std::unexpected(std::move(titled.error()));
    co_return reply;
}

namespace {

struct Link {
    v1::WhyLink message;
    Uuid causeSet;
    std::string runEntity;  // the record that its rule ran for
    std::string runRecord;
    std::string presser;  // who pressed the rule's button
};

/// One change set; the record is `entity` and `record` where they are given, else the first that one may see.
awaitable<Result<std::optional<Link>>> readLink(const Asked& asked, const schema::Catalog& catalog, Uuid set,
                                                std::string entity, std::string record) {
    db::Query head{
        "SELECT s.id, s.at, s.actor, s.actor_name, s.origin, s.reason, s.cause_rule, s.cause_set, "
        "COALESCE(r.rule_name, s.reason), r.entity, r.record, r.actor FROM kupets.change_set s LEFT JOIN LATERAL "
        "(SELECT * FROM kupets.rule_run r WHERE r.change_set = s.id AND r.rule = s.cause_rule LIMIT 1) r ON TRUE "
        "WHERE s.id = $1::uuid",
        {}};
    head.params.add(set);
    db::Query changes{"SELECT entity, record FROM kupets.change WHERE set_id = $1::uuid LIMIT 50", {}};
    changes.params.add(set);
    std::vector<db::Query> both;
    both.push_back(std::move(head));
    both.push_back(std::move(changes));
    auto answers = co_await asked.database.runAll(std::move(both), asked.deadline);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    const db::Rows& rows = (*answers)[0];
    if (rows.empty()) co_return std::optional<Link>();
    Link link;
    v1::WhyLink& message = link.message;
    message.set_change_set_id(bytes(rows, 0, 0));
    message.set_at(rows.timestamp(0, 1).micros);
    message.set_actor_id(bytes(rows, 0, 2));
    message.set_actor_name(std::string(rows.text(0, 3)));
    message.set_origin(static_cast<v1::ChangeSet::Origin>(rows.integer(0, 4)));
    message.set_reason(std::string(rows.text(0, 5)));
    if (!rows.isNull(0, 6)) {
        message.set_rule(bytes(rows, 0, 6));
        message.set_rule_name(std::string(rows.text(0, 8)));
    }
    if (!rows.isNull(0, 7)) link.causeSet = rows.uuid(0, 7);
    if (!rows.isNull(0, 9)) {
        link.runEntity = rows.text(0, 9);
        link.runRecord = bytes(rows, 0, 10);
        link.presser = bytes(rows, 0, 11);
    }
    const db::Rows& records = (*answers)[1];
    for (std::size_t i = 0; i < records.size() && record.empty(); ++i) {
        const schema::Entity* found = catalog.entity(records.text(i, 0));
        if (!found || asked.reader.scope->reach(*found, access::Action::Read) == access::Reach::None) continue;
        const std::string id = bytes(records, i, 1);
        auto seen = co_await mustSee(asked, found->name(), id);
        if (!seen && seen.error().code != ErrorCode::NotFound) co_return std::unexpected(std::move(seen.error()));
        if (!seen) continue;
        entity = found->name();
        record = id;
    }
    message.set_entity(entity);
    message.set_id(record);
    co_return link;
}

awaitable<Result<Uuid>> firstSet(const Asked& asked, const v1::WhyRequest& request) {
    if (!request.change_set_id().empty()) {
        const auto set = Uuid::fromBytes(request.change_set_id());
        if (!set) co_return fail(ErrorCode::BadRequest, {"change_set_id"}, "change_set_id");
        co_return *set;
    }
    const auto id = Uuid::fromBytes(request.id());
    if (!id) co_return fail(ErrorCode::BadRequest, {"id"}, "id");
    db::Query query{
        "SELECT set_id FROM kupets.change WHERE record = $1::uuid AND entity = $2 AND kind = 1 ORDER BY version "
        "DESC LIMIT 1",
        {}};
    query.params.add(*id).add(request.entity());
    auto rows = co_await asked.database.run(std::move(query), asked.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return fail(ErrorCode::NotFound);
    co_return rows->uuid(0, 0);
}

/// Below the last change set: the clock, or the person who pressed a button.
v1::WhyLink ground(const Link& last) {
    v1::WhyLink link;
    link.set_entity(last.runEntity);
    link.set_id(last.runRecord);
    link.set_at(last.message.at());
    if (last.presser.empty())
        link.set_moment(last.message.at());
    else
        link.set_actor_id(last.presser);
    return link;
}

/// Whoever pressed a button, by the name that he has today; as far as it may be seen.
awaitable<Result<void>> nameActor(const Asked& asked, const schema::Catalog& catalog, v1::WhyLink& link) {
    const auto id = Uuid::fromBytes(link.actor_id());
    if (!id || id->isNil() || !link.actor_name().empty()) co_return Result<void>();
    records::Titles titles;
    titles.want(*catalog.entity("user"), *id);
    auto fetched = co_await titles.fetch(asked.database, catalog, asked.reader, asked.deadline);
    if (!fetched) co_return std::unexpected(std::move(fetched.error()));
    link.set_actor_name(titles.of(*id));
    co_return Result<void>();
}

}  // namespace

awaitable<Result<v1::WhyReply>> why(Asked asked, v1::WhyRequest request) {
    const schema::CatalogPtr catalog = asked.registry.current();
    if (request.change_set_id().empty()) {
        auto seen = co_await mustSee(asked, request.entity(), request.id());
        if (!seen) co_return std::unexpected(std::move(seen.error()));
    }
    auto set = co_await firstSet(asked, request);
    if (!set) co_return std::unexpected(std::move(set.error()));
    v1::WhyReply reply;
    std::string entity = request.entity();
    std::string record = request.change_set_id().empty() ? request.id() : std::string();
    while (!set->isNil() && reply.links_size() <= kMostDepth + 1) {
        auto link = co_await readLink(asked, *catalog, *set, entity, record);
        if (!link) co_return std::unexpected(std::move(link.error()));
        if (!*link) break;
        // Whoever may see nothing of the change itself is not told about it.
        if (reply.links().empty() && (*link)->message.id().empty()) co_return fail(ErrorCode::NotFound);
        const bool isRule = !(*link)->message.rule().empty();
        entity = (*link)->runEntity;
        record = (*link)->runRecord;
        *set = (*link)->causeSet;
        *reply.add_links() = (*link)->message;
        if (isRule && set->isNil()) *reply.add_links() = ground(**link);
    }
    if (reply.links().empty()) co_return fail(ErrorCode::NotFound);
    auto titled =
        co_await addTitles(asked, *catalog, *reply.mutable_links(), [](const v1::WhyLink& link) { return link.id(); });
    if (!titled) co_return std::unexpected(std::move(titled.error()));
    if (auto named = co_await nameActor(asked, *catalog, *reply.mutable_links()->rbegin()); !named)
        co_return std::unexpected(std::move(named.error()));
    for (v1::WhyLink& link : *reply.mutable_links()) {
        if (!link.title().empty()) continue;
        link.clear_id();
        link.clear_reason();
    }
    co_return reply;
}

}  // namespace kupets::automation
