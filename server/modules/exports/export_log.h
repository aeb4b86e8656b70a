// Who took what out of the base as a file: written before the first row goes out, so that no export is without its
// line.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"
#include "server/db/database.h"

namespace kupets::exports {

using boost::asio::awaitable;

struct Who {
    Uuid user;
    std::string name;
    Timestamp now;
};

class ExportLog {
public:
    ExportLog(db::Database& database, db::Deadline deadline) : database_(database), deadline_(deadline) {}

    /// The line's number.
    awaitable<Result<std::uint64_t>> begin(Who who, const v1::ExportRequest& request);
    awaitable<Result<void>> sent(std::uint64_t number, std::uint64_t rows, bool finished);
    /// The newest first.
    awaitable<Result<v1::ExportLogReply>> read(v1::ExportLogRequest request);

private:
    db::Database& database_;
    db::Deadline deadline_;
};

}  // namespace kupets::exports
