// kupetsctl exports: who took what out of the base as a file.
#include <array>

#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/admin.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--limit", "N", "не больше стольких, обычно 100", "at most so many, usually 100"},
    Option{"--before", "N", "только раньше записи с этим номером", "only before the entry of this number"},
};

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(exportsCommand, arguments, 0, 0); !fits) return fits;
    const auto limit = arguments.number("--limit", 100);
    const auto before = arguments.number("--before", 0);
    if (!limit) return std::unexpected(limit.error());
    if (!before) return std::unexpected(before.error());
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    v1::ExportLogRequest request;
    request.set_limit(static_cast<std::uint32_t>(std::min<std::uint64_t>(*limit, 1000)));
    request.set_before(*before);
    const auto reply = session->call<v1::ExportLogReply>(v1::METHOD_ADMIN_EXPORT_LOG, request);
    if (!reply) return std::unexpected(reply.error());
    Output output(globals.format, {"number", "at", "user", "entity", "filter", "search", "columns", "rows", "finished"},
                  false);
    for (const auto& entry : reply->entries()) {
        std::string columns;
        for (const auto& column : entry.columns()) columns += (columns.empty() ? "" : ", ") + column;
        output.row(
            {}, 0,
            {Cell{static_cast<std::int64_t>(entry.number()), {}}, Cell{Timestamp{entry.at()}, {}},
             Cell{entry.user_name(), {}}, Cell{entry.entity(), {}}, Cell{entry.filter(), {}}, Cell{entry.search(), {}},
             Cell{columns, {}}, Cell{static_cast<std::int64_t>(entry.rows()), {}}, Cell{entry.finished(), {}}});
    }
    output.finish();
    return {};
}

}  // namespace

constinit const Command exportsCommand{"exports",
                                       "[--limit N] [--before N]",
                                       "кто, когда и что выгружал в файл",
                                       "who took what out as a file, and when",
                                       "  kupetsctl exports --limit 20\n",
                                       kOptions,
                                       run};

}  // namespace kupets::ctl
