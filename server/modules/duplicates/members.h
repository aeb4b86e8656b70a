// Inside of the module: the records of a merger.
#pragma once

#include "server/modules/duplicates/duplicates.h"
#include "server/records/current.h"

namespace kupets::duplicates {

struct Members {
    Uuid changeSet;
    const schema::Entity* entity = nullptr;
    Uuid survivor;
    std::vector<Uuid> others;
};

/// The request, as far as it can be checked without the database.
Result<Members> readMembers(const schema::Catalog& catalog, const query::Reader& reader,
                            const v1::MergeRequest& request);

}  // namespace kupets::duplicates
