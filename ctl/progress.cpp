#include "ctl/progress.h"

#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

namespace kupets::ctl {

namespace {
bool isWatched() {
    static const bool watched = isatty(STDERR_FILENO) != 0;
    return watched;
}
}  // namespace

void tellProgress(std::string_view line) {
    if (isWatched()) std::cerr << '\r' << line << std::flush;
}

void tellProgress(std::uint64_t done, std::uint64_t total) { tellProgress(fmt::format("{:>9} / {:<9}", done, total)); }

void endProgress() {
    if (isWatched()) std::cerr << "\r\033[K";
}

}  // namespace kupets::ctl
