// How people call the columns of their tables: words for the fields of the program's entities, Russian and English.
#pragma once

#include <string_view>
#include <vector>

namespace kupets::mapping {

/// Words for a field ("телефон", "моб", "phone"), plain as plainHeader() makes them; empty when there are none. Those
/// of the entity come before those that hold for fields of this name anywhere.
std::vector<std::string_view> wordsFor(std::string_view entity, std::string_view field);
/// Words that say which record a column is about: "компании", "контакта", "deal".
std::vector<std::string_view> wordsOfEntity(std::string_view entity);

}  // namespace kupets::mapping
