#include "client/view/card_actions.h"

#include "client/view/lead_conversion.h"

namespace kupets::view {

bool knowsAction(const std::string& entity, const std::string& action) {
    return entity == "lead" && action == "convert";
}

void runAction(Host& host, const form::Draft& record, const std::string& action, QObject* context,
               std::function<void()> done) {
    if (!knowsAction(record.key().entity, action)) return;
    (new LeadConversion(host, record, context, std::move(done)))->start();
}

}  // namespace kupets::view
