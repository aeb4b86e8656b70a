// Counters of the server, as Prometheus reads them. Thread-safe; counting costs an atomic addition.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"

namespace kupets::rpc {

class Metrics {
public:
    /// Upper bounds of the latency histogram, in seconds.
    static constexpr std::array<double, 12> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                    0.05,   0.1,   0.25,   1.0,   5.0,  30.0};

    /// One answered request; no code: it succeeded.
    void request(std::string_view method, std::optional<ErrorCode> code, std::chrono::nanoseconds took);
    void brokenFrame() { ++brokenFrames_; }
    void slowReader() { ++slowReaders_; }
    void sent(std::size_t bytes) { sent_ += bytes; }
    void received(std::size_t bytes) { received_ += bytes; }
    void delivered(std::size_t events) { delivered_ += events; }
    /// A value that is asked for when somebody looks: connections, outbox, pool. Registered before the server listens.
    void gauge(std::string name, std::string help, std::function<double()> value);

    /// Prometheus' text format.
    std::string text() const;

private:
    struct PerMethod {
        std::array<std::uint64_t, kBounds.size() + 1> buckets{};
        double seconds = 0;
        std::uint64_t count = 0;
        std::map<std::string_view, std::uint64_t> codes;
    };
    struct Gauge {
        std::string name, help;
        std::function<double()> value;
    };

    mutable std::mutex mutex_;
    std::map<std::string, PerMethod, std::less<>> methods_;
    std::vector<Gauge> gauges_;
    std::atomic<std::uint64_t> brokenFrames_ = 0, slowReaders_ = 0, sent_ = 0, received_ = 0, delivered_ = 0;
};

}  // namespace kupets::rpc
