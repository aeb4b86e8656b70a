#include "server/modules/quality/scan.h"

#include <algorithm>

#include "server/db/on_worker.h"
#include "server/query/columns.h"
#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::quality {
namespace {

constexpr int kBatch = 10'000;

}  // namespace

Scan::Scan(schema::CatalogPtr catalog, const query::Reader& reader, ScanSpec spec, boost::asio::thread_pool& workers,
           Look look)
    : catalog_(std::move(catalog)),
      reader_(reader),
      spec_(std::move(spec)),
      workers_(workers),
      look_(std::move(look)) {}

Result<db::Query> Scan::query() const {
    query::Statement statement(*catalog_, *reader_.scope);
    query::Names names(statement, *spec_.entity);
    std::string select = "SELECT " + names.alias() + ".id, ";
    const schema::Field* by = spec_.by.empty() ? nullptr : spec_.entity->field(spec_.by);
    select += by == nullptr ? "''" : "COALESCE(" + names.alias() + "." + schema::ident(by->name()) + "::text, '')";
    for (const schema::Field* field : spec_.fields) {
        auto column = names.column(std::span(&field, 1), expr::Part::Main);
        if (!column) return std::unexpected(std::move(column.error()));
        select += ", " + *column + "::text";
    }
    auto filter = query::resolveFilter(spec_.filter, names, statement, reader_);
    if (!filter) return std::unexpected(std::move(filter.error()));
    std::string where = names.alias() + ".id > " + statement.parameter(last_) + "::uuid";
    const std::string allowed = spec_.action == access::Action::Read
                                    ? names.allowed()
                                    : statement.allowed(*spec_.entity, names.alias(), spec_.action);
    for (const std::string& condition : {allowed, *filter}) {
        if (!condition.empty()) where += " AND " + condition;
    }
    return db::Query{select + " FROM " + names.from() + " WHERE " + where + " ORDER BY " + names.alias() +
                         ".id LIMIT " + std::to_string(kBatch),
                     std::move(statement.params)};
}

std::vector<Scanned> Scan::judge(const db::Rows& rows) const {
    std::vector<Scanned> all;
    all.reserve(rows.size());
    rules::FieldValues record;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        record.clear();
        for (std::size_t i = 0; i < spec_.fields.size(); ++i) {
            if (rows.isNull(row, i + 2)) {
                record.emplace_back(spec_.fields[i], Null{});
            } else {
                record.emplace_back(spec_.fields[i],
                                    schema::fromCells(*spec_.fields[i], rows.text(row, i + 2), std::nullopt));
            }
        }
        all.push_back({rows.uuid(row, 0), std::string(rows.text(row, 1)), rules::mended(record)});
    }
    return all;
}

awaitable<Result<std::vector<Scanned>>> Scan::next() {
    std::vector<Scanned> all;
    if (ended_ || spec_.fields.empty()) co_return all;
    auto sql = query();
    if (!sql) co_return std::unexpected(std::move(sql.error()));
    auto rows = co_await look_(std::move(*sql));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    ended_ = rows->size() < static_cast<std::size_t>(kBatch);
    if (rows->empty()) co_return all;
    last_ = rows->uuid(rows->size() - 1, 0);
    co_await db::onWorker(workers_, [&] { all = judge(*rows); });
    co_return all;
}

}  // namespace kupets::quality
