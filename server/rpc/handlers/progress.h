// What a long request tells of itself on its way.
#pragma once

#include <cstdint>

#include "server/rpc/context.h"

namespace kupets::rpc::handlers {

/// A function of how much is done, of how much: it sends a `Step`, whose setters these are. The context outlives it.
template <typename Step>
auto progressOf(Context& context, void (Step::*setDone)(std::uint64_t), void (Step::*setTotal)(std::uint64_t)) {
    return [&context, setDone, setTotal](std::uint64_t done, std::uint64_t total) {
        Step step;
        (step.*setDone)(done);
        (step.*setTotal)(total);
        return context.sendChunk(step.SerializeAsString());
    };
}

}  // namespace kupets::rpc::handlers
