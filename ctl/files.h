// Files from this machine to the server and back.
#pragma once

#include <functional>
#include <string>

#include "common/base/uuid.h"
#include "ctl/session.h"

namespace kupets::ctl {

/// The id of the uploaded file. `progress` is told how many bytes are sent, of how many.
Outcome<Uuid> uploadFile(Session& session, const std::string& path,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress = {});

/// Writes the file of this id to `path`.
Outcome<void> downloadFile(Session& session, const Uuid& id, const std::string& path);

}  // namespace kupets::ctl
