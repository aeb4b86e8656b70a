#include "client/view/defaults.h"

#include <QDateTime>

#include "client/net/connection.h"
#include "common/expr/evaluate.h"

namespace kupets::view {

expr::EvaluationContext evaluationContext(const data::Context& context) {
    const QDateTime now = QDateTime::currentDateTime();
    expr::EvaluationContext known;
    known.now = Timestamp{now.toMSecsSinceEpoch() / 60'000 * 60'000'000};  // people write minutes
    known.zoneOffset = std::chrono::seconds(now.offsetFromUtc());
    if (context.connection && !context.connection->session().userId.isNil()) {
        known.me = context.connection->session().userId;
        known.department = context.connection->session().departmentId;
    }
    return known;
}

void proposeDefaults(form::Draft& draft, const data::Context& context) {
    const bool known = context.connection && !context.connection->session().userId.isNil();
    draft.proposeDefaults(evaluationContext(context),
                          known ? fromQt(context.connection->session().name) : std::string());
}

}  // namespace kupets::view
