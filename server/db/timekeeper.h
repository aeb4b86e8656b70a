// Deadlines of everything that a Database has in flight, on one timer. A timer of its own for each statement would cost
// more than a small statement does: here setting and clearing an alarm is a list operation, and the timer is touched
// only when an alarm is due before it.
//
// Thread-safe. An alarm rings on any thread of the executor, under the timekeeper's lock: it must be short, must not
// set or clear alarms, and may take only locks under which nobody calls the timekeeper.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include "server/db/database.h"

namespace kupets::db {

class Timekeeper : public std::enable_shared_from_this<Timekeeper> {
public:
    static constexpr Deadline kNever = Deadline::max();

    explicit Timekeeper(const asio::any_io_executor& executor) : timer_(executor) {}

    /// Belongs into its owner as the last member: after its destructor it does not ring any more.
    class Alarm : public boost::intrusive::list_base_hook<> {
    public:
        /// `ring` gets the present and says when to ring again (kNever: not).
        Alarm(std::shared_ptr<Timekeeper> keeper, std::function<Deadline(Deadline now)> ring);
        ~Alarm();
        Alarm(const Alarm&) = delete;
        Alarm& operator=(const Alarm&) = delete;

        void set(Deadline at);
        /// When it returns, the alarm is not ringing and will not ring.
        void clear();

    private:
        friend class Timekeeper;
        std::shared_ptr<Timekeeper> keeper_;
        std::function<Deadline(Deadline)> ring_;
        Deadline at_ = kNever;
    };

    /// Rings no more and lets the executor run dry.
    void stop();

private:
    void armAt(Deadline at);  // under the lock
    void fire();

    std::mutex mutex_;
    boost::intrusive::list<Alarm, boost::intrusive::constant_time_size<false>> alarms_;
    asio::steady_timer timer_;
    Deadline armed_ = kNever;
    bool stopped_ = false;
};

}  // namespace kupets::db
