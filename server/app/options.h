// What the command line of kupets-server says.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/calendar/zone.h"
#include "server/net/limits.h"

namespace kupets::app {

struct Address {
    std::string host;
    std::uint16_t port = 0;
    /// "127.0.0.1:7443", "[::1]:7443".
    std::string text() const;
    static Result<Address> parse(const std::string& text);
};

struct Options {
    std::filesystem::path dataDir;
    Address listen{"127.0.0.1", 7443};
    Address http{"127.0.0.1", 0};
    std::filesystem::path adminPasswordFile;
    std::string databaseUrl;  // empty: the embedded one
    std::string company;
    std::optional<calendar::Zone> timeZone;  // of the company's working hours; none: the computer's
    std::string logLevel = "info";
    std::size_t threads = 0;  // 0: one a core
    bool help = false;
    bool version = false;

    // For tests; not in --help.
    bool unsafeFastDatabase = false;   // no fsync
    bool unsafeFastPasswords = false;  // cheap hashes
    net::Limits limits;
    std::chrono::milliseconds presenceRights{
        30'000};  // how long a look-up of rights is believed while somebody looks on
};

/// Errors: BadRequest; args: the argument and what is wrong with it.
Result<Options> parseOptions(const std::vector<std::string>& arguments);

std::string helpText();

}  // namespace kupets::app
