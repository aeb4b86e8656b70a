// What all sheets of one import share.
#pragma once

#include "server/db/on_worker.h"
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

using db::onWorker;

}  // namespace kupets::imports
