// A table file becomes records, in one transaction and one change set.
//
// Each sheet is read once, into a packed temporary file, and seen twice: to see what it refers to and how it writes
// dates and numbers, then to write. Heavy work runs on the worker threads, some thousands of rows at a time. A dry run
// does everything and takes it back.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "common/base/error.h"
#include "kupets/v1/import.pb.h"
#include "server/records/gate.h"

namespace kupets::imports {

using boost::asio::awaitable;

/// The uploaded file, wherever it is kept.
struct File {
    std::string name;
    /// Its pieces from 0; nothing behind the last one. Called for the same piece more than once.
    std::function<awaitable<Result<std::optional<std::string>>>(int number)> piece;
};

/// New records of an import, in the order of their rows: values of the fields that the rules of duplicates go by.
using NewRow = std::vector<std::pair<const schema::Field*, Value>>;
/// What they look like: rows as they come, the answer at the end.
class Likes {
public:
    virtual ~Likes() = default;
    /// On a worker thread.
    virtual void add(std::span<const NewRow> rows) = 0;
    /// Of each; `row` of a like is a place among the rows, from 1.
    virtual awaitable<Result<std::vector<std::vector<v1::ImportLike>>>> find() = 0;
};

struct Services {
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    boost::asio::thread_pool& workers;
    db::Deadline deadline;
    std::function<awaitable<Result<void>>(std::uint64_t read, std::uint64_t total)> progress;
    /// What became of some rows; called only when the request wants to be told.
    std::function<awaitable<Result<void>>(std::vector<v1::ImportOutcome>)> outcomes;
    /// The same of what new records look like, at the end of a rehearsal.
    std::function<awaitable<Result<void>>(std::vector<v1::ImportLikes>)> likes;
    /// Null for an entity without rules of duplicates; empty: nothing is looked for.
    std::function<std::unique_ptr<Likes>(const schema::Entity& entity)> likesOf;
};

/// Errors of the whole: UnknownEntity, those of Mapping::make, BadFile, LimitExceeded, and what the gate
/// says. Errors of rows are in the reply; unless bad rows are to be skipped, nothing is kept then.
awaitable<Result<v1::ImportReply>> run(const Services& services, const records::Actor& actor,
                                       const v1::ImportRequest& request, const File& file);

/// The answer to this import when it was done before; nothing when it was not.
awaitable<Result<std::optional<v1::ImportReply>>> answered(const Services& services, const records::Actor& actor,
                                                           const v1::ImportRequest& request);

}  // namespace kupets::imports
