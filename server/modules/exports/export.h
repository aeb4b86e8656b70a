// Records of a set on their way out of the base as a file: what the one who asks may read, page by page, with its line
// in the log.
#pragma once

#include <functional>

#include "server/modules/exports/export_log.h"
#include "server/records/gate.h"

namespace kupets::exports {

using Send = std::function<awaitable<Result<void>>(const v1::ExportChunk&)>;

/// Waits while `send` does. Errors: Forbidden when the reader's role takes nothing out, UnknownField for what he may not
/// read, those of the filter; then nothing is logged or sent.
awaitable<Result<void>> run(records::Gate& gate, ExportLog& log, const query::Reader& reader, Who who,
                            const v1::ExportRequest& request, db::Deadline deadline, Send send);

}  // namespace kupets::exports
