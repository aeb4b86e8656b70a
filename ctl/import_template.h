// Templates of imports: what the wizard keeps, and the same in a file.
#pragma once

#include <string>

#include "ctl/outcome.h"
#include "ctl/session.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

/// A file (JSON of an ImportRequest: sheets, csv) when there is one of this name, else the record of `import_template`
/// that is called so. Failures: not found, several of that name, no JSON of an import.
Outcome<v1::ImportRequest> loadTemplate(Session& session, const std::string& name);

}  // namespace kupets::ctl
