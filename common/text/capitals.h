// Capital letters of names of people and cities. Pure functions over UTF-8 that never fail; any thread.
#pragma once

#include <string>
#include <string_view>

namespace kupets::text {

/// "ИВАНОВ ИВАН", "иванов-петров иван" → "Иванов Иван", "Иванов-Петров Иван": names that are in capitals or in small
/// letters throughout. Initials, "оглы", "де", "О'Коннор" come out right. Tidied; what is mixed, or no name of one to
/// four words, stays.
std::string standardPerson(std::string_view typed);

/// "г. Москва", "МОСКВА", "мск" → "Москва"; "ростов-на-дону" → "Ростов-на-Дону". Tidied; villages, what is mixed and
/// what is more than a name stay.
std::string standardCity(std::string_view typed);

}  // namespace kupets::text
