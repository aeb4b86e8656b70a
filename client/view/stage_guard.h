// The writer that stands before the commands: when a stage refuses a record for want of something, wherever the person
// moved it (on the board, in its card, in a cell of a table), it asks for just that in a StageDialog and saves again,
// all in one change set. Everything else passes through. Owned by the composition root, GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <optional>

#include "client/data/context.h"
#include "client/data/writer.h"
#include "client/form/draft.h"
#include "client/model/board_stages.h"
#include "client/net/connection.h"

namespace kupets::data {
class RecordWatch;
}

namespace kupets::view {

class StageDialog;

class StageGuard : public QObject, public data::Writer {
    Q_OBJECT
public:
    /// Both outlive it.
    StageGuard(const data::Context& context, data::Writer& writer, QObject* parent = nullptr);
    ~StageGuard() override;

    /// When the person gives up what is asked, `done` gets Cancelled.
    Uuid save(data::Operation operation, QObject* context, SaveDone done) override;
    void undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) override;
    /// Null while nothing is asked.
    StageDialog* dialog() const;

private:
    struct Asked {
        data::Operation operation;
        QPointer<QObject> context;
        SaveDone done;
        Error refusal;
        std::vector<model::BoardStage> stages;
    };
    static const schema::Entity* guarded(const data::Context& context, const data::Operation& operation);
    void onSaved(Asked asked, Result<data::Saved> result);
    void askStages();
    void askRecord();
    void openDialog(form::Draft draft, const Uuid& from);
    std::vector<std::string> wantedFields(const form::Draft& draft, const model::BoardStage* from,
                                          const model::BoardStage& to) const;
    void saveFilled(const std::vector<v1::FieldValue>& fields);
    void finish(Result<data::Saved> result);

    data::Context context_;
    data::Writer& writer_;
    std::optional<Asked> asked_;  // one at a time
    net::CallHandle call_;
    QPointer<data::RecordWatch> watch_;
    QPointer<StageDialog> dialog_;
};

}  // namespace kupets::view
