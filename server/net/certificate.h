// The server's key and certificate: made at the first start, kept in the data folder.
#pragma once

#include <filesystem>
#include <string>

#include "common/base/error.h"

namespace kupets::net {

struct Certificate {
    std::filesystem::path keyFile;
    std::filesystem::path certificateFile;
    std::string fingerprint;  // "SHA256:…" of the DER form: what clients pin
};

/// Reads folder/server.key and folder/server.crt, or makes them: EC P-256, signed by itself, for localhost, the
/// machine's name and `host`, readable by its owner only. Errors: Unavailable with the reason.
Result<Certificate> ensureCertificate(const std::filesystem::path& folder, const std::string& host);

}  // namespace kupets::net
