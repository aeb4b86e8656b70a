#include "server/automation/templates.h"

#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::RuleTemplatesReply> rulesTemplates(Context&, const v1::RuleTemplatesRequest&) {
    auto all = automation::ruleTemplates();
    if (!all) co_return std::unexpected(std::move(all.error()));
    v1::RuleTemplatesReply reply;
    for (v1::RuleTemplate& each : *all) *reply.add_templates() = std::move(each);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
