// The order of a result and the keys of its rows: pages are cut by key, never by a deep OFFSET.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kupets/v1/records.pb.h"
#include "server/query/columns.h"

namespace kupets::query {

struct SortKey {
    Column column;
    std::string sql;         // what is compared: the title of a reference, the amount of money
    bool descending = false;
    bool nullable = true;
};

/// The values of one row's sort keys and its id, as the wire carries them.
struct RowKey {
    std::vector<std::optional<std::string>> values;
    Uuid id;
    bool operator==(const RowKey&) const = default;
};

class Order {
public:
    /// The request's sort, or the entity's own. At most 5 keys (LimitExceeded). The id is always the last key.
    static Result<Order> resolve(const google::protobuf::RepeatedPtrField<v1::Sort>& sorts, Names& names, Statement& statement, const Reader& reader);

    const std::vector<SortKey>& keys() const { return keys_; }
    /// Rows with an empty first key come last: they are a part of their own, so that an index serves both parts.
    bool twoParts() const { return keys_.front().nullable; }
    /// "ORDER BY …" within one part; `reversed` for pages that end before a key; `whole`: of both parts in one go.
    std::string orderBy(const std::string& idColumn, bool nullPart, bool reversed, bool whole = false) const;
    /// Rows after `key` (before, when reversed) within the key's own part.
    std::string beyond(const RowKey& key, const std::string& idColumn, bool reversed, Statement& statement) const;
    /// Whether the row stands in the part whose first key is empty.
    bool inNullPart(const RowKey& key) const { return twoParts() && !key.values.front(); }
    /// Condition of one part; empty when there is only one.
    std::string part(bool nullPart) const;
    /// Select list of the keys' texts, to be read by keyAt.
    std::string selectKeys() const;
    RowKey keyAt(const db::Rows& rows, std::size_t row, std::size_t firstColumn, const Uuid& id) const;

    std::string encode(const RowKey& key) const;
    /// BadRequest when it is not a key of this very order.
    Result<RowKey> decode(const std::string& bytes) const;
    /// Tells orders apart: part of the identity of a view.
    const std::string& identity() const { return identity_; }

private:
    bool uniform() const;
    std::vector<SortKey> keys_;
    std::string identity_;
};

}  // namespace kupets::query
