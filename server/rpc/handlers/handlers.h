// Every method of every service: one coroutine each, in handlers/<area>/<method>.cpp. The dispatcher has checked the
// right, parsed the request and set the deadline; request and context live until the coroutine ends. An error is
// answered as it is; its cause is logged.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/automation.pb.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/duplicates.pb.h"
#include "kupets/v1/files.pb.h"
#include "kupets/v1/import.pb.h"
#include "kupets/v1/personal.pb.h"
#include "kupets/v1/presence.pb.h"
#include "kupets/v1/quality.pb.h"
#include "kupets/v1/records.pb.h"
#include "kupets/v1/schema.pb.h"
#include "kupets/v1/session.pb.h"
#include "kupets/v1/tasks.pb.h"
#include "server/rpc/context.h"

namespace kupets::rpc::handlers {

template <typename Message>
using Answer = asio::awaitable<Result<Message>>;

Answer<v1::HelloReply> sessionHello(Context&, const v1::HelloRequest&);
Answer<v1::LoginReply> sessionLogin(Context&, const v1::LoginRequest&);
Answer<v1::LoginReply> sessionResume(Context&, const v1::ResumeRequest&);
Answer<v1::LogoutReply> sessionLogout(Context&, const v1::LogoutRequest&);
Answer<v1::ChangePasswordReply> sessionChangePassword(Context&, const v1::ChangePasswordRequest&);

Answer<v1::SchemaReply> schemaGet(Context&, const v1::SchemaRequest&);
Answer<v1::SchemaReply> schemaSave(Context&, const v1::SchemaSaveRequest&);

Answer<v1::QueryReply> recordsQuery(Context&, const v1::QueryRequest&);
Answer<v1::CountReply> recordsCount(Context&, const v1::CountRequest&);
Answer<v1::GroupReply> recordsGroup(Context&, const v1::GroupRequest&);
Answer<v1::GetReply> recordsGet(Context&, const v1::GetRequest&);
Answer<v1::SaveReply> recordsSave(Context&, const v1::SaveRequest&);
Answer<v1::SearchReply> recordsSearch(Context&, const v1::SearchRequest&);
Answer<v1::ExportChunk> recordsExport(Context&, const v1::ExportRequest&);  // rows go by sendChunk; the reply is empty

Answer<v1::BulkReply> recordsBulk(Context&, const v1::BulkRequest&);  // BulkProgress goes by sendChunk

Answer<v1::SubscribeReply> changesSubscribe(Context&, const v1::SubscribeRequest&);
Answer<v1::HistoryReply> changesHistory(Context&, const v1::HistoryRequest&);
Answer<v1::HistoryReply> changesRecent(Context&, const v1::RecentRequest&);
Answer<v1::WhyReply> changesWhy(Context&, const v1::WhyRequest&);
Answer<v1::UndoReply> changesUndo(Context&, const v1::UndoRequest&);

Answer<v1::ImportReply> importRun(Context&, const v1::ImportRequest&);  // ImportProgress goes by sendChunk

Answer<v1::DuplicateCheckReply> duplicatesCheck(Context&, const v1::DuplicateCheckRequest&);
Answer<v1::DuplicateFindReply> duplicatesFind(Context&, const v1::DuplicateFindRequest&);  // progress goes by sendChunk
Answer<v1::DuplicateDismissReply> duplicatesDismiss(Context&, const v1::DuplicateDismissRequest&);
Answer<v1::MergeReply> duplicatesMerge(Context&, const v1::MergeRequest&);
Answer<v1::SplitReply> duplicatesSplit(Context&, const v1::SplitRequest&);

Answer<v1::UploadReply> filesUpload(Context&, const v1::UploadRequest&);  // FileChunks come by nextChunk
Answer<v1::FileChunk> filesDownload(Context&,
                                    const v1::DownloadRequest&);  // FileChunks go by sendChunk; the reply is empty

Answer<v1::SetCredentialsReply> adminSetCredentials(Context&, const v1::SetCredentialsRequest&);
Answer<v1::ListSessionsReply> adminListSessions(Context&, const v1::ListSessionsRequest&);
Answer<v1::EndSessionReply> adminEndSession(Context&, const v1::EndSessionRequest&);
Answer<v1::StatusReply> adminStatus(Context&, const v1::StatusRequest&);
Answer<v1::ExportLogReply> adminExportLog(Context&, const v1::ExportLogRequest&);
Answer<v1::JobQueuesReply> adminJobQueues(Context&, const v1::JobQueuesRequest&);
Answer<v1::DeadJobsReply> adminDeadJobs(Context&, const v1::DeadJobsRequest&);
Answer<v1::DeadJobsCount> adminRetryJobs(Context&, const v1::DeadJobsChoice&);
Answer<v1::DeadJobsCount> adminDropJobs(Context&, const v1::DeadJobsChoice&);
Answer<v1::SeedReply> adminSeed(Context&, const v1::SeedRequest&);  // SeedProgress goes by sendChunk

Answer<v1::FavouritesReply> personalFavourites(Context&, const v1::FavouritesRequest&);
Answer<v1::SetFavouriteReply> personalSetFavourite(Context&, const v1::SetFavouriteRequest&);

Answer<v1::QualityReply> qualityReport(Context&, const v1::QualityRequest&);
Answer<v1::BulkReply> qualityRepair(Context&, const v1::QualityRepairRequest&);  // BulkProgress goes by sendChunk

Answer<v1::RuleTemplatesReply> rulesTemplates(Context&, const v1::RuleTemplatesRequest&);
Answer<v1::RehearseReply> rulesRehearse(Context&, const v1::RehearseRequest&);  // RehearseProgress goes by sendChunk
Answer<v1::RuleRunsReply> rulesRuns(Context&, const v1::RuleRunsRequest&);
Answer<v1::PressReply> rulesPress(Context&, const v1::PressRequest&);

Answer<v1::LoadReply> tasksLoad(Context&, const v1::LoadRequest&);

Answer<v1::WatchReply> presenceWatch(Context&, const v1::WatchRequest&);

}  // namespace kupets::rpc::handlers
