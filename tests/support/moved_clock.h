// The time of day plus what a test adds to it.
#pragma once

#include <atomic>
#include <chrono>

#include "common/base/time.h"

namespace kupets::tests {

class MovedClock final : public Clock {
public:
    Timestamp now() const override { return {system_.now().micros + moved_.load()}; }
    void move(std::chrono::microseconds by) { moved_ += by.count(); }

private:
    SystemClock system_;
    std::atomic<std::int64_t> moved_ = 0;
};

}  // namespace kupets::tests
