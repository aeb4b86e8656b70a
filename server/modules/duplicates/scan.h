// Inside of the module: reading a whole entity in pages, and what is told of single records.
#pragma once

#include <map>
#include <unordered_map>

#include "server/db/on_worker.h"
#include "server/modules/duplicates/duplicates.h"
#include "server/query/names.h"

namespace kupets::duplicates {

/// Fields that do not exist for the reader.
std::vector<const schema::Field*> hiddenFields(const schema::Entity& entity, const query::Reader& reader);

/// A page of an entity in the order of ids: records taken apart on a worker thread.
struct Page {
    std::vector<Uuid> ids;
    std::vector<bool> visible;
    std::vector<rules::Duplicates::Record> records;
    bool last = false;
};

class Scan {
public:
    /// `onlyVisible`: others are not read at all.
    Scan(const Services& services, schema::CatalogPtr catalog, const query::Reader& reader,
         const rules::Duplicates& duplicates, bool onlyVisible)
        : services_(services),
          catalog_(std::move(catalog)),
          reader_(reader),
          duplicates_(duplicates),
          onlyVisible_(onlyVisible) {}

    awaitable<Result<Page>> next();
    /// These alone, in any order; those that are there.
    awaitable<Result<Page>> some(std::vector<Uuid> ids);
    /// About how many there are.
    awaitable<Result<std::uint64_t>> total();

private:
    awaitable<Result<Page>> read(std::string condition, db::Params params, std::string tail,
                                 query::Statement statement);

    const Services& services_;
    schema::CatalogPtr catalog_;
    const query::Reader& reader_;
    const rules::Duplicates& duplicates_;
    bool onlyVisible_;
    Uuid after_;
};

/// What people read of a record.
struct Words {
    std::string title;
    std::string subtitle;
    std::string ownerName;
    unsigned filled = 0;  // fields with a value
    Timestamp createdAt;
};
/// Of those that the reader may see.
awaitable<Result<std::map<Uuid, Words>>> wordsOf(const Services& services, const schema::Catalog& catalog,
                                                 const query::Reader& reader, const schema::Entity& entity,
                                                 std::vector<Uuid> ids);

}  // namespace kupets::duplicates
