#include "server/modules/exports/export_log.h"

#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::ExportLogReply> adminExportLog(Context& context, const v1::ExportLogRequest& request) {
    exports::ExportLog log(context.services.database, context.deadline);
    auto reply = co_await log.read(request);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
