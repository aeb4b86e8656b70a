// kupetsctl ping: is the server there, and which one.
#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"

namespace kupets::ctl {

namespace {

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(pingCommand, arguments, 0, 0); !fits) return fits;
    const auto before = std::chrono::steady_clock::now();
    auto session = Session::greet(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const std::chrono::duration<double, std::milli> connected = std::chrono::steady_clock::now() - before;
    const auto& hello = session->connection().hello();
    Output output(globals.format, {"server", "protocol", "company", "fingerprint", "connect_ms"}, false);
    output.row({}, 0,
               {{hello.server(), {}},
                {std::int64_t{hello.protocol()}, {}},
                {hello.company(), {}},
                {session->connection().fingerprint(), {}},
                {Decimal::parse(fmt::format("{:.1f}", connected.count())).value_or(Decimal()), {}}});
    output.finish();
    return {};
}

}  // namespace

constinit const Command pingCommand{"ping",
                                    "",
                                    "есть ли сервер и какой он",
                                    "is the server there, and which one",
                                    "  kupetsctl --server crm.local:7443 --trust-on-first-use ping\n",
                                    {},
                                    run};

}  // namespace kupets::ctl
