#include "client/view/defaults.h"

#include <QDateTime>

#include "client/net/connection.h"
#include "common/expr/evaluate.h"

namespace kupets::view {

void proposeDefaults(form::Draft& draft, const data::Context& context) {
    const QDateTime now = QDateTime::currentDateTime();
    expr::EvaluationContext known;
    known.now = Timestamp{now.toMSecsSinceEpoch() / 60'000 * 60'000'000};  // people write minutes
    known.zoneOffset = std::chrono::seconds(now.offsetFromUtc());
    std::string name;
    if (context.connection && !context.connection->session().userId.isNil()) {
        known.me = context.connection->session().userId;
        known.department = context.connection->session().departmentId;
        name = fromQt(context.connection->session().name);
    }
    draft.proposeDefaults(known, name);
}

}  // namespace kupets::view
