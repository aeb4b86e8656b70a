// What the composition root made, for handlers and modules. References: everything here outlives every session.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "common/base/time.h"

namespace boost::asio {
class thread_pool;
}

namespace kupets::db {
class Database;
}
namespace kupets::schema {
class Registry;
}
namespace kupets::access {
class Access;
}
namespace kupets::history {
class Feed;
}
namespace kupets::records {
class Gate;
}
namespace kupets::jobs {
class Queue;
}
namespace kupets::automation {
class Engine;
}
namespace kupets::working_time {
class WorkingTime;
}

namespace kupets::rpc {

namespace asio = boost::asio;
class FeedHub;
class LiveSessions;
class Metrics;
class PresenceHub;

struct ServerOptions {
    std::filesystem::path dataDir;  // certificate, files and, when embedded, the database
    std::string company;            // for the title of the clients' windows
    std::uint32_t heartbeatSeconds = 20;
    std::string version;
    Timestamp startedAt;
};

struct Services {
    asio::any_io_executor executor;  // the io_context that everything runs on
    asio::thread_pool& workers;      // for what computes long or blocks
    const Clock& clock;
    const ServerOptions& options;
    db::Database& database;
    schema::Registry& registry;
    access::Access& access;
    history::Feed& feed;
    records::Gate& gate;
    FeedHub& hub;
    PresenceHub& presence;
    LiveSessions& sessions;
    Metrics& metrics;
    jobs::Queue& jobs;
    working_time::WorkingTime& workingTime;
    automation::Engine& automation;
};

}  // namespace kupets::rpc
