// Which records of the base look like given ones, through the indexes that are there: for one as it is typed, and for
// what the gate is about to save. Whole tables are compared by server/modules/duplicates.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "common/rules/duplicates.h"
#include "server/db/database.h"
#include "server/query/reader.h"
#include "server/schema/registry.h"

namespace kupets::records {

/// A record that is wanted for comparison: itself, so that it is not its own duplicate (nil: it is new), and the values
/// of Duplicates::fields().
struct Sought {
    Uuid id;
    std::vector<Value> values;
};

/// A record of the base that may be compared.
struct Candidate {
    Uuid id;
    bool visible = false;  // for the reader
    rules::Duplicates::Record record;
};

/// A round trip, in a transaction or out of it.
using RunQueries =
    std::function<boost::asio::awaitable<Result<std::vector<db::Rows>>>(std::vector<db::Query>, db::Deadline)>;

struct LikeSearch {
    const schema::Catalog& catalog;
    const query::Reader& reader;  // whose right to see is told; what is found does not depend on it
    const rules::Duplicates& duplicates;
    RunQueries run;

    /// Records that may be like any of these: at most some hundred a rule and record.
    boost::asio::awaitable<Result<std::vector<Candidate>>> candidates(std::span<const Sought> sought,
                                                                      db::Deadline deadline) const;
    /// These records as candidates.
    boost::asio::awaitable<Result<std::vector<Candidate>>> fetch(std::vector<Uuid> ids, db::Deadline deadline) const;

private:
    boost::asio::awaitable<Result<std::vector<std::vector<std::string>>>> spellings(std::span<const Sought> sought,
                                                                                    db::Deadline deadline) const;
};

/// The select list of the fields that are compared, companions behind theirs, and its reading from column `at` on.
std::string comparedColumns(const rules::Duplicates& duplicates, const std::string& alias);
std::vector<Value> comparedValues(const rules::Duplicates& duplicates, const db::Rows& rows, std::size_t row,
                                  std::size_t at);

/// Pairs among these that people said are not the same: (smaller id, larger id).
boost::asio::awaitable<Result<std::vector<std::pair<Uuid, Uuid>>>> dismissedPairs(const RunQueries& run,
                                                                                  const std::string& entity,
                                                                                  std::span<const Uuid> ids,
                                                                                  db::Deadline deadline);

}  // namespace kupets::records
