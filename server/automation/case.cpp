#include "server/automation/case.h"

#include "server/access/access.h"

namespace kupets::automation {

Case::Case(const Services& services_, RuleSetPtr rules_, const v1::RuleRun& what_)
    : services(services_),
      rules(std::move(rules_)),
      rule(rules->find(idOf(what_.rule()))),
      what(what_),
      record(idOf(what_.record())),
      now(services.clock.now()),
      calendar(services.calendar()),
      reader{access::systemScope("rule of automation"), {}} {
    reader.context.now = now;
    reader.context.me = idOf(what.actor());
    reader.context.zoneOffset = std::chrono::seconds(calendar->zone().offset(now) / 1'000'000);
}

awaitable<Result<bool>> Case::see(Sight& sight, Sight::Look look) const {
    if (what.gone().empty()) co_return co_await sight.look(record, look);
    auto recalled = sight.recall(record, history::byField(*rule->entity, history::parseDiff(what.gone())));
    if (!recalled) co_return std::unexpected(std::move(recalled.error()));
    co_return true;
}

}  // namespace kupets::automation
