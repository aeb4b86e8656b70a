// What happened to a record and around it, in one line of time, newest first: its changes, and the records of other
// entities that are about it (notes, calls, letters, meetings, tasks), as their entities' `timeline` says. What is
// still to be done stands above. Pages come in both directions, by fetchMore and fetchNewer; what is new comes by the
// feed. Filters by kind. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <memory>
#include <set>
#include <vector>

#include "client/data/context.h"
#include "client/model/chronology_entry.h"
#include "common/base/error.h"

namespace kupets::model {

class ChronologyModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        MomentTextRole = Qt::UserRole + 100,  // QString: "10:30" under its day, of plans "сегодня в 10:30"
        DayRole,                              // QString: "Сегодня", "12 марта", of the first entry of each day
        OverdueRole,                          // bool: a plan whose date has passed
    };

    explicit ChronologyModel(data::Context context, QObject* parent = nullptr);
    ~ChronologyModel() override;

    void setRecord(const data::RecordKey& key);
    const data::RecordKey& record() const;

    /// Everything that may stand here, in the order of the schema, changes last.
    const std::vector<ChronologyKind>& kinds() const;
    /// Narrows it to these kinds; empty: all.
    void setShown(const std::set<QString>& kinds);
    const std::set<QString>& shown() const;
    /// Begins with this moment at the top, newer pages above; nothing: with the newest.
    void openAt(std::optional<Timestamp> moment);
    /// Nothing newer is left out.
    bool isAtNewest() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole: the whole entry as plain text.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    const ChronologyEntry& entry(int row) const { return *entryAt(row); }
    ChronologyEntryPtr entryAt(int row) const;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    bool canFetchNewer() const { return !isAtNewest(); }
    void fetchNewer();
    /// True until the first page is here, and while another is on its way.
    bool isLoading() const;
    /// The first page is here.
    bool isOpen() const;

    /// Takes a change back, all records of its change set.
    void undo(int row);
    /// Ticks a plan off.
    void finish(int row);

Q_SIGNALS:
    void loadingChanged();
    void kindsChanged();
    void failed(const kupets::Error& error);
    /// A plan was ticked off: `changeSet` takes it back.
    void finished(const QString& title, const kupets::Uuid& changeSet);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::model
