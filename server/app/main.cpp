// kupets-server.
#include <csignal>
#include <cstdio>
#include <exception>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "server/app/options.h"
#include "server/app/server.h"

namespace {

void openLog(const std::string& level) {
    auto log = std::make_shared<spdlog::logger>("kupets", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    log->set_level(spdlog::level::from_str(level));
    log->flush_on(spdlog::level::trace);
    spdlog::set_default_logger(std::move(log));
}

/// A connection is a descriptor.
void raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        auto options = kupets::app::parseOptions({argv + 1, argv + argc});
        if (!options) {
            fmt::print(stderr, "kupets-server: {}: {}\n", options.error().args.at(0), options.error().args.at(1));
            return 2;
        }
        if (options->help || options->version) {
            fmt::print("{}",
                       options->help ? kupets::app::helpText() : fmt::format("kupets-server {}\n", KUPETS_VERSION));
            return 0;
        }
        openLog(options->logLevel);
        raiseDescriptorLimit();
        std::signal(SIGPIPE, SIG_IGN);
        umask(077);
        auto server = kupets::app::Server::prepare(std::move(*options));
        if (!server) {
            fmt::print(stderr, "kupets-server: {}\n", kupets::describe(server.error()));
            return 1;
        }
        return (*server)->run();
    } catch (const std::exception& e) {
        fmt::print(stderr, "kupets-server: {}\n", e.what());
        return 1;
    }
}
