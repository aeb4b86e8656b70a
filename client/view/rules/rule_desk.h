// What all parts of the constructor share: the words of the schema, the names of records that definitions hold by id,
// the people and the rules that one chooses from. Owned by the page; GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <set>
#include <vector>

#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/rules/rule_words.h"

namespace kupets::view {

class RuleDesk : public QObject {
    Q_OBJECT
public:
    struct Named {
        Uuid id;
        QString name;
    };

    RuleDesk(Host& host, QObject* parent);

    Host& host() const { return host_; }
    const data::Context& context() const { return host_.context(); }
    const schema::Snapshot& schema() const { return *snapshot_; }
    const schema::SnapshotPtr& snapshot() const { return snapshot_; }
    const schema::Entity* entity(const std::string& name) const { return snapshot_->entity(name); }
    /// Lives as long as the desk.
    const automation::Speaker& speaker() const { return speaker_; }
    /// "…" until it has come; `changed` says so then.
    QString title(const std::string& entity, const Uuid& id);
    void learn(const Uuid& id, const QString& title) { titles_[id] = title; }
    /// Who works here, by name.
    const std::vector<Named>& people() const { return people_; }
    const std::vector<Named>& rules() const { return rules_; }
    void setRules(std::vector<Named> rules);

Q_SIGNALS:
    void changed();

private:
    void askPeople();
    void askTitles();

    Host& host_;
    schema::SnapshotPtr snapshot_;
    automation::Speaker speaker_;
    std::map<Uuid, QString> titles_;
    std::map<std::string, std::set<Uuid>> wanted_;
    std::set<Uuid> asked_;
    std::vector<Named> people_;
    std::vector<Named> rules_;
    QTimer soon_;
};

}  // namespace kupets::view
