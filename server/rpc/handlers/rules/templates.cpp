#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::RuleTemplatesReply> rulesTemplates(Context&, const v1::RuleTemplatesRequest&) {
    co_return fail(ErrorCode::Unavailable);
}

}  // namespace kupets::rpc::handlers
