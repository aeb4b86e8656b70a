// Postal addresses in one order. Pure functions over UTF-8 that never fail; any thread.
#pragma once

#include <string>
#include <string_view>

namespace kupets::text {

/// "ул. Ленина 5 кв 7, Москва, 101000" → "101000, г. Москва, ул. Ленина, д. 5, кв. 7": the index first, then country,
/// region, district, town, street, house, block, building, flat or office, with the same abbreviations. Only where
/// each part is certain and there is a street or a town with a house; else tidied alone. What comes out stays so.
std::string standardAddress(std::string_view typed);

}  // namespace kupets::text
