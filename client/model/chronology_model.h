// The history of one record in people's words, newest first: who, when, and each field as "label: before → after".
// Older pages come by fetchMore, new entries by the feed. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <memory>

#include "client/data/context.h"
#include "client/data/record.h"

namespace kupets::model {

struct ChronologyLine {
    QString label;   // of the field
    QString before;  // empty: there was nothing
    QString after;   // empty: emptied
};

class ChronologyModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ActorRole = Qt::UserRole + 100,  // QString
        ActorIdRole,                     // kupets::Uuid
        MomentRole,                      // QDateTime, local
        MomentTextRole,                  // QString: "сегодня в 10:30"
        HeadlineRole,                    // QString: "Создание", "Изменение", "Удаление", "Импорт", "Отмена"
        LinesRole,                       // QList<ChronologyLine>
        ReasonRole,                      // QString
        OriginRole,                      // int: v1::ChangeSet::Origin
        ChangeSetRole,                   // kupets::Uuid
        RecordCountRole,                 // quint64: records in the whole change set
        UndoneRole,                      // bool: has been taken back since
        CanUndoRole,                     // bool
    };

    explicit ChronologyModel(data::Context context, QObject* parent = nullptr);
    ~ChronologyModel() override;

    void setRecord(const data::RecordKey& key);
    const data::RecordKey& record() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole: the whole entry as plain text.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    bool isLoading() const;
    /// Takes the entry's change set back, all records of it.
    void undo(int row);

Q_SIGNALS:
    void loadingChanged(bool loading);
    void failed(const kupets::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::model

Q_DECLARE_METATYPE(kupets::model::ChronologyLine)
