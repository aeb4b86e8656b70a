// Who hears of what a change set did, within its transaction and before its commit: automation plans there what it will
// do about it, so that nothing that was saved is forgotten and nothing that was not is acted upon.
#pragma once

#include <span>

#include <boost/asio/awaitable.hpp>

#include "server/db/database.h"
#include "server/history/diff.h"

namespace kupets::records {

struct Actor;
struct Change;
struct Current;
struct Header;
enum class Kind;
enum class Origin;

/// One record that a change set wrote.
struct Written {
    const schema::Entity* entity = nullptr;
    Uuid id;
    Kind kind;
    history::Diff diff;  // of a creation what it was given, of a deletion what was there
};

class Watcher {
public:
    virtual ~Watcher() = default;
    /// Whether anything of such records matters: asked first. Any thread, as wants().
    virtual bool watches(const schema::Entity& entity, Origin origin) const = 0;
    /// Whether written() wants to hear of this one.
    virtual bool wants(const Written& record, Origin origin) const = 0;
    /// Sets what is to be set of a record that is about to be created (`before`: null) or changed, as part of the very
    /// change; it can refuse nothing. Asked of what it watches.
    virtual void shape(Change& change, const Current* before, const Actor& actor, Origin origin,
                       Timestamp now) const = 0;
    /// Everything that it wants of one change set, all of it in the database already as this transaction sees it. An
    /// error ends the change set.
    virtual boost::asio::awaitable<Result<void>> written(db::Transaction& transaction, const Header& header,
                                                         const Actor& actor, std::vector<Written> records,
                                                         db::Deadline deadline) = 0;
};

}  // namespace kupets::records
