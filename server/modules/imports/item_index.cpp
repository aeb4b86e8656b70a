#include "server/modules/imports/item_index.h"

#include <algorithm>

#include "server/query/names.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kRecordsKept = 10;  // of one item
/// Fewer are looked up by the index of the list, more by one reading of the table.
constexpr std::size_t kFewItems = 1'000;
constexpr const char* kNoLoops = "SET LOCAL enable_nestloop = off";
constexpr const char* kLoops = "SET LOCAL enable_nestloop = on";

}  // namespace

awaitable<Result<void>> ItemIndex::load(const LookUp& lookUp, const schema::Entity& entity) {
    if (wanted_.empty()) co_return Result<void>();
    const std::vector<std::string> items(wanted_.begin(), wanted_.end());
    wanted_.clear();
    query::Statement statement(lookUp.catalog, lookUp.scope);
    query::Names names(statement, entity);
    auto column = names.column(std::vector<const schema::Field*>{field_}, expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    statement.params.addArray(std::span<const std::string>(items));
    const std::string list = "$" + std::to_string(statement.params.size()) + "::text[]";
    std::string sql = "SELECT " + names.alias() + ".id, item FROM " + names.from() + " CROSS JOIN LATERAL unnest(" +
                      *column + ") item JOIN unnest(" + list + ") wanted ON wanted = item WHERE TRUE";
    if (items.size() <= kFewItems) sql += " AND " + *column + " && " + list;
    if (!names.allowed().empty()) sql += " AND " + names.allowed();
    // Statistics may be old: by them PostgreSQL would compare each item with each.
    if (auto set = co_await lookUp.writer.look({kNoLoops, {}}, lookUp.deadline); !set)
        co_return std::unexpected(std::move(set.error()));
    auto rows = co_await lookUp.writer.look({std::move(sql), std::move(statement.params)}, lookUp.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) add(std::string(rows->text(row, 1)), rows->uuid(row, 0));
    if (auto set = co_await lookUp.writer.look({kLoops, {}}, lookUp.deadline); !set)
        co_return std::unexpected(std::move(set.error()));
    co_return Result<void>();
}

std::span<const Uuid> ItemIndex::find(const std::string& item) const {
    const auto found = records_.find(item);
    if (found == records_.end()) return {};
    return found->second;
}

void ItemIndex::add(const std::string& item, const Uuid& record) {
    auto& list = records_[item];
    if (list.size() < kRecordsKept && std::ranges::find(list, record) == list.end()) list.push_back(record);
}

}  // namespace kupets::imports
