// What all sheets of one import share.
#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/modules/imports/import.h"
#include "server/modules/imports/outcomes.h"

namespace kupets::imports {

struct Run {
    const Services& services;
    const records::Actor& actor;
    const v1::ImportRequest& request;
    schema::CatalogPtr catalog;
    v1::CsvFormat found;  // of the first sheet that shows it
    std::uint64_t rowsRead = 0;
    std::uint64_t rowsTotal = 0;
    std::vector<v1::ImportRowError> errors;
    std::uint64_t errorCount = 0;

    /// One bad row refuses the file: the rest is only checked.
    bool refused() const { return errorCount > 0 && !request.skip_bad_rows(); }
    awaitable<Result<void>> tell() const { return services.progress(rowsRead, rowsTotal); }
};

template <typename Function>
awaitable<void> call(Function& function) {
    function();
    co_return;
}

/// Runs `function` on a worker thread; the session goes on with others meanwhile.
template <typename Function>
awaitable<void> onWorker(boost::asio::thread_pool& workers, Function function) {
    // A cancellation would be emitted on the session's strand while the worker runs: it is seen at the next wait
    // instead.
    co_await boost::asio::co_spawn(
        workers.get_executor(), call(function),
        boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot(), boost::asio::use_awaitable));
}

}  // namespace kupets::imports
