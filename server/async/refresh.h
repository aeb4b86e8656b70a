// Something kept in memory that is read anew when what it is made from has changed: one reading at a time, and another
// one when more has changed meanwhile; a reading that fails is tried again.
//
// Thread-safe. The owner awaits run(), after stop().
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"

namespace kupets::async {

class Refresh {
public:
    using Read = std::function<boost::asio::awaitable<Result<void>>()>;
    /// `what` is for the log: "the working calendar".
    Refresh(const boost::asio::any_io_executor& executor, std::string what, Read read);
    ~Refresh();
    Refresh(const Refresh&) = delete;
    Refresh& operator=(const Refresh&) = delete;

    /// It has to be read again.
    void stale();
    /// Reads after each stale(), until stop().
    boost::asio::awaitable<void> run();
    void stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::async
