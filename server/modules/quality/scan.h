// Walks over the records of a set, some thousands at a time, and finds what is not as the standards have it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/rules/mend.h"
#include "server/access/scope.h"
#include "server/modules/quality/quality.h"

namespace kupets::quality {

struct ScanSpec {
    const schema::Entity* entity = nullptr;
    std::string filter;
    std::string by;  // a field of its own to cut by; empty: none
    access::Action action = access::Action::Read;
    std::vector<const schema::Field*> fields;
};

struct Scanned {
    Uuid id;
    std::string key;             // of `by`, as text
    rules::FieldValues changes;  // what Repair would write; empty: all is well
};

class Scan {
public:
    /// Runs one statement: of its own or within somebody's transaction.
    using Look = std::function<awaitable<Result<db::Rows>>(db::Query)>;

    Scan(schema::CatalogPtr catalog, const query::Reader& reader, ScanSpec spec, boost::asio::thread_pool& workers,
         Look look);
    /// The next records in the order of their ids; none at the end.
    awaitable<Result<std::vector<Scanned>>> next();

private:
    Result<db::Query> query() const;
    std::vector<Scanned> judge(const db::Rows& rows) const;

    schema::CatalogPtr catalog_;
    query::Reader reader_;
    ScanSpec spec_;
    boost::asio::thread_pool& workers_;
    Look look_;
    Uuid last_;
    bool ended_ = false;
};

}  // namespace kupets::quality
