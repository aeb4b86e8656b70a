// The list of an entity's checks on the page of fields and cards: how strictly each is held is one choice; the rest is
// in its dialog. Asks the page to save.
#pragma once

#include <QWidget>
#include <functional>

#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QPushButton;
class QTreeWidget;

namespace kupets::view {

class SchemaCheckDialog;

class SchemaChecks : public QWidget {
    Q_OBJECT
public:
    using Refused = std::function<void(const Error&)>;

    SchemaChecks(Host& host, QWidget* parent);

    void show(schema::SnapshotPtr snapshot, const schema::Entity& entity);
    /// Empty for a new one's name.
    SchemaCheckDialog* openDialog(const std::string& name = {});
    void remove(const std::string& name);
    std::string current() const;
    QTreeWidget* list() const { return list_; }

Q_SIGNALS:
    /// `refused` is told what the server says; it may be empty.
    void saveRequested(const kupets::v1::SiteEntity& site, const QString& done, const Refused& refused);
    /// It was saved.
    void saved();

private:
    void refresh();

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_ = nullptr;
    QTreeWidget* list_;
    QPushButton* edit_;
    QPushButton* remove_;
};

}  // namespace kupets::view
