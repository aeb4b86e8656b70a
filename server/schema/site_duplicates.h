// What a company says of duplicates, laid over the product's rules.
#pragma once

#include "common/base/error.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::schema {

/// Names, labels, keys and their number. `def`: the entity with the company's fields. InvalidValue, LimitExceeded.
Result<void> checkSiteDuplicates(const v1::EntityDef& def, const v1::SiteEntity& site);
/// The same name replaces the product's rule, others join. A rule whose field is gone is left out.
void layDuplicates(v1::EntityDef& def, const v1::SiteEntity& site);

}  // namespace kupets::schema
