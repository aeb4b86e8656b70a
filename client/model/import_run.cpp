#include "client/model/import_run.h"

#include <QFile>
#include <QFileInfo>

#include "client/net/connection.h"

namespace kupets::model {
namespace {

constexpr net::CallOptions kLong{.deadline = std::chrono::hours(1), .repeatable = false};

}  // namespace

ImportRun::ImportRun(const data::Context& context, QObject* parent) : QObject(parent), context_(context) {}
ImportRun::~ImportRun() { call_.cancel(); }

void ImportRun::setFile(const QString& path) {
    cancel();
    path_ = path;
    file_ = {};
    outcomes_.clear();
}

void ImportRun::rehearse(v1::ImportRequest request) {
    request.set_dry_run(true);
    request.set_skip_bad_rows(true);
    request.set_tell_outcomes(true);
    begin(Stage::Rehearsing, std::move(request));
}

void ImportRun::run(v1::ImportRequest request) {
    request.set_skip_bad_rows(true);
    begin(Stage::Running, std::move(request));
}

void ImportRun::begin(Stage stage, v1::ImportRequest request) {
    cancel();
    request_ = std::move(request);
    wanted_ = stage;
    again_ = false;
    file_.isNil() ? upload() : start();
}

void ImportRun::upload() {
    stage_ = Stage::Sending;
    upload_ = std::make_unique<data::Upload>(*context_.connection, std::make_unique<QFile>(path_),
                                             QFileInfo(path_).fileName());
    connect(upload_.get(), &data::Upload::progressed, this, &ImportRun::progressed);
    connect(upload_.get(), &data::Upload::failed, this, &ImportRun::fail);
    connect(upload_.get(), &data::Upload::finished, this, [this](const Uuid& file) {
        file_ = file;
        dropUpload();
        start();
    });
    upload_->start();
    Q_EMIT progressed();
}

void ImportRun::start() {
    stage_ = wanted_;
    read_ = total_ = 0;
    clock_.start();
    startedAt_ = QDateTime::currentDateTime();
    if (stage_ == Stage::Rehearsing) outcomes_.clear();
    changeSet_ = Uuid::make();
    request_.set_change_set_id(std::string(changeSet_.view()));
    request_.set_file_id(std::string(file_.view()));
    call_ = context_.connection->stream<v1::ImportProgress, v1::ImportReply>(
        v1::METHOD_IMPORT_RUN, request_, this,
        [this](const v1::ImportProgress& progress) {
            read_ = std::max(read_, progress.rows_read());
            total_ = std::max(total_, progress.rows_total());
            if (stage_ == Stage::Rehearsing) {
                for (const v1::ImportOutcome& outcome : progress.outcomes()) outcomes_.add(outcome);
                for (const v1::ImportLikes& likes : progress.likes()) outcomes_.like(likes);
            }
            Q_EMIT progressed();
        },
        [this](Result<v1::ImportReply> reply) { finish(std::move(reply)); }, kLong);
    Q_EMIT progressed();
}

void ImportRun::finish(Result<v1::ImportReply> reply) {
    if (!reply && reply.error().code == ErrorCode::NotFound && !again_) {
        again_ = true;  // what nobody refers to is not kept for ever
        file_ = {};
        return upload();
    }
    if (!reply) return fail(reply.error());
    reply_ = std::move(*reply);
    const Stage was = std::exchange(stage_, Stage::Idle);
    if (was == Stage::Running)
        Q_EMIT done();
    else
        Q_EMIT rehearsed();
}

void ImportRun::cancel() {
    call_.cancel();
    dropUpload();
    stage_ = Stage::Idle;
}

/// Later, for it may be the one that speaks.
void ImportRun::dropUpload() {
    if (!upload_) return;
    disconnect(upload_.get(), nullptr, this, nullptr);
    upload_.release()->deleteLater();
}

void ImportRun::fail(const Error& error) {
    dropUpload();
    stage_ = Stage::Idle;
    Q_EMIT failed(error);
}

double ImportRun::sent() const {
    return upload_ && upload_->size() > 0 ? static_cast<double>(upload_->sent()) / static_cast<double>(upload_->size())
                                          : 0;
}

double ImportRun::rowsPerSecond() const {
    const qint64 elapsed = clock_.isValid() ? clock_.elapsed() : 0;
    return elapsed > 0 ? static_cast<double>(read_) * 1000 / static_cast<double>(elapsed) : 0;
}

}  // namespace kupets::model
