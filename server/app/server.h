// The composition root: makes every part, starts and stops them in order.
//
// Start: lock, certificate, PostgreSQL, pool, migrations, schema, first administrator, ports, "ready".
// Stop: no new connections, sessions answer what is open, feed, HTTP, background work, pool, PostgreSQL.
#pragma once

#include <memory>

#include "common/base/error.h"
#include "server/app/options.h"

namespace kupets::app {

class Server {
public:
    /// What can be done before anything runs: the folder's lock, certificate and PostgreSQL. Blocking.
    static Result<std::unique_ptr<Server>> prepare(Options options);
    ~Server();

    /// Runs until SIGTERM or SIGINT; 0, or 1 when it could not start. A second signal ends the process at once.
    int run();

private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kupets::app
