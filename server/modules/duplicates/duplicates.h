// Records that are the same thing twice: looked for as one types, among the rows of an import, and over a whole entity;
// put together and taken apart again. The rules stand in the schema (common/rules/duplicates.h compares by them).
// Nothing is told of a record that the asker may not see, but that there is one.
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
#include "kupets/v1/duplicates.pb.h"
#include "server/records/gate.h"
#include "server/records/likes.h"

namespace kupets::duplicates {

using boost::asio::awaitable;
using Progress = std::function<awaitable<Result<void>>(std::uint64_t done, std::uint64_t total)>;

struct Services {
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    boost::asio::thread_pool& workers;
    db::Deadline deadline;
};

/// As one types. Values that cannot be stored are taken for empty. UnknownEntity, UnknownField, BadRequest.
awaitable<Result<v1::DuplicateCheckReply>> check(const Services& services, const query::Reader& reader,
                                                 const v1::DuplicateCheckRequest& request);

/// Groups over all that the reader may see. Two passes over the table: the first keeps a few numbers of each record,
/// the second compares those that have one in common.
awaitable<Result<v1::DuplicateFindReply>> find(const Services& services, const query::Reader& reader,
                                               const v1::DuplicateFindRequest& request, const Progress& progress);

/// Each of them with each other. NotFound when one may not be seen.
awaitable<Result<v1::DuplicateDismissReply>> dismiss(const Services& services, const records::Actor& actor,
                                                     const v1::DuplicateDismissRequest& request);

/// One row's values, as a Change has them (normal forms).
using Row = std::vector<std::pair<const schema::Field*, Value>>;

/// What a row is like: a record of the base, or an earlier row.
struct Like {
    Uuid id;                         // nil: a row, or a record that the reader may not see
    std::optional<std::size_t> row;  // an earlier one of the rows
    std::string title;               // of a record that may be seen
    unsigned confidence = 0;
    std::string rule;
    Texts fields;  // that agree
    bool forbidden = false;
};

/// What rows of an import are like: rows are compared with those before them as they come, with the base by one scan at
/// the end, whatever their number. The entity outlives it.
class RowLikes {
public:
    explicit RowLikes(const schema::Entity& entity);
    RowLikes(RowLikes&&) noexcept;
    ~RowLikes();

    /// Without rules nothing is like anything.
    bool empty() const;
    /// Computes, without the database: for a worker thread.
    void add(std::span<const Row> rows);
    /// Of each row, the surest first, at most 10. Once, after the last add().
    awaitable<Result<std::vector<std::vector<Like>>>> find(const Services& services, const query::Reader& reader,
                                                           const Progress& progress = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Update and delete of all of them are needed; what refers to them is moved whoever's it is. NotFound, Forbidden,
/// BadRequest, LimitExceeded, and what the gate says of the chosen values.
awaitable<Result<v1::MergeReply>> merge(const Services& services, const records::Actor& actor,
                                        const v1::MergeRequest& request);

/// Whoever may change the survivor and create records of its entity. NotFound, AlreadyUndone, Forbidden.
awaitable<Result<v1::SplitReply>> split(const Services& services, const records::Actor& actor,
                                        const v1::SplitRequest& request);

}  // namespace kupets::duplicates
