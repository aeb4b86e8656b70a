// Pages of a record set: compile one part of one page to SQL, and put a whole page together from parts.
#pragma once

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kupets/v1/records.pb.h"
#include "server/db/database.h"
#include "server/query/order.h"
#include "server/query/reader.h"
#include "server/schema/registry.h"

namespace kupets::query {

inline constexpr std::uint32_t kMostRows = 1000;
inline constexpr int kMostColumns = 200;

/// Which records of which part, in one statement.
struct PartSpec {
    bool nullPart = false;             // rows whose first sort key is empty
    std::optional<RowKey> beyond;      // only rows after it (before, when reversed)
    bool reversed = false;
    std::uint64_t offset = 0;
    std::uint32_t limit = 100;
    bool searchFirst = false;          // find the fragment by the trigram index, then sort
};

struct Part {
    db::Query query;                   // id, version, columns, sort keys
    std::vector<Column> columns;
    Order order;
};

Result<Part> compilePart(const schema::Catalog& catalog, const Reader& reader, const v1::QueryRequest& request, const PartSpec& spec);

/// The record set alone: SELECT `what` of it, with the order's part when there is one. `what` may name a0.
struct SetQuery {
    db::Query query;
    Order order;
    Dependencies dependencies;
};
enum class Whole { Count, Anchors };
/// Count: how many; of those before a row of the part, when `before` names it. Anchors: (n, id, sort keys) of every
/// `step`-th row in the order.
Result<SetQuery> compileWhole(const schema::Catalog& catalog, const Reader& reader, const v1::QueryRequest& request, Whole what,
                              std::optional<bool> nullPart, std::uint32_t step, const RowKey* before = nullptr);

/// The entity of a set; UnknownEntity, also for one that the scope may not read at all.
Result<const schema::Entity*> entityOf(const schema::Catalog& catalog, const Reader& reader, const std::string& name);

/// Rows of a page that was asked for.
inline std::uint32_t limitOf(const v1::QueryRequest& request) {
    return request.limit() == 0 ? 100 : std::min(request.limit(), kMostRows);
}

class TitleCache;
class Views;
struct View;

class Pager {
public:
    Pager(db::Database& database, Views& views, TitleCache& titles, schema::CatalogPtr catalog, const Reader& reader)
        : database_(database), views_(views), titles_(titles), catalog_(std::move(catalog)), reader_(reader) {}

    boost::asio::awaitable<Result<v1::QueryReply>> page(const v1::QueryRequest& request, db::Deadline deadline);
    boost::asio::awaitable<Result<std::uint64_t>> count(const v1::QueryRequest& request, db::Deadline deadline);

private:
    struct Collected;
    /// `first`: the part that `spec` asks for, when it is compiled already.
    boost::asio::awaitable<Result<v1::QueryReply>> from(const v1::QueryRequest& request, PartSpec spec, std::optional<std::uint64_t> position,
                                                        db::Deadline deadline, std::optional<Part> first = {});
    boost::asio::awaitable<Result<v1::QueryReply>> atPosition(const v1::QueryRequest& request, PartSpec spec, std::string viewKey, Part probe, db::Deadline deadline);

    // Around a record (around.cpp).
    boost::asio::awaitable<Result<v1::QueryReply>> around(const v1::QueryRequest& request, PartSpec spec, std::string viewKey, const Order& order,
                                                          db::Deadline deadline);
    boost::asio::awaitable<Result<std::vector<RowKey>>> keys(const v1::QueryRequest& bare, PartSpec spec, db::Deadline deadline);
    boost::asio::awaitable<Result<std::uint64_t>> countBefore(const v1::QueryRequest& bare, const RowKey& key, bool nullPart, const View* view,
                                                              db::Deadline deadline);

    boost::asio::awaitable<Result<bool>> searchFirst(const v1::QueryRequest& request, db::Deadline deadline);

    db::Database& database_;
    Views& views_;
    TitleCache& titles_;
    schema::CatalogPtr catalog_;
    const Reader& reader_;
};

}  // namespace kupets::query
