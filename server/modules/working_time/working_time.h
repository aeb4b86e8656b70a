// The company's working time: its records `working_hours` and `calendar_day` as one calendar that anybody may ask
// without waiting, and the public holidays that come with the product as records of theirs.
//
// Thread-safe. What it is made from outlives it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/calendar/working.h"
#include "server/records/gate.h"

namespace kupets::working_time {

class WorkingTime {
public:
    WorkingTime(const boost::asio::any_io_executor& executor, records::Gate& gate, const schema::Registry& registry,
                calendar::Zone zone);
    ~WorkingTime();
    WorkingTime(const WorkingTime&) = delete;
    WorkingTime& operator=(const WorkingTime&) = delete;

    /// As of the last reading; before the first, the common week and the product's own days. Never null.
    std::shared_ptr<const calendar::WorkingCalendar> current() const;

    /// Brings the product's days, each year once: what the company changed or deleted since stays so. The week, when
    /// there is none.
    boost::asio::awaitable<Result<void>> seed(db::Deadline deadline);
    boost::asio::awaitable<Result<void>> read(db::Deadline deadline);

    /// Reads anew after each change, until stop(); the owner awaits it.
    boost::asio::awaitable<void> run();
    void stop();
    /// What changed; at no cost.
    void changed(const history::FeedBatch& batch);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::working_time
