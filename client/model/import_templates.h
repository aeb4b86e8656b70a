// Imports that one has told once and uses again: saved under a name for oneself or everybody (the entity
// import_template), and what was used last for files with the same columns, remembered at this workplace. GUI thread.
#pragma once

#include <QObject>
#include <QSettings>
#include <optional>
#include <vector>

#include "client/data/context.h"
#include "client/net/call.h"
#include "common/base/uuid.h"
#include "kupets/v1/import.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

struct ImportTemplate {
    Uuid id;
    QString name;
    Uuid owner;
    bool shared = false;
    QString signature;
    v1::ImportRequest definition;  // its sheets
};

class ImportTemplates : public QObject {
    Q_OBJECT

public:
    ImportTemplates(const data::Context& context, QSettings& settings, QObject* parent = nullptr);

    /// Asks the server for those that one may use; `changed` follows.
    void ask();
    const std::vector<ImportTemplate>& all() const { return all_; }
    /// Of a file with these columns, one's own first; null when there is none.
    const ImportTemplate* matching(const QString& signature) const;
    /// Under a name of one's own the old one is replaced.
    void save(const QString& name, bool shared, const QString& signature, const v1::ImportRequest& definition);
    void remove(const Uuid& id);

    /// What was used last for such a file.
    void remember(const QString& signature, const v1::ImportRequest& definition);
    std::optional<v1::ImportRequest> remembered(const QString& signature) const;

Q_SIGNALS:
    void changed();
    void saved(const QString& name, const kupets::Uuid& changeSet);
    void failed(const kupets::Error& error);

private:
    void take(const v1::QueryReply& reply);

    data::Context context_;
    QSettings& settings_;
    std::vector<ImportTemplate> all_;
    net::CallHandle call_;
};

}  // namespace kupets::model
