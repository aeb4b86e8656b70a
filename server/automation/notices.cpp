#include "server/automation/notices.h"

#include "common/text/fold.h"
#include "server/query/names.h"

namespace kupets::automation {

namespace {
constexpr std::size_t kLongestTitle = 250;  // characters
constexpr std::int64_t kHour = 3'600'000'000;
}  // namespace

records::Change notice(const Case& one, const Uuid& user, std::string words, const std::string& kind,
                       const std::string& link) {
    return notice(*one.rules->catalog(), one.now, user, std::move(words), kind, link);
}

records::Change notice(const schema::Catalog& catalog, Timestamp now, const Uuid& user, std::string words,
                       const std::string& kind, const std::string& link) {
    const schema::Entity* entity = catalog.entity("notice");
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}, 0};
    const auto give = [&](const char* name, Value value) {
        change.fields.emplace_back(entity->field(name), std::move(value));
    };
    give("name", std::string(text::slice(words, 0, kLongestTitle)));
    give("kind", kind.empty() ? std::string("rule") : kind);
    give("user", user);
    give("link", link);
    give("at", now);
    return change;
}

awaitable<Result<void>> countTold(const Case& one, std::size_t count, Sight::Look look) {
    if (count == 0) co_return Result<void>();
    db::Query query{
        "INSERT INTO kupets.rule_meter (rule, hour, count) VALUES ($1::uuid, $2::timestamptz, $3::int4) ON CONFLICT "
        "(rule, hour) DO UPDATE SET count = kupets.rule_meter.count + EXCLUDED.count RETURNING count",
        {}};
    query.params.add(one.rule->id).add(Timestamp{one.now.micros - one.now.micros % kHour});
    query.params.add(static_cast<int>(count));
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->integer(0, 0) > kMostTold)
        co_return fail(ErrorCode::LimitExceeded, {"notices an hour", std::to_string(kMostTold)});
    co_return Result<void>();
}

awaitable<Result<bool>> toldLately(const Case& one, const Uuid& user, Sight::Look look) {
    const schema::Entity* entity = one.rules->catalog()->entity("notice");
    query::Statement statement(*one.rules->catalog(), *one.reader.scope);
    query::Names names(statement, *entity);
    const std::string& t = names.alias();
    const std::string link = statement.parameter("record/rule/" + one.rule->id.text());
    const std::string since = statement.parameter(Timestamp{one.now.micros - kHour});
    const std::string whom = statement.parameter(user);
    auto rows = co_await look({"SELECT 1 FROM " + names.from() + " WHERE " + t + ".\"user\" = " + whom + "::uuid AND " +
                                   t + ".link = " + link + " AND " + t + ".at > " + since + "::timestamptz LIMIT 1",
                               std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return !rows->empty();
}

awaitable<Result<bool>> onlyFails(const Uuid& rule, Sight::Look look) {
    db::Query query{
        "SELECT count(*) FILTER (WHERE outcome = 3) FROM (SELECT outcome FROM kupets.rule_run WHERE "
        "rule = $1::uuid AND outcome IN (1, 3) ORDER BY begun_at DESC LIMIT $2::int8) lately",
        {}};
    query.params.add(rule).add(kMostFailures);
    auto rows = co_await look(std::move(query));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->integer(0, 0) == kMostFailures;
}

}  // namespace kupets::automation
