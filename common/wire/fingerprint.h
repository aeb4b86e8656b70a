// How a certificate is named to people and pinned by clients: the SHA-256 of its DER form, as "SHA256:" and 64 small
// hexadecimal digits. What people type may have capitals, colons and spaces.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kupets::wire {

/// `sha256`: the 32 bytes of the hash.
std::string fingerprint(std::span<const std::uint8_t> sha256);
/// Whether both name the same certificate; false when either is no fingerprint.
bool sameFingerprint(std::string_view a, std::string_view b);

}  // namespace kupets::wire
