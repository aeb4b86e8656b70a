#include "server/rpc/dispatcher.h"

#include <algorithm>

#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/metrics.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc {

namespace {

using namespace std::chrono_literals;

template <typename Handler>
struct Traits;
template <typename Request, typename Reply>
struct Traits<handlers::Answer<Reply> (*)(Context&, const Request&)> {
    using RequestType = Request;
};

template <auto handler>
asio::awaitable<Result<std::string>> invoke(Context& context, std::string_view payload) {
    typename Traits<decltype(handler)>::RequestType request;
    if (!request.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
        co_return fail(ErrorCode::BadRequest, {request.GetDescriptor()->name()});
    auto reply = co_await handler(context, request);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    co_return reply->SerializeAsString();
}

// The table. The switch has no default, and the compiler's -Wswitch is an error here: a method without a row does not
// compile.
#pragma clang diagnostic error "-Wswitch"
constexpr std::optional<Row> tableRow(v1::Method method) {
    using enum Right;
    using enum Effect;
    constexpr std::chrono::milliseconds quick = 30s, slow = 60s, hour = 1h;
    static_assert(hour < db::kLongestStatement);
    const auto row = [method](std::string_view name, Right right, std::chrono::milliseconds limit, Effect effect,
                              Invoker handler) { return Row{method, name, right, limit, effect, handler}; };
    switch (method) {
        case v1::METHOD_SESSION_HELLO:
            return row("Session.Hello", None, quick, Read, invoke<handlers::sessionHello>);
        case v1::METHOD_SESSION_LOGIN:
            return row("Session.Login", None, quick, Write, invoke<handlers::sessionLogin>);
        case v1::METHOD_SESSION_RESUME:
            return row("Session.Resume", None, quick, Write, invoke<handlers::sessionResume>);
        case v1::METHOD_SESSION_LOGOUT:
            return row("Session.Logout", LoggedIn, quick, Write, invoke<handlers::sessionLogout>);
        case v1::METHOD_SESSION_CHANGE_PASSWORD:
            return row("Session.ChangePassword", LoggedIn, quick, Write, invoke<handlers::sessionChangePassword>);
        case v1::METHOD_SCHEMA_GET:
            return row("Schema.Get", LoggedIn, quick, Read, invoke<handlers::schemaGet>);
        case v1::METHOD_SCHEMA_SAVE:
            return row("Schema.Save", Administrator, slow, Write, invoke<handlers::schemaSave>);
        case v1::METHOD_RECORDS_QUERY:
            return row("Records.Query", LoggedIn, slow, Read, invoke<handlers::recordsQuery>);
        case v1::METHOD_RECORDS_COUNT:
            return row("Records.Count", LoggedIn, slow, Read, invoke<handlers::recordsCount>);
        case v1::METHOD_RECORDS_GROUP:
            return row("Records.Group", LoggedIn, slow, Read, invoke<handlers::recordsGroup>);
        case v1::METHOD_RECORDS_GET:
            return row("Records.Get", LoggedIn, slow, Read, invoke<handlers::recordsGet>);
        case v1::METHOD_RECORDS_SAVE:
            return row("Records.Save", LoggedIn, slow, Write, invoke<handlers::recordsSave>);
        case v1::METHOD_RECORDS_SEARCH:
            return row("Records.Search", LoggedIn, slow, Read, invoke<handlers::recordsSearch>);
        case v1::METHOD_RECORDS_BULK:
            return row("Records.Bulk", LoggedIn, hour, Write, invoke<handlers::recordsBulk>);
        case v1::METHOD_RECORDS_EXPORT:
            return row("Records.Export", LoggedIn, hour, Read, invoke<handlers::recordsExport>);
        case v1::METHOD_CHANGES_SUBSCRIBE:
            return row("Changes.Subscribe", LoggedIn, slow, Read, invoke<handlers::changesSubscribe>);
        case v1::METHOD_CHANGES_HISTORY:
            return row("Changes.History", LoggedIn, slow, Read, invoke<handlers::changesHistory>);
        case v1::METHOD_CHANGES_UNDO:
            return row("Changes.Undo", LoggedIn, hour, Write, invoke<handlers::changesUndo>);
        case v1::METHOD_CHANGES_RECENT:
            return row("Changes.Recent", LoggedIn, slow, Read, invoke<handlers::changesRecent>);
        case v1::METHOD_CHANGES_WHY:
            return row("Changes.Why", LoggedIn, slow, Read, invoke<handlers::changesWhy>);
        case v1::METHOD_IMPORT_RUN:
            return row("Import.Run", LoggedIn, hour, Write, invoke<handlers::importRun>);
        case v1::METHOD_FILES_UPLOAD:
            return row("Files.Upload", LoggedIn, hour, Write, invoke<handlers::filesUpload>);
        case v1::METHOD_FILES_DOWNLOAD:
            return row("Files.Download", LoggedIn, hour, Read, invoke<handlers::filesDownload>);
        case v1::METHOD_ADMIN_SET_CREDENTIALS:
            return row("Admin.SetCredentials", Administrator, quick, Write, invoke<handlers::adminSetCredentials>);
        case v1::METHOD_ADMIN_LIST_SESSIONS:
            return row("Admin.ListSessions", Administrator, quick, Read, invoke<handlers::adminListSessions>);
        case v1::METHOD_ADMIN_END_SESSION:
            return row("Admin.EndSession", Administrator, quick, Write, invoke<handlers::adminEndSession>);
        case v1::METHOD_ADMIN_STATUS:
            return row("Admin.Status", Administrator, quick, Read, invoke<handlers::adminStatus>);
        case v1::METHOD_ADMIN_SEED:
            return row("Admin.Seed", Administrator, hour, Write, invoke<handlers::adminSeed>);
        case v1::METHOD_ADMIN_EXPORT_LOG:
            return row("Admin.ExportLog", Administrator, quick, Read, invoke<handlers::adminExportLog>);
        case v1::METHOD_ADMIN_JOB_QUEUES:
            return row("Admin.JobQueues", Administrator, quick, Read, invoke<handlers::adminJobQueues>);
        case v1::METHOD_ADMIN_DEAD_JOBS:
            return row("Admin.DeadJobs", Administrator, quick, Read, invoke<handlers::adminDeadJobs>);
        case v1::METHOD_ADMIN_RETRY_JOBS:
            return row("Admin.RetryJobs", Administrator, slow, Write, invoke<handlers::adminRetryJobs>);
        case v1::METHOD_ADMIN_DROP_JOBS:
            return row("Admin.DropJobs", Administrator, slow, Write, invoke<handlers::adminDropJobs>);
        case v1::METHOD_PERSONAL_FAVOURITES:
            return row("Personal.Favourites", LoggedIn, quick, Read, invoke<handlers::personalFavourites>);
        case v1::METHOD_PERSONAL_SET_FAVOURITE:
            return row("Personal.SetFavourite", LoggedIn, quick, Write, invoke<handlers::personalSetFavourite>);
        case v1::METHOD_PRESENCE_WATCH:
            return row("Presence.Watch", LoggedIn, quick, Read, invoke<handlers::presenceWatch>);
        case v1::METHOD_DUPLICATES_CHECK:
            return row("Duplicates.Check", LoggedIn, quick, Read, invoke<handlers::duplicatesCheck>);
        case v1::METHOD_DUPLICATES_FIND:
            return row("Duplicates.Find", LoggedIn, hour, Read, invoke<handlers::duplicatesFind>);
        case v1::METHOD_DUPLICATES_DISMISS:
            return row("Duplicates.Dismiss", LoggedIn, quick, Write, invoke<handlers::duplicatesDismiss>);
        case v1::METHOD_DUPLICATES_MERGE:
            return row("Duplicates.Merge", LoggedIn, hour, Write, invoke<handlers::duplicatesMerge>);
        case v1::METHOD_DUPLICATES_SPLIT:
            return row("Duplicates.Split", LoggedIn, hour, Write, invoke<handlers::duplicatesSplit>);
        case v1::METHOD_QUALITY_REPORT:
            return row("Quality.Report", LoggedIn, hour, Read, invoke<handlers::qualityReport>);
        case v1::METHOD_QUALITY_REPAIR:
            return row("Quality.Repair", LoggedIn, hour, Write, invoke<handlers::qualityRepair>);
        case v1::METHOD_RULES_TEMPLATES:
            return row("Rules.Templates", LoggedIn, quick, Read, invoke<handlers::rulesTemplates>);
        case v1::METHOD_RULES_REHEARSE:
            return row("Rules.Rehearse", Administrator, hour, Read, invoke<handlers::rulesRehearse>);
        case v1::METHOD_RULES_RUNS:
            return row("Rules.Runs", LoggedIn, slow, Read, invoke<handlers::rulesRuns>);
        case v1::METHOD_RULES_PRESS:
            return row("Rules.Press", LoggedIn, slow, Write, invoke<handlers::rulesPress>);
        case v1::METHOD_TASKS_LOAD:
            return row("Tasks.Load", LoggedIn, slow, Read, invoke<handlers::tasksLoad>);
        case v1::METHOD_UNSPECIFIED:
        case v1::Method_INT_MIN_SENTINEL_DO_NOT_USE_:
        case v1::Method_INT_MAX_SENTINEL_DO_NOT_USE_:
            break;
    }
    return std::nullopt;
}
static_assert(tableRow(v1::METHOD_RECORDS_SAVE)->effect == Effect::Write);
static_assert(!tableRow(v1::METHOD_UNSPECIFIED));

/// Who calls and whether he may: fills the context, or says why not.
asio::awaitable<Result<void>> admit(Context& context, const Row& row) {
    if (context.session.protocol() == 0 && row.method != v1::METHOD_SESSION_HELLO)
        co_return fail(ErrorCode::BadRequest, {"Session.Hello"});
    if (row.right == Right::None) co_return Result<void>();
    const auto& login = context.session.login();
    if (!login) co_return fail(ErrorCode::NotLoggedIn);
    auto scope = co_await context.services.access.scope(login->user, context.deadline);
    if (!scope) co_return std::unexpected(std::move(scope.error()));
    // The session may have ended while the scope was read.
    if (!context.session.login()) co_return fail(ErrorCode::SessionExpired);
    context.scope = std::move(*scope);
    context.actor = login->user;
    context.actorName = login->name;
    if (row.right == Right::Administrator && !context.scope->isAdministrator())
        co_return fail(ErrorCode::Forbidden, {std::string(row.name)});
    const bool mayNow = row.method == v1::METHOD_SESSION_CHANGE_PASSWORD || row.method == v1::METHOD_SESSION_LOGOUT;
    if (login->mustChangePassword && !mayNow) co_return fail(ErrorCode::Forbidden, {"must_change_password"});
    co_return Result<void>();
}

asio::awaitable<Result<std::string>> guarded(Context& context, const Row& row, std::string_view payload) {
    std::string bug;
    try {
        if (auto admitted = co_await admit(context, row); !admitted)
            co_return std::unexpected(std::move(admitted.error()));
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != asio::cancellation_type::none) co_return fail(ErrorCode::Cancelled);
        co_return co_await row.invoke(context, payload);
    } catch (const boost::system::system_error& e) {
        if (e.code() == boost::system::errc::operation_canceled) co_return fail(ErrorCode::Cancelled);
        bug = e.what();
    } catch (const std::exception& e) {
        bug = e.what();
    }
    co_return std::unexpected(Error(ErrorCode::Internal).because("exception: " + bug));
}

void log(const Context& context, const Row& row, const Error& error) {
    if (error.code == ErrorCode::Internal)
        spdlog::error("{} {} failed: {}", context.traceId, row.name, describe(error));
    else
        spdlog::debug("{} {} answered {}", context.traceId, row.name, errorCodeName(error.code));
}

}  // namespace

std::optional<Row> rowOf(v1::Method method) { return v1::Method_IsValid(method) ? tableRow(method) : std::nullopt; }

std::chrono::milliseconds allowed(const Row& row, std::uint32_t askedMs) {
    return askedMs == 0 ? row.limit : std::min(row.limit, std::chrono::milliseconds(askedMs));
}

asio::awaitable<Result<std::string>> dispatch(Context& context, const Row& row, std::string_view payload) {
    const auto begun = std::chrono::steady_clock::now();
    auto answer = co_await guarded(context, row, payload);
    if (!answer && answer.error().code == ErrorCode::Cancelled && std::chrono::steady_clock::now() >= context.deadline)
        answer = fail(ErrorCode::DeadlineExceeded);
    if (!answer) log(context, row, answer.error());
    const auto code = answer ? std::nullopt : std::optional(answer.error().code);
    context.services.metrics.request(row.name, code, std::chrono::steady_clock::now() - begun);
    co_return answer;
}

}  // namespace kupets::rpc
