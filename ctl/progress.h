// "1 200 / 5 000" on the terminal while a long call runs; nothing when nobody watches.
#pragma once

#include <functional>
#include <string_view>

#include "ctl/outcome.h"

namespace kupets::ctl {

/// Instead of what stood there.
void tellProgress(std::string_view line);
void tellProgress(std::uint64_t done, std::uint64_t total);
/// Takes the line away.
void endProgress();

/// For Call::onChunk: chunks are messages with `done` and `total`.
template <typename Progress>
std::function<Outcome<void>(std::string_view)> showProgress() {
    return [](std::string_view payload) -> Outcome<void> {
        Progress progress;
        if (progress.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
            tellProgress(progress.done(), progress.total());
        return {};
    };
}

}  // namespace kupets::ctl
