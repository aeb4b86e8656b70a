#include "client/view/card_actions.h"

#include <algorithm>

#include "client/data/value_format.h"
#include "client/view/answers.h"
#include "client/view/lead_conversion.h"

namespace kupets::view {

bool knowsAction(const std::string& entity, const std::string& action) {
    const std::vector<std::string> answers = answersTo(entity);
    return (entity == "lead" && action == "convert") || std::ranges::find(answers, action) != answers.end();
}

void runAction(Host& host, const form::Draft& record, const std::string& action, QWidget* context,
               std::function<void()> done) {
    const data::RecordKey& key = record.key();
    if (!knowsAction(key.entity, action)) return;
    if (key.entity == "lead") return (new LeadConversion(host, record, context, std::move(done)))->start();
    const schema::Field& title = record.entity().titleField();
    answer(host, key, data::display(record.cell(title.name()), &title, host.context().language), action, context,
           std::move(done));
}

}  // namespace kupets::view
