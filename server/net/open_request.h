// A request that is not answered yet.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/async/task_group.h"

namespace kupets::net {

struct OpenRequest {
    OpenRequest(std::uint64_t id_, const boost::asio::any_io_executor& strand)
        : id(id_), deadline(strand), arrived(strand), taken(strand) {}

    const std::uint64_t id;
    boost::asio::cancellation_signal cancel;
    boost::asio::steady_timer deadline;
    bool over = false;  // answered; what still waits for it goes on

    std::deque<std::string> chunks;  // of a long request, in order
    std::size_t chunkBytes = 0;
    bool chunksEnded = false;
    async::Signal arrived;  // a chunk, or their end
    async::Signal taken;    // a chunk, or the request is over
};

}  // namespace kupets::net
