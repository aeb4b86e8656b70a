// What a company adds to the product's entities: own fields, other labels and choices, own cards. Laid over the
// product's files at start and at each save; pure, no database.
#pragma once

#include <vector>

#include "common/base/error.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::schema {

/// Names of own fields begin so: no product ever has such a name, so that no upgrade collides with a company's own.
inline constexpr std::string_view kOwnPrefix = "my_";
bool isOwn(std::string_view name);

/// Limits, names and what may be replaced at all. Errors name "my_car.choices" within the entity and what is wrong with
/// it.
Result<void> checkSite(const v1::EntityDef& product, const v1::SiteEntity& site);

/// The product's entities with what the company made of them. What an upgrade of the product left without ground (a
/// layout's field that is gone) is left out; own fields stand on the card even when no layout names them.
std::vector<v1::EntityDef> layered(std::vector<v1::EntityDef> product, const std::vector<v1::SiteEntity>& sites);

}  // namespace kupets::schema
