// What `kupetsctl import` asks the server for: of its options, or of a template.
#pragma once

#include "ctl/arguments.h"
#include "ctl/outcome.h"
#include "ctl/session.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

/// Reads the header of the file, for columns are named by it; file_id is still missing. Columns without a field are
/// told on standard error.
Outcome<v1::ImportRequest> importRequest(Session& session, const Arguments& arguments);

}  // namespace kupets::ctl
