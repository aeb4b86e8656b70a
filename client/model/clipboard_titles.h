// Records by their titles, for texts that are pasted into references: all of an operation's titles are asked for
// together. One object an operation; tells once. GUI thread.
#pragma once

#include <QObject>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "client/data/context.h"
#include "client/net/call.h"
#include "common/base/error.h"
#include "common/base/uuid.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

class TitleLookup : public QObject {
    Q_OBJECT

public:
    explicit TitleLookup(const data::Context& context, QObject* parent = nullptr);

    void want(const schema::Entity& entity, const std::string& title);
    bool isEmpty() const { return wanted_.empty(); }
    void start();
    /// NotFound, or Ambiguous when several are called so.
    Result<Uuid> find(const std::string& entity, const std::string& title) const;

Q_SIGNALS:
    void finished();
    void failed(const kupets::Error& error);

private:
    void next();

    data::Context context_;
    std::map<std::string, std::set<std::string>> wanted_;  // titles by entity
    std::map<std::string, std::map<std::string, std::vector<Uuid>>> found_;
    std::map<std::string, std::string> titleFields_;
    std::vector<std::pair<std::string, std::vector<std::string>>> batches_;
    std::size_t batch_ = 0;
    net::CallHandle call_;
};

}  // namespace kupets::model
