// Clients that write while servers die: each counts one record up, one save a step, and sends a save again with the
// same ids until it is acknowledged.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/base/uuid.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/wire_client.h"

namespace kupets::tests {

inline constexpr std::chrono::seconds kPatience{60};

/// Where the server is now; it changes its ports with each start.
class Place {
public:
    void set(std::string address) {
        const std::scoped_lock lock(mutex_);
        address_ = std::move(address);
    }
    std::string get() const {
        const std::scoped_lock lock(mutex_);
        return address_;
    }

private:
    mutable std::mutex mutex_;
    std::string address_;
};

/// Writes companies until told to stop; every step is acknowledged before the next. The record's `employees` says which
/// step it was.
class Writer {
public:
    Writer(const Place& place, const std::atomic<bool>& stop)
        : place_(place), stop_(stop), thread_([this] { run(); }) {}
    void join() { thread_.join(); }

    const Uuid& record() const { return record_; }
    std::int64_t acknowledged() const { return acknowledged_; }
    const std::string& failure() const { return failure_; }

private:
    void run();
    /// By the token once there is one, as the desktop does: eight passwords at a time would be all that the server
    /// does.
    bool enter();
    bool attempt(const v1::SaveRequest& request, std::int64_t number);

    const Place& place_;
    const std::atomic<bool>& stop_;
    Uuid record_ = Uuid::make();
    std::optional<WireClient> client_;
    std::string token_;
    std::atomic<std::int64_t> acknowledged_ = 0;
    std::string failure_;
    std::thread thread_;
};

}  // namespace kupets::tests
