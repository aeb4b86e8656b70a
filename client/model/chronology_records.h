// Records of one entity (activities, tasks) that are about another record, as streams of its chronology.
#pragma once

#include <set>

#include "client/model/chronology_stream.h"
#include "common/schema/snapshot.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

/// What is asked of an entity for the chronology, and how its rows read. Immutable, shared with its streams.
class TimelineReader {
public:
    /// `about`: the record whose chronology it is.
    TimelineReader(data::Context context, schema::SnapshotPtr schema, const schema::Entity& entity,
                   data::RecordKey about);

    const schema::Entity& entity() const { return entity_; }
    const v1::TimelineDef& timeline() const { return entity_.def().timeline(); }
    bool hasPlans() const { return !timeline().plan_field().empty(); }
    /// Paths of the timeline that lead to the record's entity.
    const std::vector<std::string>& paths() const { return paths_; }
    /// Of the records that stand by this path: each reference costs the server a join, so that no more is asked for.
    std::vector<std::string> columns(const std::string& path) const;
    /// Of any record of the entity, to see by which paths it stands here.
    std::vector<std::string> allColumns() const;
    std::vector<ChronologyKind> kinds() const;

    ChronologyEntryPtr read(const wire::RowSetView& rows, std::size_t row, const std::string& path) const;
    bool isAbout(const wire::RowSetView& rows, std::size_t row, const std::string& path) const;

    /// An expression for those that stand by `path` in the chronology, as plans or as what has been.
    std::string filter(const std::string& path, bool plans, const std::set<std::string>& kinds) const;
    std::string filterUpTo(Timestamp at, bool after) const;

private:
    Value valueOf(const wire::RowSetView& rows, std::size_t row, std::string_view path) const;
    data::Cell cellOf(const wire::RowSetView& rows, std::size_t row, std::string_view path) const;
    QString textOf(const wire::RowSetView& rows, std::size_t row, const std::string& field) const;
    bool isClosed(const Value& state) const;
    void readKind(const Value& kind, ChronologyEntry& entry) const;
    void readAbout(const wire::RowSetView& rows, std::size_t row, const std::string& path,
                   ChronologyEntry& entry) const;
    void readFile(const wire::RowSetView& rows, std::size_t row, ChronologyEntry& entry) const;
    QStringList factsOf(const wire::RowSetView& rows, std::size_t row, const Value& kind) const;

    data::Context context_;
    schema::SnapshotPtr schema_;
    const schema::Entity& entity_;
    data::RecordKey about_;
    std::vector<std::string> paths_;
    std::vector<std::string> always_;  // columns that any entry is made from
};

class RecordStream final : public ChronologyStream {
    Q_OBJECT

public:
    /// `kinds`: values of the kind field; empty: all.
    RecordStream(data::Context context, std::shared_ptr<const TimelineReader> reader, std::string path, bool plans,
                 std::set<std::string> kinds);

    const TimelineReader& reader() const { return *reader_; }
    bool holdsPlans() const override { return plans_; }
    /// A record of this entity as it is now: takes its place here, or leaves it. Without a signal: news come together.
    void take(const wire::RowSetView& rows, std::size_t row);
    void remove(const Uuid& id);

private:
    net::CallHandle requestOlder(std::optional<Timestamp> at) override;
    net::CallHandle requestNewer(std::optional<Timestamp> at) override;
    net::CallHandle ask(v1::QueryRequest request, bool newer);
    v1::QueryRequest request(std::optional<Timestamp> at, bool newer) const;
    bool belongs(const wire::RowSetView& rows, std::size_t row, const ChronologyEntry& entry) const;
    void place(ChronologyEntryPtr entry);

    std::shared_ptr<const TimelineReader> reader_;
    std::string path_;
    bool plans_;
    std::set<std::string> kinds_;
    std::optional<Timestamp> olderFrom_;
    std::optional<Timestamp> newerFrom_;
    std::string olderKey_;
    std::string newerKey_;
};

/// Whether `a` stands before `b`: plans by their date, the nearest first, those without one last; the past newest
/// first.
bool standsBefore(const ChronologyEntry& a, const ChronologyEntry& b);

}  // namespace kupets::model
