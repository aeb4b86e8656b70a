#include "server/rpc/metrics.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace kupets::rpc {

void Metrics::request(std::string_view method, std::optional<ErrorCode> code, std::chrono::nanoseconds took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(kBounds, seconds) - kBounds.begin());
    std::lock_guard lock(mutex_);
    auto it = methods_.find(method);
    if (it == methods_.end()) it = methods_.emplace(method, PerMethod{}).first;
    PerMethod& m = it->second;
    ++m.buckets[bucket];
    ++m.count;
    m.seconds += seconds;
    ++m.codes[code ? errorCodeName(*code) : std::string_view("OK")];
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> value) {
    std::lock_guard lock(mutex_);
    gauges_.push_back({std::move(name), std::move(help), std::move(value)});
}

std::string Metrics::text() const {
    std::string out;
    const auto to = std::back_inserter(out);
    const auto head = [&](std::string_view name, std::string_view type, std::string_view help) {
        fmt::format_to(to, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
    };
    const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        head(name, "counter", help);
        fmt::format_to(to, "{} {}\n", name, value);
    };
    std::lock_guard lock(mutex_);
    head("kupets_requests_total", "counter", "Answered requests by method and code.");
    for (const auto& [name, m] : methods_)
        for (const auto& [code, count] : m.codes)
            fmt::format_to(to, "kupets_requests_total{{method=\"{}\",code=\"{}\"}} {}\n", name, code, count);
    head("kupets_request_seconds", "histogram", "Time from arrival to answer.");
    for (const auto& [name, m] : methods_) {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < kBounds.size(); ++i) {
            below += m.buckets[i];
            fmt::format_to(to, "kupets_request_seconds_bucket{{method=\"{}\",le=\"{}\"}} {}\n", name, kBounds[i],
                           below);
        }
        fmt::format_to(to, "kupets_request_seconds_bucket{{method=\"{}\",le=\"+Inf\"}} {}\n", name, m.count);
        fmt::format_to(to, "kupets_request_seconds_sum{{method=\"{}\"}} {}\n", name, m.seconds);
        fmt::format_to(to, "kupets_request_seconds_count{{method=\"{}\"}} {}\n", name, m.count);
    }
    counter("kupets_broken_frames_total", "Sessions closed for a frame that could not be read.", brokenFrames_);
    counter("kupets_slow_readers_total", "Sessions cut off because they did not read.", slowReaders_);
    counter("kupets_sent_bytes_total", "Bytes of frames sent.", sent_);
    counter("kupets_received_bytes_total", "Bytes of frames received.", received_);
    counter("kupets_feed_events_total", "Change events handed to sessions.", delivered_);
    for (const Gauge& gauge : gauges_) {
        head(gauge.name, "gauge", gauge.help);
        fmt::format_to(to, "{} {}\n", gauge.name, gauge.value());
    }
    return out;
}

}  // namespace kupets::rpc
