#include "server/automation/run_log.h"

namespace kupets::automation {

db::Query writeLine(const RunLine& line) {
    db::Query query{
        "INSERT INTO kupets.rule_run (id, rule, rule_name, entity, record, begun_at, ended_at, outcome, step, "
        "cause_set, change_set, error_code, error_args, error_field, actor) VALUES ($1::uuid, $2::uuid, $3, $4, "
        "$5::uuid, "
        "$6::timestamptz, $7::timestamptz, $8::int2, $9::int4, $10::uuid, $11::uuid, $12::int4, $13::text[], $14, "
        "$15::uuid) "
        "ON CONFLICT (id) DO UPDATE SET ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome, "
        "step = EXCLUDED.step, change_set = COALESCE(EXCLUDED.change_set, kupets.rule_run.change_set), "
        "error_code = EXCLUDED.error_code, error_args = EXCLUDED.error_args, error_field = EXCLUDED.error_field",
        {}};
    db::Params& params = query.params;
    const auto addId = [&params](const Uuid& id) { id.isNil() ? params.addNull() : params.add(id); };
    params.add(line.id).add(line.rule).add(line.ruleName).add(line.entity).add(line.record).add(line.begun);
    line.outcome == Outcome::Waits ? params.addNull() : params.add(line.now);
    params.add(static_cast<int>(line.outcome)).add(line.step);
    addId(line.causeSet);
    addId(line.changeSet);
    if (!line.error) {
        params.addNull().addNull();
        line.part.empty() ? params.addNull() : params.add(line.part);
    } else {
        params.add(static_cast<int>(line.error->code));
        params.addArray(line.error->args);
        params.add(line.error->fieldPath);
    }
    addId(line.actor);
    return query;
}

db::Query firedOnce(const Uuid& rule, std::uint32_t trigger, const Uuid& record, Timestamp moment) {
    db::Query query{
        "INSERT INTO kupets.rule_fired (rule, trigger, record, moment) VALUES ($1::uuid, $2::int4, $3::uuid, "
        "$4::timestamptz) ON CONFLICT (rule, trigger, record) DO UPDATE SET moment = EXCLUDED.moment WHERE "
        "kupets.rule_fired.moment <> EXCLUDED.moment RETURNING 1",
        {}};
    query.params.add(rule).add(static_cast<int>(trigger)).add(record).add(moment);
    return query;
}

}  // namespace kupets::automation
