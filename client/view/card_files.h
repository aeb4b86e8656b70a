// Files and pictures that are dropped onto a card, or pasted into it: each is sent, with progress, and stands in the
// record's chronology as an entry of its own with the file. Which entity keeps them is found in the schema: the one
// whose timeline has a form with a file and which can be about this record.
#pragma once

#include <QObject>
#include <QPointer>
#include <deque>
#include <memory>
#include <optional>

#include "client/data/file_transfer.h"
#include "client/data/record.h"
#include "client/view/host.h"

class QIODevice;
class QMimeData;

namespace kupets::view {

class CardFiles : public QObject {
    Q_OBJECT
public:
    CardFiles(Host& host, QObject* parent);
    void setRecord(const data::RecordKey& key, const QString& title);
    /// There is a place for files of this record, and it holds files.
    bool canTake(const QMimeData& mime) const;
    bool take(const QMimeData& mime);
    void takeFiles(const QStringList& paths);
    bool isBusy() const { return upload_ || !waiting_.empty(); }
    /// "Sent: plan.pdf, 45 %"; empty when nothing is on its way.
    QString progress() const;
    void cancel();

Q_SIGNALS:
    void changed();

private:
    struct Place {
        std::string entity, fileField, aboutField, kindField, kind, momentField;
    };
    struct Waiting {
        std::unique_ptr<QIODevice> source;
        QString name;
    };
    std::optional<Place> place() const;
    void next();
    void keep(const Uuid& file, const QString& name);

    Host& host_;
    data::RecordKey key_;
    QString title_;
    std::deque<Waiting> waiting_;
    QPointer<data::Upload> upload_;
};

}  // namespace kupets::view
