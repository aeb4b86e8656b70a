#include "common/wire/fingerprint.h"

#include <catch2/catch.hpp>

using namespace kupets::wire;

TEST_CASE("fingerprints are written one way and compared in any") {
    std::vector<std::uint8_t> hash(32, 0xAB);
    hash[0] = 0x0F;
    const std::string name = fingerprint(hash);
    CHECK(name.starts_with("SHA256:0fabab"));
    CHECK(name.size() == 7 + 64);
    CHECK(sameFingerprint(name, name.substr(7)));
    CHECK(sameFingerprint(name, "sha256:0F:AB" + name.substr(11)));
    CHECK_FALSE(sameFingerprint(name, "SHA256:" + std::string(64, 'a')));
    CHECK_FALSE(sameFingerprint("", ""));
    CHECK_FALSE(sameFingerprint("SHA256:", "SHA256:"));
    CHECK_FALSE(sameFingerprint(name, name + "0"));
}
