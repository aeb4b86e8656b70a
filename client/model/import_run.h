// One import on its way: the file goes up once, then it is rehearsed as often as one likes, and run. GUI thread; given
// up by cancel() or by deleting it, and then nothing is changed. Failures: those of Files.Upload and Import.Run.
#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <memory>

#include "client/data/context.h"
#include "client/data/file_transfer.h"
#include "client/model/import_outcomes.h"
#include "client/net/call.h"
#include "kupets/v1/import.pb.h"

namespace kupets::model {

class ImportRun : public QObject {
    Q_OBJECT

public:
    enum class Stage { Idle, Sending, Rehearsing, Running };

    explicit ImportRun(const data::Context& context, QObject* parent = nullptr);
    ~ImportRun() override;

    /// Another file: it goes up when it is needed first.
    void setFile(const QString& path);
    /// What the outcomes are of is forgotten. `request` without file and change set.
    void rehearse(v1::ImportRequest request);
    void run(v1::ImportRequest request);
    void cancel();

    Stage stage() const { return stage_; }
    bool isBusy() const { return stage_ != Stage::Idle; }
    double sent() const;  // of the file, 0 to 1
    std::uint64_t rowsRead() const { return read_; }
    std::uint64_t rowsTotal() const { return total_; }
    /// Since the rows began to be read.
    double rowsPerSecond() const;
    ImportOutcomes& outcomes() { return outcomes_; }
    const v1::ImportReply& reply() const { return reply_; }
    const Uuid& changeSet() const { return changeSet_; }
    /// When the rows began to be read, by this computer's clock.
    const QDateTime& startedAt() const { return startedAt_; }

Q_SIGNALS:
    void progressed();
    /// The rehearsal, or the import itself, came to its end.
    void rehearsed();
    void done();
    void failed(const kupets::Error& error);

private:
    void begin(Stage stage, v1::ImportRequest request);
    void upload();
    void dropUpload();
    void start();
    void finish(Result<v1::ImportReply> reply);
    void fail(const Error& error);

    data::Context context_;
    QString path_;
    Uuid file_;  // nil: not sent yet
    std::unique_ptr<data::Upload> upload_;
    net::CallHandle call_;
    Stage stage_ = Stage::Idle;
    Stage wanted_ = Stage::Idle;
    v1::ImportRequest request_;
    v1::ImportReply reply_;
    ImportOutcomes outcomes_;
    Uuid changeSet_;
    std::uint64_t read_ = 0;
    std::uint64_t total_ = 0;
    QElapsedTimer clock_;
    QDateTime startedAt_;
    bool again_ = false;  // the server had forgotten the file, and it is on its way once more
};

}  // namespace kupets::model
