// The company's rules of automation: what each does, whether it is on, how it went last. Live. GUI thread.
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
#include "client/net/call.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::model {

/// One rule as the constructor edits it.
struct RuleRecord {
    Uuid id;
    std::uint64_t version = 0;
    QString name;
    bool enabled = false;
    QString note;
    data::Cell owner;
    v1::RuleDef def;
    bool readable = true;  // false: the definition is none that this program understands

    bool sameAs(const RuleRecord& other) const;
};

/// How a rule went lately.
struct RuleFigures {
    std::int64_t lastAt = 0;  // microseconds since 1970 UTC; 0: never, as far as is known
    bool failed = false;      // the last time
    int waiting = 0;
};

std::optional<v1::RuleDef> readRule(const std::string& json);
std::string writeRule(const v1::RuleDef& def);
/// What brings the server from `before` (null: there is none) to `after`; no changes when they are the same.
data::Operation saveOf(const RuleRecord* before, const RuleRecord& after);
data::Operation removalOf(const RuleRecord& rule);

class Rules : public QObject {
    Q_OBJECT
public:
    explicit Rules(data::Context context, QObject* parent = nullptr);

    bool isLoaded() const { return loaded_; }
    /// By name.
    const std::vector<RuleRecord>& rules() const { return rules_; }
    const RuleRecord* find(const Uuid& id) const;
    RuleFigures figuresOf(const Uuid& id) const;
    void refresh();
    void refreshFigures();

Q_SIGNALS:
    void changed();
    void figuresChanged();
    void failed(const kupets::Error& error);

private:
    void ask(const std::string& after, std::vector<RuleRecord> soFar);

    data::Context context_;
    std::vector<RuleRecord> rules_;
    std::map<Uuid, RuleFigures> figures_;
    bool loaded_ = false;
    QTimer soon_;
    net::CallHandle call_;
    net::CallHandle figuresCall_;
};

}  // namespace kupets::model
