// The boards of an entity and their columns, as one edits them: pipelines with their stages, and how the records stand
// in these now. Live. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <optional>
#include <vector>

#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/record.h"
#include "client/data/writer.h"
#include "client/net/connection.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

/// Whose boards the records of this entity are (the deal of a pipeline); null: of none.
const schema::Entity* recordsOfLane(const schema::Snapshot& schema, std::string_view lane);

class BoardPipelines : public QObject {
    Q_OBJECT

public:
    /// How the records stand in a stage now.
    struct Figures {
        quint64 count = 0;
        std::optional<double> days;  // working days on average; none when nothing tells since when
        quint64 late = 0;            // longer than the norm
    };

    /// `records`: an entity whose board has stages, of `schema`.
    BoardPipelines(data::Context context, schema::SnapshotPtr schema, const schema::Entity& records,
                   QObject* parent = nullptr);

    const schema::Entity& records() const { return records_; }
    const schema::Entity& stageEntity() const { return *column_.target; }
    const schema::Entity& laneEntity() const { return *lane_->target; }
    const std::vector<data::Record>& lanes() const { return lanes_; }
    /// In their order.
    std::vector<data::Record> stagesOf(const Uuid& lane) const;
    Figures figuresOf(const Uuid& stage) const;
    bool isLoaded() const { return loaded_ == 3; }
    void refresh();

    /// What puts the stages into this order; no changes when they stand so.
    data::Operation reorder(const std::vector<Uuid>& stages) const;
    /// A stage behind the open ones; `id` is its id.
    data::Operation newStage(const Uuid& lane, const QString& title, Uuid& id) const;
    /// A lane with copies of another's stages, or with one stage of each kind.
    data::Operation newLane(const Uuid& like, const QString& title, Uuid& id) const;

Q_SIGNALS:
    void changed();
    void figuresChanged();
    void failed(const kupets::Error& error);

private:
    void ask(const schema::Entity& entity, std::vector<data::Record>& into, int bit, net::CallHandle& call);
    void askFigures();
    void askLate();
    std::string sinceDays() const;
    void onFeed(const data::FeedBatch& batch);
    std::int64_t positionOf(const data::Record& stage) const;
    bool isClosed(const data::Record& stage) const;
    v1::RecordChange& create(data::Operation& operation, const schema::Entity& entity, const Uuid& id) const;

    data::Context context_;
    schema::SnapshotPtr schema_;
    const schema::Entity& records_;
    const schema::Field& column_;  // of the records
    const schema::Field* lane_;    // of the stages
    v1::StageDef def_;
    std::vector<data::Record> lanes_;
    std::vector<data::Record> stages_;
    std::map<Uuid, Figures> figures_;
    int loaded_ = 0;
    net::CallHandle lanesCall_;
    net::CallHandle stagesCall_;
    net::CallHandle figuresCall_;
    net::CallHandle lateCall_;
    QTimer figuresTimer_;
};

}  // namespace kupets::model
